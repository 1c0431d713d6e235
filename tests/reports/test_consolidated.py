"""The consolidated report as a document: sections, tables, annexes, receipts of its figures."""

import io
import zipfile
from dataclasses import replace

import pytest

from mangnon.documents.writing import write
from mangnon.documents.writing.layout import BLANK
from mangnon.documents.writing.model import (
    Bullet,
    Figure,
    Heading,
    Paragraph,
    Picture,
    Table,
    figures,
    plain,
)
from mangnon.documents.writing.receipt import mismatches, read_receipt, read_shown
from mangnon.engine.results import FLAGS
from mangnon.reports.consolidated import consolidated_report
from mangnon.reports.pictures import Pictures
from mangnon.reports.receipts import with_receipt

from .samples import AGENCIES, DISTRICTS, FACTS, FRIENDLY, LEAVES, OWN, counted

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def document(layout):
    return consolidated_report(FACTS, layout)


def section(document, title: str) -> list:
    """Return the blocks under a first-level heading, up to the next one."""
    blocks = list(document.blocks)
    starts = [
        n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1
    ]
    (start,) = [n for n in starts if blocks[n].text == title]
    end = min([n for n in starts if n > start], default=len(blocks))
    return blocks[start + 1 : end]


def said(blocks) -> list[str]:
    return [plain(block.text) for block in blocks if isinstance(block, Paragraph | Bullet)]


def cells(row) -> list[str]:
    return [plain(cell) for cell in row.cells]


def test_a_figure_printed_in_two_ways_is_a_mistake_of_the_program(document):
    twice = (
        Paragraph((Figure("75,7%", "1_70"),)),
        Paragraph((Figure("75,8%", "1_70"),)),
    )
    with pytest.raises(ValueError, match="1_70 value is printed in two ways"):
        with_receipt(FACTS, replace(document, blocks=twice))


def test_a_figure_that_no_fact_knows_is_a_mistake_of_the_program(document):
    unknown = replace(document, blocks=(Paragraph((Figure("1", "99_70"),)),))
    with pytest.raises(KeyError, match="99_70"):
        with_receipt(FACTS, unknown)


def test_the_issuer_and_its_readers_come_from_the_last_deadline_of_the_plan(document):
    assert document.letterhead.parent == "UBND tỉnh Bình Phước"
    assert document.letterhead.issuer == "Sở Y tế"
    assert document.letterhead.number == f"Số:{BLANK}/BC-SYT"
    assert document.addressed_to == ("Bộ Y tế", "Ủy ban nhân dân tỉnh Bình Phước")


def test_number_and_day_are_left_for_the_registry_and_the_signer(document):
    assert document.letterhead.day is None
    assert document.letterhead.year == 2025
    assert document.closing.signer == ""
    assert document.closing.capacity == ("Giám đốc",)


def test_an_issuer_whose_symbol_is_not_known_leaves_a_blank(layout):
    due = replace(OWN, reporters=("Sở Nội vụ",))
    document = consolidated_report(replace(FACTS, dues=(due,)), layout)
    assert document.letterhead.number == f"Số:{BLANK}/BC-........"


def test_the_bases_are_those_of_the_plan_and_the_plan_itself_but_not_its_proposal(document):
    assert [plain(basis) for basis in document.bases] == [
        "Căn cứ Công văn số 1481/BYT-BMTE ngày 14 tháng 3 năm 2025 của Bộ Y tế về việc hướng dẫn"
        " nhiệm vụ trọng tâm công tác trẻ em năm 2025",
        "Căn cứ Kế hoạch thực hiện công tác trẻ em năm 2025 của UBND tỉnh Bình Phước",
    ]


def test_the_sections_follow_the_layout(document):
    titles = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert titles == [
        "Tình hình chung",
        "Kết quả thực hiện các chỉ tiêu",
        "Nhiệm vụ giao các cơ quan, địa phương",
        "Tồn tại, hạn chế",
        "Nhiệm vụ thời gian tới",
    ]


def test_the_situation_counts_what_the_records_hold(document):
    paragraphs = said(section(document, "Tình hình chung"))
    # 9 leaves of 9 indicators; 14 + 4 + 10 + 2 tasks; 4 leaves have counts behind them.
    assert "đề ra 9 chỉ tiêu, gồm 9 chỉ tiêu thành phần, và giao 30 nhiệm vụ cho 4" in paragraphs[0]
    assert "3 huyện, thị xã, thành phố và 111 xã" in paragraphs[1]
    assert "Có 4 chỉ tiêu thành phần được tính từ dữ liệu đã chốt, 5 chỉ tiêu" in paragraphs[1]
    assert paragraphs[2].startswith("Trong 9 chỉ tiêu thành phần có: 4 đạt (chiếm 44,4%);")


def test_the_table_by_field_adds_up_in_rows_and_columns(document):
    (table,) = [b for b in section(document, "Tình hình chung") if isinstance(b, Table)]
    numbers = [[int(cell) for cell in cells(row)[1:]] for row in table.rows]
    *fields, total = numbers
    assert total == [9, 4, 1, 1, 1, 1, 1]
    assert [sum(column) for column in zip(*fields, strict=True)] == total
    assert all(row[0] == sum(row[1:]) for row in numbers)


def test_an_attainment_that_no_leaf_has_gets_no_column(layout):
    document = consolidated_report(replace(FACTS, leaves=(FRIENDLY,)), layout)
    (table,) = [b for b in section(document, "Tình hình chung") if isinstance(b, Table)]
    assert [column.title for column in table.columns] == ["Lĩnh vực", "Tổng số", "Chậm tiến độ"]


def test_every_leaf_has_one_sentence_under_its_field(document):
    blocks = section(document, "Kết quả thực hiện các chỉ tiêu")
    assert [b.text for b in blocks if isinstance(b, Heading)] == list(FACTS.fields.values())
    sentences = [plain(b.text) for b in blocks if isinstance(b, Bullet)]
    assert [s.split(".")[0].removeprefix("Chỉ tiêu ") for s in sentences] == [
        leaf.leaf for leaf in LEAVES
    ]


def test_the_tasks_are_counted_by_agency_and_no_progress_is_made_up(document):
    blocks = section(document, "Nhiệm vụ giao các cơ quan, địa phương")
    (table,) = [b for b in blocks if isinstance(b, Table)]
    assert cells(table.rows[0]) == ["1", "Sở Y tế", "14", "1, 3, 4, 6, 9, 12, 22"]
    assert cells(table.rows[-1]) == ["", "Tổng số", "30", ""]
    assert cells(table.rows[3])[1:3] == ["Viện kiểm sát nhân dân tỉnh (đề nghị)", "2"]
    assert any("chưa ghi nhận tiến độ" in sentence for sentence in said(blocks))


def test_late_and_missed_leaves_come_with_what_they_need(document):
    sentences = said(section(document, "Tồn tại, hạn chế"))
    assert any("cần thêm 2 xã" in sentence for sentence in sentences)
    assert any("vượt 100" in sentence for sentence in sentences)
    assert (
        "Chỉ tiêu 9. Tỷ lệ trẻ em bị xâm hại trên tổng số trẻ em (chủ trì: Sở Y tế, Công an tỉnh)."
        in sentences
    )
    assert any(words.startswith("Không phát sinh trong kỳ: Chỉ tiêu 12.") for words in sentences)


def test_when_all_is_well_the_report_says_so(layout):
    good = replace(FRIENDLY, standing=counted(86, 111, 100, "met"))
    document = consolidated_report(replace(FACTS, leaves=(good,)), layout)
    sentences = said(section(document, "Tồn tại, hạn chế"))
    assert sentences == [
        "Không có chỉ tiêu chậm tiến độ hoặc chưa đạt tính đến ngày 31/10/2025.",
        "Các chỉ tiêu đều đã có số liệu.",
        "Trong năm, hệ thống không ghi nhận khó khăn, vướng mắc nào do các cơ quan, địa phương "
        "phản ánh.",
    ]


def test_next_steps_are_the_deadlines_to_come_and_the_leads_of_what_is_open(document):
    sentences = said(section(document, "Nhiệm vụ thời gian tới"))
    assert sentences[:-1] == [
        "Trước ngày 10/11/2025: các sở, ban, ngành, đoàn thể tỉnh, UBND các huyện, thị xã, thành"
        " phố gửi báo cáo về UBND tỉnh (qua Sở Y tế).",
        "Trước ngày 20/11/2025: Sở Y tế gửi báo cáo về Bộ Y tế và Ủy ban nhân dân tỉnh Bình Phước.",
        "Sở Y tế chủ trì khắc phục các chỉ tiêu chậm tiến độ, chưa đạt: 1, 4b.",
        "Sở Y tế cung cấp số liệu các chỉ tiêu: 9.",
        "Công an tỉnh cung cấp số liệu các chỉ tiêu: 9.",
    ]
    assert sentences[-1].endswith("xem xét, chỉ đạo./.")


def test_a_deadline_that_has_passed_is_no_next_step(layout):
    passed = replace(AGENCIES, on=FACTS.as_of)
    document = consolidated_report(replace(FACTS, dues=(passed, OWN)), layout)
    assert not [s for s in said(document.blocks) if "31/10/2025: các sở" in s]


def test_a_deadline_that_includes_its_day_is_said_so(layout):
    due = replace(AGENCIES, is_inclusive=True)
    document = consolidated_report(replace(FACTS, dues=(due, OWN)), layout)
    assert any(s.startswith("Chậm nhất ngày 10/11/2025:") for s in said(document.blocks))


def test_copies_go_to_those_who_report_to_the_issuer(document):
    assert document.closing.recipients == (
        "Như trên",
        "Các sở, ban, ngành, đoàn thể tỉnh",
        "UBND các huyện, thị xã, thành phố",
    )


def test_the_first_annex_has_one_row_a_leaf(document):
    table = document.annexes[0].blocks[0]
    rows = [cells(row) for row in table.rows if len(row.cells) > 1]
    assert [row[0] for row in rows] == [leaf.leaf for leaf in LEAVES]
    by_leaf = {row[0]: row for row in rows}
    assert by_leaf["1"][2:] == [
        "%", "≥ 76,9", "75,7", "84/111", "Chậm tiến độ", "Sở Y tế", "Tạm tính",
    ]  # fmt: skip
    assert by_leaf["6"][4:] == [
        "0,0", "", "Đạt", "Sở Y tế", "Ước tính; theo báo cáo",
    ]  # fmt: skip
    assert by_leaf["9"][4:7] == ["…", "", "Chưa có số liệu"]
    assert by_leaf["12"][4:7] == ["-", "", "Không phát sinh"]
    assert by_leaf["3a"][2:4] == ["‰", "< 9,5"]


def test_what_is_odd_in_a_figure_stands_in_the_note(layout):
    odd = replace(FRIENDLY.standing, flags=("small_numbers", "implausible"))
    facts = replace(FACTS, leaves=(replace(FRIENDLY, standing=odd),))
    document = consolidated_report(facts, layout)
    assert cells(document.annexes[0].blocks[0].rows[1])[-1] == "Tạm tính; số ít; cần kiểm tra"


def test_the_layout_has_words_for_every_flag_of_the_engine(layout):
    assert set(FLAGS) <= set(layout.flags)


def test_the_annexes_fill_the_width_of_a_page_on_its_side(document):
    for annex in document.annexes:
        assert annex.is_landscape
        assert sum(column.width_mm for column in annex.blocks[0].columns) == pytest.approx(252)


def test_the_tables_of_the_body_fill_the_width_of_the_page(document):
    for table in (b for b in document.blocks if isinstance(b, Table)):
        assert sum(column.width_mm for column in table.columns) == pytest.approx(165)


def test_the_second_annex_has_a_row_a_district_and_the_province_last(document):
    rows = [cells(row) for row in document.annexes[1].blocks[0].rows]
    assert rows == [
        ["1", "Thị xã Phước Long", "100,0", "15,0"],
        ["2", "Huyện Bù Gia Mập", "62,5", "29,0"],
        ["3", "Huyện Bù Đăng", "68,8", "…"],
        ["", "Tỉnh Bình Phước", "75,7", "21,0"],
    ]


def test_the_figures_name_their_snapshot_and_its_hash(document):
    for annex in document.annexes:
        note = plain(annex.blocks[-1].text)
        assert "2025-10-31-0001" in note
        assert "ab" * 8 in note


def test_the_charts_are_shown_with_words_for_those_who_cannot_see_them(layout):
    overview = Picture(PIXEL, 160, "Biểu đồ 1: Bảo vệ trẻ em 1 đạt", "Biểu đồ 1")
    district = Picture(PIXEL, 145, "Biểu đồ 2: Huyện Bù Gia Mập 62,5%", "Biểu đồ 2")
    document = consolidated_report(FACTS, layout, Pictures(overview, (district,)))
    assert overview in section(document, "Tình hình chung")
    assert district in document.annexes[2].blocks
    assert "Phụ lục III" in " ".join(said(section(document, "Tồn tại, hạn chế")))
    with zipfile.ZipFile(io.BytesIO(write(document))) as package:
        assert b"PNG" in package.read("word/media/image1.png")
        assert 'descr="Biểu đồ 2: Huyện' in package.read("word/document.xml").decode()


def test_without_a_chart_of_what_is_behind_there_is_no_third_annex_and_no_word_of_it(document):
    assert len(document.annexes) == 2
    assert "Phụ lục III" not in " ".join(said(document.blocks))


def test_the_text_points_at_each_annex_as_the_decree_asks(document):
    first, *_others = said(section(document, "Kết quả thực hiện các chỉ tiêu"))
    assert "Phụ lục I;" in first
    assert "Phụ lục II." in first


def test_every_figure_of_the_report_has_a_receipt_and_every_receipt_a_figure(document):
    keys = {figure.key for figure in figures(document)}
    assert {receipt.key for receipt in document.receipt.figures} == keys
    assert {"1_70", "1_691", "4b_688", "all_met", "f1_off_track"} <= keys


def test_a_receipt_says_what_the_figure_is_and_each_way_it_is_printed(document):
    (receipt,) = [r for r in document.receipt.figures if r.key == "1_70"]
    assert (receipt.leaf, receipt.unit, receipt.measure) == ("1", "70", "percent")
    assert (receipt.numerator, receipt.denominator) == (84, 111)
    assert receipt.value == pytest.approx(75.675675)
    assert receipt.shown == {
        "value": "75,7%",
        "number": "75,7",
        "fraction": "84/111",
        "needed": "86",
        "missing": "2",
    }


def test_a_receipt_of_a_count_says_over_which_leaves_it_counts(document):
    by_key = {receipt.key: receipt for receipt in document.receipt.figures}
    everything, field = by_key["all_met"], by_key["f1_off_track"]
    assert (everything.leaf, everything.value, everything.denominator) == ("*", 4, 9)
    assert (field.leaf, field.attainment, field.value) == ("*environment", "off_track", 1)


def test_the_written_report_agrees_with_its_own_receipts(document, tmp_path):
    file = tmp_path / "report.docx"
    file.write_bytes(write(document))
    assert mismatches(file) == ()
    assert read_receipt(file) == document.receipt
    assert len(read_shown(file)) == len(list(figures(document)))


def test_the_same_facts_give_the_same_file(document, layout):
    assert write(document) == write(consolidated_report(FACTS, layout))


def test_facts_without_districts_or_deadlines_still_make_a_report(layout):
    bare = replace(FACTS, districts=(), dues=(), duties=(), bases=())
    document = consolidated_report(bare, layout)
    assert document.addressed_to == ()
    assert len(document.annexes[1].blocks[0].rows) == 1
    assert write(document).startswith(b"PK")


def test_districts_are_listed_in_the_order_given(document):
    rows = document.annexes[1].blocks[0].rows
    assert [cells(row)[1] for row in rows[:-1]] == [place.name for place in DISTRICTS]
