"""A file of children: refused, asked for, made, gone on with after a kill, taken."""

import csv
import datetime
import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mangnon.children.exporting import making
from mangnon.children.exporting.columns import columns_for
from mangnon.children.exporting.export import Export, ExportChild
from mangnon.children.exporting.keeping import file_of, folder_of, forget_old
from mangnon.children.exporting.services import Asked, ask_for_export, take
from mangnon.children.models import Child, CircumstanceSpell, ResidenceSpell
from mangnon.core.models import AuditEntry, Refused
from mangnon.core.sealed_files import opened

DAY = datetime.date(2025, 6, 1)


@pytest.fixture(autouse=True)
def _day(settings, tmp_path):
    settings.TODAY, settings.HOME = DAY, tmp_path


@pytest.fixture
def officer(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def many(make_child, township):
    """Eight children of the ward, one of elsewhere, one who is closed."""
    make_child(full_name="Ở nơi khác", unit=township)
    make_child(full_name="Đã đi", closed_on=DAY, closed_reason="left_country")
    return [
        make_child(full_name=f"Điểu {word}")
        for word in ["Ân", "Bé", "Cúc", "Dung", "Đào", "Én", "Gấm", "Hà"]
    ]


def asked(**other):
    return Asked(
        **{
            "columns": ["full_name", "birth_date", "identity_number"], "filters": {},
            "form": "csv", "purpose": "visit", "basis": "children_law", "reason": "Thăm nhà",
        } | other
    )  # fmt: skip


def made(officer, **other):
    export = ask_for_export(asked(**other), on=DAY, by=officer)
    making.make(export.pk)
    export.refresh_from_db()
    return export


def content(export):
    return b"".join(opened(file_of(export), export.file_key))


def rows_of(export):
    text = content(export).decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(text)) if not row[0].startswith("# ")]


@pytest.mark.parametrize("role", ["village_collaborator", "leader", "school_staff"])
def test_whoever_may_not_take_children_out_asks_for_nothing(role, make_user, ward, many):
    with pytest.raises(PermissionDenied):
        ask_for_export(asked(), on=DAY, by=make_user(role, ward))
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"columns": []}, "ít nhất một cột"),
        ({"columns": ["full_name", "file_key"]}, "ít nhất một cột"),
        ({"purpose": "fun"}, "mục đích"),
        ({"basis": ""}, "căn cứ"),
        ({"reason": "  "}, "bằng lời"),
    ],
)
def test_a_file_without_purpose_basis_and_reason_is_not_made(other, words, officer, many):
    with pytest.raises(Refused, match=words):
        ask_for_export(asked(**other), on=DAY, by=officer)
    assert not Export.objects.exists()


def test_one_file_of_a_person_is_made_at_a_time(officer, many):
    ask_for_export(asked(), on=DAY, by=officer)
    with pytest.raises(Refused, match="đang được tạo"):
        ask_for_export(asked(), on=DAY, by=officer)


def test_the_file_holds_exactly_the_children_whom_the_person_sees(officer, many):
    export = made(officer)
    seen = [c for c in Child.objects.visible_to(officer).in_name_order() if not c.closed_on]
    assert seen == many
    heading, *rows = rows_of(export)
    assert heading[:2] == ["Họ và tên", "Ngày sinh"]
    assert [row[0] for row in rows] == [child.full_name for child in seen]
    assert (export.state, export.counted, export.written) == ("ready", 8, 8)
    assert not ExportChild.objects.exists()


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"hamlet": "thôn 1"}, {"Điểu Ân"}),
        ({"group": "a"}, {"Điểu Bé"}),
        ({"age_from": 6}, {"Điểu Ân"}),
        ({"age_to": 5, "sex": "female"}, {"Điểu Bé"}),
        ({"unit": 0}, {"Điểu Ân", "Điểu Bé"}),
    ],
)
def test_filters_leave_out_the_others(filters, names, officer, make_child):
    one = make_child(full_name="Điểu Ân", birth_date=datetime.date(2019, 6, 1), sex="female")
    two = make_child(full_name="Điểu Bé", birth_date=datetime.date(2019, 6, 2), sex="female")
    ResidenceSpell.objects.create(
        child=one, unit=one.unit, hamlet="Thôn 1", began_on=one.birth_date
    )
    CircumstanceSpell.objects.create(child=two, group="a", began_on=DAY)
    export = made(officer, filters=filters)
    assert {row[0] for row in rows_of(export)[1:]} == names


def test_a_second_a_mistaken_and_a_closed_record_are_not_in_the_file(officer, many, make_child):
    make_child(full_name="Điểu Ân", merged_into=many[0])
    make_child(full_name="Ghi nhầm", closed_on=DAY, closed_reason="mistake")
    make_child(
        full_name="Ghi nhầm sau", closed_on=datetime.date(2026, 1, 1), closed_reason="mistake"
    )
    make_child(full_name="Đã đủ mười sáu", birth_date=datetime.date(2009, 6, 1))
    export = made(officer)
    assert [row[0] for row in rows_of(export)[1:]] == [child.full_name for child in many]


def test_no_cell_is_a_formula_and_a_number_keeps_its_zeros(officer, make_child):
    make_child(full_name="=HYPERLINK(1)", identity_number="070301012345")
    make_child(full_name="＋cmd", birth_date=datetime.date(2020, 5, 17))
    rows = rows_of(made(officer))[1:]
    assert {row[0] for row in rows} == {"'=HYPERLINK(1)", "'＋cmd"}
    assert "070301012345" in {row[2] for row in rows}
    export = made(officer, form="xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content(export)))
    cells = [cell for row in book.worksheets[1].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}
    number = next(cell for cell in cells if cell.value == "070301012345")
    assert (number.data_type, number.number_format) == ("s", "@")
    assert datetime.datetime(2020, 5, 17) in {cell.value for cell in cells if cell.is_date}  # noqa: DTZ001


def test_the_mark_stands_on_every_sheet_in_every_row_and_in_the_properties(officer, many):
    export = made(officer, form="xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content(export)))
    cover, sheet = book.worksheets
    told = {row[0].value: row[1].value for row in cover.iter_rows()}
    assert told["Số trẻ em trong tệp"] == "8"
    assert told["Mục đích"] == "Đi thăm, xác minh tại nhà"
    assert officer.username in told["Người lấy"]
    for page in (cover, sheet):
        assert export.number in page.oddFooter.left.text
    assert {row[-1].value for row in sheet.iter_rows(min_row=2)} == {export.number}
    assert export.number in book.properties.keywords
    assert "Thăm nhà" in book.properties.description
    text = content(made(officer)).decode("utf-8-sig")
    assert "# Số trẻ em trong tệp: 8" in text
    assert text.rstrip().endswith("# Hết tệp: 8 dòng.")


def test_a_worker_that_dies_is_gone_on_from_where_it_stopped(officer, many, monkeypatch):
    monkeypatch.setattr(making, "PART", 3)
    export = ask_for_export(asked(), on=DAY, by=officer)
    for _step in range(3):  # the list and two parts, then a kill
        assert making._step(export.pk, making._next)
    parts = sorted(folder_of(export).glob("*.part"))
    before = [part.read_bytes() for part in parts]
    (folder_of(export) / "000000006.part").write_bytes(b"half a part")
    (folder_of(export) / ".children.csv.sealed.draft").write_bytes(b"half a file")
    kept = {}
    finish = making._finish
    monkeypatch.setattr(
        making, "_finish",
        lambda e: kept.update(now=[p.read_bytes() for p in parts]) or finish(e),
    )  # fmt: skip
    making.make(export.pk)
    export.refresh_from_db()
    assert kept["now"] == before
    assert [row[0] for row in rows_of(export)[1:]] == [child.full_name for child in many]
    assert sorted(folder_of(export).iterdir()) == [file_of(export)]


def test_a_worker_that_dies_while_it_ends_a_file_loses_none_of_its_rows(officer, many, monkeypatch):
    monkeypatch.setattr(making, "PART", 3)
    export = ask_for_export(asked(), on=DAY, by=officer)

    def dies(*_about, **_more):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(making, "record", dies)
        with pytest.raises(SystemExit):
            making.make(export.pk)
    making.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.failure) == ("ready", "")
    assert len(rows_of(export)) == 1 + len(many)
    assert list(folder_of(export).iterdir()) == [file_of(export)]


@pytest.mark.parametrize(
    "away",
    [
        lambda many, township: {"unit": township},
        lambda many, township: {"merged_into": many[0]},
        lambda many, township: {"closed_on": DAY, "closed_reason": "died"},
    ],
)
def test_who_moves_or_is_merged_while_the_file_is_made_is_neither_missing_nor_there_twice(
    away, officer, many, monkeypatch, township
):
    monkeypatch.setattr(making, "PART", 3)
    export = ask_for_export(asked(), on=DAY, by=officer)
    making._step(export.pk, making._next)
    Child.objects.filter(pk=many[-1].pk).update(**away(many, township))
    making.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.counted, export.tries) == ("ready", 7, 2)
    assert len(rows_of(export)) == 8


def test_whoever_moved_away_while_the_file_is_made_gets_none(officer, many, township):
    export = ask_for_export(asked(), on=DAY, by=officer)
    making._step(export.pk, making._next)
    officer.unit = township
    officer.save()
    making.make(export.pk)
    export.refresh_from_db()
    assert export.state == "failed"
    assert "không còn được" in export.failure
    assert not folder_of(export).exists()


def test_a_column_that_is_no_longer_allowed_stops_the_file(officer, many):
    export = made(officer)
    officer.role = "commune_chair"
    officer.save()
    export.refresh_from_db()
    with pytest.raises(PermissionDenied):
        take(export, first=0, by=officer)


def test_taking_a_file_is_noted_with_its_purpose_and_never_with_a_name(officer, many):
    export = made(officer)
    take(export, first=0, by=officer)
    entry = AuditEntry.objects.get(action="child.export")
    assert entry.details == {
        "fields": ["birth_date", "full_name", "identity_number"], "purpose": "visit",
        "basis": "children_law", "rows": 8, "first": 0,
    }  # fmt: skip
    assert "Điểu" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_the_file_lies_sealed_and_goes_after_seven_days(officer, many):
    export = made(officer)
    assert "Điểu".encode() not in file_of(export).read_bytes()
    now = timezone.now()
    forget_old(now + datetime.timedelta(days=6, hours=23))
    assert file_of(export).exists()
    forget_old(now + datetime.timedelta(days=7, hours=1))
    assert not folder_of(export).exists()
    export.refresh_from_db()
    assert (export.state, export.file_key) == ("gone", "")
    assert AuditEntry.objects.get(action="child.export_drop").details == {"rows": 8}
    with pytest.raises(Refused, match="không còn"):
        take(export, first=0, by=officer)


def test_a_file_that_nobody_goes_on_with_is_given_up_after_a_day(officer, many):
    export = ask_for_export(asked(), on=DAY, by=officer)
    making._step(export.pk, making._next)
    now = timezone.now()
    forget_old(now + datetime.timedelta(hours=23))
    with pytest.raises(Refused, match="đang được tạo"):
        ask_for_export(asked(), on=DAY, by=officer)
    forget_old(now + datetime.timedelta(hours=25))
    export.refresh_from_db()
    assert export.state == "failed"
    assert "trong một ngày" in export.failure
    assert AuditEntry.objects.filter(action="child.export_failed").count() == 1
    assert made(officer).state == "ready"


def test_a_file_that_is_not_there_any_more_is_not_called_ready(officer, many):
    export = made(officer)
    file_of(export).unlink()  # as after a restore: a backup holds no files of children
    forget_old(timezone.now())
    export.refresh_from_db()
    assert export.state == "gone"


def test_columns_that_ask_for_a_right_are_offered_to_its_holders_only(officer, make_user, ward):
    every = {column.name for column in columns_for(officer)}
    few = {column.name for column in columns_for(make_user("village_collaborator", ward))}
    assert every - few == {
        "identity_number", "birth_certificate_number", "insurance_number", "phones", "groups",
    }  # fmt: skip
