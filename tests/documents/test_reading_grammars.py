"""The small grammars one by one: names of bodies, charges, deadlines, references, slips, dates."""

import datetime as dt

import pytest

from mangnon.documents.reading.bodies import find_names, read_names, strip_request
from mangnon.documents.reading.dates import find_dates
from mangnon.documents.reading.deadlines import find_deadlines
from mangnon.documents.reading.leads import read_charges, take_bracketed
from mangnon.documents.reading.markers import order, read_marker
from mangnon.documents.reading.numbers import decimal_string
from mangnon.documents.reading.passages import Passage
from mangnon.documents.reading.references import find_references
from mangnon.documents.reading.slips import find_doubled_words
from mangnon.documents.reading.text import fold, tidy


def passage(text):
    return Passage(text, ((0, 1),))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Y tế, Sở Nội vụ và Công an tỉnh", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]),
        ("Sở Giáo dục và Đào tạo", ["Sở Giáo dục và Đào tạo"]),
        ("Sở Văn hóa, Thể thao và Du lịch rà soát", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Lao động - Thương binh và Xã hội chủ trì", ["Sở Lao động - Thương binh và Xã hội"]),
        ("Sở Y tế Chủ trì, phối hợp", ["Sở Y tế"]),
        ("Ban Quản lý Khu kinh tế tỉnh chủ trì", ["Ban Quản lý Khu kinh tế tỉnh"]),
        ("UBND các huyện, thị xã, thành phố gửi", ["UBND các huyện, thị xã, thành phố"]),
        (
            "Các sở, ban, ngành, đoàn thể tỉnh và UBND các xã, phường",
            ["Các sở, ban, ngành, đoàn thể tỉnh", "UBND các xã, phường"],
        ),
        ("Hội Liên hiệp Phụ nữ Việt Nam tỉnh tuyên truyền", ["Hội Liên hiệp Phụ nữ Việt Nam tỉnh"]),
        ("Đoàn TNCS Hồ Chí Minh tỉnh phối hợp", ["Đoàn TNCS Hồ Chí Minh tỉnh"]),
        ("Văn phòng HĐND và UBND huyện", ["Văn phòng HĐND và UBND huyện"]),
        ("Công an các xã, phường nắm tình hình", ["Công an các xã, phường"]),
        ("Trung tâm Kiểm soát bệnh tật", ["Trung tâm Kiểm soát bệnh tật"]),
        (
            "Các trường mầm non, tiểu học trên địa bàn xã",
            ["Các trường mầm non, tiểu học trên địa bàn xã"],
        ),
        ("Báo cáo kết quả", []),
        ("Hội nghị tổng kết", []),
        ("Tổ chức tập huấn", []),
        ("Phòng, chống đuối nước", []),
        ("trẻ em trong tỉnh", []),
    ],
)
def test_names_end_where_the_body_ends(text, names):
    assert [name.text for name in read_names(text)] == names


def test_a_body_is_found_inside_a_sentence():
    found = find_names("gửi về UBND tỉnh (qua Sở Y tế) để theo dõi")
    assert [name.text for name in found] == ["UBND tỉnh", "Sở Y tế"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đề nghị Tỉnh Đoàn", ("Tỉnh Đoàn", True)),
        ("Giao Sở Y tế", ("Sở Y tế", False)),
        ("Sở Y tế", ("Sở Y tế", False)),
    ],
)
def test_a_request_is_told_from_an_order(text, expected):
    assert strip_request(text) == expected


@pytest.mark.parametrize(
    ("text", "charges"),
    [
        ("Chủ trì thực hiện các chỉ tiêu 01, 02 và 5.", [(("1", "2", "5"), True)]),
        ("Tổ chức triển khai thực hiện chỉ tiêu 09 của Nghị quyết số 26/2021", [(("9",), True)]),
        ("Chủ trì các chỉ tiêu từ chỉ tiêu 1 đến chỉ tiêu 3", [(("1", "2", "3"), True)]),
        ("Là đơn vị chủ trì các chỉ tiêu: 1, 2", [(("1", "2"), True)]),
        ("Phối hợp với Sở Y tế thực hiện các chỉ tiêu 1 - 3", [(("1", "2", "3"), False)]),
        (
            "Chịu trách nhiệm chỉ tiêu 3; phối hợp với Sở Y tế thực hiện chỉ tiêu 7.",
            [(("3",), True), (("7",), False)],
        ),
        ("Tổng hợp, báo cáo kết quả các chỉ tiêu 1, 2", []),
        ("Thực hiện chỉ tiêu 95% trẻ em được tiêm chủng", []),
        ("Triển khai thực hiện các chỉ tiêu của Nghị quyết số 26/2021/NQ-HĐND", []),
    ],
)
def test_who_is_charged_with_which_indicators(text, charges):
    assert [(c.numbers, c.is_lead) for c in read_charges(text)] == charges


def test_those_a_lead_works_with_are_partners():
    (charge,) = read_charges("Chủ trì, phối hợp với Sở Y tế, Công an tỉnh thực hiện chỉ tiêu 1.")
    assert charge.partners == ("Sở Y tế", "Công an tỉnh")


@pytest.mark.parametrize(
    ("text", "leads", "partners"),
    [
        ("95% trẻ em (Sở Y tế).", ["Sở Y tế"], []),
        ("95% trẻ em (Sở Y tế chủ trì, Công an tỉnh phối hợp)", ["Sở Y tế"], ["Công an tỉnh"]),
        ("95% trẻ em (do Sở Y tế chủ trì)", ["Sở Y tế"], []),
        ("95% trẻ em. Cơ quan chủ trì: Sở Y tế.", ["Sở Y tế"], []),
        (
            "95% trẻ em (chủ trì: Sở Y tế; phối hợp: Sở Tài chính, Tỉnh Đoàn)",
            ["Sở Y tế"],
            ["Sở Tài chính", "Tỉnh Đoàn"],
        ),
        ("95% trẻ em (bao gồm cả trẻ em khuyết tật)", [], []),
    ],
)
def test_the_note_after_a_target_says_who_leads(text, leads, partners):
    assert take_bracketed(text)[1:] == (leads, partners)


BLOCK = ("UBND xã",)
DEADLINES = [
    ("Báo cáo trước ngày 10/11/2026", ["2026-11-10"], [False], [None]),
    ("Báo cáo chậm nhất là ngày 05 tháng 12 năm 2026", ["2026-12-05"], [True], [None]),
    ("Báo cáo muộn nhất vào ngày 10-11-2026", ["2026-11-10"], [True], [None]),
    ("Gửi đến hết ngày 10/11/2026", ["2026-11-10"], [True], [None]),
    ("Thời hạn gửi báo cáo: ngày 15/11/2026", ["2026-11-15"], [True], [None]),
    ("Báo cáo hằng năm trước ngày 15/12", ["2026-12-15"], [False], ["yearly"]),
    (
        "Báo cáo trước ngày 15/6 và ngày 15/12 hằng năm",
        ["2026-06-15", "2026-12-15"],
        [False, False],
        ["half-yearly", "half-yearly"],
    ),
    (
        "Định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12) báo cáo",
        ["2026-06-15", "2026-12-15"],
        [False, False],
        ["half-yearly", "yearly"],
    ),
    ("Định kỳ 6 tháng, hằng năm báo cáo UBND tỉnh", [], [], []),
    ("Trẻ em sinh trước ngày 01/01/2020 được tiêm bù", [], [], []),
    ("Theo Quyết định số 1/QĐ-TTg ngày 31/12/2024", [], [], []),
    ("Từ ngày 01/6/2026 đến ngày 30/6/2026 tổ chức Tháng hành động", [], [], []),
]


@pytest.mark.parametrize(("text", "dates", "inclusive", "recurring"), DEADLINES)
def test_a_date_that_binds_is_a_deadline(text, dates, inclusive, recurring):
    found = find_deadlines([(passage(text), BLOCK)], year=2026)
    assert [str(d.on) for d in found] == dates
    assert [d.inclusive for d in found] == inclusive
    assert [d.recurring for d in found] == recurring


def test_a_deadline_says_who_reports_to_whom_through_whom():
    text = "Các đơn vị gửi báo cáo về UBND tỉnh (thông qua Sở Y tế) trước ngày 10/11/2026."
    (found,) = find_deadlines([(passage(text), ())], year=2026)
    assert (found.reporters, found.recipients, found.via) == (
        ("Các đơn vị",),
        ("UBND tỉnh",),
        "Sở Y tế",
    )


def test_a_deadline_in_a_block_binds_the_body_of_the_block():
    (found,) = find_deadlines([(passage("Gửi Sở Y tế trước ngày 10/3/2026."), BLOCK)], year=2026)
    assert (found.reporters, found.recipients) == (BLOCK, ("Sở Y tế",))


REFERENCES = [
    (
        "Nghị định số 56/2017/NĐ-CP ngày 09 tháng 5 năm 2017 của Chính phủ quy định chi tiết;",
        [("Nghị định", "56/2017/NĐ-CP", "2017-05-09", "Chính phủ", "quy định chi tiết")],
    ),
    (
        "Kết luận số 13-KL/TW ngày 17-8-2021 của Bộ Chính trị",
        [("Kết luận", "13-KL/TW", "2021-08-17", "Bộ Chính trị", None)],
    ),
    (
        "theo Nghị định 130/2021/NĐ-CP ngày 30/12/2021",
        [("Nghị định", "130/2021/NĐ-CP", "2021-12-30", None, None)],
    ),
    (
        "các Quyết định số 23/QĐ-TTg ngày 07/01/2021, số 1863/QĐ-TTg ngày 23/12/2019 của Thủ tướng",
        [
            ("Quyết định", "23/QĐ-TTg", "2021-01-07", "Thủ tướng", None),
            ("Quyết định", "1863/QĐ-TTg", "2019-12-23", "Thủ tướng", None),
        ],
    ),
    (
        "Luật Trẻ em số 102/2016/QH13 ngày 05/4/2016",
        [("Luật", "102/2016/QH13", "2016-04-05", None, "Luật Trẻ em")],
    ),
    (
        "Căn cứ Luật Hôn nhân và gia đình;",
        [("Luật", None, "None", None, "Luật Hôn nhân và gia đình")],
    ),
    (
        "Quyết định số 06/QĐ-TTg ngày 03/01/20219 của Thủ tướng Chính phủ",
        [("Quyết định", "06/QĐ-TTg", "None", "Thủ tướng Chính phủ", None)],
    ),
    ("Tổng đài 111, HIV/AIDS, Covid-19, 24/7, 550/100.000", []),
    ("theo quy định của pháp luật; Kế hoạch này; Luật này", []),
]


@pytest.mark.parametrize(("text", "expected"), REFERENCES)
def test_cited_documents_are_read_with_what_is_written_of_them(text, expected):
    found = find_references([passage(text)], "body")
    assert [(b.kind, b.number, str(b.date), b.issuer, b.title) for b in found] == expected


def test_a_document_cited_twice_is_kept_once():
    text = "Nghị quyết số 26/2021/NQ-HĐND và Nghị quyết số 26/2021/NQ-HĐND"
    assert len(find_references([passage(text)], "body")) == 1


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("xuống dưới dưới 18,8", ["dưới dưới"]),
        ("phát triển đất nước đất nước phồn vinh", ["đất nước đất nước"]),
        ("của các các sở", ["các các"]),
        ("Trẻ em trẻ em nghèo", ["Trẻ em trẻ em"]),
        ("hành vi vi phạm", []),
        ("hỗ trợ trợ giúp", []),
        ("truyền thông thông qua loa", []),
        ("biện pháp pháp luật", []),
        ("công an an ninh", []),
        ("bảo vệ, bảo vệ", []),
        ("luôn luôn, dần dần, từng bước từng bước", []),
        ("kế hoạch năm năm 2026 - 2030", []),
    ],
)
def test_only_slips_of_the_pen_are_called_doubled(text, slips):
    assert [warning.text for warning in find_doubled_words(passage(text))] == slips


def test_a_heading_repeated_by_its_first_sentence_is_no_slip():
    joined = Passage.join([(1, "Kinh phí thực hiện"), (2, "Kinh phí thực hiện do ngân sách cấp.")])
    assert list(find_doubled_words(joined)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày 10/11/2025", dt.date(2025, 11, 10)),
        ("ngày 10-11-2025", dt.date(2025, 11, 10)),
        ("ngày 05 tháng 12 năm 2026", dt.date(2026, 12, 5)),
        ("ngày 1/6/2026", dt.date(2026, 6, 1)),
        ("ngày 31/4/2026", None),
        ("ngày 03/01/20219", None),
        ("ngày 29/02/2025", None),
        ("ngày 29/02/2024", dt.date(2024, 2, 29)),
    ],
)
def test_dates_are_read_and_impossible_ones_have_no_value(text, value):
    (found,) = find_dates(fold(text))
    assert found.value == value


@pytest.mark.parametrize(
    "text",
    ["26/2021/NQ-HĐND", "24/24 giờ", "0-5-12 tháng", "13/100.000", "02713. 825.825", "1.1.2"],
)
def test_other_figures_are_no_dates(text):
    assert find_dates(fold(text)) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("76,9", "76.9"),
        ("07", "7"),
        ("0,12", "0.12"),
        ("1.500", "1500"),
        ("99.5", "99.5"),
        ("00", "0"),
    ],
)
def test_numbers_become_decimal_strings(written, value):
    assert decimal_string(written) == value


@pytest.mark.parametrize(
    ("text", "kind", "number", "place"),
    [
        ("I. MỤC ĐÍCH", "roman", "I", 1),
        ("IV - TỔ CHỨC", "roman", "IV", 4),
        ("Phần thứ ba", "part", "3", 3),
        ("PHẦN II: NHIỆM VỤ", "part", "II", 2),
        ("A. CHỈ TIÊU", "capital", "A", None),
        ("1. Sở Y tế", "number", "1", 1),
        ("1/ Sở Y tế", "number", "1", 1),
        ("1.2. Phòng Y tế", "decimal", "1.2", 2),
        ("1.2 Phòng Y tế", "decimal", "1.2", 2),
        ("3) Công an", "bracket", "3", 3),
        ("đ) Công an", "letter", "đ", 5),
        ("- Công an", "bullet", "-", None),
        ("+ Công an", "bullet", "+", None),
        ("Chỉ tiêu 7: 100% trường học", "label", "7", 7),
    ],
)
def test_every_way_to_number_a_paragraph_is_known(text, kind, number, place):
    marker, _ = read_marker(text)
    assert (marker.kind, marker.number, order(marker)) == (kind, number, place)


@pytest.mark.parametrize(
    "text", ["1.000 trẻ đẻ sống", "2025. Trong đó", "10/11/2025 về", "76,9% xã"]
)
def test_a_figure_at_the_start_of_a_line_is_no_marker(text):
    assert read_marker(text) is None


def test_folding_keeps_every_character_in_its_place():
    text = "Uỷ ban hoà giải; TỈ LỆ thuỷ – quý"
    assert len(fold(text)) == len(text)
    assert fold("Uỷ ban, hoà bình") == fold("Ủy ban, hòa bình")
    assert fold("quý") == "quý"
    assert tidy("a\u00a0b\u200bc") == "a bc"
