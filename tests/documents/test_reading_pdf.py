"""PDF files with text: the same plan reads the same, and lines are named page.line."""

import re

import pytest

from mangnon.documents import PlanError, read_plan
from mangnon.documents.reading.files.pdf_source import read_pdf
from tests.documents import pdf_pages, plan_texts
from tests.documents.pdf_pages import document, grid, rule, text
from tests.documents.plan_texts import lines_of, without_lines

LABEL = re.compile(r"\d+\.\d+")
PAGE_NUMBER = re.compile(r"\s*\d+\s*|.*An Giang năm 2026\s+\d+")


def lines(*pages, **options):
    return read_pdf("plan.pdf", document(pages, **options))


def texts(*pages, **options):
    return [line.text for line in lines(*pages, **options)]


def found_lines(value):
    if isinstance(value, dict):
        own = [value["line"]] if "line" in value else []
        return own + [line for v in value.values() for line in found_lines(v)]
    return [line for v in value for line in found_lines(v)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", plan_texts.ALL)
@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}/9"])
def test_a_plan_reads_the_same_as_text_and_as_pdf(tmp_path, name, form):
    source = [line for line in lines_of(name) if not PAGE_NUMBER.fullmatch(line)]
    (tmp_path / "plan.txt").write_text("\n".join(source), "utf-8")
    (tmp_path / "plan.pdf").write_bytes(pdf_pages.of_lines(source, form=form))
    as_text = read_plan(tmp_path / "plan.txt").as_dict()
    as_pdf = read_plan(tmp_path / "plan.pdf").as_dict()
    assert without_lines(as_pdf) == without_lines(as_text)
    assert all(LABEL.fullmatch(line) for line in found_lines(as_pdf))


def test_a_line_is_named_by_its_page_and_its_place_there(tmp_path):
    body = [text(60, 80 + at * 20, f"- Việc số {at}.") for at in range(3)]
    first = (
        text(60, 60, "KẾ HOẠCH") + text(60, 80, "Trẻ em năm 2026") + text(60, 100, "I. CHỈ TIÊU")
    )
    second = text(280, 40, "2") + text(60, 60, "1. 95% trẻ em biết bơi.") + "".join(body)
    (tmp_path / "plan.pdf").write_bytes(document([first, second]))
    plan = read_plan(tmp_path / "plan.pdf")
    (indicator,) = plan.indicators
    assert indicator.line == "2.2"  # the number of the page is its first line
    assert [line.label for line in plan.source_lines] == ["1.1", "1.2", "1.3"] + [
        f"2.{n}" for n in range(2, 6)
    ]
    assert "unsure" not in plan.to_json()


def test_the_heading_is_read_column_by_column():
    page = (
        text(60, 60, "ỦY BAN NHÂN DÂN")
        + text(320, 58, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=8)
        + text(60, 73, "TỈNH BÌNH PHƯỚC")
        + text(330, 75, "Độc lập - Tự do - Hạnh phúc", size=8)
        + text(60, 98, "Số: 12/KH-UBND")
        + text(330, 96, "Bình Phước, ngày 03 tháng 02 năm 2026", size=8)
        + text(270, 130, "KẾ HOẠCH")
        + text(60, 160, "I. CHỈ TIÊU")
    )
    assert texts(page) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH BÌNH PHƯỚC",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bình Phước, ngày 03 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "I. CHỈ TIÊU",
    ]


def test_the_foot_is_read_column_by_column():
    page = (
        text(60, 60, "- Gửi báo cáo về Sở Y tế trước ngày 10/11/2026.")
        + text(60, 100, "Nơi nhận:")
        + text(350, 98, "KT. CHỦ TỊCH")
        + text(60, 112, "- Bộ Y tế;", size=8)
        + text(350, 114, "PHÓ CHỦ TỊCH")
        + text(60, 124, "- Lưu: VT, TD12.", size=8)
        + text(340, 180, "Trần Tuyết Minh")
    )
    assert texts(page)[1:] == [
        "Nơi nhận:",
        "- Bộ Y tế;",
        "- Lưu: VT, TD12.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Tuyết Minh",
    ]


def test_a_title_that_fell_to_the_next_line_keeps_its_place(tmp_path):
    body = ["KẾ HOẠCH", "Trẻ em năm 2026", "I. CHỈ TIÊU", "1. Chỉ tiêu 1: 95% trẻ em biết bơi."]
    page = "".join(text(60, 60 + at * 20, line) for at, line in enumerate(body))
    page += text(60, 160, "Nơi nhận:") + text(350, 160, "KT. CHỦ TỊCH")
    page += text(60, 172, "- Bộ Y tế;") + text(60, 184, "PHÓ CHỦ TỊCH")
    page += text(60, 196, "- Lưu: VT.") + text(350, 196, "Trần Tuyết Minh")
    (tmp_path / "plan.pdf").write_bytes(document([page]))
    plan = read_plan(tmp_path / "plan.pdf")
    assert plan.signer.capacity == "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"
    assert (plan.signer.name, plan.recipients) == ("Trần Tuyết Minh", ("Bộ Y tế", "Lưu: VT"))


def test_page_numbers_of_a_text_printed_anew_are_left_out():
    drawn = ["- Câu một.", "1", "- Câu hai.", "2", "- Câu ba."]
    page = "".join(text(60, 200 + at * 20, line) for at, line in enumerate(drawn))
    assert texts(page) == ["- Câu một.", "- Câu hai.", "- Câu ba."]


def test_columns_elsewhere_stay_side_by_side():
    page = text(60, 60, "Trẻ em biết bơi") + text(400, 60, "80%") + text(60, 80, "Trẻ em bỏ học")
    assert texts(page)[0].split("   ")[0] == "Trẻ em biết bơi"
    assert texts(page)[0].endswith("   80%")


def test_a_ruled_table_gives_rows_of_cells():
    page = (
        text(60, 50, "Bảng chỉ tiêu:")
        + grid([50, 90, 300, 380, 540], [60, 80, 110, 130])
        + text(55, 74, "STT")
        + text(100, 74, "Chỉ tiêu")
        + text(310, 74, "Năm 2026", size=8)
        + text(390, 74, "Chủ trì")
        + text(55, 92, "1")
        + text(100, 92, "Tỷ lệ trẻ em được")
        + text(100, 104, "khai sinh")
        + text(310, 92, "97%")
        + text(390, 92, "Sở Tư pháp")
        + text(55, 124, "2")
        + text(100, 124, "Tỷ lệ trẻ em bỏ học")
        + text(310, 124, "0,2%")
        + text(60, 160, "II. TỔ CHỨC THỰC HIỆN")
    )
    assert [line.cells for line in lines(page)] == [
        None,
        ("STT", "Chỉ tiêu", "Năm 2026", "Chủ trì"),
        ("1", "Tỷ lệ trẻ em được khai sinh", "97%", "Sở Tư pháp"),
        ("2", "Tỷ lệ trẻ em bỏ học", "0,2%", ""),
        None,
    ]


@pytest.mark.parametrize(
    ("parts", "cell"),
    [
        (("1/100.00", "0"), "1/100.000"),
        (("1.00", "0 trẻ em"), "1.000 trẻ em"),
        (("450", "500"), "450 500"),
        (("Lao động-", "Xã hội"), "Lao động-Xã hội"),
    ],
)
def test_a_figure_that_a_narrow_cell_cuts_is_whole(parts, cell):
    page = grid([50, 150, 250], [50, 80]) + text(60, 62, parts[0]) + text(60, 74, parts[1])
    assert [line.cells for line in lines(page)] == [(cell, "")]


def test_merged_cells_say_their_text_once_across_and_on_each_row_down():
    edges = [rule(50, y, 350, y) for y in (50, 70)] + [
        rule(150, 90, 350, 90),
        rule(50, 110, 350, 110),
    ]
    edges += [rule(50, 50, 50, 110), rule(350, 50, 350, 110), rule(150, 70, 150, 110)]
    edges += [rule(250, 70, 250, 110)]
    page = "".join(edges) + text(60, 64, "Cả hàng") + text(60, 84, "Sở Y tế") + text(160, 84, "a")
    page += text(260, 84, "b") + text(160, 104, "c") + text(260, 104, "d")
    assert [line.cells for line in lines(page)] == [
        ("Cả hàng", "", ""),
        ("Sở Y tế", "a", "b"),
        ("Sở Y tế", "c", "d"),
    ]


def unruled(rows, top=60):
    """Rows of texts at four places, a text of two lines parted by a newline."""
    drawn, y = [], top
    for row in rows:
        for x, cell in zip((60, 100, 260, 340), row, strict=True):
            drawn += [text(x, y + 12 * at, part) for at, part in enumerate(cell.split("\n"))]
        y += 12 * max(cell.count("\n") + 1 for cell in row)
    return "".join(drawn)


UNRULED = [
    ("STT", "Chỉ tiêu", "Năm\n2026", "Chủ trì"),
    ("1", "Tỷ lệ trẻ em được\nkhai sinh", "97%", "Sở Tư pháp"),
    ("", "Trẻ em bỏ học", "0,2%", "Sở Y tế"),
    ("2", "Trẻ em biết bơi", "≥ 40%", ""),
]


def test_a_table_without_lines_is_read_by_its_columns():
    body = text(60, 200, "II. TỔ CHỨC THỰC HIỆN") + text(60, 220, "1. Sở Y tế")
    found = lines(text(60, 40, "Bảng chỉ tiêu:") + unruled(UNRULED) + body)
    assert [line.cells for line in found] == [
        None,
        *(tuple(cell.replace("\n", " ") for cell in row) for row in UNRULED),
        None,
        None,
    ]


def test_a_table_without_lines_goes_on_over_a_page():
    first = unruled(UNRULED[:3]) + text(290, 812, "1")
    second = text(290, 30, "2") + unruled(UNRULED[3:]) + text(60, 90, "II. TỔ CHỨC THỰC HIỆN")
    cells = [line.cells for line in lines(first, second)]
    assert cells[3:] == [("2", "Trẻ em biết bơi", "≥ 40%", ""), None]


def test_a_list_below_a_line_that_starts_with_stt_is_no_table():
    page = text(60, 60, "STT là số thứ tự của chỉ tiêu trong bảng") + text(
        60, 80, "1. Trẻ em biết bơi"
    )
    assert [line.cells for line in lines(page)] == [None, None]


def test_a_table_over_two_pages_is_one_table_with_one_header():
    def page(at, value):
        top = grid([50, 200, 350], [60, 80, 100])
        head = text(60, 74, "Chỉ tiêu") + text(210, 74, "Năm 2026")
        return top + head + text(60, 94, f"Trẻ em {at}") + text(210, 94, value)

    rows = lines(page(1, "10%") + text(290, 812, "1"), page(2, "20%") + text(290, 812, "2"))
    assert [row.cells for row in rows] == [
        ("Chỉ tiêu", "Năm 2026"),
        ("Trẻ em 1", "10%"),
        ("Trẻ em 2", "20%"),
    ]


@pytest.mark.parametrize(
    ("rest", "cells"),
    [
        (("", "sinh đúng hạn", ""), [("1", "Trẻ em được khai sinh đúng hạn", "9%")]),
        (("", "Khu vực nông thôn", "8%"), [("1", "Trẻ em được khai", "9%")]),
        (("2", "trẻ em biết bơi", "8%"), [("1", "Trẻ em được khai", "9%")]),
    ],
    ids=["a row cut in two", "a row below a merged number", "the next row"],
)
def test_only_the_rest_of_a_row_is_joined_over_a_page(rest, cells):
    def page(row, number):
        words = zip((55, 110, 310), row, strict=True)
        drawn = "".join(text(x, 74, cell) for x, cell in words if cell)
        return grid([50, 100, 300, 350], [60, 80]) + drawn + text(290, 812, str(number))

    rows = lines(
        page(("STT", "Chỉ tiêu", "KH"), 1), page(("1", "Trẻ em được khai", "9%"), 2), page(rest, 3)
    )
    assert [row.cells for row in rows][1 : 1 + len(cells)] == cells
    assert len(rows) == (2 if not rest[2] else 3)


def test_running_heads_and_page_numbers_are_left_out():
    pages = [
        text(60, 40, f"Kế hoạch tỉnh A   {at}") + text(60, 100, f"- Câu {word}.")
        for at, word in ((1, "một"), (2, "hai"), (3, "ba"))
    ]
    assert texts(*pages) == ["- Câu một.", "- Câu hai.", "- Câu ba."]


def test_a_foot_that_looks_like_an_item_is_left_out_when_each_page_has_it():
    pages = [text(60, 300, f"{at}. Việc.") + text(60, 800, "1. In ở chân trang") for at in (1, 2)]
    assert texts(*pages) == ["1. Việc.", "2. Việc."]


def test_items_that_count_on_at_the_same_height_are_text():
    assert texts(text(60, 60, "1. Việc."), text(60, 60, "2. Việc.")) == ["1. Việc.", "2. Việc."]


def test_a_lone_figure_that_counts_no_pages_is_text():
    assert texts(text(60, 60, "Số trẻ em:") + text(60, 80, "57")) == ["Số trẻ em:", "57"]


def test_footnotes_and_their_signs_are_left_out_of_the_sentence():
    page = (
        text(60, 100, "- Theo Nghị quyết của tỉnh", size=12)
        + text(60 + 26 * 7.2, 96, "1", size=7)
        + text(60 + 28 * 7.2, 100, "thực hiện đúng hạn.", size=12)
        + text(60, 120, "- Thực hiện đều mỗi quý", size=12)
        + text(60 + 23 * 7.2, 116, "(2)", size=7)
        + text(60 + 25 * 7.2, 120, ".", size=12)
        + rule(60, 700, 200, 700)
        + text(60, 712, "1", size=6)
        + text(66, 715, "Nghị quyết số 1/NQ-HĐND", size=9)
    )
    assert texts(page) == [
        "- Theo Nghị quyết của tỉnh thực hiện đúng hạn.",
        "- Thực hiện đều mỗi quý.",
    ]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (
            text(60, 60, "Tre\u0309 em ho\u0323c ti\u00ea\u0301ng Vi\u00ea\u0323t"),
            "Trẻ em học tiếng Việt",
        ),
        (text(60, 60, "Tr") + text(72, 60, "ẻ") + text(84, 60, "em"), "Trẻ em"),
        (text(60, 60, "Tr ") + text(72, 60, "ẻ em"), "Trẻ em"),
        (text(60, 60, "trước") + text(60, 60, "trước"), "trước"),
        (text(60, 60, "bơi") + text(300, 500, "BẢN SAO", size=60, turned=True), "bơi"),
    ],
    ids=["marks apart", "letters apart", "a space of no width", "written twice", "watermark"],
)
def test_odd_setting_of_letters_reads_as_it_looks(drawn, read):
    assert texts(drawn) == [read]


def test_a_page_turned_on_its_side_is_read_upright():
    page = "".join(text(60 + at * 20, 700, f"Dòng {at}", turned=True) for at in range(3))
    assert texts(page, rotate=90) == ["Dòng 0", "Dòng 1", "Dòng 2"]


def test_bold_lines_are_known_by_their_font():
    page = text(60, 60, "Kinh phí", font="F2") + text(60, 80, "Ngân sách xã.")
    found = lines(page, fonts=("Liberation Mono", "Liberation Mono,Bold"))
    assert [line.is_bold for line in found] == [True, False]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7", "bị hỏng"),
        (b"%PDF-1.7\n" + b"0" * 5000, "bị hỏng"),
        (document([text(60, 60, "KẾ HOẠCH")], is_locked=True), "mật khẩu"),
        (document([text(60, 60, "KÕ ho¹ch")], fonts=(".VnTime",)), "phông chữ cũ"),
        (document([""] * 401), "401 trang"),
        (document(["", ""]), "không có chữ nào"),
        (pdf_pages.of_lines(["-"] * 29_000, per_page=75), "quá dài"),
    ],
    ids=["head", "zeros", "locked", "old font", "pages", "blank", "lines"],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_one_sentence(tmp_path, content, says):
    path = tmp_path / "plan.pdf"
    path.write_bytes(content)
    with pytest.raises(PlanError, match=says) as refused:
        read_plan(path)
    assert str(refused.value).endswith(".")
