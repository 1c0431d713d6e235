"""Items under a heading that is no indicator itself: aims, topics, and who leads them."""

import pytest

from mangnon.documents import read_plan
from mangnon.documents.reading.leads import take_bracketed

HEAD = ["UBND XÃ A", "Số: 1/KH-UBND", "A, ngày 3 tháng 2 năm 2026", "KẾ HOẠCH", "Trẻ em năm 2026"]

# The lines below "II. CHỈ TIÊU", and the numbers and texts of the indicators they hold.
GROUPS = [
    (
        [
            "2.1. Giảm tai nạn, thương tích",
            "- Tỷ suất trẻ em bị tai nạn, thương tích ≤ 480/100.000 trẻ em.",
            "- Giảm ít nhất 5% số trẻ em tử vong do đuối nước so với năm 2025.",
            "2.2. Xây dựng môi trường an toàn",
            "- 26.500 ngôi nhà đạt tiêu chí Ngôi nhà an toàn.",
            "- Trên 60% trường học đạt tiêu chuẩn Trường học an toàn.",
            "- 100% hố công trình có rào chắn.",
        ],
        [("1", 1), ("2", 1), ("3", 1), ("4", 1), ("5", 1)],
    ),
    (
        [
            "1. Tỷ lệ trẻ em bỏ học giảm dần",
            "- Trẻ em cấp tiểu học dưới 0,1%.",
            "- Trẻ em cấp trung học cơ sở dưới 0,5%.",
        ],
        [("1", 2)],
    ),
    (
        [
            "1. Mục tiêu 1: Về sức khỏe của trẻ em",
            "1.1. Phấn đấu 85% trẻ em dưới 6 tuổi được khám sức khỏe.",
            "1.2. Tỷ lệ lây truyền HIV từ mẹ sang con là 2%.",
            "2. Mục tiêu 2: Về bảo vệ trẻ em",
            "2.1. 98% trẻ em dưới 5 tuổi được đăng ký khai sinh.",
        ],
        [("1.1", 1), ("1.2", 1), ("2.1", 1)],
    ),
    (
        [
            "Mục tiêu 1: 98% trẻ em dưới 5 tuổi được đăng ký khai sinh.",
            "Mục tiêu 2: 60% trẻ em biết bơi an toàn.",
        ],
        [("1", 1), ("2", 1)],
    ),
]


def read(tmp_path, lines, tasks=("- Tuyên truyền.",)):
    path = tmp_path / "plan.txt"
    lines = [*HEAD, "I. CHỈ TIÊU", *lines, "II. TỔ CHỨC THỰC HIỆN", "1. Trạm Y tế", *tasks]
    path.write_text("\n".join(lines))
    return read_plan(path)


@pytest.mark.parametrize(("lines", "expected"), GROUPS)
def test_a_heading_above_whole_targets_is_no_indicator(tmp_path, lines, expected):
    indicators = read(tmp_path, lines).indicators
    assert [(i.number, len(i.targets)) for i in indicators] == expected


def test_a_body_charged_with_an_aim_leads_all_its_indicators(tmp_path):
    lines, _ = GROUPS[2]
    task = "- Chủ trì thực hiện Mục tiêu 1."
    indicators = read(tmp_path, lines, [task]).indicators
    assert [i.leads for i in indicators] == [("Trạm Y tế",), ("Trạm Y tế",), ()]


@pytest.mark.parametrize(
    ("again", "expected"),
    [([], [("Trạm Y tế",), ()]), (["2. Giáo dục", "a) 60% trẻ em biết bơi."], [(), (), ()])],
)
def test_a_letter_names_an_indicator_only_where_no_other_has_it(tmp_path, again, expected):
    lines = ["1. Sức khỏe", "a) 98% trẻ em được khám sức khỏe.", "đ) 90% trẻ em được tiêm chủng."]
    indicators = read(tmp_path, [*lines, *again], ["- Chủ trì chỉ tiêu a Mục I.1."]).indicators
    assert [i.leads for i in indicators] == expected


@pytest.mark.parametrize(
    ("note", "leads", "partners"),
    [
        ("Sở Y tế chủ trì; phối hợp: Công an tỉnh", ["Sở Y tế"], ["Công an tỉnh"]),
        (
            "Sở Y tế; phối hợp: Công an tỉnh, Sở Tư pháp",
            ["Sở Y tế"],
            ["Công an tỉnh", "Sở Tư pháp"],
        ),
        ("Chủ trì: Sở Y tế; phối hợp: Công an tỉnh", ["Sở Y tế"], ["Công an tỉnh"]),
        ("Phối hợp: Công an tỉnh", [], ["Công an tỉnh"]),
    ],
)
def test_a_bracket_names_the_lead_before_the_partners(note, leads, partners):
    text, *named = take_bracketed(f"Dưới 1,6% trẻ em có hoàn cảnh đặc biệt ({note})")
    assert (text, named) == ("Dưới 1,6% trẻ em có hoàn cảnh đặc biệt", [leads, partners])
