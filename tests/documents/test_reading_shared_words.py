"""Figures that share words: a measure, a subject, a verb or a year said once for several."""

import pytest

from mangnon.documents.reading.targets import read_targets
from mangnon.documents.reading.targets.scopes import part_of

DEATHS = "tỷ suất tử vong trẻ em"


def read(text, plan_year=2026):
    return [
        (t.measure, t.relation, t.value, t.population)
        for t in read_targets(text, plan_year=plan_year)
    ]


SHARED = [
    (
        "Giảm tỷ suất tử vong trẻ em trên 1.000 trẻ đẻ sống, trong đó: sơ sinh xuống dưới 12;"
        " dưới 5 tuổi xuống 28",
        [
            (f"{DEATHS} sơ sinh trên 1.000 trẻ đẻ sống", "<", "12", None),
            (f"{DEATHS} dưới 5 tuổi trên 1.000 trẻ đẻ sống", "<=", "28", None),
        ],
    ),
    (
        "Tỷ suất tử vong trẻ em, trong đó trẻ em dưới 1 tuổi dưới 12‰",
        [("Tỷ suất tử vong trẻ em dưới 1 tuổi", "<", "12", None)],
    ),
    (
        "95% trẻ em khuyết tật và 90% trẻ em mồ côi được nhận trợ cấp",
        [
            ("trẻ em khuyết tật được nhận trợ cấp", ">=", "95", None),
            ("trẻ em mồ côi được nhận trợ cấp", ">=", "90", None),
        ],
    ),
    (
        "90% xã, 100% trường học có cộng tác viên",
        [
            ("xã có cộng tác viên", ">=", "90", None),
            ("trường học có cộng tác viên", ">=", "100", None),
        ],
    ),
    (
        "100% trẻ em được khai sinh; 95% được cấp thẻ BHYT",
        [
            ("trẻ em được khai sinh", ">=", "100", None),
            ("trẻ em được cấp thẻ BHYT", ">=", "95", None),
        ],
    ),
    (
        "Tỷ lệ trẻ em nữ được khám sức khỏe đạt 90%, trẻ em nam đạt 88%",
        [
            ("Tỷ lệ trẻ em nữ được khám sức khỏe", ">=", "90", None),
            ("Tỷ lệ trẻ em nam được khám sức khỏe", ">=", "88", None),
        ],
    ),
    (
        "Tỷ lệ suy dinh dưỡng thể nhẹ cân của trẻ em dưới 5 tuổi 5,8%; thể thấp còi 8,5%",
        [
            ("Tỷ lệ suy dinh dưỡng thể nhẹ cân của trẻ em dưới 5 tuổi", "<=", "5.8", None),
            ("Tỷ lệ suy dinh dưỡng thể thấp còi của trẻ em dưới 5 tuổi", "<=", "8.5", None),
        ],
    ),
    (
        "Tỷ lệ huy động trẻ em đi nhà trẻ 35%, mẫu giáo 95%, riêng mẫu giáo 5 tuổi 99,9%",
        [
            ("Tỷ lệ huy động trẻ em đi nhà trẻ", ">=", "35", None),
            ("Tỷ lệ huy động trẻ em đi mẫu giáo", ">=", "95", None),
            ("Tỷ lệ huy động trẻ em đi mẫu giáo 5 tuổi", ">=", "99.9", None),
        ],
    ),
    (
        "Tỷ lệ hoàn thành cấp tiểu học đạt 99,6%, trong đó trẻ em gái 99,7%",
        [
            ("Tỷ lệ hoàn thành cấp tiểu học", ">=", "99.6", None),
            ("Tỷ lệ hoàn thành cấp tiểu học", ">=", "99.7", "trẻ em gái"),
        ],
    ),
    (
        "Khống chế tỷ lệ trẻ em béo phì dưới 11% (khu vực nội thành), 6% (khu vực ngoại thành)",
        [
            ("tỷ lệ trẻ em béo phì", "<", "11", "khu vực nội thành"),
            ("tỷ lệ trẻ em béo phì", "<=", "6", "khu vực ngoại thành"),
        ],
    ),
    (
        "Tỷ lệ trẻ em béo phì dưới 10% (nông thôn dưới 8%, thành thị dưới 12%)",
        [
            ("Tỷ lệ trẻ em béo phì", "<", "10", None),
            ("Tỷ lệ trẻ em béo phì", "<", "8", "rural"),
            ("Tỷ lệ trẻ em béo phì", "<", "12", "urban"),
        ],
    ),
    (
        "100% huyện, mỗi đơn vị triển khai thực hiện ít nhất 01 mô hình trẻ em",
        [
            ("huyện", ">=", "100", None),
            ("mỗi đơn vị triển khai thực hiện mô hình trẻ em", ">=", "1", None),
        ],
    ),
]

WHOLE_MEASURES = [
    ("Huy động 99,3% trẻ em 5 tuổi đi học", "Huy động trẻ em 5 tuổi đi học"),
    ("Cấp thẻ BHYT cho 100% trẻ em dưới 6 tuổi", "Cấp thẻ BHYT cho trẻ em dưới 6 tuổi"),
    ("Tỷ lệ trẻ em thấp còi hằng năm giảm 0,3%", "Tỷ lệ trẻ em thấp còi"),
    ("Về quyền tham gia: 40% trẻ em được hỏi ý kiến", "trẻ em được hỏi ý kiến"),
    ("Thực hiện Quyết định số 1438/QĐ-TTg, 80% xã có sân chơi", "xã có sân chơi"),
    ("Mỗi xã có ít nhất 01 điểm vui chơi, giải trí", "Mỗi xã có điểm vui chơi, giải trí"),
    ("Quản lý 100% trẻ em khuyết tật, góp phần hỗ trợ trẻ em", "Quản lý trẻ em khuyết tật"),
    (
        "Tỷ lệ trẻ em biết phòng, chống đuối nước đạt 60%",
        "Tỷ lệ trẻ em biết phòng, chống đuối nước",
    ),
]

YEARS = [
    (
        "Năm 2026: 80%, năm 2027: 85%, năm 2030: 95% trẻ em biết bơi",
        [("80", 2026), ("85", 2027), ("95", 2030)],
    ),
    (
        "Tỷ lệ trẻ em 5 tuổi đi học năm 2026 đạt 99,1%, năm 2027 đạt 99,2%",
        [("99.1", 2026), ("99.2", 2027)],
    ),
    ("Tỷ lệ trẻ em biết bơi đạt 65% năm 2025, 75% năm 2030", [("65", 2025), ("75", 2030)]),
    ("Tỷ lệ trẻ em biết bơi đạt 78% năm 2024, 80% năm 2025", []),
    ("Tỷ lệ trẻ em biết bơi năm 2024 đạt 78%, phấn đấu năm 2026 đạt 82%", [("82", 2026)]),
    (
        "Đến năm 2025: tỷ lệ thấp còi dưới 24%; tỷ lệ nhẹ cân dưới 15%; đến năm 2030: tỷ lệ"
        " thấp còi dưới 22%",
        [("24", 2025), ("15", 2025), ("22", 2030)],
    ),
    ("150 xã đạt chuẩn vào năm 2026 và duy trì đến năm 2030", [("150", 2026)]),
    (
        "Giảm tỷ suất tử vong do tai nạn, thương tích năm 2026 xuống còn 12/100.000 trẻ em và"
        " 9/100.000 trẻ em vào năm 2030",
        [("12", 2026), ("9", 2030)],
    ),
]

PARTS = [
    ("Nông thôn", ("Tỷ lệ béo phì", "rural")),
    ("Trong đó: trẻ em gái", ("Tỷ lệ béo phì", "trẻ em gái")),
    ("Trẻ em được khám sức khỏe", ("Trẻ em được khám sức khỏe", None)),
    ("Thể độ II", ("Tỷ lệ béo phì thể độ II", None)),
]


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_words_said_once_serve_every_figure_they_belong_to(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(("text", "measure"), WHOLE_MEASURES)
def test_a_measure_is_whole_and_nothing_but_the_measure(text, measure):
    assert [found[0] for found in read(text)] == [measure]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_each_year_of_a_list_keeps_its_own_value(text, expected):
    found = read_targets(text, plan_year=2026)
    assert [(t.value, t.year) for t in found] == expected


@pytest.mark.parametrize(("part", "expected"), PARTS)
def test_a_row_that_parts_the_one_above_takes_its_measure(part, expected):
    assert part_of("Tỷ lệ béo phì", part) == expected


def test_a_footnote_mark_behind_a_figure_is_no_figure():
    assert [v for _, _, v, _ in read("Tỷ lệ thấp còi dưới 24%1; nhẹ cân dưới 15%2.")] == [
        "24",
        "15",
    ]


@pytest.mark.parametrize("text", ["Chiều cao trẻ em 5 tuổi tăng 1,5 cm so với năm 2020"])
def test_a_measure_in_a_unit_that_no_target_has_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("Tỷ lệ trẻ em ưa màu xanh 40%", True),
        ("Tỷ lệ trẻ em ưa màu xanh đạt 40%", False),
        ("Tỷ lệ trẻ em được khai sinh 98%", False),
        ("Tỷ lệ lây truyền HIV từ mẹ sang con 2%", False),
        ("100% số xã", False),
    ],
)
def test_a_direction_that_no_word_tells_is_unsure(text, unsure):
    assert [t.unsure for t in read_targets(text, plan_year=2026)] == [unsure]
