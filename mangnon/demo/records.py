"""Special circumstances of children, assessments of communes, and figures that agencies report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.demo.draw import Flags, Ints, catalog_rows, day_number, pick, pick_share, stream
from mangnon.demo.people import People
from mangnon.demo.rates import Rates
from mangnon.demo.territory import DemoUnit, Territory
from mangnon.demo.years import figures_of, past_years

# How the children in special circumstances divide over the 14 groups of the law (ours).
GROUPS = {
    "a": 0.06, "b": 0.03, "c": 0.22, "d": 0.40, "đ": 0.015, "e": 0.02, "g": 0.005, "h": 0.05,
    "i": 0.01, "k": 0.005, "l": 0.03, "m": 0.005, "n": 0.14, "o": 0.01,
}  # fmt: skip
NOT_ENDED = 0
NOTHING_TO_REPORT = 3  # one district in so many has no children hit by a disaster


@dataclass(frozen=True)
class Spells:
    """`ended_on` is NOT_ENDED while the spell is open."""

    who: Ints
    group: np.ndarray
    began_on: Ints
    ended_on: Ints
    is_supported: np.ndarray


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
    source: str
    method: str
    organisation: str


def make_spells(people: People, *, seed: int, today: date, rates: Rates) -> Spells:
    """Return spells open on the day for the wanted share of living children, and some past ones."""
    rng = stream(seed, "circumstances")
    wanted = round(rates.in_special_circumstances * int(people.living.sum()))
    disabled = people.living & (people.disability == "yes")
    by_disability = pick(rng, np.flatnonzero(disabled), round(GROUPS["d"] * wanted))
    others = people.living & ~disabled
    by_other = pick(rng, np.flatnonzero(others), wanted - len(by_disability), people.need[others])
    names = np.array([group for group in GROUPS if group != "d"], dtype=object)
    shares = np.array([GROUPS[group] for group in names])
    drawn = rng.choice(names, len(by_other), p=shares / shares.sum())
    # Group n is for the ill of poor households: who is not poor relies on nobody instead.
    poor = np.isin(people.poverty[by_other], ["poor", "near_poor"])
    drawn = np.where((drawn == "n") & ~poor, "c", drawn)
    second = pick(rng, by_disability, round(rates.in_two_groups * wanted))
    past = pick(rng, np.flatnonzero(others), wanted // 5)
    who = np.concatenate([by_disability, by_other, second, past])
    group = np.concatenate(
        [
            np.full(len(by_disability), "d"),
            drawn,
            np.full(len(second), "c"),
            np.full(len(past), "h"),
        ]
    ).astype(object)
    return _dated(rng, people, who, group, len(past), today, rates)


def _dated(
    rng: np.random.Generator,
    people: People,
    who: Ints,
    group: np.ndarray,
    past: int,
    today: date,
    rates: Rates,
) -> Spells:
    end = day_number(today)
    is_past = np.arange(len(who)) >= len(who) - past
    # A past spell of group h may meet an open one of the same child: it ended a year ago.
    ended = np.where(is_past, end - 365, NOT_ENDED)
    last = np.where(is_past, end - 400, end)
    span = np.minimum(last - people.birth[who], np.where(is_past, 700, 330))
    kept = span >= 0
    began = last - (rng.random(len(who)) * np.maximum(span, 1)).astype(np.int64)
    children = np.unique(who[~is_past])
    alone = np.zeros(len(people), dtype=bool)
    alone[children] = True
    without = pick_share(rng, alone, 1 - rates.supported, people.need)
    unknown = pick_share(rng, without, 0.25)
    supported = np.where(without[who], np.where(unknown[who], "unknown", "no"), "yes")
    return Spells(who[kept], group[kept], began[kept], ended[kept], supported.astype(object)[kept])


def assess_communes(territory: Territory, *, seed: int, today: date, rates: Rates) -> Assessments:
    """Assess every commune last year and this year; who was recognised mostly stays so."""
    rng = stream(seed, "assessments")
    count = len(territory.communes)
    everyone = np.ones(count, dtype=bool)
    friendly = pick_share(rng, everyone, rates.communes_child_friendly, 1 / territory.hardship**3)
    play = pick_share(rng, everyone, rates.communes_with_play_point, 1 / territory.hardship)
    before = pick_share(
        rng, friendly, rates.communes_child_friendly_before / max(friendly.mean(), 0.01)
    )
    play_before = pick_share(
        rng, play, rates.communes_with_play_point_before / max(play.mean(), 0.01)
    )
    unknown = pick_share(rng, ~friendly, 3 / 27)
    assessed = [
        np.minimum(day_number(date(year, 6, 1)) + rng.integers(0, 29, count), day_number(today))
        for year in (today.year - 1, today.year)
    ]
    return Assessments(
        commune=np.tile(np.arange(count), 2),
        year=np.repeat([today.year - 1, today.year], count),
        assessed_on=np.concatenate(assessed),
        is_child_friendly=np.concatenate(
            [_yes_no(before), np.where(unknown, "unknown", _yes_no(friendly))]
        ),
        has_play_point=np.concatenate([_yes_no(play_before), _yes_no(play)]),
    )


def _yes_no(flags: Flags) -> np.ndarray:
    return np.where(flags, "yes", "no").astype(object)


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
        source=row["source"],
        method=row["method"],
        organisation=row["organisation"],
    )
