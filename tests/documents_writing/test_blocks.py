"""Single pieces of a document: how text, numbers of headings, tables and pictures are written."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from mangnon.documents.writing import layout, ooxml, write
from mangnon.documents.writing.blocks import SHORT_TABLE
from mangnon.documents.writing.model import (
    Annex,
    Bullet,
    Column,
    Figure,
    Heading,
    Note,
    Paragraph,
    Picture,
    Row,
    Table,
    figures,
    plain,
    texts,
)

from .samples import DOCUMENT, opened, paragraph
from .samples import texts as written_texts

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "606060000000050001a5f645400000000049454e44ae426082"
)
LAST = Paragraph("Hết./.")


def blocks(*made, **changes):
    """Return the document that has these blocks and no annex, as python-docx reads it."""
    return opened(blocks=(*made, LAST), annexes=(), receipt=None, **changes)


def table_of(rows: int) -> Table:
    columns = (Column("STT", 15), Column("Tên", 150))
    return Table(columns, tuple(Row((str(n), "x")) for n in range(rows)))


def test_a_row_with_the_wrong_number_of_cells_is_a_mistake_of_the_program():
    broken = Table((Column("A", 50), Column("B", 50), Column("C", 65)), (Row(("1", "2")),))
    with pytest.raises(ValueError, match="shorter"):
        write(replace(DOCUMENT, blocks=(broken, LAST)))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("một", "một"),
        ("", ""),
        (("đạt ", Figure("9,5", "3a_70"), "."), "đạt 9,5."),
        ((Figure("0", "6_70"),), "0"),
    ],
)
def test_text_is_seen_without_its_marks(text, seen):
    assert plain(text) == seen


def test_every_figure_of_body_tables_notes_and_annexes_is_found():
    keys = ("b_1", "p_1", "u_1", "t_1", "n_1", "a_1")
    basis, body, item, cell, note, annexed = (Figure("1", key) for key in keys)
    document = replace(
        DOCUMENT,
        bases=((basis,),),
        blocks=(
            Heading(1, "Một"),
            Paragraph((body,)),
            Bullet((item,)),
            Table((Column("A", 165),), (Row(((cell,),)),)),
            Note((note,)),
            Picture(PIXEL, 10, "ảnh"),
        ),
        annexes=(Annex("Phụ lục", (Paragraph((annexed,)),)),),
    )
    assert [figure.key for figure in figures(document)] == list(keys)
    assert document.opening in list(texts(document))


def test_a_heading_below_starts_again_after_a_heading_above():
    word = blocks(*(Heading(level, "x") for level in (1, 2, 2, 3, 3, 2, 3, 1, 2, 3)))
    numbers = [p.text.split()[0] for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert numbers == ["I.", "1.", "2.", "a)", "b)", "3.", "a)", "II.", "1.", "a)"]


def test_the_fifth_point_is_d_with_a_bar():
    word = blocks(Heading(1, "x"), *(Heading(3, "x") for _ in range(6)))
    points = [p.text for p in word.paragraphs if p.style.name == "Heading 3"]
    assert points == ["a) x", "b) x", "c) x", "d) x", "đ) x", "e) x"]


@pytest.mark.parametrize(
    ("number", "roman"), [(1, "I"), (4, "IV"), (5, "V"), (9, "IX"), (10, "X"), (19, "XIX")]
)
def test_sections_are_numbered_in_roman(number, roman):
    assert layout.roman(number) == roman


def test_an_annex_numbers_its_headings_by_itself():
    annex = Annex("Danh sách", (Heading(1, "Đầu"),))
    document = opened(blocks=(Heading(1, "Một"), LAST), annexes=(annex,), receipt=None)
    assert [t for t in written_texts(document) if t.startswith("I.")] == ["I. MỘT", "I. ĐẦU"]


def test_a_heading_is_never_left_alone_at_the_foot_of_a_page():
    word = blocks(Heading(1, "Một"), Heading(2, "Hai"), Paragraph("Ba"))
    for start in ("I. MỘT", "1. Hai"):
        assert paragraph(word, start).style.paragraph_format.keep_with_next


def test_a_paragraph_can_be_bound_to_what_it_introduces():
    word = blocks(Paragraph("Như sau:", keep_with_next=True), Paragraph("Khác"))
    assert paragraph(word, "Như sau:").paragraph_format.keep_with_next
    assert paragraph(word, "Khác").paragraph_format.keep_with_next is None


def kept(word) -> list[bool]:
    rows = word.tables[1].rows
    return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in rows]


def test_a_short_table_is_not_broken_over_two_pages():
    *before, last = kept(blocks(table_of(SHORT_TABLE)))
    assert all(before)
    assert not last


def test_a_long_table_may_be_broken():
    assert not any(kept(blocks(table_of(SHORT_TABLE + 1))))


def test_a_group_title_stays_with_its_first_row_even_in_a_long_table():
    rows = table_of(SHORT_TABLE + 1).rows
    table = replace(table_of(1), rows=(Row(("Nhóm",), bold=True), *rows))
    header, group, *rest = kept(blocks(table))
    assert group
    assert not header
    assert not any(rest)


def test_the_cells_of_a_bold_row_are_bold():
    word = blocks(Table((Column("A", 165),), (Row(("Tổng",), bold=True), Row(("một",)))))
    runs = [row.cells[0].paragraphs[0].runs[0].font.bold for row in word.tables[1].rows]
    assert runs == [True, True, None]


def test_text_after_a_table_does_not_touch_it():
    word = blocks(table_of(2), Paragraph("Sau bảng"), Paragraph("Xa bảng"))
    assert paragraph(word, "Sau bảng").paragraph_format.space_before.pt == 8
    assert paragraph(word, "Xa bảng").paragraph_format.space_before is None


def test_a_table_without_a_caption_has_none():
    assert "Official Table Title" not in [p.style.name for p in blocks(table_of(1)).paragraphs]


def test_a_picture_has_its_width_its_caption_and_words_for_the_blind():
    word = blocks(Picture(PIXEL, 120, "Cột cao nhất: Bù Đăng", "Biểu đồ 1"))
    (shape,) = word.inline_shapes
    assert round(shape.width.mm) == 120
    assert shape._inline.docPr.get("descr") == "Cột cao nhất: Bù Đăng"
    assert paragraph(word, "Biểu đồ 1").style.paragraph_format.keep_with_next


def test_the_picture_is_kept_as_it_was_given():
    content = write(replace(DOCUMENT, blocks=(Picture(PIXEL, 10, "ảnh"), LAST)))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.read("word/media/image1.png") == PIXEL


def test_a_table_at_the_very_end_still_leaves_room_for_the_signature():
    word = opened(blocks=(table_of(2),), annexes=(), receipt=None)
    first, second = word.tables[1]._tbl, word.tables[2]._tbl
    between = first.getnext()
    assert between.tag == qn("w:p")
    assert between.getnext() is second


def test_spaces_left_for_the_registry_are_kept():
    letterhead = replace(DOCUMENT.letterhead, number="Số:         /BC-SYT", day=None)
    word = opened(letterhead=letterhead)
    assert "Số:         /BC-SYT" in written_texts(word)


def test_a_rule_longer_than_its_line_is_as_long_as_the_line():
    rule = docx.Document().add_paragraph()
    ooxml.add_rule(rule, length_mm=200, line_mm=165)
    assert rule.paragraph_format.left_indent == rule.paragraph_format.right_indent == 0
