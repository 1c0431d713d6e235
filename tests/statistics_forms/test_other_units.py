"""Forms on the units of another day: added up, or parted and marked as an estimate."""

import datetime
from decimal import Decimal

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import UnitChange
from mangnon.engine.statistics.load import load_statistics
from mangnon.reports.statistics.asking import Question, ask
from mangnon.reports.statistics.column import Figures
from mangnon.reports.statistics.table import table_of, years_before, years_of_form
from tests.conftest import make_unit_row

REFORM = datetime.date(2025, 7, 1)
UNITS = [
    ("75", "Đồng Nai", "province", "Tỉnh", ""),
    ("25217", "Phước Bình", "commune", "Phường", "75"),
    ("25280", "Lộc Thành", "commune", "Xã", "75"),
    ("25281", "Lộc Hưng", "commune", "Xã", "75"),
]
CHANGES = [
    ("70", "75", "merge", 1), ("688", "75", "abolish_level", 1), ("692", "75", "abolish_level", 1),
    ("25216", "25217", "merge", 1), ("25217", "25217", "merge", 1),
    ("25270", "25280", "part_transfer", Decimal("0.6")),
    ("25270", "25281", "part_transfer", Decimal("0.4")),
]  # fmt: skip


@pytest.fixture
def moved(runs, officer):
    for unit in UNITS:
        make_unit_row(*unit, valid_from=REFORM, valid_to=None)
    for old, new, kind, share in CHANGES:
        basis = "whole" if share == 1 else "area"
        UnitChange.objects.create(
            on=REFORM, from_code=old, to_code=new, kind=kind, share=share, share_basis=basis,
            legal_basis="NQ thử",
        )  # fmt: skip

    def moved(code):
        asked = ask(Question(2025, day=REFORM), by=officer)
        forms = load_statistics(CATALOG).forms_on(REFORM)
        return table_of(next(form for form in forms if form.code == code), Figures(asked))

    return moved


def rows_of(table):
    section = next(section for section in table.sections if section.title == "Theo đơn vị")
    return {row.label: [cell.words for cell in row.cells] for row in section.rows}


def test_a_parted_unit_is_an_estimate_and_the_province_is_none(moved):
    table = moved("stunting")
    assert [cell.words for cell in table.total.cells] == ["45", "450", "10,0"]
    assert rows_of(table) == {
        "Phường Phước Bình": ["30", "300", "10,0"],
        "Xã Lộc Thành": ["≈ 9", "≈ 90", "≈ 10,0"],
        "Xã Lộc Hưng": ["≈ 6", "≈ 60", "≈ 10,0"],
    }
    assert table.has_estimates


def test_what_agencies_counted_moves_only_whole(moved):
    table = moved("child_population")
    assert [cell.words for cell in table.total.cells] == ["2.050"]
    assert rows_of(table) == {
        "Phường Phước Bình": ["1.560"],
        "Xã Lộc Thành": ["chưa có số liệu"],
        "Xã Lộc Hưng": ["chưa có số liệu"],
    }


def test_years_before_stand_on_the_same_units(moved):
    table = moved("stunting")
    found = years_before(Question(2025, day=REFORM), table.asked)
    before = [Figures(asked, is_whole=True) if asked else None for asked in found]
    years = years_of_form(table, before)
    assert [cell.words for cell in years[-2].row.cells] == ["60", "450", "13,3"]
    assert years[-2].asked.unit.code == "75"
