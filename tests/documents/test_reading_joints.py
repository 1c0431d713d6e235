"""The joints of a plan: covering decision, groups with a lead, names, citations, dates."""

import pytest

from mangnon.documents import read_plan
from mangnon.documents.reading.bodies import read_names, split_names
from mangnon.documents.reading.deadlines import find_deadlines
from mangnon.documents.reading.passages import Passage
from mangnon.documents.reading.references import find_references

HEAD = ["UBND XÃ A", "Số: 1/KH-UBND", "A, ngày 3 tháng 2 năm 2026", "KẾ HOẠCH", "Trẻ em năm 2026"]


def plan_of(tmp_path, lines):
    path = tmp_path / "plan.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read_plan(path)


def test_a_plan_behind_a_decision_bears_the_decision_s_number_date_and_signature(tmp_path):
    decision = [
        "ỦY BAN NHÂN DÂN",
        "TỈNH A",
        "Số: 86/QĐ-UBND",
        "A, ngày 12 tháng 02 năm 2026",
        "QUYẾT ĐỊNH",
        "Về việc ban hành Kế hoạch công tác trẻ em năm 2026",
        "Căn cứ Quyết định số 23/QĐ-TTg ngày 07/01/2021 của Thủ tướng Chính phủ;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch công tác trẻ em năm 2026.",
        "Điều 2. Quyết định này có hiệu lực từ ngày ký./.",
        "Nơi nhận:",
        "- Như Điều 2;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Vừ A Bằng",
        "KẾ HOẠCH",
        "Công tác trẻ em năm 2026",
        "(Ban hành kèm theo Quyết định số 86/QĐ-UBND ngày 12 tháng 02 năm 2026)",
        "I. CHỈ TIÊU",
        "1. 60% xã phù hợp với trẻ em (Sở Y tế).",
    ]
    plan = plan_of(tmp_path, decision)
    found = (plan.title, plan.number, plan.place, str(plan.issued_on), plan.issuer)
    assert found == (
        "Công tác trẻ em năm 2026",
        "86/QĐ-UBND",
        "A",
        "2026-02-12",
        "ỦY BAN NHÂN DÂN TỈNH A",
    )
    assert (plan.signer.name, plan.recipients) == ("Vừ A Bằng", ("Như Điều 2", "Lưu: VT"))
    assert [b.number for b in plan.legal_bases] == ["23/QĐ-TTg"]
    assert (len(plan.indicators), plan.warnings) == (1, ())


def test_a_group_s_heading_names_the_lead_of_all_below_it(tmp_path):
    lines = [*HEAD, "I. CHỈ TIÊU", "1. Các chỉ tiêu do Trạm Y tế chủ trì thực hiện"]
    lines += ["- Chỉ tiêu 1: 95% trẻ em được tiêm chủng.", "- Chỉ tiêu 2: 9% trẻ em béo phì."]
    assert [i.leads for i in plan_of(tmp_path, lines).indicators] == [("Trạm Y tế",)] * 2


def test_a_sentence_that_names_another_body_charges_that_body(tmp_path):
    lines = [*HEAD, "I. CHỈ TIÊU", "1. 95% trẻ em biết bơi.", "2. 98% trẻ em được khai sinh."]
    lines += ["II. TỔ CHỨC THỰC HIỆN", "1. Công an xã, Trạm Y tế"]
    lines += ["- Công an xã chủ trì chỉ tiêu 2; Trạm Y tế chủ trì thực hiện chỉ tiêu 1."]
    leads = [i.leads for i in plan_of(tmp_path, lines).indicators]
    assert leads == [("Trạm Y tế",), ("Công an xã",)]


def test_a_paragraph_that_closes_the_plan_belongs_to_no_task(tmp_path):
    lines = [*HEAD, "I. TỔ CHỨC THỰC HIỆN", "1. Trạm Y tế", "- Cân đo trẻ em."]
    lines += ["Yêu cầu các đơn vị nghiêm túc thực hiện./."]
    (agency,) = plan_of(tmp_path, lines).agencies
    assert [task.text for task in agency.tasks] == ["Cân đo trẻ em."]


def test_being_responsible_is_no_context(tmp_path):
    lines = [*HEAD, "I. TỔ CHỨC THỰC HIỆN", "1. Trạm Y tế có trách nhiệm:", "a) Cân đo trẻ em;"]
    (agency,) = plan_of(tmp_path, lines).agencies
    assert [(task.text, task.context) for task in agency.tasks] == [("Cân đo trẻ em;", None)]


def test_the_heading_of_a_section_is_no_part_of_a_deadline(tmp_path):
    text = "Các ban, ngành báo cáo kết quả về Sở Y tế trước ngày 15/11/2026."
    lines = [*HEAD, "I. CHỈ TIÊU", "1. 95% trẻ em biết bơi.", "VI. CHẾ ĐỘ BÁO CÁO", text]
    (deadline,) = plan_of(tmp_path, lines).deadlines
    assert (deadline.text, deadline.line) == (text, 9)
    assert (deadline.reporters, deadline.recipients) == (("Các ban, ngành",), ("Sở Y tế",))


LISTS = [
    (
        "Hội Bảo vệ quyền trẻ em tỉnh, Hội Chữ thập đỏ tỉnh",
        ["Hội Bảo vệ quyền trẻ em tỉnh", "Hội Chữ thập đỏ tỉnh"],
    ),
    ("Uỷ ban nhân dân các quận, huyện, thị xã", ["Uỷ ban nhân dân các quận, huyện, thị xã"]),
    ("Ban Quản lý vịnh Nha Trang", ["Ban Quản lý vịnh Nha Trang"]),
    (
        "Các Trung tâm Y tế khu vực, Trạm Y tế xã, phường, đặc khu",
        ["Các Trung tâm Y tế khu vực", "Trạm Y tế xã, phường, đặc khu"],
    ),
    (
        "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên",
        ["Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"],
    ),
    (
        "BÁO VÀ ĐÀI TỈNH, ỦY BAN MTTQ VIỆT NAM VÀ CÁC ĐOÀN THỂ",
        ["BÁO VÀ ĐÀI TỈNH", "ỦY BAN MTTQ VIỆT NAM", "CÁC ĐOÀN THỂ"],
    ),
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_every_body_of_a_list_is_named_to_its_last_word(text, names):
    assert split_names(text) == names


def test_a_period_is_no_part_of_a_name():
    text = "Ủy ban nhân dân thành phố 6 tháng trước ngày 20/6/2026"
    assert [name.text for name in read_names(text)] == ["Ủy ban nhân dân thành phố"]


CITED = [
    (
        "Kế hoạch số 22/KH-UBND của UBND tỉnh ngày 15/01/2026 về công tác trẻ em;",
        [("22/KH-UBND", "2026-01-15", "UBND tỉnh", "công tác trẻ em")],
    ),
    (
        "Luật Trẻ em ngày 05/4/2016 (Luật số 102/2016/QH13);",
        [("102/2016/QH13", "2016-04-05", None, "Luật Trẻ em")],
    ),
    (
        "các Nghị định của Chính phủ: số 56/2017/NĐ-CP ngày 09/5/2017 quy định chi tiết, số"
        " 130/2021/NĐ-CP ngày 30/12/2021 quy định xử phạt;",
        [
            ("56/2017/NĐ-CP", "2017-05-09", "Chính phủ", "quy định chi tiết"),
            ("130/2021/NĐ-CP", "2021-12-30", "Chính phủ", "quy định xử phạt"),
        ],
    ),
    (
        "Nghị quyết số 42-NQ/TW ngày 24/11/2023 của Ban Chấp hành Trung ương khóa XIII về y tế;",
        [("42-NQ/TW", "2023-11-24", "Ban Chấp hành Trung ương khóa XIII", "y tế")],
    ),
    (
        "Chương trình phối hợp số 05/CTPH-SYT ngày 10/3/2025 giữa Sở Y tế và Công an tỉnh;",
        [("05/CTPH-SYT", "2025-03-10", "Sở Y tế và Công an tỉnh", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_citations_in_other_orders_of_words(text, expected):
    found = find_references([Passage(f"Căn cứ {text}")], "preamble")
    assert [
        (b.number, str(b.date) if b.date else None, b.issuer, b.title) for b in found
    ] == expected


DATES = [
    ("Báo cáo trước 17 giờ 00 ngày 10/11/2026.", [("2026-11-10", False, None)]),
    ("Gửi báo cáo không trễ hơn ngày 5/9/2026.", [("2026-09-05", True, None)]),
    ("Ngày 30/11/2026 là hạn cuối nộp báo cáo.", [("2026-11-30", True, None)]),
    ("Triển khai từ ngày 01/6/2026 đến hết ngày 30/6/2026.", []),
    (
        "Báo cáo 6 tháng trước ngày 10/6/2026 và báo cáo năm trước ngày 05/11/2026.",
        [("2026-06-10", False, "half-yearly"), ("2026-11-05", False, "yearly")],
    ),
    (
        "Gửi kế hoạch trước ngày 15/3/2026; báo cáo 6 tháng trước ngày 10/6/2026.",
        [("2026-03-15", False, None), ("2026-06-10", False, "half-yearly")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates_that_bind_and_spans_that_do_not(text, expected):
    found = find_deadlines([(Passage(text), ())], year=2026)
    assert [(str(d.on), d.inclusive, d.recurring) for d in found] == expected


def test_a_numbered_line_among_the_agencies_is_one_though_no_word_list_knows_it(tmp_path):
    lines = [*HEAD, "I. TỔ CHỨC THỰC HIỆN", "1. Trạm Y tế", "- Cân đo trẻ em."]
    lines += ["2. Siêu thị Hoa Mai", "- Tặng quà trẻ em.", "3. Câu lạc bộ Bơi: Dạy bơi."]
    agencies = plan_of(tmp_path, lines).agencies
    assert [(a.name, a.unsure, len(a.tasks)) for a in agencies] == [
        ("Trạm Y tế", False, 1),
        ("Siêu thị Hoa Mai", True, 1),
        ("Câu lạc bộ Bơi", True, 1),
    ]


@pytest.mark.parametrize("value", ["95", "950"])
def test_a_value_out_of_its_range_is_unsure(tmp_path, value):
    lines = [*HEAD, "I. CHỈ TIÊU", f"1. Tỷ lệ trẻ em được khai sinh đạt {value}%."]
    ((target,),) = [i.targets for i in plan_of(tmp_path, lines).indicators]
    assert target.unsure == (value == "950")


def test_children_named_in_a_group_s_heading_do_not_join_its_items(tmp_path):
    lines = [*HEAD, "I. CHỈ TIÊU", "* Đối với trẻ mầm non:", "- Huy động trẻ ra lớp: 100%;"]
    lines += ["- Dưới 3% trẻ nhẹ cân.", "* Đối với học sinh:", "- 60% học sinh biết bơi."]
    found = [(i.text, [t.value for t in i.targets]) for i in plan_of(tmp_path, lines).indicators]
    assert found == [
        ("Huy động trẻ ra lớp: 100%;", ["100"]),
        ("Dưới 3% trẻ nhẹ cân.", ["3"]),
        ("60% học sinh biết bơi.", ["60"]),
    ]


def test_a_heading_in_cells_parted_by_strokes_is_read(tmp_path):
    lines = ["UBND HUYỆN U MINH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "------- | Độc lập - Tự do"]
    lines += ["Số: 31/KH-UBND | U Minh, ngày 29 tháng 04 năm 2025", *HEAD[3:], "I. CHỈ TIÊU"]
    plan = plan_of(tmp_path, [*lines, "1. 60% trẻ em biết bơi."])
    found = (plan.issuer, plan.number, plan.place, str(plan.issued_on))
    assert found == ("UBND HUYỆN U MINH", "31/KH-UBND", "U Minh", "2025-04-29")


@pytest.mark.parametrize(
    "line", ["3. Thời gian thực hiện: Cả năm 2026.", "3. Chế độ sơ kết: Quý II."]
)
def test_a_numbered_topic_among_the_agencies_names_nobody(tmp_path, line):
    lines = [*HEAD, "I. TỔ CHỨC THỰC HIỆN", "1. Trạm Y tế", "- Cân đo trẻ em.", line]
    assert [a.name for a in plan_of(tmp_path, lines).agencies] == ["Trạm Y tế"]
