"""Who owes the report of a deadline, before anybody is asked: a proposal that a person confirms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from mangnon.accounts.people import day_of_units
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.naming import known_as
from mangnon.core.organisations.organisation import name_key
from mangnon.core.vietnamese import fold
from mangnon.core.working_calendar import working_calendar
from mangnon.plans.linking import day_of
from mangnon.plans.models import Agency, Deadline, PlanBody
from mangnon.reports.obligations.bodies import Body, levels_meant, means_agencies
from mangnon.reports.obligations.heirs import heirs_of
from mangnon.reports.obligations.obligation import Obligation, ObligationQuerySet
from mangnon.reports.obligations.span import Span, span_of

TO_GATHER = "tong hop"


@dataclass
class Owing:
    """One body that would owe the report; `is_asked` where it does already.

    `in_place_of` names the units that it stands for; `was_withdrawn` where it was taken back.
    """

    body: Body
    in_place_of: list[str] = field(default_factory=list)
    is_asked: bool = False
    was_withdrawn: bool = False


@dataclass
class Proposal:
    """What a deadline asks, of whom; `unclear` are names of which nobody knows whom they mean."""

    deadline: Deadline
    span: Span
    due_on: date
    counted_until: date
    consolidates: bool
    receiver: Organisation | None
    title: str
    owing: list[Owing]
    unclear: list[str]

    @property
    def missing(self) -> list[Owing]:
        return [one for one in self.owing if not one.is_asked]

    def asked(self) -> ObligationQuerySet:
        """Return what bodies were asked for this report, also what was taken back since."""
        found: ObligationQuerySet = Obligation.objects.filter(
            deadline=self.deadline, period=self.span.period, period_to=self.span.last
        )
        return found

    @property
    def asked_count(self) -> int:
        return sum(one.is_asked for one in self.owing)


def propose(deadline: Deadline, *, by: User, today: date) -> Proposal | None:
    """Return who owes the report, as far as the person serves them; None without a day."""
    last_day = deadline.last_day
    if deadline.on is None or last_day is None:
        return None
    span = span_of(deadline.recurring, deadline.on, deadline.plan.year)
    gathers = consolidates(deadline)
    proposal = Proposal(
        deadline, span, last_day, working_calendar().on_or_after(last_day), gathers,
        receiver_of(deadline), span.title(consolidates=gathers), [], [],
    )  # fmt: skip
    _find_bodies(proposal, by, today)
    _mark_asked(proposal)
    return proposal


def consolidates(deadline: Deadline) -> bool:
    """Say whether who reports makes it of what others send: told so, or they send through it."""
    if TO_GATHER in fold(deadline.text):
        return True
    own = {name_key(name) for name in deadline.reporters}
    others = Deadline.objects.of(deadline.plan).confirmed().exclude(pk=deadline.pk)
    return any(other.via and name_key(other.via) in own for other in others)


def receiver_of(deadline: Deadline) -> Organisation | None:
    """Return the organisation through which the reports go: the one that it has become by now."""
    if not deadline.via:
        return None
    key, plan = name_key(deadline.via), deadline.plan
    for other in Deadline.objects.of(plan).confirmed().exclude(pk=deadline.pk):
        if [name_key(name) for name in other.reporters] == [key]:
            found: Organisation | None = other.organisations.order_by("pk").first()
            if found is not None:
                return found
    return known_as([deadline.via], unit=plan.unit, day=day_of(plan)).get(deadline.via)


def _find_bodies(proposal: Proposal, by: User, today: date) -> None:
    deadline, day = proposal.deadline, day_of_units(by, today)
    owing: dict[Body, Owing] = {}
    noted = {body.key: body for body in PlanBody.objects.filter(plan=deadline.plan)}
    named_one = False
    for name in deadline.reporters:
        if levels := levels_meant(name):
            for one in _committees(levels, deadline, by, day):
                owing.setdefault(one.body, one)
        elif means_agencies(name):
            for body in _agencies(deadline, day):
                owing.setdefault(body, Owing(body))
        elif (noted_as := noted.get(name_key(name)[:1000])) and noted_as.organisation_id:
            named_one = True
        else:
            proposal.unclear.append(name)
    if named_one:
        for organisation in deadline.organisations.order_by("sort_key", "pk"):
            body = body_of(organisation, deadline)
            owing.setdefault(body, Owing(body))
    receiver = proposal.receiver.pk if proposal.receiver else None
    proposal.owing = [
        one
        for body, one in owing.items()
        if body.organisation is None or body.organisation.pk != receiver
    ]


def body_of(organisation: Organisation, deadline: Deadline) -> Body:
    return Body(organisation.unit or deadline.plan.unit, organisation)


def _committees(
    levels: list[Unit.Level], deadline: Deadline, by: User, day: date
) -> Iterator[Owing]:
    """Yield the committees of the plan's units of these levels, or who stands in their place."""
    first = day_of(deadline.plan)
    named = deadline.plan.unit.subtree().on(first).filter(level__in=levels).order_by("code")
    served = set(Unit.objects.visible_to(by).values_list("pk", flat=True))
    for unit, origins in heirs_of(named, first, day).items():
        if unit.pk in served:
            names = [str(origin) for origin in origins if origin != unit]
            yield Owing(Body(unit), in_place_of=names)


def _agencies(deadline: Deadline, day: date) -> Iterator[Body]:
    agencies = Agency.objects.of(deadline.plan).confirmed()
    known = Organisation.objects.filter(plan_agencies__in=agencies).on(day)
    for organisation in known.select_related("unit").distinct().order_by("sort_key", "pk"):
        if organisation.kind != Organisation.Kind.COMMITTEE:
            yield body_of(organisation, deadline)


def _mark_asked(proposal: Proposal) -> None:
    """Note who owes it already, and of whom it was taken back."""
    asked = proposal.asked()
    standing = {_holder(*who) for who in asked.standing().values_list("unit", "organisation")}
    gone = asked.exclude(withdrawn_at=None).values_list("unit", "organisation")
    withdrawn = {_holder(*who) for who in gone}
    for one in proposal.owing:
        organisation = one.body.organisation
        holder = _holder(one.body.unit.pk, organisation.pk if organisation else None)
        one.is_asked = holder in standing
        one.was_withdrawn = holder in withdrawn and not one.is_asked


def _holder(unit: int, organisation: int | None) -> tuple[str, int]:
    """Return who owes: an organisation is the same whatever its unit was."""
    return ("unit", unit) if organisation is None else ("organisation", organisation)
