"""What must be true before a plan is approved, and what the approval settles."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _

from mangnon.core.models import Organisation, Refused
from mangnon.core.vietnamese import fold
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import (
    Agency,
    Indicator,
    IndicatorLead,
    Plan,
    ReadingWarning,
    Target,
)

LINES_NAMED = 5


def require_decided(plan: Plan) -> None:
    """Refuse, with how many and where, while anything in the plan waits for a person."""
    _require_no_proposed_item(plan)
    _require_no_open_warning(plan)
    if plan.year is None:
        raise Refused(_("The plan has no year; write it in the heading."))
    _require_leads(plan)
    _require_each_leaf_once(plan)


def take_over(plan: Plan, *, is_replacing: bool) -> None:
    """Let the plan take the place of the one in force for its unit and year, when so asked."""
    former = Plan.objects.select_for_update().approved().filter(unit=plan.unit, year=plan.year)
    if (old := former.first()) is None:
        return
    if not is_replacing:
        raise Refused(
            _("Plan number %(number)s is in force for %(year)s; say that this one replaces it.")
            % {"number": old.pk, "year": plan.year}
        )
    old.superseded_by = plan
    old.save(update_fields=["superseded_by"])


def link_organisations(plan: Plan) -> None:
    """Link every confirmed lead and agency to the organisation of its name; make missing ones."""
    known = {fold(organisation.name): organisation for organisation in Organisation.objects.all()}
    for lead in IndicatorLead.objects.of(plan).confirmed():
        lead.organisation = _organisation(lead.name, known)
        lead.save(update_fields=["organisation"])
    for agency in Agency.objects.of(plan).confirmed():
        names = agency.bodies or [agency.name]
        agency.organisations.set([_organisation(name, known) for name in names])


def _organisation(name: str, known: dict[str, Organisation]) -> Organisation:
    found = known.get(fold(name))
    if found is None:
        found = Organisation(name=name)
        try:
            found.full_clean()
        except ValidationError as wrong:
            raise Refused(f"{name[:80]}: {' '.join(wrong.messages)}") from wrong
        found.save()
        known[fold(name)] = found
    return found


def _require_no_proposed_item(plan: Plan) -> None:
    waiting = {}
    lines: list[str] = []
    for kind in KINDS.values():
        if proposed := list(kind.model.objects.of(plan).proposed()):
            waiting[kind.label] = len(proposed)
            lines += [item.line for item in proposed[:LINES_NAMED] if item.line]
    if waiting:
        raise Refused(
            _("%(count)s items still wait for a decision: %(where)s; lines %(lines)s.")
            % {
                "count": sum(waiting.values()),
                "where": ", ".join(f"{label} {count}" for label, count in waiting.items()),
                "lines": _some(lines),
            }
        )


def _require_no_open_warning(plan: Plan) -> None:
    warnings = plan.warnings.filter(state=ReadingWarning.State.OPEN)
    if lines := [warning.line for warning in warnings]:
        raise Refused(
            _("%(count)s warnings are not settled yet; lines %(lines)s.")
            % {"count": len(lines), "lines": _some(lines)}
        )


def _require_leads(plan: Plan) -> None:
    """Refuse an indicator without a lead, unless a person settled the warning that says so."""
    led = IndicatorLead.objects.of(plan).confirmed().leads().values("indicator")
    accepted = plan.warnings.filter(
        code=ReadingWarning.Code.NO_LEAD, state=ReadingWarning.State.SETTLED
    )
    missing = (
        Indicator.objects.of(plan)
        .confirmed()
        .exclude(pk__in=led)
        .exclude(line__in=accepted.values("line"))
    )
    if numbers := list(missing.values_list("number", flat=True)):
        raise Refused(
            _("Indicators without a lead: %(numbers)s. Add a lead or settle the warning.")
            % {"numbers": ", ".join(numbers)}
        )


def _require_each_leaf_once(plan: Plan) -> None:
    targets = Target.objects.of(plan).confirmed().values("leaf", "year").order_by("leaf")
    twice = targets.annotate(times=Count("pk")).filter(times__gt=1)
    if leaves := [row["leaf"] for row in twice]:
        raise Refused(
            _("These leaves have two targets for one year: %(leaves)s. Reject one of each.")
            % {"leaves": ", ".join(leaves)}
        )


def _some(lines: list[str]) -> str:
    named = list(dict.fromkeys(line for line in lines if line))
    some = ", ".join(named[:LINES_NAMED])
    return _("%(lines)s and others") % {"lines": some} if len(named) > LINES_NAMED else some
