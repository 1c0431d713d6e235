"""The series: what the registers held at the end of each past year."""

from datetime import date

from mangnon.core.models import User
from mangnon.demo.years import past_years
from mangnon.indicators.services import compute_run
from mangnon.snapshots.services import take_snapshot


def look_back(today: date, *, by: User) -> None:
    """Freeze and compute the end of each past year, so that every figure is one of a series."""
    for year in past_years(today):
        snapshot = take_snapshot(
            date(year, 12, 31), by=by, reason=f"Trình diễn: số liệu cuối năm {year}"
        )
        compute_run(snapshot, by=by)
