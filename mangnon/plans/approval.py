"""What must be true before a plan is approved, and which plan it takes the place of."""

from __future__ import annotations

from django.db.models import Count
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Refused, Unit, User
from mangnon.plans.kinds import KINDS
from mangnon.plans.leads import indicators_to_lead
from mangnon.plans.models import Plan, ReadingWarning, Target

LINES_NAMED = 5


def require_decided(plan: Plan) -> None:
    """Refuse, with how many and where, while anything in the plan waits for a person."""
    _require_no_proposed_item(plan)
    _require_no_open_warning(plan)
    if plan.year is None:
        raise Refused(_("The plan has no year; write it in the heading."))
    _require_leads(plan)
    _require_each_leaf_once(plan)


def take_over(plan: Plan, *, by: User, is_replacing: bool) -> None:
    """Let the plan take the place of the one in force for its unit and year, when so asked.

    The unit is locked first, so that of two plans approved at once one sees the other.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=plan.unit_id)
    former = Plan.objects.select_for_update().approved().filter(unit=plan.unit, year=plan.year)
    if (old := former.first()) is None:
        return
    if not is_replacing:
        raise Refused(
            _("Plan number %(number)s is in force for %(year)s; say that this one replaces it.")
            % {"number": old.pk, "year": plan.year}
        )
    before = values_of(old)
    old.superseded_by = plan
    old.save(update_fields=["superseded_by"])
    record(by, "plan.supersede", old, unit=old.unit, **changes_since(before, old))


def _require_no_proposed_item(plan: Plan) -> None:
    waiting = {}
    lines: list[str] = []
    for kind in KINDS.values():
        proposed = kind.model.objects.of(plan).proposed()
        if found := list(proposed.values_list(kind.line_field, flat=True)):
            waiting[kind.label] = len(found)
            lines += [line for line in found[:LINES_NAMED] if line]
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
    missing = indicators_to_lead(plan)
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
