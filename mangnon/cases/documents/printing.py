"""Printing a form of a case: of a step or of a report, for somebody to whom it is open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.documents.composing import About, body_of, compose, foot_of
from mangnon.cases.documents.content import blocks_of, boxes, day_by_hand, line
from mangnon.cases.documents.whom import SEXES, born, of_person
from mangnon.cases.handover.hand_over import unit_at
from mangnon.cases.people import CasePerson
from mangnon.cases.report import Report
from mangnon.cases.seeing import Section, sections_open
from mangnon.cases.step import Step
from mangnon.cases.steps.answers import answers_of, form_of, read_json
from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import Refused, User
from mangnon.documents.writing import write
from mangnon.documents.writing.model import Block, Heading
from mangnon.engine.cases.forms import CaseForm
from mangnon.engine.cases.papers import Paper
from mangnon.ui.formats import date_text, moment_text

REPORT = "report"
HAND = None  # what stands in a blank: to be written by hand


def print_step(
    case: Case, step: Step, *, by_deputy: bool = False, by: User, now: datetime
) -> bytes:
    """Return the form of a step as .docx, marked with who took it and when, as the audit is."""
    access.require(by, "case.view")
    definition = case_catalog().process(case.process_from).by_code[step.code]
    form = form_of(step, definition)
    if form is None or Section.STEPS not in sections_open(case, by):
        raise Refused(_("This step has no form to print."))
    paper = case_catalog().paper(form.code, form.valid_from)
    signer, moment = _signed(step, paper)
    day = local_day(moment)
    about = About(
        unit=unit_at(case, step.entered_at), year=day.year, day=day if signer else None,
        number=step.decision_number if paper.signed_by == "decider" else "", by_deputy=by_deputy,
        signer=signer.full_name if signer else "",
        foot=foot_of(f"Vụ việc {case.number}", by, now), made_at=step.entered_at,
    )  # fmt: skip
    whom = list(_of_step(case, step, definition.title.vi, paper))
    if Section.PEOPLE in sections_open(case, by):
        children = case.people.filter(role=CasePerson.Role.CHILD).order_by("pk")
        whom += [block for child in children for block in of_person(child)]
    said = [*blocks_of(form, answers_of(step, definition)), *_answered(step, paper)]
    body = body_of(paper, whom, said)
    record_read(by, "case.print", step, unit=case.unit, form=form.code)
    return write(compose(form, paper, body, about))


def print_report(report: Report, *, by: User, now: datetime) -> bytes:
    """Return a report (Mẫu số 01) as .docx; who told it stands there only for who may read that."""
    access.require(by, "case.view")
    case, sections = report.case, sections_open(report.case, by)
    if Section.REPORT not in sections:
        raise Refused(_("This part of the case is not open to you."))
    form = case_catalog().form_as_of(REPORT, report.form_from)
    day = local_day(report.received_at)
    about = About(
        unit=unit_at(case, report.entered_at), year=day.year, day=day,
        signer=report.received_by.full_name, made_at=report.entered_at,
        foot=foot_of(f"Vụ việc {case.number}", by, now),
    )  # fmt: skip
    informant = json.loads(report.informant or "{}") if Section.INFORMANT in sections else {}
    children = list(case.people.filter(role=CasePerson.Role.CHILD).order_by("pk"))
    body = report_blocks(form, report, children, informant)
    paper = case_catalog().paper(REPORT, form.valid_from)
    record_read(by, "case.print", report, unit=case.unit, form=REPORT)
    return write(compose(form, paper, body, about))


def _signed(step: Step, paper: Paper) -> tuple[User | None, datetime]:
    """Return who signs the form of a step and when; nobody does before it is decided."""
    if paper.signed_by == "writer":
        return step.by, step.happened_at
    is_decided = paper.signed_by == "decider" and step.state == Step.State.DONE
    return (step.decided_by if is_decided else None), step.took_effect_at


def report_blocks(
    form: CaseForm, report: Report | None, children: list[CasePerson | None],
    informant: dict[str, str] | None,
) -> Iterator[Block]:  # fmt: skip
    """Yield the parts of Mẫu số 01: how it came, the child, and who told it if they agreed."""
    yield Heading(1, "Nguồn tiếp nhận thông tin")
    channels = code_list("case_channel")
    if report:
        yield line("Hình thức", channels.by_code[report.channel].vi)
        yield line("Thời gian", moment_text(timezone.localtime(report.received_at)))
    else:
        yield from boxes("Hình thức", channels)
        yield day_by_hand("Thời gian", with_hour=True)
    yield Heading(1, "Thông tin về trẻ em")
    for child in children:
        yield line("Họ và tên (nếu biết)", child.name or "chưa biết" if child else HAND)
        yield line(
            "Ngày sinh hoặc ước lượng tuổi", born(child.birth_date, child.age) if child else HAND
        )
        yield line("Giới tính", SEXES[child.sex] if child else "□ Nam   □ Nữ   □ Không biết")
    yield from blocks_of(form, read_json(form, report.content) if report else None)
    yield Heading(1, "Thông tin về người cung cấp (chỉ ghi khi người đó đồng ý)")
    if informant is not None and not informant:
        yield line("Người cung cấp thông tin", "không ghi")
        return
    titles = {"name": "Họ và tên", "phone": "Điện thoại", "address": "Địa chỉ", "note": "Ghi thêm"}
    for name, title in titles.items():
        yield line(title, informant.get(name, "") if informant else HAND)


def _of_step(case: Case, step: Step, title: str, paper: Paper) -> Iterator[Block]:
    """Yield which case it is of, and where the paper has a line for them which step, and when."""
    yield line("Vụ việc số", case.number)
    if paper.step:
        yield line(paper.step, title)
    if paper.time:
        yield line(paper.time, moment_text(timezone.localtime(step.happened_at)))


def _answered(step: Step, paper: Paper) -> Iterator[Block]:
    """Yield what another person answered, where it is not they who sign."""
    if paper.signed_by == "decider" or step.decided_by is None or step.decided_at is None:
        return
    day = date_text(local_day(step.decided_at))
    is_agreed = step.state == Step.State.DONE
    number = f", số {step.decision_number}" if step.decision_number else ""
    said = f"đồng ý ngày {day}{number}" if is_agreed else f"trả lại ngày {day}: {step.answer}"
    yield line("Ý kiến của người có thẩm quyền", f"{step.decided_by.full_name} {said}.")
