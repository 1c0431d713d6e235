"""Target tables as offices draw them: parted rows, group rows, titles, counted columns."""

import pytest

from mangnon.documents import read_plan
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.tables import read_target_rows
from tests.documents import docx_offices

HEAD = ("STT", "Chỉ tiêu", "ĐVT", "TH 2025", "KH 2026", "Cơ quan chủ trì")


def read(*rows, year=2026):
    """Return number, line, leads and (measure, relation, value, unit) of each indicator."""
    table = tuple(
        SourceLine(at, " ".join(cells), is_whole=True, cells=cells)
        for at, cells in enumerate(rows, start=1)
    )
    return [
        (
            found.number,
            found.line,
            found.leads,
            [(t.measure, t.relation, t.value, t.unit) for t in found.targets],
        )
        for found in read_target_rows(table, year)
    ]


def measures(*rows):
    return [(number, [t[0] for t in targets]) for number, _, _, targets in read(*rows)]


def test_rows_without_a_number_part_the_row_above():
    found = read(
        HEAD,
        ("I", "Sức khỏe", "", "", "", ""),
        ("1", "Tỷ suất tử vong trẻ em", "", "", "", "Sở Y tế"),
        ("", "- Dưới 1 tuổi", "‰", "12", "< 11", ""),
        ("", "- Dưới 5 tuổi", "‰", "19", "18", ""),
        ("2", "Trẻ em được tiêm chủng", "%", "94", "95", "Sở Y tế"),
    )
    assert found == [
        (
            "1",
            3,
            ["Sở Y tế"],
            [
                ("Tỷ suất tử vong trẻ em dưới 1 tuổi", "<", "11", "per_1000"),
                ("Tỷ suất tử vong trẻ em dưới 5 tuổi", "<=", "18", "per_1000"),
            ],
        ),
        ("2", 6, ["Sở Y tế"], [("Trẻ em được tiêm chủng", ">=", "95", "percent")]),
    ]


@pytest.mark.parametrize("marks", [("a", "b"), ("2.1", "2.2"), ("", "")])
def test_letters_and_decimals_part_a_rate(marks):
    found = measures(
        HEAD,
        ("2", "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng", "", "", "", "Sở Y tế"),
        (marks[0], "Thể nhẹ cân", "%", "8", "7,5", ""),
        (marks[1], "Thể thấp còi", "%", "17", "16", ""),
    )
    whole = "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng"
    assert found == [("2", [f"{whole} thể nhẹ cân", f"{whole} thể thấp còi"])]


def test_decimals_below_a_group_are_indicators_of_their_own():
    found = measures(
        HEAD,
        ("1", "Về giáo dục", "", "", "", ""),
        ("1.1", "Trẻ em 5 tuổi đi học mẫu giáo", "%", "99", "99,5", "Sở Giáo dục và Đào tạo"),
        ("1.2", "Trẻ em hoàn thành tiểu học", "%", "99", "99,6", "Sở Giáo dục và Đào tạo"),
    )
    assert [number for number, _ in found] == ["1.1", "1.2"]


def test_titles_counted_columns_and_headers_said_again_are_no_rows():
    title = ("CÁC CHỈ TIÊU NĂM 2026", "", "", "", "", "")
    counted = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)")
    row = ("1", "Trẻ em được khai sinh", "%", "97", "98", "Sở Tư pháp")
    assert measures(title, HEAD, counted, row, HEAD) == [("1", ["Trẻ em được khai sinh"])]


def test_what_has_been_done_is_no_target_whatever_its_column_is_called():
    for title in ("Thực hiện năm 2025", "Ước TH", "Thực hiện", "Kết quả 2025", "TH 2025"):
        head = ("STT", "Chỉ tiêu", "ĐVT", title, "Kế hoạch 2026", "Cơ quan thực hiện")
        ((_, _, leads, targets),) = read(head, ("1", "Trẻ em biết bơi", "%", "30", "40", "Sở Y tế"))
        assert ([t[2] for t in targets], leads) == (["40"], ["Sở Y tế"]), title


def test_a_unit_without_a_sign_in_the_cell_serves_a_worded_value():
    row = ("1", "Trẻ em được tiêm chủng", "%", "94", "Từ 95 trở lên", "")
    assert read(HEAD, row)[0][3] == [("Trẻ em được tiêm chủng", ">=", "95", "percent")]


def test_a_table_may_say_its_targets_in_words_and_only_add_who_leads():
    head = ("STT", "Chỉ tiêu", "Chủ trì", "Phối hợp")
    found = read(
        head,
        ("1", "Phấn đấu 80% xã đạt tiêu chuẩn phù hợp với trẻ em.", "Sở Y tế", "UBND các xã"),
        ("2", "Giảm 5% số vụ xâm hại trẻ em so với năm 2025.", "Công an tỉnh", ""),
    )
    assert [(number, leads, t[0][1:3]) for number, _, leads, t in found] == [
        ("1", ["Sở Y tế"], (">=", "80")),
        ("2", ["Công an tỉnh"], ("reduce_by", "5")),
    ]


def test_a_value_column_that_only_its_cells_tell_is_unsure():
    head = ("STT", "Chỉ tiêu", "ĐVT", "")
    table = tuple(
        SourceLine(at, " ".join(cells), is_whole=True, cells=cells)
        for at, cells in enumerate([head, ("1", "Trẻ em được khai sinh", "%", "98")], start=1)
    )
    ((target,),) = [found.targets for found in read_target_rows(table, 2026)]
    assert (target.value, target.unsure) == ("98", True)


PLAN = ["KẾ HOẠCH", "Trẻ em năm 2026", "I. CHỈ TIÊU"]
AIMS = ["1. 78% xã phù hợp với trẻ em.", "2. 98% trẻ em được khai sinh."]


def word_plan(tmp_path, *parts):
    path = tmp_path / "plan.docx"
    path.write_bytes(docx_offices.built([*PLAN, *parts]))
    return read_plan(path)


def test_a_table_of_numbers_says_who_leads_and_who_helps(tmp_path):
    charges = (
        ("STT", "Cơ quan", "Chỉ tiêu chủ trì", "Chỉ tiêu phối hợp"),
        ("1", "Sở Y tế", "1", "2"),
        ("2", "Sở Tư pháp", "2", ""),
    )
    plan = word_plan(tmp_path, *AIMS, "II. PHÂN CÔNG", charges)
    assert [(i.leads, i.partners) for i in plan.indicators] == [
        (("Sở Y tế",), ()),
        (("Sở Tư pháp",), ("Sở Y tế",)),
    ]


def test_a_table_of_reports_gives_deadlines(tmp_path):
    reports = (
        ("Loại báo cáo", "Đơn vị báo cáo", "Nơi nhận báo cáo", "Thời hạn"),
        ("Báo cáo 6 tháng", "UBND các xã", "Sở Y tế", "Trước ngày 10/6/2026"),
        ("Báo cáo năm", "Sở Y tế", "UBND tỉnh, Bộ Y tế", "Trước ngày 20/11/2026"),
    )
    plan = word_plan(tmp_path, *AIMS, "II. CHẾ ĐỘ BÁO CÁO", reports, "Trên đây là Kế hoạch./.")
    assert [
        (str(d.on), d.inclusive, d.recurring, d.reporters, d.recipients) for d in plan.deadlines
    ] == [
        ("2026-06-10", False, "half-yearly", ("UBND các xã",), ("Sở Y tế",)),
        ("2026-11-20", False, "yearly", ("Sở Y tế",), ("UBND tỉnh", "Bộ Y tế")),
    ]
    assert plan.recipients == ()


def test_each_item_of_a_cell_is_a_task(tmp_path):
    tasks = (
        ("STT", "Cơ quan, đơn vị", "Nhiệm vụ"),
        ("1", "Sở Y tế", "- Tham mưu, đôn đốc.\n- Tổng hợp, báo cáo."),
    )
    (agency,) = word_plan(tmp_path, *AIMS, "II. PHÂN CÔNG", tasks).agencies
    assert [task.text for task in agency.tasks] == ["Tham mưu, đôn đốc.", "Tổng hợp, báo cáo."]


@pytest.mark.parametrize(
    ("past", "coming"),
    [
        ("KQ 2025", "CT 2026"),
        ("Năm 2025", "Năm 2026"),
        ("2025", "2026"),
        ("Cơ sở (2025)", "Đến hết năm 2026"),
        ("Số liệu năm 2025", "Phấn đấu năm 2026"),
        ("Hiện trạng", "Mục tiêu"),
    ],
)
def test_a_column_of_a_year_before_the_plan_s_holds_no_targets(past, coming):
    head = ("STT", "Chỉ tiêu thực hiện", "ĐVT", past, coming, "Cơ quan đầu mối")
    ((_, _, leads, targets),) = read(head, ("1", "Trẻ em biết bơi", "%", "30", "40", "Sở Y tế"))
    assert ([t[2] for t in targets], leads) == (["40"], ["Sở Y tế"])
