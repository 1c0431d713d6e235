"""Cases are counted for the province alone, for who may know, and what is small is hidden."""

import datetime

import pytest

from mangnon.cases.statistics.confirmed import confirmed
from mangnon.core.models import Unit
from mangnon.reports.statistics.asking import Question, ask
from mangnon.reports.statistics.column import Figures
from mangnon.reports.statistics.services import forms_on
from mangnon.reports.statistics.table import table_of

from .conftest import OLD, figures, make_run

HARMS = (
    "violence", "sexual_abuse", "exploitation", "trafficking", "abandonment", "neglect", "other",
)  # fmt: skip
FORMS = {"abused_children", "abuse_penalties"}


def case(number, *, sex="female", setting="family", finding="upheld", year=2025, **harms):
    row = dict.fromkeys(HARMS, False)
    row |= harms or {"violence": True}
    return {
        "unit_code": "25216", "unit_valid_from": OLD, "event_key": f"e{number}",
        "child_key": f"c{number}", "occurred_on": datetime.date(year, 5, 5), "finding": finding,
        "setting": setting, "sex": sex, "age_at_event": "6_to_10", "is_closed": False,
        "is_abuse": any(row.values()), **{f"has_{name}": has for name, has in row.items()},
    }  # fmt: skip


def cases():
    """Return 30 of girls and 20 of boys that were confirmed, and 12 of girls that were not true."""
    kinds = [("female", "upheld")] * 30 + [("male", "upheld")] * 20 + [("female", "unfounded")] * 12
    return [case(i, sex=sex, finding=finding) for i, (sex, finding) in enumerate(kinds)]


def own_count(children):
    yield from figures()
    yield "9", "70", "own_count", "in_registers", children, 1000, children / 10
    yield "9", "70", "total", "total", None, None, 0.02


@pytest.fixture
def table(province, officer, folders):
    def table(rows, code="abused_children", by=officer, unit=""):
        if rows is not None:
            make_run(officer, 2025, own_count(48), cases=rows)
        asked = ask(Question(2025, unit), by=by)
        known = forms_on(asked.run.snapshot.as_of, by=by)
        form = next(form for form in known.forms if form.code == code)
        return table_of(form, Figures(asked))

    return table


def rows_of(table, title):
    section = next(section for section in table.sections if section.title == title)
    return {row.label: [cell.words for cell in row.cells] for row in section.rows}


def test_only_what_was_confirmed_is_counted(table):
    told = table(cases())
    assert [cell.words for cell in told.total.cells] == ["48", "50"]
    assert rows_of(told, "Giới tính")["Nam"] == ["—", "20"]
    assert rows_of(told, "Giới tính")["Nữ"] == ["—", "30"]
    assert rows_of(told, "Môi trường xảy ra")["Gia đình"] == ["—", "50"]


def test_a_few_are_hidden_and_those_that_would_give_them_away(table):
    told = table([*cases(), *(case(100 + i, sex="male", setting="school") for i in range(3))])
    settings = rows_of(told, "Môi trường xảy ra")
    assert settings["Nhà trường"] == settings["Gia đình"] == ["—", "#"]


def test_who_were_not_confirmed_are_hidden_too(officer):
    """The page of cases tells all events: with 9 confirmed boys of 12, it would tell of the 3."""
    rows = [*cases(), *(case(200 + i, sex="male", finding="waiting") for i in range(3))]
    told = confirmed(rows, 2025, by=officer)
    assert told.members["sex"]["male"] is None


def test_of_a_year_without_a_register_there_is_no_zero(table):
    told = table([case(1, year=2019)])
    assert [cell.words for cell in told.total.cells] == ["chưa có số liệu", "chưa có số liệu"]


def test_a_snapshot_without_cases_has_no_figures(table):
    assert [cell.words for cell in table([]).total.cells] == ["chưa có số liệu"] * 2


def test_penalties_are_zero_where_cases_are_known(table):
    told = table(cases(), code="abuse_penalties")
    assert [cell.words for cell in told.total.cells] == ["0", "0"]


def test_a_part_of_the_province_has_no_count_of_cases(table):
    told = table(cases(), unit="688")
    assert [cell.words for cell in told.total.cells] == ["—", "—"]
    assert told.sections == []


@pytest.mark.parametrize(
    ("role", "unit", "sees"),
    [("focal_office", "70", True), ("leader", "70", True), ("auditor", "70", False),
     ("agency_focal_point", "70", False), ("commune_officer", "25216", False)],
)  # fmt: skip
def test_only_who_may_know_counts_of_cases_fills_in(table, make_user, role, unit, sees, client):
    table(cases())
    person = make_user(role, Unit.objects.get(code=unit), "nguoi-xem")
    known = forms_on(datetime.date(2025, 12, 31), by=person)
    assert ({form.code for form in known.forms} & FORMS == FORMS) == sees
    client.force_login(person)
    for address in (
        "/reports/statistics/abused-children/",
        "/reports/statistics/abused-children/xlsx",
    ):
        assert client.get(address).status_code == (200 if sees else 403)
    assert ("abused-children" in client.get("/reports/statistics/").content.decode()) == sees
