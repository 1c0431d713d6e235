from datetime import UTC, date, datetime

import pytest

from mangnon.core.models import Organisation
from mangnon.values.models import ReportedValue
from tests.children import extracting
from tests.children.extracting import rows
from tests.children.refusing import refuse

NOON = datetime(2025, 10, 31, 5, tzinfo=UTC)


@pytest.fixture
def report(province, officer):
    def make(**fields):
        return ReportedValue.objects.create(
            **{
                "leaf": "22",
                "unit": province,
                "year": 2025,
                "value": 27.4,
                "state": "value",
                "basis": "provisional",
                "source": "Báo cáo của Sở Y tế",
                "method": "Phiếu hỏi",
                "entered_by": officer,
                "entered_at": NOON,
            }
            | fields
        )

    return make


def test_nobody_may_see_reported_values_in_this_version(report, officer, leader):
    report()
    assert not ReportedValue.objects.visible_to(officer).exists()
    assert not ReportedValue.objects.visible_to(leader).exists()


@pytest.mark.parametrize(
    ("state", "value"),
    [
        ("value", None), ("value", 0), ("zero", None), ("zero", 1.5),
        ("not_applicable", 0), ("not_applicable", 3), ("no_data", 0), ("missing", None),
    ],
)  # fmt: skip
def test_zero_missing_and_not_applicable_cannot_be_mixed_up(report, state, value):
    with refuse("reported_value_agrees_with_its_state"):
        report(state=state, value=value)


@pytest.mark.parametrize(
    ("state", "value"), [("value", -2.5), ("zero", 0), ("not_applicable", None), ("no_data", None)]
)
def test_each_state_has_its_own_kind_of_value(report, state, value):
    assert report(state=state, value=value).pk


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"year": 1989}, "reported_value_year"),
        ({"year": 2101}, "reported_value_year"),
        ({"basis": "guess"}, "reported_value_basis"),
        ({"source": ""}, "reported_value_has_a_source"),
        ({"method": ""}, "reported_value_has_a_source"),
    ],
)
def test_a_value_that_cannot_be_is_refused(report, fields, constraint):
    with refuse(constraint):
        report(**fields)


def test_a_leaf_has_one_reported_value_a_unit_and_year(report):
    report()
    report(year=2024)
    report(series="health")  # another source of the same figure
    with refuse("reported_value_once"):
        report()


def test_a_value_says_what_it_is_of(report):
    assert str(report()) == "22 Tỉnh Bình Phước 2025"


class TestExtract:
    def test_a_value_is_extracted_with_where_it_comes_from(self, report):
        report(organisation=Organisation.objects.create(name="Sở Y tế"))
        assert rows("reported_values") == [
            {
                "unit_code": "70",
                "unit_valid_from": date(1997, 1, 1),
                "leaf": "22",
                "year": 2025,
                "series": "",
                "value": 27.4,
                "state": "value",
                "basis": "provisional",
                "source": "Báo cáo của Sở Y tế",
                "method": "Phiếu hỏi",
                "organisation": "Sở Y tế",
            }
        ]

    def test_its_columns_are_plain(self, province):
        columns, _ = extracting.run("reported_values")
        assert (columns["year"], columns["value"]) == ("integer", "double")
        assert columns["unit_valid_from"] == "date"
        assert list(columns) == [
            "unit_code", "unit_valid_from", "leaf", "year", "series", "value", "state", "basis",
            "source", "method", "organisation",
        ]  # fmt: skip

    def test_the_state_tells_a_missing_value_from_zero(self, report):
        report(leaf="6", state="zero", value=0)
        report(leaf="10", state="no_data", value=None)
        found = {row["leaf"]: (row["state"], row["value"]) for row in rows("reported_values")}
        assert found == {"6": ("zero", 0), "10": ("no_data", 0)}

    def test_nobody_s_value_has_an_empty_organisation(self, report):
        report()
        assert rows("reported_values")[0]["organisation"] == ""

    def test_a_value_is_known_from_the_day_it_was_entered_in_vietnam(self, report):
        report(entered_at=datetime(2025, 10, 30, 17, 30, tzinfo=UTC))  # 0:30 on 31/10 in Vietnam
        assert rows("reported_values", as_of=date(2025, 10, 30)) == []
        assert len(rows("reported_values", as_of=date(2025, 10, 31))) == 1

    def test_rows_come_by_unit_leaf_and_year(self, report):
        for leaf, year in (("9", 2025), ("22", 2025), ("22", 2024)):
            report(leaf=leaf, year=year)
        found = [(row["leaf"], row["year"]) for row in rows("reported_values")]
        assert found == [("22", 2024), ("22", 2025), ("9", 2025)]
