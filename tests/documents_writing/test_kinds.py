"""Each kind of administrative document is made right from its parts."""

import io
from dataclasses import replace

import docx
import pytest

from mangnon.documents.writing import write
from mangnon.documents.writing.model import Article, Clause, Figure, Heading, Point, figures
from mangnon.documents.writing.reminder import reminder
from mangnon.documents.writing.signing import Power, Signature

from .decree import departures
from .kinds import KINDS, LETTER, OWED, REMINDED, REPORT
from .ooxml_rules import faults
from .samples import texts


def told(name):
    return texts(docx.Document(io.BytesIO(write(KINDS[name]))))


@pytest.mark.parametrize("name", KINDS)
def test_word_opens_each_kind_without_repair(name):
    assert faults(write(KINDS[name])) == []


def test_a_report_keeps_the_rules_that_were_written_apart_from_the_catalogue():
    assert departures(write(REPORT)) == []


def test_each_kind_has_its_symbol_and_a_letter_those_of_issuer_and_division():
    numbers = {name: next(line for line in told(name) if line.startswith("Số:")) for name in KINDS}
    assert numbers["report"] == "Số: 05/BC-SYT"
    assert numbers["plan"].replace(" ", "") == "Số:/KH-UBND"  # the registry gives it
    assert numbers["letter"] == "Số: 1481/SYT-BMTE"
    assert numbers["submission"] == "Số: 05/TTr-SYT"
    assert numbers["minutes"] == "Số: 05/BB-SYT"
    assert numbers["decision"] == "Số: 12/QĐ-UBND"


def test_a_letter_has_no_name_of_its_kind_and_says_what_it_is_about_below_its_number():
    lines = told("letter")
    at = lines.index("Số: 1481/SYT-BMTE")
    assert lines[at + 1 : at + 3] == [
        "V/v báo cáo kết quả thực hiện công",
        "tác trẻ em 10 tháng đầu năm 2025",
    ]
    assert "CÔNG VĂN" not in lines
    assert "- Như trên;" in lines


def test_minutes_have_no_date_on_top_and_two_who_sign():
    lines = told("minutes")
    assert not [line for line in lines if line.startswith("Bình Phước, ngày")]
    assert lines[lines.index("THƯ KÝ") + 1] == "Nguyễn Văn Bình"
    assert lines[lines.index("CHỦ TỌA") + 1] == "Phạm Thị Lan"


def test_a_decision_says_whose_it_is_and_numbers_its_articles():
    lines = told("decision")
    assert lines.index("ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC") < lines.index("QUYẾT ĐỊNH:")
    articles = [line.split(".")[0] for line in lines if line.startswith("Điều")]
    assert articles == ["Điều 1", "Điều 2", "Điều 3"]


def test_parts_are_roman_sections_arabic_and_what_is_below_begins_anew():
    headings = ("Chương", "Mục", "Điều", "1.", "2.", "a)", "b)")
    assert [line for line in told("rules") if line.startswith(headings)] == [
        "Chương I", "Điều 1. Phạm vi điều chỉnh", "1. Quy chế này quy định việc phối hợp.",
        "2. Quy chế này áp dụng với các đơn vị sau:", "a) Phòng chuyên môn;",
        "b) Đơn vị sự nghiệp.", "Chương II", "Mục 1", "Điều 2. Tiếp nhận",
    ]  # fmt: skip


def test_figures_in_articles_clauses_and_points_have_receipts_too():
    number = Figure("75,7%", "1_70")
    blocks = (Heading(1, "A"), Article((number,)), Clause((number,)), Point((number,)))
    assert len(list(figures(replace(LETTER, blocks=blocks)))) == 3


def test_a_wide_table_turns_its_pages_and_the_numbers_go_on():
    word = docx.Document(io.BytesIO(write(KINDS["plan"])))
    assert [s.page_width > s.page_height for s in word.sections] == [False, True, False]
    first, wide, last = (s.different_first_page_header_footer for s in word.sections)
    assert (first, wide, last) == (True, False, False)


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        (Signature("Giám đốc"), ("Giám đốc",)),
        (Signature("Giám đốc", power=Power.ACTING), ("Q. Giám đốc",)),
        (Signature("Phó Giám đốc", "", Power.DEPUTY, "Giám đốc"), ("KT. Giám đốc", "Phó Giám đốc")),
        (Signature("Chánh Văn phòng", "", Power.BY_ORDER, "Chủ tịch"),
         ("TL. Chủ tịch", "Chánh Văn phòng")),
        (Signature("Trưởng phòng", "", Power.BY_AUTHORITY, "Giám đốc"),
         ("TUQ. Giám đốc", "Trưởng phòng")),
        (Signature("Chủ tịch", collective="Ủy ban nhân dân"), ("TM. Ủy ban nhân dân", "Chủ tịch")),
    ],
)  # fmt: skip
def test_who_signs_says_in_whose_place(signature, lines):
    assert signature.capacity == lines


def test_who_signs_in_anothers_place_names_the_head_and_nobody_else_does():
    with pytest.raises(ValueError, match="head"):
        Signature("Phó Giám đốc", power=Power.DEPUTY)
    with pytest.raises(ValueError, match="head"):
        Signature("Giám đốc", head="Giám đốc")


def test_a_reminder_names_who_is_late_and_the_days():
    lines = " ".join(told("reminder"))
    for words in (
        "- Sở Tư pháp; - Công an tỉnh; - Ủy ban nhân dân phường An Lộc.",
        "trước ngày 10 tháng 11 năm 2025.",
        "Đến hết ngày 11 tháng 11 năm 2025, Sở Y tế chưa nhận được",
        "gửi báo cáo trước ngày 14 tháng 11 năm 2025",
    ):
        assert words in lines
    assert "Phụ lục" not in lines


def test_many_who_are_late_stand_in_an_annex():
    lines = told("reminder to many")
    assert "Kính gửi: Các cơ quan, đơn vị có tên trong Phụ lục kèm theo" in lines
    assert lines[lines.index("Phụ lục") + 1] == "DANH SÁCH CƠ QUAN, ĐƠN VỊ CHƯA GỬI BÁO CÁO"
    assert "Ủy ban nhân dân xã số 14" in lines


def test_nobody_late_is_nobody_to_remind():
    with pytest.raises(ValueError, match="nobody"):
        reminder(REMINDED, OWED, ())
