"""What the project's own catalogue promises to everyone who reads it."""

import csv
import re
import shutil
from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.definitions import leaf_order
from mangnon.engine.load import catalog_hash

LEAVES = (
    *("1", "2", "3a", "3b", "3c", "4a", "4b", "4c", "4d", "5", "6", "7", "8a", "8b", "9", "10"),
    *("11a", "11b", "12", "13", "14", "15", "16", "17a", "17b", "18a", "18b", "19", "20a", "20b"),
    *("21", "22", "23", "24"),
)
LOWER = [
    *("3a", "3b", "3c", "4a", "4b", "4c", "4d", "6", "8a", "9", "10", "11a", "11b", "17b", "18b"),
]
BUILDS_UP = ["1", "9", "11a", "11b", "17b", "18b", "22", "23", "24"]
ANNUAL = ["2", "6", "10", "13", "15", "17a", "18a"]


def test_it_defines_the_34_leaves_in_the_plans_order(catalog):
    assert list(catalog.indicators) == list(LEAVES)
    assert [code.code for code in catalog.lists["leaf"].codes] == list(LEAVES)


def test_direction_and_pace_are_what_the_plan_means(catalog):
    of = catalog.indicators.items()
    assert [leaf for leaf, d in of if d.better == "lower"] == LOWER
    assert [leaf for leaf, d in of if d.builds_up] == BUILDS_UP
    assert [leaf for leaf, d in of if d.pace == "annual"] == ANNUAL
    assert [leaf for leaf, d in of if d.unit == "per_1000"] == ["3a", "3b", "3c"]
    assert [leaf for leaf, d in of if d.unit == "per_100000"] == ["11a", "11b"]
    assert [leaf for leaf, d in of if d.decimals == 2] == ["9", "17b", "18b"]


def test_unsettled_definitions_are_marked_with_their_trap(catalog):
    unsettled = [leaf for leaf, d in catalog.indicators.items() if d.is_unsettled]
    assert unsettled == ["2", "4c", "4d", "8a", "9", "15"]
    for leaf in ("9", "10", "15", "17a", "4c", "1"):
        assert catalog.indicators[leaf].traps


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_leaf_has_its_five_parts_in_vietnamese(catalog, leaf):
    definition = catalog.indicators[leaf]
    for part, text in definition.metadata.model_dump().items():
        assert text.strip(), part
    assert definition.metadata.concept.endswith(".")
    assert re.search(r"[ăâđêôơưáàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữựýíìúù]", definition.title.vi)
    assert definition.title.en.isascii()
    assert definition.field in catalog.fields
    assert " ÷ " in definition.formula_vi
    assert definition.formula_vi.endswith(f"× {definition.per:,}".replace(",", "."))


def test_the_formula_is_said_from_its_terms(catalog):
    assert catalog.indicators["3a"].formula_vi == (
        "Số trẻ chết khi chưa tròn 28 ngày tuổi trong kỳ ÷ số trẻ đẻ sống trong kỳ × 1.000"
    )


def test_fields_come_with_their_titles_in_order(catalog):
    assert list(catalog.fields) == ["health", "protection", "education", "participation"]
    assert catalog.fields["protection"]["vi"] == "Bảo vệ trẻ em"


def test_the_54_ethnicities_have_their_codes(catalog):
    codes = catalog.lists["ethnicity"].by_code
    assert len(codes) == 56  # with foreigners and not known
    names = (CATALOG / "names/ethnicities.csv").open(encoding="utf-8")
    for row in csv.DictReader(names):
        assert codes[row["code"]].vi == row["name"]


def test_a_label_falls_back_on_the_code(catalog):
    assert catalog.label("sex", "female") == "Nữ"
    assert catalog.label("sex", "other") == "other"
    assert catalog.label("nothing", "x") == "x"


def test_leaves_are_ordered_as_numbers_then_letters():
    assert sorted(["10", "2", "3b", "3a", "1"], key=leaf_order) == ["1", "2", "3a", "3b", "10"]


def test_the_hash_covers_names_and_contents_and_nothing_else(tmp_path):
    for name in ("indicators", "tables", "lists"):
        shutil.copytree(CATALOG / name, tmp_path / name)
    whole = catalog_hash(CATALOG)
    assert re.fullmatch("[0-9a-f]{64}", whole)
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "reports").mkdir()
    assert catalog_hash(tmp_path) == whole
    file = tmp_path / "lists/sex.yaml"
    file.rename(tmp_path / "lists/sexes.yaml")
    assert catalog_hash(tmp_path) != whole
    (tmp_path / "lists/sexes.yaml").rename(file)
    file.write_text(file.read_text("utf-8") + "# a note\n", "utf-8")
    assert catalog_hash(tmp_path) != whole


def test_a_breakdown_by_a_list_of_many_columns_is_called_by_its_column(catalog):
    leaf = catalog.in_force(date(2025, 10, 31))["14"]
    assert catalog.title_of(leaf, "special_circumstances") == "Hoàn cảnh đặc biệt"
    assert catalog.title_of(leaf, "poverty") == "Hộ nghèo, cận nghèo"
    assert catalog.title_of(leaf, "area_class") == "Loại địa bàn"
