"""The local plans of the demonstration's year, and the socio-economic plans beside them.

They are proposed from the figures of the year before, as communes do in February, and written at
once: districts and communes of the plan's units in force, a commune of today still waiting.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from mangnon.core.audit.batch import Rows, record_batch
from mangnon.core.models import Unit, User
from mangnon.core.units.loading import local_administrator
from mangnon.core.units.province import RESULTS_ON, results_province
from mangnon.demo.accounts import LEADER, OFFICER
from mangnon.indicators.cascade.proposing import Way, proposed_for_units
from mangnon.indicators.models import Run
from mangnon.plans.local.drafting import Proposed, draft_of
from mangnon.plans.local.local_plan import LocalPlan
from mangnon.plans.local.local_target import LocalTarget
from mangnon.plans.local.many import store
from mangnon.plans.models import CarriedTarget, Plan, SocioeconomicPlan

MADE = "demo.local_plans"
HARD, LATER = "Địa bàn khó khăn, giữ mức năm trước.", "Chưa đủ điều kiện, phấn đấu năm sau."
HELD_BACK = ("4b", "5", "8b", "14", "11a")  # where hard communes keep what they had
YES_OR_NO = ("1", "21")  # where a commune that has not reached it yet does not promise it
State = LocalPlan.State


@transaction.atomic
def make_local_plans(plan: Plan, today: date) -> None:
    """Write the plans with their documents; the audit holds one entry with the digest of all."""
    year = plan.year or today.year
    run = _run_before(year)
    drafted = _moment(date(year, 2, 17))
    units = list(results_province().subtree().on(RESULTS_ON).order_by("code"))
    for level in (Unit.Level.DISTRICT, Unit.Level.COMMUNE):
        of_level = [unit for unit in units if unit.level == level]
        _write(of_level, proposed_for_units(of_level, plan, Way.OWN_START, run=run), drafted)
    _let_one_wait(plan, run, _moment(today) - timedelta(days=2))
    _socioeconomic(units, year, drafted)
    models = (LocalPlan, LocalTarget, SocioeconomicPlan, CarriedTarget)
    rows = [Rows(model) for model in models]
    record_batch(local_administrator(), MADE, results_province(), rows=rows)


def _run_before(year: int) -> Run | None:
    """Return the run of the end of the year before, else the newest there is."""
    runs = Run.objects.select_related("snapshot").order_by("snapshot__as_of", "pk")
    return runs.filter(snapshot__as_of__lt=date(year, 1, 1)).last() or runs.last()


def _write(units: list[Unit], proposed: dict[int, Proposed], at: datetime) -> None:
    """Write plans of which all but every ninth are approved, with what was changed by hand."""
    by, approver = local_administrator(), User.objects.get(username=LEADER)
    made = [draft_of(unit, proposed[unit.pk], by=by, now=at, key=uuid4()) for unit in units]
    store(made, proposed)
    changed = [target for n, one in enumerate(made) for target in _departures(one, n, by)]
    LocalTarget.objects.bulk_update(changed, ["value", "reason", "changed_by"])
    for n, one in enumerate(made):
        if n % 9 != 8:
            one.state, one.sent_by, one.sent_at = State.APPROVED, by, at
            one.decided_by, one.decided_at = approver, at + timedelta(days=3)
            one.number, one.issued_on = f"{12 + n}/KH-UBND", one.decided_at.date()
    fields = ["state", "sent_by", "sent_at", "decided_by", "decided_at", "number", "issued_on"]
    LocalPlan.objects.bulk_update(made, fields)


def _departures(plan: LocalPlan, place: int, by: User) -> Iterator[LocalTarget]:
    if plan.unit.level == Unit.Level.DISTRICT:
        return
    for target in plan.targets.all():
        if target.leaf in HELD_BACK and place % 3 == 1 and "own" in target.basis:
            target.value, target.reason, target.changed_by = _own(target), HARD, by
            yield target
        elif target.leaf in YES_OR_NO and target.basis.get("own") == "0":
            target.value, target.reason, target.changed_by = None, LATER, by
            yield target


def _own(target: LocalTarget) -> Decimal:
    return Decimal(target.basis["own"])


def _let_one_wait(plan: Plan, run: Run | None, at: datetime) -> None:
    """Send the plan of a commune of today, which its chair has not approved yet."""
    officer = User.objects.select_related("unit").get(username=OFFICER)
    if officer.unit is None:
        return
    proposed = proposed_for_units([officer.unit], plan, Way.AS_IS, run=run)
    waiting = draft_of(officer.unit, proposed[officer.unit.pk], by=officer, now=at, key=uuid4())
    waiting.state, waiting.sent_by, waiting.sent_at = State.SENT, officer, at
    store([waiting], proposed)


def _socioeconomic(units: list[Unit], year: int, at: datetime) -> None:
    """Write the yearly plans of most communes and of the province, and its five-year plan."""
    by, leaves = local_administrator(), list(_leaves(units))
    province = results_province()
    below = [unit for unit in units if unit.pk != province.pk]
    kept = [(unit, "yearly", year) for n, unit in enumerate([province, *below]) if n % 7 != 3]
    kept += [(province, "five_year", year - (year - 1) % 5)]
    made = [
        SocioeconomicPlan(
            unit=unit, kind=kind, first_year=first, number=f"{40 + n}/KH-UBND",
            issued_on=date(first - 1, 12, 20), entered_by=by, entered_at=at, changed_at=at,
            title="Kế hoạch phát triển kinh tế - xã hội",
        )
        for n, (unit, kind, first) in enumerate(kept)
    ]  # fmt: skip
    SocioeconomicPlan.objects.bulk_create(made)
    CarriedTarget.objects.bulk_create(
        CarriedTarget(plan=one, leaf=leaf, line=f"Phụ lục 1, dòng {10 + m}")
        for n, one in enumerate(made)
        for m, leaf in enumerate(leaves)
        if (n + 2 * m) % 5 != 4
    )


def _leaves(units: list[Unit]) -> Iterator[str]:
    """Return the leaves of the local plans, in the plan's order."""
    first = LocalPlan.objects.filter(unit__in=units).order_by("pk").first()
    if first is not None:
        yield from first.targets.order_by("pk").values_list("leaf", flat=True)


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(9), tzinfo=timezone.get_default_timezone())
