"""Whom a paper is about: the lines on its top, known or with room to write them by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed
from mangnon.cases.catalog import code_list
from mangnon.cases.documents.content import boxes, line
from mangnon.cases.people import CasePerson
from mangnon.documents.writing.model import Block
from mangnon.engine.cases.papers import Paper
from mangnon.ui.formats import date_text

SEXES = {"male": "Nam", "female": "Nữ", "unknown": "Không biết"}  # as Mẫu số 01 has them
CHILD, BORN = "Họ và tên trẻ em", "Ngày sinh hoặc tuổi, giới tính"
REASON = "Lý do cần chăm sóc thay thế"
CARER, KIND = "Người đăng ký nhận chăm sóc", "Hình thức chăm sóc"


def of_person(child: CasePerson) -> Iterator[Block]:
    yield line(CHILD, child.name or "chưa biết")
    yield line(BORN, f"{born(child.birth_date, child.age)}, {SEXES[child.sex].lower()}")


def of_need(need: CareNeed, *, with_reason: bool = False) -> Iterator[Block]:
    yield line(CHILD, need.name)
    yield line(BORN, f"{born(need.birth_date)}, {SEXES[need.sex].lower()}")
    if with_reason:
        yield line(REASON, code_list("care_reason").by_code[need.reason].vi)


def of_carer(carer: Carer) -> Iterator[Block]:
    yield line(CARER, carer.name)
    yield line(KIND, code_list("care_kind").by_code[carer.kind].vi)


def by_hand(paper: Paper) -> Iterator[Block]:
    """Yield what a blank asks for on its top."""
    for about in paper.about:
        if about == "carer":
            yield line(CARER, None)
            yield from boxes(KIND, code_list("care_kind"))
            continue
        yield line(CHILD, None)
        yield line(BORN, None)
        if about == "need":
            yield from boxes(REASON, code_list("care_reason"))


def born(birth_date: date | None, age: int | None = None) -> str:
    if birth_date:
        return date_text(birth_date)
    return f"khoảng {age} tuổi" if age is not None else "chưa biết"
