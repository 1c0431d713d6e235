"""Units in time hold together: by a sentence when a file is loaded, and in the database itself."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from mangnon.core.models import Refused, Unit, UnitChange
from mangnon.core.units.loading import load_units

UNIT_HEAD = (
    "code,valid_from,valid_to,level,type,name,parent_code,lat,lon,area_km2,legal_basis,certainty"
)
CHANGE_HEAD = "from_code,on,to_code,kind,share,share_basis,legal_basis,certainty"
UNITS = """
70,1997-01-01,2025-07-01,province,Tỉnh,Bình Phước,,,,,,
75,2025-07-01,,province,Tỉnh,Đồng Nai,,,,,,
688,1997-01-01,2025-07-01,district,Thị xã,Phước Long,70,,,,,
25216,1997-01-01,2025-07-01,commune,Phường,Thác Mơ,688,,,,,
25217,1997-01-01,2025-07-01,commune,Phường,Long Thủy,688,,,,,
25217,2025-07-01,,commune,Phường,Phước Long,75,,,,,
""".strip()
CHANGES = """
70,2025-07-01,75,merge,1,,NQ 202,
688,2025-07-01,75,abolish_level,1,,Luật 72,
25216,2025-07-01,25217,merge,1,,NQ 1662,
25217,2025-07-01,25217,merge,1,,NQ 1662,
""".strip()
DAY = datetime.date(2025, 7, 1)


@pytest.fixture
def files(tmp_path):
    """Return a function that writes both files, with one piece of text put in place of another."""

    def write(old="", new=""):
        assert old in UNITS + CHANGES
        units, changes = tmp_path / "units.csv", tmp_path / "changes.csv"
        for file, head, rows in ((units, UNIT_HEAD, UNITS), (changes, CHANGE_HEAD, CHANGES)):
            text = f"{head}\n{rows.replace(old, new) if old else rows}\n"
            file.write_text(text, encoding="utf-8", newline="")
        return units, changes

    return write


BAD = [
    # what is written, instead of what; the place and the words of the refusal
    ("688,1997-01-01,2025-07-01,d", "688,1997-01-01,2025-08-01,d", "units.csv:4: .*01/07/2025"),
    ("688,1997-01-01,2025-07-01,d", "688,1997-01-01,2025-06-01,d", "units.csv:5: .*01/06/2025"),
    ("Long Thủy,688", "Long Thủy,25217", "units.csv:6: .*của chính nó"),
    ("Long Thủy,688", "Long Thủy,25216", "units.csv:6: .*25216.*cấp cao hơn"),
    ("Phước Long,70,", "Phước Long,25216,", "units.csv:4: .*25216.*cấp cao hơn"),
    ("Long Thủy,688", "Long Thủy,699", "units.csv:6: .*699"),
    ("Long Thủy,688", "Long Thủy,", "units.csv:6: .*cấp trên"),
    ("Bình Phước,,", "Bình Phước,688,", "units.csv:2: .*để trống"),
    ("25217,2025-07-01,,", "25217,2025-06-01,,", "units.csv:7: .*25217.*01/06/2025"),
    ("25216,2025-07-01,25217", "25216,1996-07-01,25217", "changes.csv:4: .*01/01/1997"),
    ("25216,2025-07-01,25217", "25216,1997-01-01,25217", "changes.csv:4: .*trước khi"),
    ("25216,2025-07-01,25217", "25216,2025-08-01,25217", "changes.csv:4: .*01/08/2025"),
    ("25216,2025-07-01,25217", "29999,2025-07-01,25217", "changes.csv:4: .*29999"),
    ("25216,2025-07-01,25217", "25216,2025-07-01,29999", "changes.csv:4: .*29999"),
    ("25216,2025-07-01,25217,merge,1,,NQ 1662,\n", "", "units.csv:5: .*25216"),
    (
        "25216,2025-07-01,25217,merge,1,,",
        "25216,2025-07-01,25217,merge,0.4,area,",
        "changes.csv:4: .*0,4",
    ),
    (
        "25217,2025-07-01,25217,merge,1,,",
        "25217,2025-07-01,25217,retype,1,,NQ,\n25217,2025-07-01,25217,merge,1,,",
        "changes.csv:5: .*cộng lại bằng 2",
    ),
    (
        "25217,2025-07-01,25217,merge,1,,NQ 1662,",
        "25217,2025-07-01,25217,merge,1,,NQ 1662,\n25217,2025-07-01,25217,merge,1,,NQ 1662,",
        "changes.csv:6: .*hai lần.*changes.csv:5",
    ),
    ("Thác Mơ", "Thác\x00Mơ", "units.csv:5"),
    ("25216,2025-07-01,25217", "25216,01/07/2025,25217", "changes.csv:4: .*01/07/2025"),
    ("25216,2025-07-01,25217", "25216,2025-02-30,25217", "changes.csv:4: .*2025-02-30"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new", "sentence"), BAD)
def test_a_row_that_breaks_a_rule_is_refused_by_its_number_and_nothing_is_loaded(
    files, old, new, sentence
):
    with pytest.raises(Refused, match=sentence):
        load_units(*files(old, new), by=None)
    assert not Unit.objects.exists()
    assert not UnitChange.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1258"])
def test_another_encoding_is_refused_by_its_name(files, encoding):
    units, changes = files()
    text = units.read_text(encoding="utf-8")
    # windows-1258 writes some Vietnamese letters as two signs; what it cannot write is left out.
    units.write_bytes(text.encode(encoding, errors="ignore"))
    with pytest.raises(Refused, match="UTF-8"):
        load_units(units, changes, by=None)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_the_same_files_again_change_nothing_and_a_mended_row_is_taken(files):
    def state():
        return [list(table.objects.order_by("pk").values()) for table in (Unit, UnitChange)]

    load_units(*files(), by=None)
    before = state()
    load_units(*files(), by=None)
    assert state() == before
    load_units(*files("NQ 1662", "NQ 1662/NQ"), by=None)
    assert UnitChange.objects.filter(legal_basis="NQ 1662/NQ").count() == 2


@pytest.mark.django_db
def test_a_second_load_is_checked_against_what_is_there(files, tmp_path):
    load_units(*files(), by=None)
    units, changes = files()
    units.write_text(
        f"{UNIT_HEAD}\n75,2024-07-01,,province,Tỉnh,Đồng Nai,,,,,,\n", encoding="utf-8"
    )
    changes.write_text(f"{CHANGE_HEAD}\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"75.*hai lần"):
        load_units(units, changes, by=None)
    assert Unit.objects.filter(code="75").count() == 1


@pytest.fixture
def loaded(db, files):
    load_units(*files(), by=None)
    return {(unit.code, unit.valid_from.year): unit for unit in Unit.objects.all()}


DATABASE_REFUSALS = {
    "a parent that ends too early": (
        "UPDATE core_unit SET valid_to = '2025-06-01' WHERE code = '688'", "unit_within_its_parent",
    ),
    "a parent that goes": ("DELETE FROM core_unit WHERE code = '688'", "unit_within_its_parent"),
    "a parent of its own level": (
        "UPDATE core_unit SET parent_code = '25216' WHERE code = '25217'", "unit_within_its_parent",
    ),
    "its own parent": (
        "UPDATE core_unit SET parent_code = code WHERE code = '688'", "unit_is_not_its_own_parent",
    ),
    "a circle": (
        "UPDATE core_unit SET parent_code = '25216' WHERE code = '688'", "unit_within_its_parent",
    ),
    "one code twice": (
        "UPDATE core_unit SET code = '75', valid_to = NULL WHERE code = '70'",
        "unit_code_valid_once_at_a_time",
    ),
    "a change before its unit": (
        "UPDATE core_unitchange SET \"on\" = '1997-01-01' WHERE from_code = '25216'",
        "unit_change_from_a_unit",
    ),
    "a change to nothing": (
        "UPDATE core_unitchange SET to_code = '99999' WHERE from_code = '25216'",
        "unit_change_to_a_unit",
    ),
    "too small a share": (
        "UPDATE core_unitchange SET share = 0.5, share_basis = 'area' WHERE from_code = '25216'",
        "unit_shares_make_one",
    ),
    "a unit that a change needs": (
        "DELETE FROM core_unit WHERE code = '25217' AND valid_from = '2025-07-01'",
        "unit_change_to_a_unit",
    ),
}  # fmt: skip


def run(*statements):
    with connection.cursor() as cursor:
        for statement in (*statements, "SET CONSTRAINTS ALL IMMEDIATE"):
            cursor.execute(statement)


@pytest.mark.parametrize(("sql", "rule"), DATABASE_REFUSALS.values(), ids=DATABASE_REFUSALS)
def test_the_database_refuses_what_no_service_would_do(loaded, sql, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        run(sql)


def test_the_database_waits_for_the_end_of_a_transaction(loaded):
    run(
        "UPDATE core_unit SET parent_code = '699' WHERE code = '25216'",
        "UPDATE core_unit SET parent_code = '688' WHERE code = '25216'",
    )
    assert Unit.objects.get(code="25216").parent_code == "688"
