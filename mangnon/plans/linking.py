"""From the names that a plan writes to the organisations that bore them on the plan's day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Refused, User
from mangnon.core.organisations.late_offers import offer_what_ended_bodies_hold
from mangnon.core.organisations.naming import known_as
from mangnon.core.organisations.organisation import name_key
from mangnon.plans.models import Agency, Deadline, IndicatorLead, Plan, PlanBody
from mangnon.plans.work.naming import pass_to_named
from mangnon.ui.context import now, today

# How long a key may be: it is part of an index, whose rows PostgreSQL limits to 2,700 bytes.
LONGEST_KEY = 1000


def day_of(plan: Plan) -> date:
    """Return the day whose organisations the plan speaks of: its own, else its year's first."""
    return plan.issued_on or date(plan.year or plan.created_at.year, 1, 1)


@dataclass(frozen=True)
class Mentions:
    """Where a plan names bodies: who leads or takes part, who has tasks, who reports."""

    leads: list[IndicatorLead]
    agencies: list[Agency]
    deadlines: list[Deadline]

    def names(self) -> list[str]:
        return [
            *(lead.name for lead in self.leads),
            *(name for agency in self.agencies for name in bodies_of(agency)),
            *(name for deadline in self.deadlines for name in deadline.reporters),
        ]

    def only(self, key: str) -> Mentions:
        """Return only what names one body."""
        return Mentions(
            [lead for lead in self.leads if _key(lead.name) == key],
            [agency for agency in self.agencies if key in map(_key, bodies_of(agency))],
            [deadline for deadline in self.deadlines if key in map(_key, deadline.reporters)],
        )


def link_organisations(plan: Plan) -> None:
    """Note each body that the plan names, and link it where the name was one body's on that day."""
    link_mentions(plan, _mentions(plan), ())


def link_mentions(plan: Plan, mentions: Mentions, noted: Iterable[PlanBody]) -> None:
    """Link some mentions of a plan; a name that was noted already stands for whom it did."""
    names: dict[str, str] = {}
    for name in mentions.names():
        names.setdefault(_key(name), name)
    bodies = {body.key: body for body in noted if body.key in names}
    new = {key: name for key, name in names.items() if key not in bodies}
    known = known_as(new.values(), unit=plan.unit, day=day_of(plan))
    PlanBody.objects.bulk_create(
        PlanBody(plan=plan, key=key, name=name, organisation=known.get(name))
        for key, name in new.items()
    )
    linked = {_key(name): organisation for name, organisation in known.items()}
    linked |= {key: body.organisation for key, body in bodies.items() if body.organisation}
    _link(mentions, linked)


@transaction.atomic
def choose_body(
    body: PlanBody, *, by: User, organisation: Organisation | None, names_many: bool = False
) -> PlanBody:
    """Say whom a name of an approved plan stands for; the name itself stays as written.

    Tasks that were given already and are open pass to the organisation. Refused once the work has
    passed on from the organisation it stood for until now.
    """
    access.require(by, "plan.review")
    body = PlanBody.objects.visible_to(by).select_for_update(of=("self",)).get(pk=body.pk)
    if body.plan.state != Plan.State.APPROVED:
        raise PermissionDenied("plan.review")
    if organisation is not None and organisation.name_on(day_of(body.plan)) is None:
        raise Refused(
            _("%(name)s did not exist on %(day)s, the day of the plan; choose its predecessor.")
            % {"name": organisation, "day": f"{day_of(body.plan):%d/%m/%Y}"}
        )
    if body.organisation and not _is_still_linked(body):
        raise Refused(
            _("The work of “%(name)s” has passed to a successor already; undo that first.")
            % {"name": body.name}
        )
    former = body.organisation
    _unlink(body)
    body.organisation, body.names_many, body.chosen_by = organisation, names_many, by
    body.save(update_fields=["organisation", "names_many", "chosen_by"])
    if organisation is not None:
        _link(_mentions(body.plan), {body.key: organisation})
    record(
        by, "plan.choose_body", body, unit=body.plan.unit,
        organisation=organisation.code if organisation else None, names_many=names_many,
    )  # fmt: skip
    if organisation is not None:
        agencies = _mentions(body.plan).only(body.key).agencies
        pass_to_named(agencies, former, organisation, by=by, now=now())
        offer_what_ended_bodies_hold([organisation], by=by, today=today())
    return body


def _key(name: str) -> str:
    return name_key(name)[:LONGEST_KEY]


def bodies_of(agency: Agency) -> list[str]:
    return agency.bodies or [agency.name]


def _mentions(plan: Plan) -> Mentions:
    return Mentions(
        list(IndicatorLead.objects.of(plan).confirmed()),
        list(Agency.objects.of(plan).confirmed()),
        list(Deadline.objects.of(plan).confirmed()),
    )


def _link(mentions: Mentions, organisations: dict[str, Organisation]) -> None:
    """Link what names one of the keys to the organisation of it."""
    leads = [lead for lead in mentions.leads if _key(lead.name) in organisations]
    for lead in leads:
        lead.organisation = organisations[_key(lead.name)]
    IndicatorLead.objects.bulk_update(leads, ["organisation"])
    agency_link = Agency.organisations.through
    agency_link.objects.bulk_create(
        (
            agency_link(agency_id=agency.pk, organisation_id=pk)
            for agency in mentions.agencies
            for pk in _linked(bodies_of(agency), organisations)
        ),
        ignore_conflicts=True,
    )
    deadline_link = Deadline.organisations.through
    deadline_link.objects.bulk_create(
        (
            deadline_link(deadline_id=deadline.pk, organisation_id=pk)
            for deadline in mentions.deadlines
            for pk in _linked(deadline.reporters, organisations)
        ),
        ignore_conflicts=True,
    )


def _linked(names: Iterable[str], organisations: dict[str, Organisation]) -> list[int]:
    found = (organisations.get(_key(name)) for name in names)
    return list(dict.fromkeys(organisation.pk for organisation in found if organisation))


def _unlink(body: PlanBody) -> None:
    """Take back the links that the name gave; another name of the same body keeps its own."""
    if body.organisation is None:
        return
    mentions = _mentions(body.plan).only(body.key)
    for lead in mentions.leads:
        lead.organisation = None
    IndicatorLead.objects.bulk_update(mentions.leads, ["organisation"])
    others = body.plan.bodies.filter(organisation=body.organisation).exclude(pk=body.pk)
    kept = set(others.values_list("key", flat=True))
    for agency in mentions.agencies:
        if not kept & {_key(name) for name in bodies_of(agency)}:
            agency.organisations.remove(body.organisation)
    for deadline in mentions.deadlines:
        if not kept & {_key(name) for name in deadline.reporters}:
            deadline.organisations.remove(body.organisation)


def _is_still_linked(body: PlanBody) -> bool:
    """Say whether all that the name linked still stands with the organisation it stood for."""
    mentions = _mentions(body.plan).only(body.key)
    named = [agency.organisations.all() for agency in mentions.agencies]
    due = [deadline.organisations.all() for deadline in mentions.deadlines]
    return all(lead.organisation == body.organisation for lead in mentions.leads) and all(
        body.organisation in linked for linked in (*named, *due)
    )
