"""The forecast, its trial and what each month must bring, in Vietnamese."""

from __future__ import annotations

from datetime import date

from mangnon.engine.definitions import Definition
from mangnon.engine.forecast import BackTest, Forecast, NoForecast
from mangnon.engine.monthly import Monthly
from mangnon.engine.periods import elapsed
from mangnon.engine.words import UNITS, measured, number

REASONS = {
    "period_over": "Kỳ đã kết thúc nên không còn gì để dự báo.",
    "measured": "Chỉ tiêu đo một lần mỗi năm và năm nay đã đo nên không dự báo.",
    "estimated": "Cơ quan báo cáo đã ước cả năm nên không dự báo thêm.",
    "change": "Số liệu chính là mức thay đổi so với năm trước nên không dự báo.",
    "small_numbers": "Số trường hợp quá ít để dự báo.",
    "too_few_years": "Chưa đủ số liệu của ba năm để dự báo.",
    "overtaken": "Số cộng dồn đã vượt đường xu hướng các năm trước nên không dự báo.",
    "no_data": "Chưa có số liệu năm nay để dự báo.",
    "hidden": "Số năm nay không nêu (số nhỏ) nên không dự báo.",
}


def forecast_words(definition: Definition, found: Forecast | NoForecast) -> str:
    """Return the forecast with its interval, or why there is none."""
    if isinstance(found, NoForecast):
        return REASONS[found.reason]
    unit, decimals = definition.unit, definition.decimals
    low, high = number(found.low, decimals), measured(found.high, unit, decimals)
    return f"{measured(found.value, unit, decimals)} (khoảng dự báo 95% từ {low} đến {high})"


def model_words(definition: Definition, found: Forecast, as_of: date) -> str:
    """Say in words how the forecast was made."""
    if found.model == "drift":
        years = f"{len(found.years)} năm ({found.years[0]}–{found.years[-1]})"
        return (
            f"Dự báo bằng đường xu hướng trung vị (Theil-Sen) qua {years}: từ số gần nhất đi tiếp "
            "theo độ dốc trung vị. Khoảng dự báo tính từ mức các năm lệch khỏi độ dốc ấy và từ "
            "khoảng tin cậy của số hôm nay, nếu có."
        )
    counted = "số cộng dồn" if definition.builds_up else "cả tử số và mẫu số"
    passed = f"phần thời gian đã qua ({number(float(100 * elapsed(definition.pace, as_of)), 1)}%)"
    if found.model == "season":
        years = ", ".join(map(str, found.years))
        passed = f"phần cả năm thường có vào ngày này ở các năm {years}"
    return (
        f"Dự báo theo nhịp từ đầu kỳ: {counted} chia cho {passed}. Khoảng dự báo coi số phát "
        "sinh trong thời gian còn lại là ngẫu nhiên theo phân phối Poisson với nhịp ấy."
    )


def back_test_words(definition: Definition, tried: BackTest | None) -> str:
    """Say how far the same model missed the last year that is known."""
    if tried is None:
        return "Chưa đủ số liệu các năm trước để thử lại cách dự báo này."
    unit = " điểm phần trăm" if definition.unit == "percent" else UNITS[definition.unit]
    error = number(abs(tried.error), definition.decimals) + unit
    known = "chỉ dùng số các năm trước đó" if tried.is_year_ahead else "dùng số có vào ngày này"
    return f"Sai số khi thử lại trên năm {tried.year} ({known}): {error}."


def monthly_words(need: Monthly, noun: str) -> str:
    """Say what each month that is left must bring, such as "cần thêm 4 xã mỗi tháng …"."""
    total, left = f"{number(need.total)} {noun}", f"trong {need.months} tháng còn lại"
    each = f"{number(need.each)} {noun} mỗi tháng {left}"
    words = {
        "met": "đã đủ số cần cho mục tiêu",
        "more": f"cần thêm {each}",
        "fewer": f"cần bớt {each}",
        "at_most": _at_most_words(need, noun, each, left),
        "exceeded": f"đã vượt mức mục tiêu cho phép {total}",
        "unreachable": "không số nguyên nào đạt được mục tiêu này",
        "no_months": f"không còn tháng nào trong kỳ, còn cách mục tiêu {total}",
    }[need.ask]
    return words if need.on is None else f"{words} (với mẫu số cả năm ước {number(need.on)})"


def _at_most_words(need: Monthly, noun: str, each: str, left: str) -> str:
    if need.total == 0:
        return f"không được thêm {noun} nào {left}"
    if need.each == 0:
        return f"không quá {number(need.total)} {noun} {left}"
    return f"không quá {each}"
