"""How a plan is laid out: headings without numbers, bodies without bullets, tables of work."""

import datetime as dt

import pytest

from mangnon.documents import read_plan
from mangnon.documents.reading.deadlines import find_deadlines
from mangnon.documents.reading.files.text_source import read_text
from mangnon.documents.reading.heading import read_heading
from mangnon.documents.reading.kinds import bare_agency, bare_heading, kind_in, names_only_kind
from mangnon.documents.reading.leads import read_charges, take_bracketed
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.task_tables import read_task_rows
from mangnon.documents.reading.text import fold
from tests.documents import docx_offices

HEAD = ["UBND XÃ A", "Số: 1/KH-UBND", "A, ngày 3 tháng 2 năm 2026", "KẾ HOẠCH", "Trẻ em năm 2026"]


def read(tmp_path, lines, *, suffix=".txt"):
    path = tmp_path / f"plan{suffix}"
    content = docx_offices.built(lines) if suffix == ".docx" else "\n".join(lines).encode()
    path.write_bytes(content)
    return read_plan(path)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("tổ chức", "organisation"),
        ("tổ chức thực hiện", "organisation"),
        ("các chỉ tiêu phấn đấu năm 2026", "targets"),
        ("một số giải pháp chủ yếu", "key_tasks"),
        ("nguồn kinh phí", "funding"),
        ("tổ chức tập huấn", None),
        ("chăm sóc sức khỏe", None),
    ],
)
def test_the_words_of_a_heading_say_what_it_is_about(heading, kind):
    assert kind_in(heading, anywhere=False) == kind


@pytest.mark.parametrize(
    ("text", "is_bold", "is_heading"),
    [
        ("NHIỆM VỤ VÀ GIẢI PHÁP", False, True),
        ("Nhiệm vụ và giải pháp", True, True),
        ("Nhiệm vụ và giải pháp", False, False),
        ("Nhiệm vụ này giao Sở Y tế thực hiện.", True, False),
        ("NƠI NHẬN", False, False),
        ("TRẺ EM LÀ TƯƠNG LAI", False, False),
        ("Kinh phí: 50 triệu đồng", True, False),
    ],
)
def test_only_capitals_or_bold_make_a_heading_of_a_line_without_number(text, is_bold, is_heading):
    assert (bare_heading(text, is_bold=is_bold) is not None) is is_heading


@pytest.mark.parametrize(
    ("text", "is_agency"),
    [
        ("Sở Y tế:", True),
        ("Đề nghị Hội Liên hiệp Phụ nữ xã: Vận động hội viên.", True),
        ("Các sở, ban, ngành và UBND các xã", True),
        ("Sở Y tế phối hợp với Công an tỉnh.", False),
        ("Cơ quan chủ trì: Sở Y tế.", False),
        ("Báo cáo kết quả:", False),
    ],
)
def test_a_line_that_opens_with_bodies_and_a_colon_opens_their_block(text, is_agency):
    assert (bare_agency(text) is not None) is is_agency


@pytest.mark.parametrize(
    ("heading", "is_bare"),
    [("nhiệm vụ trọng tâm", True), ("giải pháp", True), ("hoạt động truyền thông", False)],
)
def test_a_topic_among_the_tasks_is_a_task_of_its_own(heading, is_bare):
    assert names_only_kind(heading) is is_bare


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_bodies_without_numbers_or_bullets_each_get_their_block(tmp_path, suffix):
    lines = [*HEAD, "I. CHỈ TIÊU", "1. 95% trẻ em biết bơi.", "II. TỔ CHỨC THỰC HIỆN"]
    lines += ["Trạm Y tế: Chủ trì thực hiện chỉ tiêu 1.", "Các thôn, ấp", "- Rà soát trẻ em."]
    plan = read(tmp_path, lines, suffix=suffix)
    assert [(a.name, [t.text for t in a.tasks]) for a in plan.agencies] == [
        ("Trạm Y tế", ["Chủ trì thực hiện chỉ tiêu 1."]),
        ("Các thôn, ấp", ["Rà soát trẻ em."]),
    ]
    assert plan.indicators[0].leads == ("Trạm Y tế",)


def test_a_closing_paragraph_to_all_bodies_is_no_task_of_the_last_one(tmp_path):
    lines = [*HEAD, "I. TỔ CHỨC THỰC HIỆN", "1. Trạm Y tế", "a) Khám sức khỏe cho trẻ em."]
    lines += ["Các cơ quan, đơn vị gửi báo cáo về UBND xã trước ngày 05/12/2026."]
    plan = read(tmp_path, lines, suffix=".docx")
    assert [t.text for t in plan.agencies[0].tasks] == ["Khám sức khỏe cho trẻ em."]
    assert [(d.reporters, d.text) for d in plan.deadlines] == [
        (("Các cơ quan, đơn vị",), lines[-1])
    ]


def test_a_paragraph_on_reports_does_not_bind_the_block_before_it(tmp_path):
    lines = [*HEAD, "I. TỔ CHỨC THỰC HIỆN", "1. UBND các xã: Thực hiện Kế hoạch."]
    lines += ["2. Chế độ báo cáo: Các đơn vị báo cáo Sở Y tế trước ngày 15/12/2026."]
    lines += ["3. Gửi kết quả về Sở Y tế trước ngày 20/12/2026."]
    plan = read(tmp_path, lines)
    assert [(d.reporters, d.recipients) for d in plan.deadlines] == [
        (("Các đơn vị",), ("Sở Y tế",)),
        ((), ("Sở Y tế",)),
    ]


def test_a_topic_keeps_the_items_below_it(tmp_path):
    lines = [*HEAD, "I. NỘI DUNG HOẠT ĐỘNG", "1. Hoạt động truyền thông", "- In tờ rơi."]
    (task,) = read(tmp_path, lines).key_tasks
    assert (task.number, task.text) == ("1", "Hoạt động truyền thông")
    assert [item.text for item in task.items] == ["In tờ rơi."]


def test_capital_letters_stand_above_roman_numbers_where_they_come_first(tmp_path):
    lines = [*HEAD, "A. CHỈ TIÊU", "I. Về y tế", "1. 95% trẻ em biết bơi.", "B. TỔ CHỨC THỰC HIỆN"]
    plan = read(tmp_path, [*lines, "I. Sở Y tế", "1. Mở lớp dạy bơi."])
    assert [i.number for i in plan.indicators] == ["1"]
    assert [(a.name, len(a.tasks)) for a in plan.agencies] == [("Sở Y tế", 1)]


UNREAD = [
    ("- Không để xảy ra trường hợp trẻ em bị xâm hại.", True),
    ("- Ít nhất hai phần ba số xã có sân chơi.", True),
    ("- Phấn đấu giảm 1/3 số vụ xâm hại; giảm số trẻ em bỏ học.", True),
    ("- Nâng cao nhận thức của cha mẹ.", False),
    ("- Duy trì Tổng đài 111, điện thoại 0271.3870.111.", False),
]


@pytest.mark.parametrize(("item", "is_shown"), UNREAD)
def test_an_aim_without_a_figure_that_was_read_is_shown_not_dropped(tmp_path, item, is_shown):
    lines = [*HEAD, "I. CHỈ TIÊU", "- 95% trẻ em biết bơi (Trạm Y tế).", item]
    plan = read(tmp_path, lines)
    assert [i.text for i in plan.indicators] == ["95% trẻ em biết bơi (Trạm Y tế)."]
    shown = [(w.code, w.text, w.line) for w in plan.warnings]
    assert shown == ([("unread-target", item[2:], 8)] if is_shown else [])


@pytest.mark.parametrize(
    ("text", "leads", "partners"),
    [
        ("Sở Y tế chủ trì.", ["Sở Y tế"], []),
        (
            "95% trẻ em. Sở Y tế chủ trì, Công an tỉnh phối hợp.",
            ["Sở Y tế"],
            ["Công an tỉnh"],
        ),
        ("Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính.", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Sở Y tế chủ trì khám cho 95% trẻ em.", [], []),
    ],
)
def test_a_sentence_that_only_says_who_leads_is_read_as_a_lead(text, leads, partners):
    assert take_bracketed(text)[1:] == (leads, partners)


def test_numbers_in_brackets_are_charges_too():
    (charge,) = read_charges("Tham mưu thực hiện mục tiêu (1), (3) và (4).")
    assert (charge.numbers, charge.is_lead) == (("1", "3", "4"), True)


@pytest.mark.parametrize(
    ("text", "recurring"),
    [
        (
            "Báo cáo định kỳ (trước ngày 20/6 đối với báo cáo 6 tháng và trước ngày 20/12 đối với"
            " báo cáo năm)",
            ["half-yearly", "yearly"],
        ),
        ("Báo cáo năm trước ngày 20/12 hằng năm", ["yearly"]),
    ],
)
def test_the_words_after_a_date_say_how_often_it_comes_back(text, recurring):
    found = find_deadlines([(Passage(text), ("Sở Y tế",))], year=2026)
    assert [d.recurring for d in found] == recurring


def test_only_heads_repeated_at_page_breaks_are_dropped():
    text = "KẾ HOẠCH NĂM 2026\nA b c d\n1\nA b c d\nE\nKẾ HOẠCH NĂM 2026\n2\nF\nA b c d\n"
    kept = [line.text for line in read_text("a.txt", text.encode()) if line.text]
    assert kept == ["KẾ HOẠCH NĂM 2026", "E", "KẾ HOẠCH NĂM 2026", "F", "A b c d"]


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("Cà Mau, ngày 10/02/2026", dt.date(2026, 2, 10)),
        ("Cà Mau, ngày 10-02-2026", dt.date(2026, 2, 10)),
        ("Cà Mau, ngày 05 tháng 12 năm 2026", dt.date(2026, 12, 5)),
        ("Cà Mau, ngày    tháng 12 năm 2026", None),
    ],
)
def test_the_date_of_issue_is_read_in_every_form(written, issued):
    lines = [written, "KẾ HOẠCH", "Trẻ em năm 2025 và định hướng đến năm 2030"]
    heading = read_heading([SourceLine(at, text) for at, text in enumerate(lines, start=1)])
    assert (heading.issued_on, heading.place, heading.year) == (issued, "Cà Mau", 2025)


def row(line, *cells):
    return SourceLine(line, " ".join(cells), is_whole=True, cells=cells)


TITLES = ("STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian")


def test_a_table_of_work_gives_tasks_bodies_and_times():
    table = (row(1, *TITLES), row(2, "I", "Y tế", "", ""), row(3, "1", "Tiêm", "Sở Y tế", "Quý I"))
    (task,) = read_task_rows(table)
    assert (task.number, task.text, task.line) == ("1", "Tiêm", 3)
    assert (task.leads, task.due) == (("Sở Y tế",), "Quý I")


@pytest.mark.parametrize(
    "titles", [("STT", "Họ và tên", "Chức vụ"), ("Chỉ tiêu", "Kế hoạch năm 2026"), ("", "")]
)
def test_any_other_table_is_no_table_of_work(titles):
    assert read_task_rows((row(1, *titles), row(2, *("a" for _ in titles)))) == []


def test_the_section_decides_whether_rows_of_work_are_key_tasks(tmp_path):
    rows = (TITLES, ("1", "Tiêm vắc xin", "Trạm Y tế", "30/6/2026"))
    parts = [*HEAD, "I. NHIỆM VỤ", rows, "II. TỔ CHỨC THỰC HIỆN", "1. Trạm Y tế: Báo cáo UBND xã."]
    plan = read(tmp_path, parts, suffix=".docx")
    assert [(k.number, k.text, k.line) for k in plan.key_tasks] == [("1", "Tiêm vắc xin", 8)]
    (station,) = plan.agencies
    assert [t.text for t in station.tasks] == ["Báo cáo UBND xã.", "Tiêm vắc xin"]
    assert [(d.on, d.inclusive) for d in plan.deadlines] == [(dt.date(2026, 6, 30), True)]


def test_folding_the_same_text_twice_gives_the_same():
    assert fold("Uỷ ban") == fold("Uỷ ban") == "ủy ban"
