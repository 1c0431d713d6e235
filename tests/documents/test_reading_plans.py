"""Whole plans of other offices and other styles, against the full JSON a person checked."""

import json
from pathlib import Path

import pytest

from mangnon.documents import read_plan
from tests.documents import docx_plans

FOLDER = Path(__file__).parent / "plans"


# Each in a style of its own; the Word files hold tables.
PLANS = [
    *("commune.txt", "district.txt", "one_line.txt", "sentences.txt", "city.txt"),
    *("department.txt", "lead_lines.txt", "ward_groups.txt", "nested_bullets.txt"),
    *("five_years.txt", "lead_groups.txt", "behind_decision.txt", "charges.txt"),
    *("many_dates.txt", "many_tables.docx", "worded_cells.docx", "parted_rows.docx"),
    "decimal_rows.docx",
]


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_gives_the_json_a_person_checked(name):
    path = FOLDER / name
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert read_plan(path).as_dict() == expected


def test_a_word_plan_with_a_target_table_gives_the_json_a_person_checked(tmp_path):
    path = tmp_path / "table.docx"
    path.write_bytes(docx_plans.table_plan())
    expected = json.loads((FOLDER / "table.json").read_text("utf-8"))
    assert read_plan(path).as_dict() == expected


def test_tracked_changes_are_read_as_accepted(tmp_path):
    path = tmp_path / "tracked.docx"
    line = "1. Tỷ lệ trẻ em được tiêm chủng đạt "
    path.write_bytes(docx_plans.with_tracked_changes(line, "90%.", "95%."))
    (indicator,) = read_plan(path).indicators
    assert [t.value for t in indicator.targets] == ["95"]


def test_a_clean_plan_has_no_warnings(tmp_path):
    lines = [
        "UBND TỈNH BÌNH PHƯỚC",
        "Số: 12/KH-UBND",
        "Bình Phước, ngày 03 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Công tác trẻ em năm 2026",
        "I. CHỈ TIÊU",
        "1. Tỷ lệ trẻ em bị hành vi vi phạm quyền được hỗ trợ trợ giúp đạt 95% (Sở Y tế).",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế: Luôn luôn theo dõi, truyền thông thông tin đến người dân.",
    ]
    path = tmp_path / "clean.docx"
    path.write_bytes(docx_plans.of_lines(lines))
    assert read_plan(path).warnings == ()


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("Tỷ lệ trẻ em được tiêm chủng đạt 950%", ["implausible-value"]),
        ("Tỷ suất tử vong trẻ em dưới 5 tuổi dưới 188‰", ["implausible-value"]),
        ("Tỷ lệ trẻ em bỏ học dưới 14%", []),
        ("Tỷ lệ trẻ em bỏ học dưới 41%", ["implausible-value"]),
        ("Phấn đấu trẻ em được chăm sóc tốt hơn", ["unread-target"]),
    ],
)
def test_a_target_that_cannot_be_right_is_shown(tmp_path, target, codes):
    lines = ["Bình Phước, ngày 3 tháng 2 năm 2026", "Số: 1/KH-UBND", "KẾ HOẠCH", "Trẻ em năm 2026"]
    lines += ["I. CHỈ TIÊU", f"1. {target} (Sở Y tế chủ trì)."]
    path = tmp_path / "plan.txt"
    path.write_text("\n".join(lines), "utf-8")
    assert [w.code for w in read_plan(path).warnings] == codes


def test_a_number_used_twice_is_shown(tmp_path):
    lines = ["KẾ HOẠCH", "Trẻ em năm 2026", "I. CHỈ TIÊU"]
    lines += ["1. Chỉ tiêu 1: 90% trẻ em biết bơi.", "2. Chỉ tiêu 1: 80% trẻ em đi học."]
    path = tmp_path / "plan.txt"
    path.write_text("\n".join(lines), "utf-8")
    assert "duplicate-number" in [w.code for w in read_plan(path).warnings]


HEAD = ["UBND XÃ A", "Số: 1/KH-UBND", "A, ngày 3 tháng 2 năm 2026", "KẾ HOẠCH", "Trẻ em năm 2026"]
STYLES = [
    (
        ["I. CHỈ TIÊU", "1. 95% trẻ em được tiêm chủng.", "2. Tỷ lệ trẻ em bỏ học còn 0,1%."],
        ["- Trạm Y tế: chủ trì thực hiện chỉ tiêu 1.", "- Trường tiểu học: thực hiện chỉ tiêu 2."],
        {"1": ("Trạm Y tế",), "2": ("Trường tiểu học",)},
        [("1", ">=", "95"), ("2", "<=", "0.1")],
    ),
    (
        [
            "I. MỤC TIÊU",
            "1. Về sức khỏe",
            "1.1. 95% trẻ em được tiêm chủng.",
            "1.2. Dưới 10% gầy còm.",
        ],
        ["1. Trạm Y tế xã", "- Chủ trì thực hiện các chỉ tiêu 1.1 và 1.2."],
        {"1.1": ("Trạm Y tế xã",), "1.2": ("Trạm Y tế xã",)},
        [("1.1", ">=", "95"), ("1.2", "<", "10")],
    ),
    (
        [
            "I. CHỈ TIÊU",
            "Chỉ tiêu 01. 99% trẻ em được khai sinh.",
            "Chỉ tiêu 02: 4% trẻ em béo phì.",
        ],
        ["1. Công an xã: Chủ trì thực hiện chỉ tiêu 01.", "2. Trạm Y tế phụ trách chỉ tiêu 02."],
        {"1": ("Công an xã",), "2": ("Trạm Y tế",)},
        [("1", ">=", "99"), ("2", "<=", "4")],
    ),
    (
        ["I. CHỈ TIÊU", "1. Tử vong trẻ em:", "- Dưới 1 tuổi: 10‰;", "- Dưới 5 tuổi: 15‰."],
        ["1. Trạm Y tế: Chịu trách nhiệm thực hiện chỉ tiêu 1."],
        {"1": ("Trạm Y tế",)},
        [("1a", "<=", "10"), ("1b", "<=", "15")],
    ),
]


@pytest.mark.parametrize(("targets", "duties", "leads", "leaves"), STYLES)
@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_every_style_of_numbering_gives_numbers_leads_and_leaves(
    tmp_path, targets, duties, leads, leaves, suffix
):
    lines = [*HEAD, *targets, "II. TỔ CHỨC THỰC HIỆN", *duties]
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(docx_plans.of_lines(lines) if suffix == ".docx" else "\n".join(lines).encode())
    plan = read_plan(path)
    assert {i.number: i.leads for i in plan.indicators} == leads
    assert [(t.leaf, t.relation, t.value) for i in plan.indicators for t in i.targets] == leaves
    assert plan.warnings == ()
