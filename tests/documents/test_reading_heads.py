"""Heads and feet as offices write them: who a block speaks to, who signs, what is cited."""

import pytest

from mangnon.documents import read_plan
from mangnon.documents.reading.heading import read_heading
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.references import find_references
from mangnon.documents.reading.signature import read_signature
from mangnon.documents.reading.task_tables import is_programme, read_task_rows

FRONT = "UBND PHƯỜNG A\nKẾ HOẠCH\nCông tác trẻ em năm 2026\n"

BLOCKS = [
    (
        "* Trạm Y tế\n- Tiêm chủng cho trẻ em.\n* Đề nghị MTTQ và các đoàn thể phường\n"
        "- Vận động hội viên.\n* Các tổ dân phố\n- Rà soát trẻ em tạm trú.\n",
        [
            ("Trạm Y tế", False, ["Tiêm chủng cho trẻ em."]),
            ("MTTQ và các đoàn thể phường", True, ["Vận động hội viên."]),
            ("Các tổ dân phố", False, ["Rà soát trẻ em tạm trú."]),
        ],
    ),
    (
        "1. Hội Nông dân tỉnh; Hội Phụ nữ tỉnh;\nTỉnh đoàn; Hội Chữ thập đỏ tỉnh\n"
        "- Vận động hội viên.\n",
        [
            (
                "Hội Nông dân tỉnh; Hội Phụ nữ tỉnh; Tỉnh đoàn; Hội Chữ thập đỏ tỉnh",
                False,
                ["Vận động hội viên."],
            )
        ],
    ),
    (
        "1. Sở Y tế\n- Tiêm chủng.\n2. Các đơn vị báo cáo Sở Y tế trước 10/11/2026.\n",
        [("Sở Y tế", False, ["Tiêm chủng."])],
    ),
    (
        "1. Thành viên Ban Chỉ đạo phụ trách xã: Đôn đốc địa bàn.\n",
        [("Thành viên Ban Chỉ đạo phụ trách xã", False, ["Đôn đốc địa bàn."])],
    ),
    (
        "1. Sở Y tế\n- Tiêm chủng.\n\nCác xã báo cáo Sở Y tế trước ngày 10/11/2026.\n",
        [("Sở Y tế", False, ["Tiêm chủng."])],
    ),
    (
        "1. Trách nhiệm của địa phương\nỦy ban nhân dân các xã, phường\n- Bố trí kinh phí,"
        " nhân lực và chỉ đạo các thôn thực hiện Kế hoạch này.\n",
        [
            (
                "Ủy ban nhân dân các xã, phường",
                False,
                ["Bố trí kinh phí, nhân lực và chỉ đạo các thôn thực hiện Kế hoạch này."],
            )
        ],
    ),
]


def plan_of(tmp_path, text):
    path = tmp_path / "plan.txt"
    path.write_text(text, "utf-8")
    return read_plan(path)


def lines(text):
    return [SourceLine(at, line) for at, line in enumerate(text.splitlines(), start=1)]


@pytest.mark.parametrize(("text", "blocks"), BLOCKS)
def test_the_place_of_a_head_tells_a_block_of_tasks(tmp_path, text, blocks):
    plan = plan_of(tmp_path, f"{FRONT}I. TỔ CHỨC THỰC HIỆN\n{text}")
    found = [(a.name, a.requested, [task.text for task in a.tasks]) for a in plan.agencies]
    assert found == blocks


def test_a_task_about_a_law_opens_no_part_on_who_does_what(tmp_path):
    text = (
        "I. NHIỆM VỤ TRỌNG TÂM\n1. Tổ chức thực hiện Luật Trẻ em\n- Xử lý mọi kiến nghị.\n"
        "2. Chuyển đổi số trong công tác trẻ em\n- Cập nhật thông tin.\n"
    )
    plan = plan_of(tmp_path, FRONT + text)
    told = [(task.text, [item.text for item in task.items]) for task in plan.key_tasks]
    assert told == [
        ("Tổ chức thực hiện Luật Trẻ em", ["Xử lý mọi kiến nghị."]),
        ("Chuyển đổi số trong công tác trẻ em", ["Cập nhật thông tin."]),
    ]
    assert plan.agencies == ()


def test_the_closing_sentence_may_set_a_deadline(tmp_path):
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Tiêm chủng.\n"
        "Yêu cầu các đơn vị báo cáo Sở Y tế trước ngày 12/11/2026./.\n"
    )
    (deadline,) = plan_of(tmp_path, FRONT + text).deadlines
    assert (str(deadline.on), deadline.line) == ("2026-11-12", 7)
    assert (deadline.reporters, deadline.recipients) == (("các đơn vị",), ("Sở Y tế",))


@pytest.mark.parametrize("number", ["118-KH/TĐTN-TTN", "45-KH/ĐU", "12/KH-UBND"])
def test_the_number_of_a_union_or_a_party_body_is_whole(number):
    front = f"TỈNH ĐOÀN A\nSố: {number}   Cà Mau, ngày 15 tháng 01 năm 2026\nKẾ HOẠCH\nNăm 2026"
    assert read_heading(lines(front)).number == number


@pytest.mark.parametrize(
    "opening",
    ["Ngày 11 tháng 8 năm 2021, UBND tỉnh đã ban hành", "Trong năm 2025,", "Được sự chỉ đạo của"],
)
def test_the_title_ends_where_the_preamble_begins(opening):
    front = f"UBND TỈNH A\nKẾ HOẠCH\nCông tác trẻ em\n\n{opening} Kế hoạch số 271/KH-UBND:"
    heading = read_heading(lines(front))
    assert heading.title == "Công tác trẻ em"
    assert heading.preamble.text.startswith(opening)


@pytest.mark.parametrize(
    ("foot", "capacity", "name", "recipients"),
    [
        (
            "Nơi nhận:          TM. BAN THƯỜNG VỤ TỈNH ĐOÀN\n- Sở Y tế;           PHÓ BÍ THƯ\n"
            "- Lưu: VP.           Lâm Ngọc Trâm",
            "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN PHÓ BÍ THƯ",
            "Lâm Ngọc Trâm",
            ("Sở Y tế", "Lưu: VP"),
        ),
        (
            "Nơi nhận:            TUQ. CHỦ TỊCH\n- Bộ Y tế;        GIÁM ĐỐC SỞ Y TẾ\n"
            "- Lưu: VT.           Đào Thị Hà",
            "TUQ. CHỦ TỊCH GIÁM ĐỐC SỞ Y TẾ",
            "Đào Thị Hà",
            ("Bộ Y tế", "Lưu: VT"),
        ),
        (
            "Nơi nhận:\n- Bộ Y tế;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nH' Liêu Niê Kdăm",
            "CHỦ TỊCH",
            "H' Liêu Niê Kdăm",
            ("Bộ Y tế", "Lưu: VT"),
        ),
        ("Nơi nhận:\n- Bộ Y tế.\n\nCHỦ TỊCH\nY Thông", "CHỦ TỊCH", "Y Thông", ("Bộ Y tế",)),
    ],
)
def test_who_signs_is_told_from_who_receives(foot, capacity, name, recipients):
    signature = read_signature(lines(foot))
    assert (signature.signer.capacity, signature.signer.name) == (capacity, name)
    assert signature.recipients == recipients


def test_the_front_of_an_attached_plan_is_no_recipient_of_the_decision(tmp_path):
    decision = (
        "UBND TỈNH A\nSố: 385/QĐ-UBND\nQUYẾT ĐỊNH\nBan hành Kế hoạch\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n"
        "Nơi nhận:          CHỦ TỊCH\n- Như Điều 3;\n- Lưu: VT.     Trần Anh Khoát\n"
        "ỦY BAN NHÂN DÂN       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    )
    plan = plan_of(tmp_path, f"{decision}{FRONT}I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Tiêm chủng.\n")
    assert plan.recipients == ("Như Điều 3", "Lưu: VT")
    assert plan.signer.name == "Trần Anh Khoát"


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("TT Kế hoạch 2024 Kết quả 2024", []),
        ("Chỉ tiêu Kế hoạch 2026 Cơ quan chủ trì", []),
        (
            "Nghị quyết số 06-NQ/TU ngày 17/5/2022 của Tỉnh ủy và Kế hoạch số 104/KH-UBND của"
            " UBND tỉnh",
            [("06-NQ/TU", "Tỉnh ủy"), ("104/KH-UBND", "UBND tỉnh")],
        ),
        ("Luật Trẻ em số 102/2016/QH13; chi tiết một số điều của Luật Trẻ em", ["102/2016/QH13"]),
    ],
)
def test_each_document_is_cited_once_and_a_table_head_is_none(text, cited):
    found = find_references([Passage(text, ((0, 1),))], "preamble")
    told = [(basis.number, basis.issuer) if basis.issuer else basis.number for basis in found]
    assert told == cited


def test_a_programme_with_costs_gives_neither_tasks_nor_deadlines():
    rows = [
        ("Nhiệm vụ", "Cơ quan thực hiện", "Thời gian", "Kinh phí"),
        ("Tập huấn cán bộ", "Sở Y tế", "Trước 30/9/2026", "420"),
        ("Báo cáo năm", "Sở Y tế", "Trước 30/11/2026", "0"),
    ]
    table = tuple(SourceLine(at, " ".join(row), cells=row) for at, row in enumerate(rows, start=1))
    assert is_programme(table)
    assert [row.text for row in read_task_rows(table)] == ["Báo cáo năm"]
