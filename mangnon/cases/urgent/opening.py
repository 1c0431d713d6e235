"""Opening a case in an emergency, and reviewing that afterwards.

The time it stays open and the time for its review are customs of this system: no text names them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.four_eyes import require_another
from mangnon.cases.notices.notice import Notice
from mangnon.cases.notices.telling import tell
from mangnon.cases.taking_part import Part, Participant, parts_of
from mangnon.cases.urgent.access import UrgentAccess
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.units.lineage import units_known

OPEN_FOR = timedelta(hours=24)
REVIEW_WITHIN = timedelta(days=7)
SHORTEST_REASON = 20


@transaction.atomic
def open_urgently(number: str, *, reason: str, by: User, now: datetime) -> UrgentAccess:
    """Let the person take part in a case of their units for a time.

    A number that no case there bears is refused in the same words as one of another commune: who
    asks learns nothing. Each try is written to the audit.
    """
    access.require(by, "case.open_urgently")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(
            _("Say in a sentence why this cannot wait (at least %(count)s characters).")
            % {"count": SHORTEST_REASON}
        )
    case = _case_of(number, by)
    if case is None:
        raise Refused(
            _("No open case of your units bears this number; compare it with who told you of it.")
        )
    if parts_of(case, by):
        raise Refused(_("You take part in this case already; open it from the board."))
    opened = UrgentAccess.objects.create(
        case=case, user=by, reason=reason.strip(), since=now, until=now + OPEN_FOR,
        review_due_at=now + REVIEW_WITHIN,
    )  # fmt: skip
    Participant.objects.create(
        case=case, user=by, part=Part.URGENT, since=opened.since, until=opened.until, added_by=by
    )
    tell(case, Notice.Kind.OPENED, case.manager, by=by, now=now)
    record(by, "case.open_urgently", case, unit=case.unit, until=opened.until.isoformat())
    return opened


@transaction.atomic
def review(
    access_id: UUID, *, verdict: str, remark: str = "", by: User, now: datetime
) -> UrgentAccess:
    """Say whether an opening was needed; one that was not ends at once."""
    access.require(by, "case.review_urgent")
    seen = UrgentAccess.objects.visible_to(by).select_for_update(of=("self",))
    opened: UrgentAccess = seen.select_related("user").get(pk=access_id)
    require_another(opened.user, by)
    if opened.reviewed_at is not None:
        raise Refused(_("Somebody has reviewed this already."))
    if verdict == UrgentAccess.Verdict.WRONG and not remark.strip():
        raise Refused(_("Say why it was not needed."))
    opened.verdict, opened.remark = UrgentAccess.Verdict(verdict), remark.strip()
    opened.reviewed_by, opened.reviewed_at = by, now
    opened.save()
    if verdict == UrgentAccess.Verdict.WRONG:
        theirs = Participant.objects.filter(
            case=opened.case_id, user=opened.user_id, part=Part.URGENT, until__gt=now
        )
        theirs.filter(since__lt=now).update(until=now)
    record(by, "case.review_urgent", opened, unit=opened.case.unit, verdict=verdict)
    return opened


def _case_of(number: str, by: User) -> Case | None:
    if by.unit_id is None:
        return None
    return Case.objects.open().filter(number=number.strip(), unit__in=units_known(by)).first()
