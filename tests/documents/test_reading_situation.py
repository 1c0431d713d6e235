"""What a plan tells of the years before is read as no target, task or deadline."""

import pytest

from mangnon.documents import read_plan

HEAD = ["UBND XÃ A", "Số: 1/KH-UBND", "A, ngày 3 tháng 2 năm 2026", "KẾ HOẠCH", "Trẻ em năm 2026"]
PAST = [
    "1. Tỷ lệ trẻ em được tiêm chủng đạt 94,6%.",
    "2. Chỉ tiêu 3: Tỷ lệ trẻ em bỏ học còn 0,3%.",
    "- Trẻ em đuối nước: 15 em; đã báo cáo UBND xã trước ngày 15/12/2025.",
]
AHEAD = ["1. 95% trẻ em được tiêm chủng đầy đủ (Trạm Y tế)."]


def plan_of(tmp_path, *lines):
    path = tmp_path / "plan.txt"
    path.write_text("\n".join([*HEAD, *lines]), "utf-8")
    return read_plan(path)


def values(plan):
    return [(i.number, t.value) for i in plan.indicators for t in i.targets]


@pytest.mark.parametrize(
    "heading",
    [
        "I. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2025",
        "I. ĐÁNH GIÁ KẾT QUẢ CÔNG TÁC TRẺ EM NĂM 2025",
        "I. TÌNH HÌNH TRẺ EM VÀ KẾT QUẢ NĂM 2025",
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "I. Một số kết quả đạt được",
        "I. THỰC TRẠNG CÔNG TÁC TRẺ EM",
    ],
)
def test_a_look_back_gives_no_targets(tmp_path, heading):
    plan = plan_of(tmp_path, heading, *PAST, "II. CHỈ TIÊU NĂM 2026", *AHEAD)
    assert values(plan) == [("1", "95")]
    assert plan.deadlines == ()
    assert plan.warnings == ()


def test_a_first_part_that_looks_back_is_passed_over_with_all_below_it(tmp_path):
    part = ["Phần thứ nhất", "ĐÁNH GIÁ KẾT QUẢ NĂM 2025", "I. CHỈ TIÊU", *PAST]
    rest = ["Phần thứ hai", "KẾ HOẠCH NĂM 2026", "I. CHỈ TIÊU", *AHEAD]
    assert values(plan_of(tmp_path, *part, *rest)) == [("1", "95")]


def test_tasks_about_a_situation_stay_tasks(tmp_path):
    tasks = ["II. NHIỆM VỤ", "1. Đánh giá tình hình trẻ em", "- Khảo sát ở thôn."]
    plan = plan_of(tmp_path, "I. CHỈ TIÊU", *AHEAD, *tasks)
    assert [task.text for task in plan.key_tasks] == ["Đánh giá tình hình trẻ em"]


def test_aims_in_running_text_are_indicators_a_sentence_each(tmp_path):
    text = (
        "Trong năm 2026, phấn đấu giảm tỷ lệ trẻ em thấp còi xuống dưới 16%. Có ít nhất 80% thôn"
        " có sân chơi. Toàn xã có 15 thôn. Không để xảy ra đuối nước trẻ em."
    )
    plan = plan_of(tmp_path, "I. MỤC TIÊU", "1. Mục tiêu cụ thể", text)
    assert values(plan) == [("1", "16"), ("2", "80")]
    assert [i.text for i in plan.indicators][1] == "Có ít nhất 80% thôn có sân chơi."
