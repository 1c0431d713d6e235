"""The snapshot table of cases: each child of each event once, by codes only."""

import datetime

import pytest

from mangnon.cases.models import CasePerson
from mangnon.cases.receiving.new_report import ReportedChild
from mangnon.cases.receiving.receiving import receive
from mangnon.catalog import CATALOG
from mangnon.children.models import Child
from mangnon.core.units.province import RESULTS_ON
from mangnon.engine.load import load_catalog
from mangnon.snapshots.registers import extract
from tests.cases import answers
from tests.cases.conftest import DAY, at

HAPPENED = datetime.date(2025, 6, 9)


@pytest.fixture
def rows(db):
    table = load_catalog(CATALOG).tables["abuse_cases"]

    def _rows(as_of=DAY):
        found = extract([table], as_of=as_of, key="k", units_on=RESULTS_ON)
        return found["abuse_cases"].to_pylist()

    return _rows


@pytest.fixture
def known_child(commune):
    child = Child(unit=commune, birth_date=datetime.date(2018, 1, 5), sex="female")
    child.set_name("Điểu Thị Bé")
    child.save()
    return child


def link(case, child):
    CasePerson.objects.filter(case=case).update(child=child)


def test_a_child_reported_twice_for_one_day_has_one_row(operator, new_report, known_child, rows):
    first = receive(new_report(happened_on=HAPPENED), by=operator, now=at(0.1)).case
    again = new_report(happened_on=HAPPENED, harms=["neglect"], setting="school")
    second = receive(again, by=operator, now=at(0.2)).case
    assert len(rows()) == 2
    link(first, known_child)
    link(second, known_child)
    (row,) = rows()
    assert (row["has_violence"], row["has_neglect"], row["has_exploitation"]) == (True, True, False)
    assert (row["setting"], row["age_at_event"]) == ("family", "6_to_10")


def test_two_events_of_one_child_are_two_rows_of_one_child(operator, new_report, known_child, rows):
    for day in (HAPPENED, HAPPENED - datetime.timedelta(days=30)):
        report = new_report(happened_on=day)
        link(receive(report, by=operator, now=at(0.1)).case, known_child)
    found = rows()
    assert len(found) == len({row["event_key"] for row in found}) == 2
    assert len({row["child_key"] for row in found}) == 1


def test_several_children_of_a_case_count_each(operator, new_report, rows):
    children = [ReportedChild(age=4), ReportedChild(sex="male", age=12), ReportedChild()]
    receive(new_report(children=children), by=operator, now=at(0.1))
    found = rows()
    assert len({row["child_key"] for row in found}) == 3
    assert len({row["event_key"] for row in found}) == 1
    assert sorted(row["age_at_event"] for row in found) == ["11_to_15", "under_6", "unknown"]


def test_records_that_were_merged_are_one_child(operator, new_report, known_child, rows, commune):
    double = Child(unit=commune, birth_date=known_child.birth_date, merged_into=known_child)
    double.set_name("Điểu Bé")
    double.save()
    for child in (known_child, double):
        link(receive(new_report(happened_on=HAPPENED), by=operator, now=at(0.1)).case, child)
    assert len(rows()) == 1


def test_what_the_check_found_is_told(case, take, worker, rows):
    assert rows()[0]["finding"] == "waiting"
    take(case, "acknowledge", worker, 0.5)
    take(case, "check", worker, 1, {**answers.CHECK, "is_true": "no"})
    assert rows()[0]["finding"] == "unfounded"


def test_a_case_that_was_entered_later_is_not_known_yet(case, rows):
    assert rows(DAY - datetime.timedelta(days=1)) == []


def test_whoever_was_16_is_left_out(case, rows):
    CasePerson.objects.update(birth_date=datetime.date(2009, 6, 10))
    assert rows() == []
    CasePerson.objects.update(birth_date=datetime.date(2009, 6, 11))
    assert len(rows()) == 1


def test_a_commune_made_of_several_is_told_as_the_province(case, rows, make_unit):
    since = {"valid_from": datetime.date(2025, 7, 1), "valid_to": None}
    make_unit("75", "Đồng Nai", "province", "Tỉnh", **since)
    made = make_unit(
        "25998", "Mới", "commune", "Phường", "75",
        **since,
    )  # fmt: skip
    case.unit = made
    case.save()
    (row,) = rows(datetime.date(2025, 8, 1))
    assert row["unit_code"] == "70"


def test_a_risk_alone_is_no_abuse(operator, new_report, rows):
    receive(new_report(harms=["at_risk"]), by=operator, now=at(0.1))
    assert rows()[0]["is_abuse"] is False
