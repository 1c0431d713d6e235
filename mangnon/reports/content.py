"""From records to facts: the only module of the reports that reads plan, catalogue and results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from mangnon.catalog import CATALOG
from mangnon.core.models import Refused, Unit, User
from mangnon.core.units.lineage import served_from
from mangnon.engine.attainment import Target
from mangnon.engine.definitions import Definition
from mangnon.engine.national import Programme, load_programme
from mangnon.indicators.frozen import catalog_of, definitions_of, frozen_targets, number_of
from mangnon.indicators.models import Result, Run
from mangnon.indicators.moving import as_number
from mangnon.indicators.outlook import outlooks
from mangnon.indicators.shelves import shelf_of
from mangnon.plans.amendments.versions import stood_on
from mangnon.plans.difficulties.standing import open_and_solved
from mangnon.plans.models import (
    Agency,
    Deadline,
    IndicatorLead,
    ItemState,
    Plan,
)
from mangnon.reports.bases import bases_of
from mangnon.reports.facts import (
    Citation,
    Difficulties,
    Due,
    Duty,
    Facts,
    Goal,
    Leaf,
    National,
    Obstacle,
    Place,
    Source,
    Standing,
)
from mangnon.reports.periods.national.beside import national_of
from mangnon.reports.years import manifests_of, with_years

PLAN_KIND = "Kế hoạch"
Names = tuple[str, ...]
Leads = Mapping[str, Names]  # who leads, by indicator number
NO_RESULT = Standing(attainment="no_data", basis="provisional")


def gather(
    *, year: int, run: Run, by: User, units_on: date | None = None, since: date | None = None
) -> Facts:
    """Return the facts of a year's report: the plan in force, and one run's figures on it.

    With `units_on` the figures stand on the units of that day; with `since` difficulties are
    counted from that day on, not from the first of the year. A report leaves the office: small
    counts are hidden whoever builds it.
    Only what the person may see goes in. Refused without a plan in force or without figures.
    """
    planned = province_of(run, by)
    shelf = shelf_of(run, units_on, by, is_public=True)
    province = shelf.home(planned)
    if province is None or not shelf.may_show(province):
        raise Refused(_("These figures do not cover your province."))
    plan = _in_force(year, planned, run, by)
    if run.snapshot.as_of.year != year:
        raise Refused(
            _("These figures are of %(figures)s; take a snapshot of %(year)s for its report.")
            % {"figures": run.snapshot.as_of.year, "year": year}
        )
    if plan.approved_at and plan.approved_at > run.snapshot.taken_at:
        raise Refused(
            _(
                "The plan in force was approved after these figures were frozen; take a snapshot "
                "and compute again, then build the report."
            )
        )
    results = shelf.results([run])
    leads = IndicatorLead.objects.visible_to(by).confirmed().of(plan).names_by_number()
    communes = _places(results, Unit.Level.COMMUNE)
    ahead = outlooks(run, province, shelf)
    own = [result for result in results if result.unit.pk == province.pk]
    label = shelf.label(province)
    programme = load_programme(CATALOG, run.snapshot.as_of)
    leaves = tuple(
        with_years(leaf, ahead[leaf.leaf]) if leaf.leaf in ahead else leaf
        for leaf in _leaves(run, own, leads, programme)
    )
    return Facts(
        year=year,
        as_of=run.snapshot.as_of,
        province_code=province.code,
        province_valid_from=province.valid_from,
        province=_named(province),
        territory=label if label != str(province) else f"địa bàn {_named(province)}",
        place=plan.place if plan.place and province == planned else province.name,
        plan_province=_named(planned),
        units_on=units_on,
        plan=Citation(PLAN_KIND, plan.title, plan.number, plan.issued_on, plan.issuer),
        bases=bases_of(plan, by, run.snapshot.as_of),
        fields={code: title["vi"] for code, title in catalog_of(run.snapshot).fields.items()},
        leaves=leaves,
        earlier=manifests_of(leaves),
        districts=_places(results, Unit.Level.DISTRICT),
        communes=len(communes),
        by_commune=communes,
        duties=_duties(plan, by, leads),
        dues=_dues(plan, by),
        difficulties=_difficulties(planned, by, since or date(year, 1, 1), run.snapshot.as_of),
        source=_source(run),
        computed_at=run.computed_at,
        programme=programme,
    )


def gather_targets(run: Run, by: User) -> Facts:
    """Return the province's targets, figures and national targets alone, with small counts hidden.

    Nothing is said of districts, tasks or deadlines. Refused where the person sees no province
    with a plan.
    """
    province, as_of = province_of(run, by), run.snapshot.as_of
    programme = load_programme(CATALOG, as_of)
    shelf = shelf_of(run, None, by, is_public=True)
    plan = _in_force(as_of.year, province, run, by)
    return Facts(
        year=as_of.year,
        as_of=as_of,
        province_code=province.code,
        province_valid_from=province.valid_from,
        province=_named(province),
        territory=f"địa bàn {_named(province)}",
        place=province.name,
        plan=Citation(PLAN_KIND, plan.title, plan.number, plan.issued_on, plan.issuer),
        bases=(),
        fields={code: title["vi"] for code, title in catalog_of(run.snapshot).fields.items()},
        leaves=_leaves(run, shelf.results([run], units=[province]), {}, programme),
        districts=(),
        communes=0,
        duties=(),
        dues=(),
        source=_source(run),
        computed_at=run.computed_at,
        programme=programme,
    )


def _in_force(year: int, province: Unit, run: Run, by: User) -> Plan:
    plan = stood_on(year, province, run.snapshot.as_of, by)
    if plan is None:
        raise Refused(_("No plan is in force for %(year)s.") % {"year": year})
    return plan


def province_of(run: Run, by: User) -> Unit:
    """Return the province that a run is about, as far as the person serves it."""
    found = Result.objects.visible_to(by).filter(run=run, unit__level=Unit.Level.PROVINCE)
    if (result := found.select_related("unit").first()) is None:
        raise Refused(_("These figures do not cover your province."))
    unit: Unit = result.unit
    return unit


def _named(province: Unit) -> str:
    return f"{province.type.lower()} {province.name}"


def _leaves(
    run: Run, results: Sequence[Result], leads: Leads, programme: Programme | None
) -> tuple[Leaf, ...]:
    """Return the leaves that had a target when the figures were frozen, in the plan's order."""
    by_leaf = {result.leaf: standing_of(result) for result in results}
    targets = frozen_targets(run.snapshot)
    return tuple(
        _leaf(
            definition,
            targets[leaf],
            by_leaf.get(leaf, NO_RESULT),
            leads.get(number_of(leaf), ()),
            national_of(definition, targets[leaf], programme, run.snapshot.as_of.year),
        )
        for leaf, definition in definitions_of(run.snapshot).items()
        if leaf in targets
    )


def _leaf(
    definition: Definition,
    target: Target,
    standing: Standing,
    leads: Names,
    national: National | None,
) -> Leaf:
    return Leaf(
        leaf=definition.leaf,
        number=number_of(definition.leaf),
        title=definition.title.vi,
        field=definition.field,
        goal=Goal(target.relation, target.value, target.unit, target.value_max, target.population),
        decimals=definition.decimals,
        per=definition.per,
        is_lower_better=definition.better == "lower",
        is_computed=definition.is_computed,
        counted=definition.denominator.table if definition.denominator else "",
        leads=leads,
        standing=standing,
        needed=_needed(definition, target, standing),
        builds_up=definition.builds_up,
        national=national,
    )


def _needed(definition: Definition, target: Target, standing: Standing) -> int | None:
    denominator = standing.denominator
    if standing.value is None or not isinstance(denominator, int):
        return None
    return target.needed(denominator, definition.per)


def standing_of(result: Result) -> Standing:
    return Standing(
        attainment=result.attainment,
        basis=result.basis,
        value=result.value,
        numerator=as_number(result.numerator),
        denominator=as_number(result.denominator),
        low=result.low,
        high=result.high,
        flags=tuple(result.flags),
    )


def _places(results: Sequence[Result], level: str) -> tuple[Place, ...]:
    """Return the units of a level in the order of their codes, each with its figures."""
    standings: dict[Unit, dict[str, Standing]] = {}
    below = [result for result in results if result.unit.level == level]
    for result in sorted(below, key=_in_tree):
        standings.setdefault(result.unit, {})[result.leaf] = standing_of(result)
    return tuple(
        Place(unit.code, unit.valid_from, f"{unit.type} {unit.name}", found, unit.parent_code)
        for unit, found in standings.items()
    )


def _in_tree(result: Result) -> tuple[str, str, str]:
    return result.unit.parent_code, result.unit.code, result.leaf


def _duties(plan: Plan, by: User, leads: Leads) -> tuple[Duty, ...]:
    agencies = Agency.objects.visible_to(by).confirmed().of(plan)
    confirmed = Count("tasks", filter=Q(tasks__state=ItemState.CONFIRMED))
    duties = []
    # A grouped query forgets the order of the model.
    for agency in agencies.annotate(task_count=confirmed).order_by("position", "pk"):
        names = {agency.name, *agency.bodies}
        led = tuple(number for number, heads in leads.items() if names & set(heads))
        duties.append(Duty(agency.name, agency.task_count, led, agency.is_requested))
    return tuple(duties)


def _dues(plan: Plan, by: User) -> tuple[Due, ...]:
    deadlines = Deadline.objects.visible_to(by).confirmed().of(plan).exclude(on=None)
    return tuple(
        Due(due.on, due.is_inclusive, tuple(due.reporters), tuple(due.recipients), due.via)
        for due in deadlines
    )


def _difficulties(province: Unit, by: User, first: date, last: date) -> Difficulties:
    stood = open_and_solved(served_from(province.pk), first, last, by=by)
    return Difficulties(
        stood.raised,
        stood.solved,
        tuple(
            Obstacle(one.title, one.raiser, one.since, one.proposed, one.was_escalated)
            for one in stood.open
        ),
    )


def _source(run: Run) -> Source:
    return Source(
        snapshot=run.snapshot.code,
        manifest_sha256=run.snapshot.manifest_sha256,
        catalog_sha256=run.catalog_sha256,
        results_sha256=run.results_sha256,
        engine=run.engine,
        engine_version=run.engine_version,
        software_version=run.software_version,
    )
