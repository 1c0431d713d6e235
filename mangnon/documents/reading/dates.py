"""Dates as officials write them; a date that cannot be is found too, with no value."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SLASHED = re.compile(
    r"(?<![\d/.,-])(?P<d>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4,6})(?![\d/])"
    r"|ngày\s+(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{2,3})(?!\d)"
)
_WORDED = re.compile(
    r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s*,?\s*năm\s+(?P<y>\d{2,6})(?!\d)"
)
_YEARLESS = re.compile(
    r"(?:ngày|trước|và|nhất)\s+(?P<d>\d{1,2})(?:\s*[/-]\s*|\s+tháng\s+)(?P<m>\d{1,2})(?!\d|\s*[/%-]|,\d|\s+năm\s+\d)"
)


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text; `value` is None when no calendar has it."""

    start: int
    end: int
    text: str
    value: dt.date | None
    has_year: bool = True


def find_dates(folded: str, *, default_year: int | None = None) -> list[WrittenDate]:
    """Return the dates of a folded text in order; those without a year only if one is given."""
    dates = list(_written_out(folded))
    if default_year is not None:
        taken = [(d.start, d.end) for d in dates]
        for found in _YEARLESS.finditer(folded):
            if not any(a < found.end() and found.start() < b for a, b in taken):
                day, month = int(found["d"]), int(found["m"])
                value = make_date(default_year, month, day)
                start = found.start("d")
                dates.append(
                    WrittenDate(start, found.end(), folded[start : found.end()], value, False)
                )
    return sorted(dates, key=lambda date: date.start)


def _written_out(folded: str) -> Iterator[WrittenDate]:
    for pattern in (_SLASHED, _WORDED):
        for found in pattern.finditer(folded):
            groups = {k[0]: v for k, v in found.groupdict().items() if v and k != "sep"}
            day, month, year = (int(groups[key]) for key in "dmy")
            year += 2000 if year < 100 else 0
            at = found.start("d" if found.groupdict()["d"] else "d2")
            yield WrittenDate(
                at, found.end(), folded[at : found.end()], make_date(year, month, day)
            )


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None when it is not in the calendar of 1900 to 2100."""
    if not 1900 <= year <= 2100:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
