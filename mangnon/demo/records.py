"""Assessments of communes, and figures that agencies report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.demo.draw import Ints, catalog_rows, day_number, have_by_year, stream
from mangnon.demo.rates import Rates, rates_of
from mangnon.demo.territory import DemoUnit, Territory
from mangnon.demo.years import figures_of, known_years, past_years

NOTHING_TO_REPORT = 3  # one district in so many has no children hit by a disaster
NOT_ASSESSED = 3 / 27  # of the communes that are not fit for children


@dataclass(frozen=True)
class Assessments:
    commune: Ints
    year: Ints
    assessed_on: Ints
    is_child_friendly: np.ndarray
    has_play_point: np.ndarray


@dataclass(frozen=True)
class Reported:
    """One figure as its agency gave it; `value` is None where the state is not a figure."""

    leaf: str
    unit_code: str
    year: int
    value: float | None
    state: str
    basis: str
    series: str
    source: str
    method: str
    organisation: str


def assess_communes(territory: Territory, *, seed: int, today: date, rates: Rates) -> Assessments:
    """Assess every commune in each known year; who was recognised stays so."""
    rng = stream(seed, "assessments")
    count, years = len(territory.communes), known_years(today)
    of_year = [rates_of(year, today, rates) for year in years]
    friendly = [rates.communes_child_friendly for rates in of_year]
    play = [rates.communes_with_play_point for rates in of_year]
    ease = 1 / territory.hardship
    asked = [day_number(date(year, 6, 1)) + rng.integers(0, 29, count) for year in years]
    return Assessments(
        commune=np.tile(np.arange(count), len(years)),
        year=np.repeat(years, count),
        assessed_on=np.minimum(np.concatenate(asked), day_number(today)),
        is_child_friendly=np.concatenate(have_by_year(rng, ease**3, friendly, NOT_ASSESSED)),
        has_play_point=np.concatenate(have_by_year(rng, ease, play, 0.0)),
    )


def report_values(units: Sequence[DemoUnit], *, seed: int, today: date) -> list[Reported]:
    """Return this year's reported figures and the final figure of every leaf in each past year."""
    rng = stream(seed, "reported")
    provinces = [u for u in units if u.level == "province"]
    districts = sorted((u for u in units if u.level == "district"), key=lambda u: u.code)
    found = []
    for row in catalog_rows("reported.csv"):
        at = provinces if row["level"] == "province" else districts
        around = _spread(rng, float(row["spread"]), len(at))
        for place, unit in enumerate(at):
            idle = row["leaf"] == "12" and at is districts and place % NOTHING_TO_REPORT == 1
            state = "not_applicable" if idle else row["state"]
            value = None if state in ("not_applicable", "no_data") else float(row["value"])
            if value:
                value = round(min(value + around[place], 100.0), 3)
            found.append(_reported(row, unit, today.year, value, state))
    for year in past_years(today):
        text = {
            "basis": "final",
            "organisation": "Sở Y tế",
            "source": f"Báo cáo kết quả năm {year} (số liệu mô phỏng)",
            "method": "Số chính thức cả năm, dùng làm mốc so sánh",
        }
        for leaf, value in figures_of(year, today).items():
            found += [_reported(text | {"leaf": leaf}, u, year, value, "value") for u in provinces]
    return found


def _spread(rng: np.random.Generator, spread: float, count: int) -> np.ndarray:
    """Return differences that sum to zero, so that the districts average to the province."""
    around = rng.uniform(-spread, spread, count)
    return np.round(around - around.mean(), 1) if count > 1 else np.zeros(count)


def _reported(
    row: dict[str, str], unit: DemoUnit, year: int, value: float | None, state: str
) -> Reported:
    return Reported(
        leaf=row["leaf"],
        unit_code=unit.code,
        year=year,
        value=value,
        state=state,
        basis=row["basis"],
        series=row.get("series", ""),
        source=row["source"],
        method=row["method"],
        organisation=row["organisation"],
    )
