"""The years before this one that the registers look back on, and what the province showed then."""

from datetime import date
from functools import lru_cache

from mangnon.demo.draw import catalog_rows

YEARS_BEFORE = 4


def past_years(today: date) -> list[int]:
    """Return the years before this one that the registers hold, the oldest first."""
    return list(range(today.year - YEARS_BEFORE, today.year))


def known_years(today: date) -> list[int]:
    """Return the past years and this one."""
    return [*past_years(today), today.year]


def last_day(year: int, today: date) -> date:
    """Return the last day of the year that is known of it."""
    return min(date(year, 12, 31), today)


@lru_cache(maxsize=16)
def figures_of(year: int, today: date) -> dict[str, float]:
    """Return the province's final figure of every leaf for one past year."""
    column = f"{today.year - year}_before"
    return {row["leaf"]: float(row[column]) for row in catalog_rows("baselines.csv")}
