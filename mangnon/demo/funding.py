"""The money of the demonstration's year, and a small fund, entered and approved as people do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction
from django.utils import timezone

from mangnon.catalog import CATALOG
from mangnon.children.models import Child
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.units.loading import local_administrator
from mangnon.demo.accounts import AGENCY, COMMUNE_OFFICER, OFFICE
from mangnon.plans.funding.approval import approve_line
from mangnon.plans.funding.entering import enter_line
from mangnon.plans.funding.fund.granting import approve_grant, propose
from mangnon.plans.funding.fund.receiving import enter_donor, enter_pledge, receive

MONEY = CATALOG / "demo" / "funding.yaml"
MILLION = 1_000_000
OWN = "70-so-y-te"  # the agency whose focal point can sign in
APPROVED_AFTER = timedelta(hours=3)


@transaction.atomic
def make_money(today: date) -> None:
    """Enter estimates, allocations, spending and the fund as they stand on the day."""
    written: dict[str, Any] = yaml.safe_load(MONEY.read_text(encoding="utf-8"))
    people = User.objects.in_bulk([AGENCY, OFFICE, COMMUNE_OFFICER], field_name="username")
    agency, office = people[AGENCY], people[OFFICE]
    # The focal office of a province sits in the department that the agency's person works in.
    agency.organisation = office.organisation = Organisation.objects.get(code=OWN)
    agency.save()
    office.save()
    of_the_commune = people[COMMUNE_OFFICER]
    lines = [(line, True) for line in written["lines"]] + [(written["waits"], False)]
    for line, is_decided in lines:
        on = _day(line[4], today)
        if on <= today:
            _enter(line, on, written["issuers"], people, is_decided=is_decided)
    _make_fund(written, office, of_the_commune, today)


def _enter(
    line: Sequence[Any], on: date, issuers: Mapping[str, str], people: Mapping[str, User],
    *, is_decided: bool,
) -> None:  # fmt: skip
    stage, source, held_by, millions, _on, purpose, number = line
    holder, by = _holder(held_by, people)
    values = {
        "year": on.year, "stage": stage, "source": source, "amount": _dong(millions), "on": on,
        "purpose": purpose, "document_number": number, "document_on": on, "issuer": issuers[stage],
    }  # fmt: skip
    made = enter_line(holder, values, by=by, now=_moment(on), key=uuid4())
    if is_decided:
        approve_line(
            made.pk, seen_at=made.changed_at, by=people[OFFICE], now=_moment(on) + APPROVED_AFTER
        )


def _holder(code: str, people: Mapping[str, User]) -> tuple[Organisation | Unit, User]:
    """Return whose money it is and who enters it: what is not their own, the administrator."""
    if code == "commune":
        officer = people[COMMUNE_OFFICER]
        return Unit.objects.get(user=officer), officer
    holder = Organisation.objects.get(code=code)
    return holder, people[AGENCY] if code == OWN else local_administrator()


def _make_fund(written: Mapping[str, Any], office: User, officer: User, today: date) -> None:
    for donor in written["donors"]:
        _give(donor, office, today)
    for project in written["projects"]:
        told = {"project": project["title"], "in_goods": project.get("goods", False)}
        _grant(project, told, local_administrator(), office, today)
    children = Child.objects.visible_to(officer).order_by("pk")[: len(written["children"])]
    for grant, child in zip(written["children"], children, strict=False):
        _grant(grant, {"child": str(child.pk)}, officer, office, today)


def _give(donor: Mapping[str, Any], office: User, today: date) -> None:
    """Enter a donor with what they promised, and what came until the day."""
    first = min(_day(receipt[1], today) for receipt in donor["receipts"])
    if first > today:
        return
    enter = partial(enter_donor, by=office, now=_moment(first), key=uuid4())
    made = enter(
        {"name": donor["name"], "kind": donor["kind"],
         "agreed_on": first if donor["agreed"] else None}
    )  # fmt: skip
    promised = None
    if "pledge" in donor:
        promised = enter_pledge(
            made.pk, amount=_dong(donor["pledge"]), on=first, due_on=date(first.year, 12, 31),
            by=office, now=_moment(first), key=uuid4(),
        ).pk  # fmt: skip
    for number, day, millions, *goods in donor["receipts"]:
        on = _day(day, today)
        if on <= today:
            told = dict(zip(("goods", "valuation"), goods, strict=False))
            values = {"number": number, "on": on, "amount": _dong(millions), "pledge": promised}
            receive(made.pk, values | told, by=office, now=_moment(on), key=uuid4())


def _grant(
    grant: Mapping[str, Any], to: dict[str, Any], by: User, office: User, today: date
) -> None:
    """Propose a grant, and pay it when the day of its decision has come."""
    on = _day(grant["day"], today)
    if on > today:
        return
    about = {"purpose": grant["purpose"], "need": grant["need"], "amount": _dong(grant["amount"])}
    made = propose(about | to, by=by, now=_moment(on), key=uuid4())
    if grant["decision"]:
        now = _moment(on) + APPROVED_AFTER
        approve_grant(made.pk, grant["decision"], by=office, now=now)


def _day(month_and_day: str, today: date) -> date:
    return date.fromisoformat(f"{today.year}-{month_and_day}")


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(9), tzinfo=timezone.get_default_timezone())


def _dong(millions: float) -> int:
    return round(millions * MILLION)
