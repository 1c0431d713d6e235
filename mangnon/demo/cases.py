"""Some protection cases of one commune, each as far along as people have taken it by now.

People enter them through the same services as everywhere; every name and matter is invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import yaml
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from mangnon.cases.care.listing import NewNeed, enter_need, register_carer
from mangnon.cases.care.placing import decide_on, hand_over, propose
from mangnon.cases.catalog import code_list
from mangnon.cases.models import Case, Notice
from mangnon.cases.receiving.new_report import NewReport, ReportedChild
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.referrals.answering import answer
from mangnon.cases.referrals.sending import NewReferral, send
from mangnon.cases.steps.deciding import decide
from mangnon.cases.steps.taking import NewStep, take_step
from mangnon.catalog import CATALOG
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.editing import Naming, store_name
from mangnon.core.units.loading import local_administrator
from mangnon.demo.accounts import CHAIR, OFFICER, OPERATOR, PARTNER
from mangnon.places.models import Place

CASES = CATALOG / "demo" / "cases.yaml"
MADE = "demo.cases"
SERVICE, ROOM = "primary_care", "friendly_interview"
# The operator receives what comes to these; the officer what comes otherwise.
HOTLINES = ("hotline_111", "provincial_hotline", "line_1022")
# When each step is taken, in hours after the report; the chair decides two hours later.
WAY = {
    "acknowledge": 0.5, "check": 3, "assess_initially": 5, "emergency": 6, "assess": 50,
    "meet": 75, "plan": 98, "review": 900, "close": 920,
}  # fmt: skip
IN_AN_EMERGENCY = {"is_emergency": "yes", "risk": "high", "harm_now": "high"}
PLAN_DAYS, SHARED_DAYS, CARE_DAYS, PROPOSED_DAYS = 90, 60, 150, 3


@dataclass(frozen=True)
class People:
    """Who does what in the commune of the cases."""

    operator: User
    officer: User
    chair: User
    partner: User
    unit: Unit


@transaction.atomic
def make_cases(today: date) -> None:
    """Enter the cases and the lists of alternative care as they stand on the day; all or none."""
    written: dict[str, Any] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    unit = Unit.objects.get(user__username=OFFICER)
    known = {one.username: one for one in User.objects.all()}
    people = People(known[OPERATOR], known[OFFICER], known[CHAIR], known[PARTNER], unit)
    since = unit.valid_from  # a commune that a reform made has no older cases
    place = _place_of(people, written["partner"])
    entered = [told for told in written["cases"] if today - timedelta(told["days"]) >= since]
    for told in entered:
        case = _play(told, written["answers"], people, today)
        if "refer" in told:
            _refer(case, told["refer"], written["referral"], place, people)
    _list_care(written["care"], people, since, today)
    Notice.objects.filter(at__lt=_moment(today - timedelta(days=2), 0)).update(
        read_at=_moment(today, 0), read_by=Coalesce("user", people.officer.pk)
    )
    record(local_administrator(), MADE, unit, cases=len(entered))


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())


def _place_of(people: People, name: str) -> Place:
    """Enter the partner's organisation, and its place in the directory of services."""
    unit, label = people.unit, f"{name} {people.unit.type.lower()} {people.unit.name}"
    organisation = Organisation.objects.create(
        name=label, unit=unit, kind=Organisation.Kind.HEALTH_FACILITY
    )
    store_name(organisation, Naming(label))
    people.partner.organisation = organisation
    people.partner.save()
    place = Place(
        kind="health_station", unit=unit, organisation=organisation, services=[SERVICE, ROOM]
    )
    place.set_name(label)
    place.save()
    return place


def _play(told: Mapping[str, Any], answers: Mapping[str, Any], people: People, today: date) -> Case:
    """Take one case from its report to the step that it has come to."""
    began = _moment(today - timedelta(days=told["days"]), told["hour"])
    report = NewReport(
        unit=people.unit, channel=told["channel"], received_at=began,
        answers={"what": told["what"]}, harms=told["harms"], setting=told["setting"],
        children=[ReportedChild(name=told["name"], sex=told["sex"], age=told["age"])],
        is_danger=told.get("danger", False), reference=told.get("reference", ""),
    )  # fmt: skip
    by = people.operator if told["channel"] in HOTLINES else people.officer
    case = receive(report, by=by, now=began + timedelta(minutes=4)).case
    steps = _steps(told)
    for code in steps:
        is_last = code == steps[-1]
        at = began + timedelta(hours=WAY[code])
        given = dict(answers.get(code, {})) | _own_answers(code, told, at)
        given |= answers["unfounded"].get(code, {}) if told.get("is_unfounded") else {}
        step = take_step(
            case.pk, NewStep(code, at, given), by=people.officer, now=at + timedelta(minutes=20)
        )
        if step.state == step.State.WAITS and not (is_last and told.get("waits")):
            decide(
                case.pk, step.pk, agrees=True, number=f"{told['days']}/QĐ-UBND",
                by=people.chair, now=at + timedelta(hours=2),
            )  # fmt: skip
    if steps and case.clocks.running().filter(code="feedback").exists() and not told.get("danger"):
        new = NewStep("feed_back", at + timedelta(hours=3), answers["feed_back"])
        take_step(case.pk, new, by=people.officer, now=new.happened_at)
    return case


def _steps(told: Mapping[str, Any]) -> Sequence[str]:
    """Return the steps of a case: emergency measures only in an emergency."""
    if told["until"] == "receive":
        return []
    if told.get("is_unfounded"):
        return ["acknowledge", "check", "close"]
    way = [code for code in WAY if code != "emergency" or told.get("danger")]
    return way[: way.index(told["until"]) + 1]


def _own_answers(code: str, told: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return what the answers of this one case say otherwise than those of all."""
    if code == "assess_initially" and told.get("danger"):
        return IN_AN_EMERGENCY
    if code == "plan":
        return {"until": (at + timedelta(days=PLAN_DAYS)).date()}
    return {}


def _refer(case: Case, state: str, told: Mapping[str, str], place: Place, people: People) -> None:
    """Refer the child of a case to the partner, who has done what is asked or not answered yet."""
    case.refresh_from_db()
    at = case.received_at + timedelta(hours=WAY["plan"] + 5)
    new = NewReferral(
        about=case.people.get().pk, place=place, service=SERVICE, purpose=told["purpose"],
        shares=["name", "age", "need"], written={"need": told["need"]}, basis="duty",
        expires_on=(at + timedelta(days=SHARED_DAYS)).date(),
    )  # fmt: skip
    referral = send(case.pk, new, by=people.officer, now=at)
    if state == "done":
        for days, said, text in ((1, "accepted", ""), (12, "done", told["result"])):
            now = at + timedelta(days=days)
            answer(referral.pk, state=said, text=text, by=people.partner, now=now)


def _list_care(told: Mapping[str, Any], people: People, since: date, today: date) -> None:
    """Fill the lists of alternative care: one child in care, one proposed, one who waits."""
    conditions = [code.code for code in code_list("care_condition").codes]
    at = _moment(max(since, today - timedelta(days=CARE_DAYS)), 9)
    lately = _moment(max(since, today - timedelta(days=PROPOSED_DAYS)), 9)
    carers = [
        register_carer(
            one["name"], one["kind"],
            {"address": one["address"], "home": one["home"], "conditions": conditions},
            by=people.officer, now=at,
        )
        for one in told["carers"]
    ]  # fmt: skip
    for place, one in enumerate(told["needs"]):
        new = NewNeed(
            name=one["name"], sex=one["sex"], reason=one["reason"],
            birth_date=at.date() - timedelta(days=366 * one["years"]),
            answers={"family": one["family"]},
        )  # fmt: skip
        need = enter_need(new, by=people.officer, now=at)
        if one["state"] == "waits":
            continue
        carer = carers[place].pk
        is_in_care = one["state"] == "in_care"
        placement = propose(
            need.pk, carer, told["consent"], by=people.officer, now=at if is_in_care else lately
        )
        if is_in_care:
            decide_on(placement.pk, agrees=True, number="31/QĐ-UBND", by=people.chair, now=at)
            hand_over(placement.pk, on=at.date(), by=people.officer, now=at)
