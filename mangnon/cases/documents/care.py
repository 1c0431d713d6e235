"""Printing a form of alternative care: of one record that is seen, or a list of all that are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed
from mangnon.cases.care.placement import CareCheck, Placement
from mangnon.cases.catalog import case_catalog, form
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.documents.composing import About, body_of, compose, foot_of
from mangnon.cases.documents.content import Answers, blocks_of
from mangnon.cases.documents.lists import list_of
from mangnon.cases.documents.whom import of_carer, of_need
from mangnon.cases.steps.answers import read_json
from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import Unit, User
from mangnon.documents.writing import write
from mangnon.documents.writing.model import Block, Note
from mangnon.engine.cases.forms import CaseForm

WHAT = "Chăm sóc thay thế"
RECORDS_OF: dict[str, Any] = {
    "care_need": CareNeed, "care_application": Carer, "care_verification": Carer,
    "care_consent": Placement, "care_decision": Placement, "care_hand_over": Placement,
    "care_check": CareCheck,
}  # fmt: skip
LISTS = ("care_needs_list", "care_carers_list")
WHAT_IS_LISTED = "Danh sách gồm những trường hợp mà người in được xem."


@dataclass(frozen=True)
class Filled:
    """What a paper says of one record; without answers its questions are answered by hand."""

    form: CaseForm
    answers: Answers
    unit: Unit
    whom: Iterable[Block]
    signer: str = ""
    day: date | None = None
    number: str = ""


def print_care(code: str, of: Any, *, by_deputy: bool = False, by: User, now: datetime) -> bytes:
    """Return a form as .docx of a record that was found among those the person sees."""
    access.require(by, "care.view")
    filled = FILLED[code](of)
    paper = case_catalog().paper(code, filled.form.valid_from)
    about = About(
        unit=filled.unit, number=filled.number, day=filled.day,
        year=(filled.day or local_day(now)).year, signer=filled.signer, by_deputy=by_deputy,
        foot=foot_of(WHAT, by, now), made_at=now,
    )  # fmt: skip
    body = body_of(paper, filled.whom, blocks_of(filled.form, filled.answers))
    record_read(by, "care.print", of, unit=filled.unit, form=code)
    return write(compose(filled.form, paper, body, about))


def print_care_list(code: str, *, by: User, now: datetime) -> bytes:
    """Return the commune's list of children in need, or of carers, as the person sees it."""
    access.require(by, "care.edit")
    asked = form(code)
    rows = _needs(by) if code == "care_needs_list" else _carers(by)
    about = About(
        unit=by.unit, year=local_day(now).year, signer=by.full_name, day=local_day(now),
        foot=foot_of(WHAT, by, now), made_at=now,
    )  # fmt: skip
    body: list[Block] = [list_of(asked, rows), Note(WHAT_IS_LISTED)]
    record_read(by, "care.print", by, unit=by.unit, form=code, count=len(rows))
    paper = case_catalog().paper(code, asked.valid_from)
    return write(compose(asked, paper, body, about))


def _need(need: CareNeed) -> Filled:
    asked = case_catalog().form_as_of("care_need", need.form_from)
    return Filled(
        asked, read_json(asked, need.answers), need.unit, of_need(need, with_reason=True),
        signer=need.entered_by.full_name, day=local_day(need.entered_at),
    )  # fmt: skip


def _application(carer: Carer) -> Filled:
    asked = case_catalog().form_as_of("care_application", carer.form_from)
    return Filled(asked, read_json(asked, carer.answers), carer.unit, of_carer(carer))


def _verification(carer: Carer) -> Filled:
    asked = case_catalog().form_as_of("care_verification", carer.verified_from)
    return Filled(
        asked, read_json(asked, carer.verified), carer.unit, of_carer(carer),
        signer=carer.registered_by.full_name, day=carer.registered_on,
    )  # fmt: skip


def _proposal(placement: Placement) -> Filled:
    asked = case_catalog().form_as_of("care_consent", placement.form_from)
    return Filled(
        asked, read_json(asked, placement.answers), placement.need.unit, _both(placement),
        signer=placement.proposed_by.full_name, day=local_day(placement.proposed_at),
    )  # fmt: skip


def _decision(placement: Placement) -> Filled:
    """A draft until it is decided: without number, day and name."""
    is_made = placement.state not in (Placement.State.PROPOSED, Placement.State.RETURNED)
    by, at = placement.decided_by, placement.decided_at
    return Filled(
        form("care_decision"), {}, placement.need.unit, _both(placement),
        signer=by.full_name if is_made and by else "", number=placement.decision_number,
        day=local_day(at) if is_made and at else None,
    )  # fmt: skip


def _hand_over(placement: Placement) -> Filled:
    """The minutes that are written and signed by hand where the child is handed over."""
    return Filled(
        form("care_hand_over"), None, placement.need.unit, _both(placement),
        day=placement.handed_over_on,
    )  # fmt: skip


def _check(check: CareCheck) -> Filled:
    asked = case_catalog().form_as_of("care_check", check.form_from)
    return Filled(
        asked, read_json(asked, check.answers), check.placement.need.unit, _both(check.placement),
        signer=check.by.full_name, day=check.checked_on,
    )  # fmt: skip


FILLED: Mapping[str, Callable[[Any], Filled]] = {
    "care_need": _need, "care_application": _application, "care_verification": _verification,
    "care_consent": _proposal, "care_decision": _decision, "care_hand_over": _hand_over,
    "care_check": _check,
}  # fmt: skip


def _both(placement: Placement) -> list[Block]:
    return [*of_need(placement.need), *of_carer(placement.carer)]


def _needs(by: User) -> list[dict[str, Any]]:
    rows = []
    for need in CareNeed.objects.visible_to(by).open().order_by("entered_at").distinct():
        asked = case_catalog().form_as_of("care_need", need.form_from)
        known = {
            "name": need.name, "birth_date": need.birth_date, "sex": need.sex,
            "reason": need.reason, "facility": read_json(asked, need.answers).get("facility"),
        }  # fmt: skip
        rows.append({name: value for name, value in known.items() if value})
    return rows


def _carers(by: User) -> list[dict[str, Any]]:
    rows = []
    for carer in Carer.objects.visible_to(by).registered().order_by("registered_on", "pk"):
        asked = case_catalog().form_as_of("care_application", carer.form_from)
        said = read_json(asked, carer.answers)
        known = {
            "name": carer.name, "kind": carer.kind, "registered_on": carer.registered_on,
            "address": said.get("address"), "phone": said.get("phone"),
        }  # fmt: skip
        rows.append({name: value for name, value in known.items() if value})
    return rows
