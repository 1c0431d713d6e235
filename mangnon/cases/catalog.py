"""The catalogue's part on cases, and what of it holds today."""

from __future__ import annotations

from mangnon.catalog import CATALOG
from mangnon.engine.cases.clocks import Clock
from mangnon.engine.cases.forms import CaseForm
from mangnon.engine.cases.load import CaseCatalog, load_case_catalog
from mangnon.engine.definitions import CodeList
from mangnon.ui.context import today


def case_catalog() -> CaseCatalog:
    return load_case_catalog(CATALOG)


def form(code: str) -> CaseForm:
    """Return the version of a form that is in force today."""
    return case_catalog().form(code, today())


def clocks() -> dict[str, Clock]:
    """Return the clocks that are in force today, by their codes."""
    return case_catalog().clocks_on(today())


def code_list(name: str) -> CodeList:
    return case_catalog().lists[name]
