"""Numbers that offices keep in files: loaded whole or not, and never added twice."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import AuditEntry, Refused
from mangnon.values.loading import load_counts, load_population
from mangnon.values.models import PopulationFigure, ReportedCount
from tests.children import extracting

COUNTS = "unit,item,year,count,basis,source"
PEOPLE = "unit,year,age,sex,persons,source,published_on"


@pytest.fixture
def sheet(tmp_path):
    def write(header, *rows):
        file = tmp_path / "numbers.csv"
        file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return file

    return write


@pytest.fixture
def marriages(sheet):
    def write(*rows):
        return sheet(COUNTS, *(f"{row},final,Báo cáo của Sở Tư pháp" for row in rows))

    return write


def test_who_may_not_load_numbers_loads_none(marriages, leader):
    with pytest.raises(PermissionDenied):
        load_counts(marriages("25216,child_marriages,2024,3"), by=leader)
    assert not ReportedCount.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("99999,child_marriages,2024,3", ":3: năm 2024 không có đơn vị 99999"),
        ("25216,marriages,2024,3", ":3, cột item: “marriages” không có trong: child_marriages"),
        ("25216,child_marriages,2024,-1", ":3, cột count: “-1” không phải số nguyên từ 0"),
        ("25216,child_marriages,2024,3.5", ":3, cột count: “3.5” không phải số nguyên"),
        ("25216,child_marriages,1889,3", ":3, cột year: “1889” không phải số nguyên từ 1990"),
        ("25217,child_marriages,2024,3", ":3: dòng này đã có ở trên"),
        ("70,child_marriages,2024,3", "đều có số của năm 2024 nên sẽ bị cộng hai lần"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_loaded(marriages, officer, row, said):
    with pytest.raises(Refused, match=said):
        load_counts(marriages("25217,child_marriages,2024,7", row), by=officer)
    assert not ReportedCount.objects.exists()


def test_a_number_of_a_unit_above_one_that_is_known_is_refused(marriages, officer):
    load_counts(marriages("25216,child_marriages,2024,3"), by=officer)
    with pytest.raises(Refused, match="cộng hai lần"):
        load_counts(marriages("688,child_marriages,2024,3"), by=officer)


def test_the_same_file_again_changes_no_number_and_a_correction_replaces_it(marriages, officer):
    first = load_counts(marriages("25216,child_marriages,2024,3"), by=officer)
    again = load_counts(marriages("25216,child_marriages,2024,3"), by=officer)
    load_counts(marriages("25216,child_marriages,2024,5"), by=officer)
    assert (first.new, again.new) == (1, 0)
    assert list(ReportedCount.objects.values_list("count", flat=True)) == [5]
    assert AuditEntry.objects.filter(action="value.load").count() == 3


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        (date(2024, 8, 31), []),
        (date(2025, 2, 28), [(310, "Niên giám")]),
        (date(2025, 10, 31), [(322, "Tổng điều tra")]),
    ],
)
def test_a_snapshot_takes_the_newest_vintage_that_was_known(sheet, officer, as_of, known):
    load_population(
        sheet(
            PEOPLE,
            "25216,2024,4,female,310,Niên giám,2024-09-01",
            "25216,2024,4,female,322,Tổng điều tra,2025-03-01",
        ),
        by=officer,
    )
    PopulationFigure.objects.update(entered_at="2024-09-01T00:00:00Z")
    found = extracting.rows("population", as_of=as_of)
    assert [(row["persons"], row["source"]) for row in found] == known


def test_an_age_that_nobody_has_is_refused(sheet, officer):
    with pytest.raises(Refused, match="cột age: “121” không phải số nguyên từ 0 đến 120"):
        load_population(sheet(PEOPLE, "25216,2024,121,female,1,x,2024-09-01"), by=officer)
