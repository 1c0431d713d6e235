"""The catalogue's part on cases, and what of it holds today."""

from __future__ import annotations

from datetime import date

from mangnon.catalog import CATALOG
from mangnon.engine.cases.clocks import Clock
from mangnon.engine.cases.forms import CaseForm
from mangnon.engine.cases.load import CaseCatalog, load_case_catalog
from mangnon.engine.cases.process import Process
from mangnon.engine.cases.sharing import Sharing
from mangnon.engine.definitions import CodeList
from mangnon.ui.context import today


def case_catalog() -> CaseCatalog:
    return load_case_catalog(CATALOG)


def process(day: date | None = None) -> Process:
    return case_catalog().process(day or today())


def form(code: str, day: date | None = None) -> CaseForm:
    return case_catalog().form(code, day or today())


def clocks(day: date | None = None) -> dict[str, Clock]:
    return case_catalog().clocks_on(day or today())


def sharing(day: date | None = None) -> Sharing:
    return case_catalog().sharing(day or today())


def code_list(name: str) -> CodeList:
    return case_catalog().lists[name]
