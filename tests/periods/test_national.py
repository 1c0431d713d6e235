"""The national targets: the catalogue's file, the comparison, the page and its spreadsheet."""

import io
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import AuditEntry
from mangnon.engine.attainment import Target
from mangnon.engine.load import check_catalog, load_catalog
from mangnon.engine.national import compared, load_programme
from mangnon.reports.periods.national.beside import meets_national, national_of
from tests import small_province
from tests.reports.samples import FRIENDLY, STUNTED

DAY = date(2025, 10, 31)
FILE = "national_targets/action-programme@2021-01-01.yaml"
# The plan of the demonstration asks less than the nation at these leaves, by domain.md 4.1.
PLAN = {
    "1": (">=", "76.9"), "2": (">=", "80"), "3a": ("<", "9.5"), "3b": ("<=", "12.5"),
    "3c": ("<", "18.8"), "4b": ("<=", "20"), "5": (">=", "95"), "8a": ("<", "4.5"),
    "10": ("<=", "4.5"), "17a": (">=", "99.5"), "19": (">=", "80"), "20a": (">=", "50"),
}  # fmt: skip
LOOSER = {"2", "3c", "4b", "5", "19", "20a"}


@pytest.fixture(scope="module")
def programme():
    return load_programme(CATALOG, DAY)


@pytest.fixture(scope="module")
def definitions():
    return load_catalog(CATALOG).in_force(DAY)


def test_the_province_asks_less_than_the_nation_just_where_the_decision_says(programme):
    found = {
        leaf: compared(Target(relation, Decimal(value)), programme.target_of(leaf, 2025).target)
        for leaf, (relation, value) in PLAN.items()
    }
    assert {leaf for leaf, how in found.items() if how == "looser"} == LOOSER
    assert (found["3a"], found["8a"], found["1"]) == ("same", "stricter", "stricter")


def test_a_year_works_towards_the_next_milestone_and_after_the_last_there_is_none(programme):
    assert [programme.milestone(year) for year in (2021, 2025, 2026, 2031)] == [
        2025, 2025, 2030, None,
    ]  # fmt: skip
    assert programme.target_of("6", 2025) is None
    assert programme.target_of("19", 2030) is None
    assert load_programme(CATALOG, date(2031, 1, 1)) is None


@pytest.mark.parametrize(
    ("own", "changed", "why"),
    [
        (Target("<=", Decimal(20), unit="per_1000"), {}, "đơn vị tính"),
        (Target("reduce_by", Decimal(2)), {}, "mức thay đổi"),
        (Target("<=", Decimal(20), population="rural"), {}, "nhóm dân số"),
        (Target("<=", Decimal(20)), {"valid_from": date(2025, 1, 1)}, "01/01/2025"),
    ],
)
def test_another_definition_is_not_compared_and_says_why(programme, definitions, own, changed, why):
    found = national_of(definitions["4b"].model_copy(update=changed), own, programme, 2025)
    assert (found.against, why in found.why_not) == ("", True)
    assert meets_national(replace(STUNTED, national=found)) is None


def test_the_figure_is_judged_unrounded(programme, definitions):
    own = Target(">=", Decimal("76.9"))
    found = national_of(definitions["1"], own, programme, 2025)
    assert meets_national(replace(FRIENDLY, national=found)) is True  # 84 of 111 and 65 %
    few = replace(FRIENDLY.standing, value=64.96, numerator=72.1, denominator=111)
    assert meets_national(replace(FRIENDLY, national=found, standing=few)) is False


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('leaf: "24", year: 2025', 'leaf: "25", year: 2025', "“25”"),
        ('leaf: "24", year: 2030', 'leaf: "24", year: 2025', "hai lần"),
        ('leaf: "3a", year: 2025, relation: "<", value: "9.5", unit: per_1000',
         'leaf: "3a", year: 2025, relation: "<", value: "9.5", unit: percent', "per_1000"),
        ('relation: ">=", value: "65"', 'relation: "=>", value: "65"', "=>"),
        ("code: action-programme", "code: other", "Tên tệp"),
        ('value: "65"', 'value: "-1"', "-1"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_an_issue_with_its_line(tmp_path, old, new, said):
    catalog = tmp_path / "catalog"
    shutil.copytree(CATALOG, catalog)
    file = catalog / FILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    issues = check_catalog(catalog)
    assert {issue.file for issue in issues} == {FILE}
    assert any(said in issue.message and issue.line for issue in issues)


@pytest.mark.django_db
def test_the_page_compares_and_its_spreadsheet_calculates(
    client, freeze_day, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    assert "Chưa so sánh được" in client.get("/reports/national/").content.decode()
    assert client.get("/reports/national/xlsx").status_code == 404
    freeze_day(small_province.TODAY)
    with django_assert_max_num_queries(40):
        page = client.get("/reports/national/").content.decode()
    assert "Mục tiêu quốc gia đến 2025" in page
    assert "Yêu cầu cao hơn" in page
    answer = client.get("/reports/national/xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Quốc gia"]
    assert sheet["F5"].value == "=ROUND(E5-D5,1)"
    assert sheet["I5"].value.startswith("=IF(ROUND(H5,9)>=ROUND(D5,9),")
    assert AuditEntry.objects.filter(action="report.national", actor=officer).count() == 1


@pytest.mark.django_db
def test_another_province_has_nothing_to_compare(client, freeze_day, stranger):
    freeze_day(small_province.TODAY)
    client.force_login(stranger)
    assert "Chưa so sánh được" in client.get("/reports/national/").content.decode()
