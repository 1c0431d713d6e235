"""Wordings of other offices, one by one: figures that bind, and figures that never do."""

import pytest

from mangnon.documents.reading.targets import read_targets

Y = 2026
DEATHS = "tỷ suất tử vong"


def read(text):
    """Return (measure, relation, value, unit, population) of each target."""
    found = read_targets(text, plan_year=Y)
    return [(t.measure, t.relation, t.value, t.unit, t.population) for t in found]


NEVER_TARGETS = [
    "Liên hệ số điện thoại 0271.3870.111",
    "Gọi 02713.825.825 để được hỗ trợ",
    "Gọi 0912 345 678 khi cần",
    "Hotline 18001567 phục vụ 24/7",
    "Đường dây nóng 1900.54.55.59 hoạt động 24/24",
    "Kinh phí thực hiện 500 triệu đồng",
    "Hỗ trợ mỗi trẻ em 1.500.000 đồng/tháng",
    "Vận động được 02 tỷ đồng cho Quỹ Bảo trợ trẻ em",
    "Thực hiện theo Điều 10 khoản 1 Luật Trẻ em",
    "Theo khoản 2 Điều 5 Nghị định 56/2017/NĐ-CP",
    "Trong giai đoạn 2021-2025, trẻ em được chăm sóc",
    "Trẻ em từ 0 đến 6 tuổi được tiêm đủ 8 loại vắc xin",
    "Tổ chức Tháng hành động vì trẻ em từ ngày 01/6 đến 30/6/2026",
    "Thực hiện Nghị quyết số 20-NQ/TW ngày 25/10/2017",
    "Thời lượng phát sóng 30 phút/tuần",
    "Phấn đấu giảm 1/3 số vụ xâm hại trẻ em",
    "Ít nhất hai phần ba số xã có sân chơi",
    "Tăng 1,5 lần số trẻ em được học bơi",
    "Mã số 1234567890123456789012345",
]

SHARES_OF_A_WHOLE = [
    ("86 trong 111 xã đạt chuẩn", [("xã đạt chuẩn", ">=", "86", "count", None)]),
    ("86 trong tổng số 111 xã đạt chuẩn", [("xã đạt chuẩn", ">=", "86", "count", None)]),
    ("86/111 xã đạt chuẩn", [("xã đạt chuẩn", ">=", "86", "count", None)]),
    ("Số xã đạt chuẩn: 14/16 xã", [("Số xã đạt chuẩn", ">=", "14", "count", None)]),
]

PARTS_OF_A_MEASURE = [
    (
        "Tỷ lệ bỏ học: tiểu học 0,1%; THCS 0,5%",
        [
            ("Tỷ lệ bỏ học", "<=", "0.1", "percent", "tiểu học"),
            ("Tỷ lệ bỏ học", "<=", "0.5", "percent", "THCS"),
        ],
    ),
    (
        "Giảm tỷ lệ bỏ học bậc tiểu học xuống 0,1%; THCS 0,5%",
        [
            ("tỷ lệ bỏ học bậc tiểu học", "<=", "0.1", "percent", None),
            ("tỷ lệ bỏ học THCS", "<=", "0.5", "percent", None),
        ],
    ),
    (
        "Tỷ lệ trường học có: nước sạch 100%, nhà vệ sinh 98%",
        [
            ("Tỷ lệ trường học có nước sạch", ">=", "100", "percent", None),
            ("Tỷ lệ trường học có nhà vệ sinh", ">=", "98", "percent", None),
        ],
    ),
    (
        "Tỷ lệ suy dinh dưỡng thể thấp còi dưới 18%; thể nhẹ cân dưới 9%",
        [
            ("Tỷ lệ suy dinh dưỡng thể thấp còi", "<", "18", "percent", None),
            ("Tỷ lệ suy dinh dưỡng thể nhẹ cân", "<", "9", "percent", None),
        ],
    ),
    (
        "Tử vong trẻ em: dưới 1 tuổi 10‰; dưới 5 tuổi 15‰",
        [
            ("Tử vong trẻ em dưới 1 tuổi", "<=", "10", "per_1000", None),
            ("Tử vong trẻ em dưới 5 tuổi", "<=", "15", "per_1000", None),
        ],
    ),
    (
        "Giảm tỷ suất tử vong trẻ sơ sinh xuống dưới 9,5; trẻ em dưới 1 tuổi xuống dưới 12,5"
        " và trẻ em dưới 5 tuổi xuống dưới 18,5 (trên 1.000 trẻ đẻ sống)",
        [
            (f"{DEATHS} trẻ sơ sinh", "<", "9.5", "per_1000", None),
            (f"{DEATHS} trẻ em dưới 1 tuổi", "<", "12.5", "per_1000", None),
            (f"{DEATHS} trẻ em dưới 5 tuổi", "<", "18.5", "per_1000", None),
        ],
    ),
    (
        "Tỷ lệ trẻ em được bảo vệ: 95 %, trong đó nữ 96%",
        [
            ("Tỷ lệ trẻ em được bảo vệ", ">=", "95", "percent", None),
            ("Tỷ lệ trẻ em được bảo vệ", ">=", "96", "percent", "nữ"),
        ],
    ),
]

PLAIN = [
    ("Từ 60% trẻ em trở lên biết bơi", ("trẻ em biết bơi", ">=", "60", "percent", None)),
    ("85% trở lên trẻ em biết bơi", ("trẻ em biết bơi", ">=", "85", "percent", None)),
    ("Mỗi huyện có từ 2 mô hình trở lên", ("Mỗi huyện có mô hình", ">=", "2", "count", None)),
    (
        "Không để tỷ lệ trẻ em bỏ học vượt quá 0,5%",
        ("tỷ lệ trẻ em bỏ học", "<=", "0.5", "percent", None),
    ),
    (
        "Giảm số trẻ em bị đuối nước từ 15 em (năm 2025) xuống còn dưới 10 em",
        ("số trẻ em bị đuối nước", "<", "10", "count", None),
    ),
    (
        "Về chăm sóc sức khỏe: 95% trẻ em được tiêm chủng",
        ("trẻ em được tiêm chủng", ">=", "95", "percent", None),
    ),
    (
        "Theo Quyết định 1863/QĐ-TTg, 100% xã có ban bảo vệ trẻ em",
        ("xã có ban bảo vệ trẻ em", ">=", "100", "percent", None),
    ),
    (
        "Đến tháng 12/2026 có 95% trẻ em được quản lý",
        ("trẻ em được quản lý", ">=", "95", "percent", None),
    ),
    (
        "Bố trí tối thiểu 1% ngân sách cho trẻ em",
        ("ngân sách cho trẻ em", ">=", "1", "percent", None),
    ),
    (
        "Tỷ lệ trẻ em tử vong do đuối nước: Giảm 10% so với năm 2025",
        ("Tỷ lệ trẻ em tử vong do đuối nước", "reduce_by", "10", "percent", None),
    ),
    (
        "Từ nay đến năm 2030, mỗi năm giảm 0,2% tỷ lệ trẻ em thấp còi",
        ("tỷ lệ trẻ em thấp còi", "reduce_by", "0.2", "percent", None),
    ),
]

COUNTS_IN_A_LIST = [
    (
        "Thành lập mới ít nhất 3 câu lạc bộ và duy trì 12 câu lạc bộ hiện có",
        [("Thành lập mới câu lạc bộ", "3"), ("câu lạc bộ hiện có", "12")],
    ),
    (
        "Tổ chức ít nhất 02 diễn đàn cấp tỉnh, 01 diễn đàn cấp huyện",
        [("Tổ chức diễn đàn cấp tỉnh", "2"), ("diễn đàn cấp huyện", "1")],
    ),
    ("Tổ chức 02 lớp cho 120 học viên", [("Tổ chức lớp cho 120 học viên", "2")]),
]


@pytest.mark.parametrize("text", NEVER_TARGETS)
def test_a_figure_that_is_no_target_never_becomes_one(text):
    assert read(text) == []


@pytest.mark.parametrize(("text", "expected"), SHARES_OF_A_WHOLE + PARTS_OF_A_MEASURE)
def test_what_a_figure_leaves_out_is_taken_from_the_words_before(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_only_the_words_of_the_measure_are_kept(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), COUNTS_IN_A_LIST)
def test_each_count_of_a_list_is_a_target(text, expected):
    assert [(measure, value) for measure, _, value, _, _ in read(text)] == expected


def test_boys_to_a_hundred_girls_is_a_plain_number_and_fewer_is_better():
    ((_, relation, value, unit, _),) = read("Tỷ số giới tính khi sinh 109 bé trai/100 bé gái")
    assert (relation, value, unit) == ("<=", "109", "count")


def test_a_rise_from_last_year_keeps_only_where_it_goes():
    text = "Tỷ lệ trẻ em tham gia bảo hiểm y tế tăng từ 95% năm 2025 lên 97% năm 2026"
    (target,) = read_targets(text, plan_year=Y)
    assert (target.relation, target.value, target.year) == (">=", "97", 2026)


def test_two_years_of_a_measure_keep_its_name():
    text = "Tỷ lệ trẻ em đến trường: năm 2026 đạt 97,5%, năm 2030 đạt 99%"
    found = [(t.measure, t.value, t.year) for t in read_targets(text, plan_year=Y)]
    measure = "Tỷ lệ trẻ em đến trường"
    assert found == [(measure, "97.5", 2026), (measure, "99", 2030)]
