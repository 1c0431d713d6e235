"""Nobody finds a report by trying numbers: few wrong tries a person and hour, all in the audit.

The audit counts them, by its own hour: it cannot be set back, and a second window is no new start.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core.audit import record_read
from mangnon.core.models import AuditEntry, Refused, User

WRONG = "case.follow_up_wrong"
MOST_WRONG = 10
WITHIN = timedelta(hours=1)


def require_not_guessing(by: User) -> None:
    """Raise Refused after too many wrong numbers, whatever is typed now.

    Call it in a transaction: of one person's tries each waits for the one before.
    """
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=by.pk)
    since = timezone.now() - WITHIN
    wrong = AuditEntry.objects.filter(actor=by, action=WRONG, at__gt=since).order_by("-at", "-id")
    times = list(wrong.values_list("at", flat=True)[:MOST_WRONG])
    if len(times) == MOST_WRONG:
        again = timezone.localtime(times[-1] + WITHIN)
        raise Refused(
            _("%(count)s numbers were wrong within an hour; try again at %(when)s.")
            % {"count": MOST_WRONG, "when": f"{again:%H:%M}"}
        )


def note_wrong(by: User) -> None:
    """Write down that a person typed a wrong number; the number itself is kept nowhere."""
    record_read(by, WRONG, by)
