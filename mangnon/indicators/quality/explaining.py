"""Letting a warning stand: why, by whom, and how that is taken back; an error cannot be."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.indicators.models import Explanation, Finding
from mangnon.ui.formats import moment_text

EXPLAIN = "finding.explain"
SHORTEST, LONGEST = 20, 1000  # letters of a reason


@transaction.atomic
def explain_finding(finding_id: int, *, by: User, reason: str) -> Explanation:
    """Let a warning stand for its reason, as long as the figure that it is about stays the same."""
    access.require(by, EXPLAIN)
    finding = Finding.objects.visible_to(by).select_for_update(of=("self",)).get(pk=finding_id)
    if finding.severity == Finding.Severity.ERROR:
        raise Refused(_("An error cannot be explained away: mend the figures and compute anew."))
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST:
        raise Refused(_("Give the reason in a whole sentence, so that others can follow it."))
    if len(reason) > LONGEST:
        raise Refused(_("The reason is too long; %(most)s letters fit.") % {"most": LONGEST})
    about = {name: getattr(finding, name) for name in Explanation.ABOUT}
    _require_unexplained(about)
    try:
        with transaction.atomic():
            made = Explanation.objects.create(
                **about, reason=reason, explained_by=by, explained_at=timezone.now()
            )
    except IntegrityError:  # the same figure in another run, explained at the same moment
        _require_unexplained(about)
        raise
    record(
        by, "finding.explain", made, unit=finding.unit, check=finding.check_name, leaf=finding.leaf
    )
    return made


@transaction.atomic
def take_back(explanation_id: int, *, by: User) -> Explanation:
    """Take an explanation back: the warning is open again. It stays on record."""
    access.require(by, EXPLAIN)
    theirs = Explanation.objects.visible_to(by)
    made: Explanation = theirs.select_for_update(of=("self",)).get(pk=explanation_id)
    if made.withdrawn_at is not None:
        raise Refused(_("This explanation has been taken back already."))
    made.withdrawn_at, made.withdrawn_by = timezone.now(), by
    made.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(by, "finding.take_back", made, unit=made.unit, check=made.check_name, leaf=made.leaf)
    return made


def _require_unexplained(about: dict[str, object]) -> None:
    standing = Explanation.objects.filter(**about, withdrawn_at=None)
    if (first := standing.select_related("explained_by").first()) is not None:
        raise Refused(
            _("%(who)s explained this already on %(when)s; reload the page to read it.")
            % {"who": first.explained_by, "when": moment_text(first.explained_at)}
        )
