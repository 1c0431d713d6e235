"""Forms of a case to write on by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mangnon.cases.catalog import case_catalog
from mangnon.cases.documents.composing import About, body_of, compose
from mangnon.cases.documents.content import blocks_of, day_by_hand, ticked
from mangnon.cases.documents.lists import list_of
from mangnon.cases.documents.printing import HAND, REPORT, report_blocks
from mangnon.cases.documents.whom import by_hand
from mangnon.documents.writing import write
from mangnon.documents.writing.model import Block
from mangnon.engine.cases.forms import CaseForm
from mangnon.engine.cases.papers import Paper
from mangnon.ui.context import today


def blank(form: CaseForm) -> bytes:
    """Return a form to write on by hand."""
    paper = case_catalog().paper(form.code, form.valid_from)
    return write(compose(form, paper, _body(form, paper), About(year=today().year)))


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


def _body(form: CaseForm, paper: Paper) -> Iterable[Block]:
    if form.code == REPORT:
        return report_blocks(form, HAND, [HAND], HAND)
    if paper.rows:
        return [list_of(form, [{}] * paper.rows)]
    return body_of(paper, [*_of_step(form, paper), *by_hand(paper)], blocks_of(form, HAND))


def _of_step(form: CaseForm, paper: Paper) -> Iterator[Block]:
    """Yield which of the steps that share the form it is, and when it was taken."""
    steps = [s for s in case_catalog().process(today()).steps if s.form == form.code]
    if paper.step:
        yield from ticked(paper.step, [step.title.vi for step in steps])
    if steps and paper.time:
        yield day_by_hand(paper.time, with_hour=True)
