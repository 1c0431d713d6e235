"""The grammar of targets, phrase by phrase: what binds, and what never does."""

import unicodedata

import pytest

from mangnon.documents.reading.targets import read_targets
from mangnon.documents.reading.text import tidy

Y = 2026


def read(text, year=Y):
    """Return (relation, value, value_max, unit, population, year, base_year) of each target."""
    return [
        (t.relation, t.value, t.value_max, t.unit, t.population, t.year, t.base_year)
        for t in read_targets(text, plan_year=year)
    ]


def one(relation, value, unit="percent", *, top=None, population=None, year=None, base=None):
    return [(relation, value, top, unit, population, year, base)]


COMPARATORS = [
    ("Tỷ lệ trẻ em được tiêm chủng đạt 95%", one(">=", "95")),
    ("Tỷ lệ trẻ em được tiêm chủng đạt trên 95%", one(">", "95")),
    ("Tỷ lệ trẻ em được tiêm chủng đạt từ 95% trở lên", one(">=", "95")),
    ("Từ 95% trẻ em trở lên được tiêm chủng", one(">=", "95")),
    ("95% trở lên trẻ em được tiêm chủng", one(">=", "95")),
    ("Tỷ lệ trẻ em được tiêm chủng đạt tối thiểu 95%", one(">=", "95")),
    ("Có ít nhất 95% trẻ em được tiêm chủng", one(">=", "95")),
    ("Tối thiểu 70% xã có điểm vui chơi cho trẻ em", one(">=", "70")),
    ("Trên 90% cha mẹ được cung cấp kiến thức", one(">", "90")),
    ("Tỷ lệ xã phù hợp với trẻ em ≥ 70", one(">=", "70")),
    ("Tỷ lệ xã phù hợp với trẻ em: >= 70%", one(">=", "70")),
    ("Tỷ lệ trẻ em biết bơi > 40%", one(">", "40")),
    ("Tỷ lệ trẻ em biết bơi không dưới 40%", one(">=", "40")),
    ("Tỷ lệ trẻ em biết bơi không thấp hơn 40%", one(">=", "40")),
    ("Duy trì 100% trạm y tế có góc trẻ em", one(">=", "100")),
    ("Duy trì tỷ lệ trẻ em 5 tuổi đi học mẫu giáo ở mức 99,5%", one(">=", "99.5")),
    ("Nâng tỷ lệ trẻ em được khai sinh đúng hạn lên 98,5%", one(">=", "98.5")),
    ("Tăng tỷ lệ trẻ em được khai sinh từ 95% lên 98%", one(">=", "98")),
    ("Tỷ lệ suy dinh dưỡng thể thấp còi không quá 18%", one("<=", "18")),
    ("Tỷ lệ suy dinh dưỡng thể thấp còi không vượt quá 18%", one("<=", "18")),
    ("Giảm tỷ lệ suy dinh dưỡng thể nhẹ cân còn 8,2%", one("<=", "8.2")),
    ("Giảm tỷ lệ suy dinh dưỡng thể nhẹ cân xuống còn 8,2%", one("<=", "8.2")),
    ("Giảm tỷ lệ suy dinh dưỡng thể nhẹ cân xuống còn dưới 8,2%", one("<", "8.2")),
    ("Giảm tỷ lệ suy dinh dưỡng từ 12% xuống còn 9%", one("<=", "9")),
    ("Khống chế tỷ lệ trẻ em thừa cân béo phì dưới 10%", one("<", "10")),
    ("Duy trì tỷ lệ trẻ em bỏ học dưới 0,1%", one("<", "0.1")),
    ("Tỷ lệ trẻ em bỏ học tối đa 0,1%", one("<=", "0.1")),
    ("Tỷ lệ trẻ em bỏ học ≤ 0,1%", one("<=", "0.1")),
    ("Tỷ lệ trẻ em bỏ học < 0,1 %", one("<", "0.1")),
    ("Tỷ lệ trẻ em bỏ học từ 0,1% trở xuống", one("<=", "0.1")),
    ("Tỷ lệ trẻ em đạt 95 phần trăm về kỹ năng bơi", one(">=", "95")),
]

DIRECTIONS = [
    ("2% tỷ lệ lây truyền HIV từ mẹ sang con", one("<=", "2")),
    ("Tỷ lệ trẻ em bị xâm hại: 0,02%", one("<=", "0.02")),
    ("Tỷ lệ trẻ em béo phì 8%", one("<=", "8")),
    ("Tỷ lệ tảo hôn 3%", one("<=", "3")),
    ("Tỷ lệ lao động trẻ em là 4,5%", one("<=", "4.5")),
    ("98% trẻ em bị xâm hại được hỗ trợ, can thiệp", one(">=", "98")),
    ("90% trẻ em có kiến thức phòng, chống đuối nước", one(">=", "90")),
    ("95% trẻ em có hoàn cảnh đặc biệt được trợ giúp", one(">=", "95")),
    ("100% xã không có trẻ em tử vong do đuối nước", one(">=", "100")),
    ("Tỷ lệ trẻ em có hoàn cảnh đặc biệt trên tổng số trẻ em 5%", one("<=", "5")),
    ("100% trẻ em suy dinh dưỡng nặng được điều trị", one(">=", "100")),
]

RATES = [
    ("Tỷ suất tử vong trẻ sơ sinh trên 1.000 trẻ đẻ sống dưới 9,5", one("<", "9.5", "per_1000")),
    ("Tỷ suất tử vong trẻ em dưới 1 tuổi < 11,8 ‰", one("<", "11.8", "per_1000")),
    (
        "Giảm tỷ suất tử vong trẻ em dưới 5 tuổi xuống 16,5‰ trẻ đẻ sống",
        one("<=", "16.5", "per_1000"),
    ),
    (
        "Tỷ suất tử vong trẻ em dưới 5 tuổi không quá 16/1.000 trẻ đẻ sống",
        one("<=", "16", "per_1000"),
    ),
    ("Tỷ suất tử vong trẻ em dưới 5 tuổi dưới 16 phần nghìn", one("<", "16", "per_1000")),
    (
        "Giảm tỷ suất trẻ em bị tai nạn thương tích xuống còn 500/100.000 trẻ em",
        one("<=", "500", "per_100000"),
    ),
    ("Tỷ suất trẻ em tử vong do đuối nước dưới 5,5/100.000", one("<", "5.5", "per_100000")),
    (
        "Tỷ suất tai nạn thương tích trẻ em dưới 1.200 trên 100.000 trẻ em",
        one("<", "1200", "per_100000"),
    ),
    (
        "Tỷ suất tai nạn thương tích tính trên 100.000 trẻ em không quá 520",
        one("<=", "520", "per_100000"),
    ),
]

CHANGES = [
    ("Giảm ít nhất 5% số vụ xâm hại trẻ em so với năm 2025", one("reduce_by", "5", base=2025)),
    ("Giảm số vụ xâm hại trẻ em ít nhất 5% so với năm 2025", one("reduce_by", "5", base=2025)),
    ("Giảm 2% - 3%/năm số cuộc tảo hôn", one("reduce_by", "2", top="3")),
    ("Hằng năm giảm từ 2 đến 3% số cuộc tảo hôn", one("reduce_by", "2", top="3")),
    ("Duy trì mức giảm số cuộc tảo hôn từ 2% đến 3%", one("reduce_by", "2", top="3")),
    (
        "Tăng ít nhất 10% số trẻ em được học bơi so với năm 2025",
        one("increase_by", "10", base=2025),
    ),
    (
        "Giảm 5% số vụ xâm hại và 10% số vụ đuối nước so với năm 2025",
        one("reduce_by", "5", base=2025) + one("reduce_by", "10", base=2025),
    ),
    ("Giảm 10 vụ tai nạn đuối nước so với năm 2025", one("reduce_by", "10", "count", base=2025)),
    ("Số trẻ em tử vong do đuối nước giảm 10% so với năm 2025", one("reduce_by", "10", base=2025)),
    ("Tỷ lệ trẻ em được khai sinh đạt 99%, tăng 0,5% so với năm 2025", one(">=", "99")),
]

COUNTS = [
    ("Mỗi xã có ít nhất 02 điểm vui chơi cho trẻ em", one(">=", "2", "count")),
    ("Số trẻ em tử vong do đuối nước dưới 12 em", one("<", "12", "count")),
    ("Số vụ xâm hại trẻ em không quá 10 vụ", one("<=", "10", "count")),
    ("Mỗi thôn có tối thiểu một cộng tác viên trẻ em", one(">=", "1", "count")),
    ("Thành lập 05 mô hình câu lạc bộ quyền trẻ em", one(">=", "5", "count")),
    ("Tổ chức ít nhất 1.500 lượt truyền thông", one(">=", "1500", "count")),
]

YEARS = [
    (
        "Tỷ lệ trẻ em được tiêm chủng đạt 82% vào năm 2026 và 87% vào năm 2030",
        one(">=", "82", year=2026) + one(">=", "87", year=2030),
    ),
    (
        "Đến năm 2026, tỷ lệ xã phù hợp với trẻ em đạt 70%, đến năm 2030 đạt 75%",
        one(">=", "70", year=2026) + one(">=", "75", year=2030),
    ),
    ("Phấn đấu đến cuối năm 2026 có 80% trường học có phòng tư vấn", one(">=", "80", year=2026)),
    ("Tỷ lệ trẻ em bỏ học dưới 0,12% (năm 2026)", one("<", "0.12", year=2026)),
]

POPULATIONS = [
    (
        "Giảm tỷ lệ trẻ béo phì xuống 5% đối với nông thôn và dưới 10% đối với thành thị",
        one("<=", "5", population="rural") + one("<", "10", population="urban"),
    ),
    (
        "Tỷ lệ trẻ em béo phì: nông thôn dưới 5%, thành thị dưới 10%",
        one("<", "5", population="rural") + one("<", "10", population="urban"),
    ),
    (
        "Tỷ lệ trẻ em béo phì ở khu vực thành thị dưới 10%; khu vực nông thôn dưới 5%",
        one("<", "10", population="urban") + one("<", "5", population="rural"),
    ),
    ("Tỷ lệ trẻ em đi mẫu giáo đạt 95% ở vùng nông thôn", one(">=", "95", population="rural")),
    (
        "Tỷ lệ trẻ em đi mẫu giáo đạt 95% đối với trẻ em dân tộc thiểu số",
        one(">=", "95", population="trẻ em dân tộc thiểu số"),
    ),
]

AGES_AND_OTHER_FIGURES = [
    ("90% trẻ em dưới 5 tuổi được cân đo", one(">=", "90")),
    ("30% trẻ em từ 07 tuổi trở lên được hỏi ý kiến", one(">=", "30")),
    ("Giảm tỷ lệ lao động trẻ em từ 5 đến 17 tuổi xuống 4,5%", one("<=", "4.5")),
    ("95% tỷ lệ trẻ em dưới 1 tuổi được tiêm đủ 8 loại vắc xin", one(">=", "95")),
    ("80% tỷ lệ trẻ em đến 8 tuổi được tiếp cận dịch vụ", one(">=", "80")),
    ("60% trẻ em từ 0-6 tháng tuổi được bú mẹ hoàn toàn trong 6 tháng đầu", one(">=", "60")),
    ("85% phụ nữ có thai được khám ít nhất 4 lần trong 3 thời kỳ", one(">=", "85")),
    (
        "100% xã có ít nhất 01 điểm vui chơi theo Quyết định số 06/QĐ-TTg ngày 03/01/2019",
        one(">=", "100"),
    ),
    ("99% học sinh lớp 1 hoàn thành chương trình năm học 2025 - 2026", one(">=", "99")),
    ("Tỷ lệ trẻ em được khai sinh đạt 99% (năm 2025 đạt 97,5%)", one(">=", "99")),
    ("90% trẻ em biết số điện thoại 111 và Tổng đài 1022 hoạt động 24/24 giờ", one(">=", "90")),
    ("75% trẻ em từ đủ 6 tuổi đến dưới 16 tuổi biết bơi", one(">=", "75")),
]

SEVERAL = [
    (
        "99,5% trẻ em hoàn thành cấp tiểu học; tỷ lệ trẻ em bỏ học bậc tiểu học dưới 0,12%",
        one(">=", "99.5") + one("<", "0.12"),
    ),
    (
        "Tỷ lệ trẻ em được tiêm chủng đạt 95%, tỷ lệ trẻ em được uống vitamin A đạt 98%",
        one(">=", "95") + one(">=", "98"),
    ),
    (
        "95% trẻ em được tiêm chủng và 98% trẻ em được uống vitamin A",
        one(">=", "95") + one(">=", "98"),
    ),
    (
        "100% xã có mô hình, tỷ lệ trẻ em tham gia đạt 40%",
        one(">=", "100") + one(">=", "40"),
    ),
    (
        "Tỷ lệ trẻ em nhập học đúng tuổi đạt 99%. Tỷ lệ lưu ban dưới 1%.",
        one(">=", "99") + one("<", "1"),
    ),
]

NO_TARGET = [
    "Phấn đấu trẻ em dưới 5 tuổi được chăm sóc tốt hơn",
    "Bảo đảm trẻ em từ 07 tuổi trở lên được hỏi ý kiến",
    "Thực hiện Quyết định số 1717/QĐ-TTg ngày 31/12/2024",
    "Tiếp tục duy trì kết quả đã đạt được trong năm 2025",
    "Tổng đài 111 hoạt động 24/24 giờ",
    "Trẻ em dưới 1 tuổi được tiêm đủ 8 loại vắc xin",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    COMPARATORS
    + DIRECTIONS
    + RATES
    + CHANGES
    + COUNTS
    + YEARS
    + POPULATIONS
    + AGES_AND_OTHER_FIGURES
    + SEVERAL,
)
def test_a_phrase_is_read_as_an_officer_reads_it(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize("text", NO_TARGET)
def test_a_sentence_without_a_target_gives_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "76,9% tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em.",
            ["tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em"],
        ),
        (
            "Từng bước xóa bỏ tình trạng tảo hôn, duy trì mức giảm số cuộc tảo hôn từ 2% đến 3%.",
            ["số cuộc tảo hôn"],
        ),
        (
            "Phấn đấu tỷ lệ trẻ em được phát triển phù hợp về sức khỏe, học tập đạt 99,1%.",
            ["tỷ lệ trẻ em được phát triển phù hợp về sức khỏe, học tập"],
        ),
        (
            "Giảm tỷ lệ trẻ béo phì xuống 5% đối với nông thôn và dưới 10% đối với thành thị",
            ["tỷ lệ trẻ béo phì", "tỷ lệ trẻ béo phì"],
        ),
        ("Mỗi xã có ít nhất 02 điểm vui chơi", ["Mỗi xã có điểm vui chơi"]),
        ("Đến năm 2030, 90% trẻ em được bảo vệ", ["trẻ em được bảo vệ"]),
        (
            "95% trẻ em được tiêm chủng và 98% trẻ em được uống vitamin A",
            ["trẻ em được tiêm chủng", "trẻ em được uống vitamin A"],
        ),
    ],
)
def test_the_measure_keeps_only_the_words_that_name_it(text, measures):
    assert [target.measure for target in read_targets(text, plan_year=Y)] == measures


def test_a_year_of_the_past_that_is_called_a_result_is_no_target():
    assert read("Tỷ lệ trẻ em được khai sinh năm 2025 đạt 97%, năm 2026 đạt 99%") == one(
        ">=", "99", year=2026
    )


def test_letters_composed_and_decomposed_read_the_same():
    text = "Giảm tỷ lệ trẻ béo phì xuống 5% đối với nông thôn và dưới 10% đối với thành thị"
    assert read(tidy(unicodedata.normalize("NFD", text))) == read(text)


@pytest.mark.parametrize("text", ["tỉ lệ trẻ em bị xâm hại 4%", "tỷ lệ trẻ em bị xâm hại 4%"])
def test_both_spellings_of_share_are_the_same_word(text):
    assert read(text) == one("<=", "4")
