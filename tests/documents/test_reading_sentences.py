"""Several figures of one sentence: each that binds is a target, each with its own year."""

import pytest

from mangnon.documents.reading.targets import read_targets

DROWNED = "Số trẻ em tử vong do đuối nước"
INSURED = "Trẻ em được cấp thẻ bảo hiểm y tế"

# measure, relation, value, unit, year, base year
SENTENCES = [
    (
        "Giảm số cuộc tảo hôn 10% vào năm 2028 và 20% vào năm 2030 so với năm 2025.",
        [
            ("số cuộc tảo hôn", "reduce_by", "10", "percent", 2028, 2025),
            ("số cuộc tảo hôn", "reduce_by", "20", "percent", 2030, 2025),
        ],
    ),
    (
        f"{INSURED} đạt 100% vào năm 2028 và năm 2030.",
        [
            (INSURED, ">=", "100", "percent", 2028, None),
            (INSURED, ">=", "100", "percent", 2030, None),
        ],
    ),
    (
        f"{INSURED} đạt 95%/100% vào năm 2028 và năm 2030.",
        [
            (INSURED, ">=", "95", "percent", 2028, None),
            (INSURED, ">=", "100", "percent", 2030, None),
        ],
    ),
    (
        f"{INSURED} đạt 99,3% (đến năm 2030 đạt 100%).",
        [
            (INSURED, ">=", "99.3", "percent", None, None),
            (INSURED, ">=", "100", "percent", 2030, None),
        ],
    ),
    (
        f"{INSURED} đạt 99,3% (đến năm 2025 đạt 98%).",
        [(INSURED, ">=", "99.3", "percent", None, None)],
    ),
    (
        "98% trẻ em mồ côi được trợ giúp, số vụ bạo lực trẻ em không quá 02 vụ.",
        [
            ("trẻ em mồ côi được trợ giúp", ">=", "98", "percent", None, None),
            ("số vụ bạo lực trẻ em", "<=", "2", "count", None, None),
        ],
    ),
    (
        "không để quá 02 trẻ em bị thương tích nặng và trên 90% hộ có trẻ em ký cam kết",
        [
            ("trẻ em bị thương tích nặng", "<=", "2", "count", None, None),
            ("hộ có trẻ em ký cam kết", ">", "90", "percent", None, None),
        ],
    ),
    (
        f"{DROWNED} không quá 20 em, giảm ít nhất 15% so với năm 2025.",
        [
            (DROWNED, "<=", "20", "count", None, None),
            (DROWNED, "reduce_by", "15", "percent", None, 2025),
        ],
    ),
    (
        f"{DROWNED} giảm 10% so với năm 2025, không quá 06 em.",
        [
            (DROWNED, "reduce_by", "10", "percent", None, 2025),
            (DROWNED, "<=", "6", "count", None, None),
        ],
    ),
    (
        f"{INSURED} đạt 95%, tăng 2% so với năm 2025.",
        [(INSURED, ">=", "95", "percent", None, None)],
    ),
    ("Tiếp tục giữ vững 100% chỉ tiêu đã đạt.", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_each_figure_that_binds_is_a_target_of_its_own(text, expected):
    found = read_targets(text, plan_year=2026)
    assert [(t.measure, t.relation, t.value, t.unit, t.year, t.base_year) for t in found] == (
        expected
    )


def test_another_form_of_a_harm_is_another_measure_for_nobody_else():
    text = "tỷ lệ suy dinh dưỡng thể thấp còi ở trẻ em dưới 16%, riêng thể gầy còm không quá 4%"
    found = [(t.measure, t.population, t.value) for t in read_targets(text, plan_year=2026)]
    assert found == [
        ("tỷ lệ suy dinh dưỡng thể thấp còi ở trẻ em", None, "16"),
        ("tỷ lệ suy dinh dưỡng thể gầy còm ở trẻ em", None, "4"),
    ]
