"""Printing a form: of a step or a report, for somebody to whom it is open; or blank, for all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.documents.composing import About, compose, with_articles
from mangnon.cases.documents.content import Answers, blocks_of, line
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
from mangnon.ui.context import today
from mangnon.ui.formats import date_text, moment_text

REPORT = "report"
SEXES = {"male": "Nam", "female": "Nữ", "unknown": "Không biết"}  # as Mẫu số 01 has them
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
        unit=unit_at(case, step.entered_at), number=step.decision_number, year=day.year,
        day=day if signer else None, by_deputy=by_deputy,
        signer=signer.full_name if signer else "",
        foot=_foot(case, by, now), made_at=step.entered_at,
    )  # fmt: skip
    children = _children(case) if Section.PEOPLE in sections_open(case, by) else ()
    body = [*children, *_body(form, paper, answers_of(step, definition))]
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
        signer=report.received_by.full_name, foot=_foot(case, by, now), made_at=report.entered_at,
    )  # fmt: skip
    informant = json.loads(report.informant or "{}") if Section.INFORMANT in sections else {}
    children = list(case.people.filter(role=CasePerson.Role.CHILD).order_by("pk"))
    body = _report(form, report, children, informant)
    paper = case_catalog().paper(REPORT, form.valid_from)
    record_read(by, "case.print", report, unit=case.unit, form=REPORT)
    return write(compose(form, paper, body, about))


def blank(form: CaseForm) -> bytes:
    """Return a form to write on by hand."""
    paper = case_catalog().paper(form.code, form.valid_from)
    body = _report(form, HAND, [HAND], HAND) if form.code == REPORT else [
        line("Họ và tên trẻ em", HAND), line("Ngày sinh hoặc tuổi, giới tính", HAND),
        *_body(form, paper, None),
    ]  # fmt: skip
    return write(compose(form, paper, body, About(year=today().year)))


def blank_forms(folder: Path) -> list[Path]:
    """Write every form that holds today as a blank; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    catalog, written = case_catalog(), []
    for code in sorted({form.code for form in catalog.forms}):
        form = catalog.form(code, today())
        file = folder / f"{code}.docx"
        file.write_bytes(blank(form))
        written.append(file)
    return written


def _signed(step: Step, paper: Paper) -> tuple[User | None, datetime]:
    """Return who signs the form of a step and when; nobody does before it is decided."""
    if paper.signed_by == "writer":
        return step.by, step.happened_at
    is_decided = paper.signed_by == "decider" and step.state == Step.State.DONE
    return (step.decided_by if is_decided else None), step.took_effect_at


def _body(form: CaseForm, paper: Paper, answers: Answers) -> Iterable[Block]:
    blocks = blocks_of(form, answers)
    return with_articles(paper, blocks) if paper.articles else blocks


def _report(
    form: CaseForm, report: Report | None, children: list[CasePerson | None],
    informant: dict[str, str] | None,
) -> Iterator[Block]:  # fmt: skip
    """Yield the parts of Mẫu số 01: how it came, the child, and who told it if they agreed."""
    yield Heading(1, "Nguồn tiếp nhận thông tin")
    yield line(
        "Hình thức", code_list("case_channel").by_code[report.channel].vi if report else HAND
    )
    yield line("Thời gian", moment_text(timezone.localtime(report.received_at)) if report else HAND)
    yield Heading(1, "Thông tin về trẻ em")
    for child in children:
        yield line("Họ và tên (nếu biết)", child.name or "chưa biết" if child else HAND)
        yield line("Ngày sinh hoặc ước lượng tuổi", _born(child) if child else HAND)
        yield line("Giới tính", SEXES[child.sex] if child else "□ Nam   □ Nữ   □ Không biết")
    yield from blocks_of(form, read_json(form, report.content) if report else None)
    yield Heading(1, "Thông tin về người cung cấp (chỉ ghi khi người đó đồng ý)")
    if informant is not None and not informant:
        yield line("Người cung cấp thông tin", "không ghi")
        return
    titles = {"name": "Họ và tên", "phone": "Điện thoại", "address": "Địa chỉ", "note": "Ghi thêm"}
    for name, title in titles.items():
        yield line(title, informant.get(name, "") if informant else HAND)


def _children(case: Case) -> Iterator[Block]:
    yield line("Vụ việc số", case.number)
    for child in case.people.filter(role=CasePerson.Role.CHILD).order_by("pk"):
        yield line("Họ và tên trẻ em", child.name or "chưa biết")
        yield line("Ngày sinh hoặc tuổi, giới tính", f"{_born(child)}, {SEXES[child.sex].lower()}")


def _born(child: CasePerson) -> str:
    if child.birth_date:
        return date_text(child.birth_date)
    return f"khoảng {child.age} tuổi" if child.age is not None else "chưa biết"


def _foot(case: Case, by: User, now: datetime) -> str:
    who = f"{by.full_name} ({by.username})"
    when = moment_text(timezone.localtime(now))
    return (
        f"Vụ việc {case.number} · in lúc {when} · người in: {who} · "
        "bí mật đời sống riêng tư của trẻ em, không sao chụp, không chuyển tiếp"
    )
