"""mangnon calendar"""

import argparse

from mangnon.config.run import answer
from mangnon.core.refused import Refused
from mangnon.core.working_calendar import WEEKDAYS, YEARS, SpecialDay, working_calendar
from mangnon.ui import formats


def calendar(options: argparse.Namespace) -> int:
    """Every day of the year that is not as in an ordinary week, with its source."""
    if options.year not in YEARS:
        raise Refused(f"Không có lịch năm {options.year}; hãy chọn từ {YEARS[0]} đến {YEARS[-1]}.")
    days = working_calendar().special_days(options.year)
    rows = [
        {
            "day": special.day.isoformat(), "is_working": special.is_working,
            "name": special.name, "source": special.source, "certainty": special.certainty,
        }
        for special in days
    ]  # fmt: skip
    answer(rows, options, "\n".join(_line(special) for special in days))
    return 0


def _line(special: SpecialDay) -> str:
    day = f"{WEEKDAYS[special.day.weekday()]} {formats.date_text(special.day)}"
    state = "làm việc" if special.is_working else "nghỉ"
    return f"{day}: {state}, {special.name} ({special.source})"
