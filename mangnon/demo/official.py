"""What offices of the synthetic province hold beside the registers: marriages, people, areas."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import numpy as np
import pyarrow as pa

from mangnon.children.register import ADULT_AT, birthday_years_before
from mangnon.demo.arrow import small, text
from mangnon.demo.draw import Ints, day_number, stream
from mangnon.demo.people import People
from mangnon.demo.tables import ORGANISATION, UNIT
from mangnon.demo.territory import Territory
from mangnon.demo.years import figures_of, known_years, last_day

MARRIAGES_BEFORE, FALL_THIS_YEAR = 520, 2.6  # percent; that of earlier years is their leaf 13
CLASSIFIED_SINCE, UNITS_ENDED = date(2021, 6, 4), date(2025, 7, 1)
# Shares of the communes, the hardest first; the rest are of no class.
CLASSES = {"extremely_difficult": 0.05, "area_3": 0.06, "area_2": 0.12, "area_1": 0.2}
NOT_ON_REGISTER = 0.015
BASIS = "Số liệu mô phỏng"


def marriages_table(territory: Territory, *, seed: int, today: date) -> pa.Table:
    """Return the child marriages that justice counted in each commune and year.

    The province's totals fall by what leaf 13 showed in each year; the year that begins the series
    is there too, since a fall is told from the year before.
    """
    rng = stream(seed, "marriages")
    weights = territory.population * territory.hardship * (1.05 - territory.mix[:, 0])
    first, *years = [today.year - len(known_years(today)), *known_years(today)]
    totals = {first: MARRIAGES_BEFORE}
    for year in years:
        fall = figures_of(year, today)["13"] if year < today.year else FALL_THIS_YEAR
        totals[year] = round(totals[year - 1] * (1 - fall / 100))
    draws = (rng.multinomial(total, weights / weights.sum()) for total in totals.values())
    return pa.concat_tables(
        _counted(counts, year, territory, today) for counts, year in zip(draws, totals, strict=True)
    )


def _counted(counts: Ints, year: int, at: Territory, today: date) -> pa.Table:
    count = len(at.communes)
    noon = datetime.combine(last_day(year, today), time(5), UTC)
    is_past = year < today.year
    of = "năm" if is_past else "ước cả năm"
    source = f"Báo cáo {of} {year} của Sở Tư pháp (số liệu mô phỏng)"
    return pa.table(
        {
            UNIT: text([unit.code for unit in at.communes]),
            "item": text(["child_marriages"] * count),
            "year": small(np.full(count, year)),
            "count": pa.array(counts, pa.int32()),
            "basis": text(["final" if is_past else "estimated"] * count),
            "source": text([source] * count),
            ORGANISATION: text(["Sở Tư pháp"] * count),
            "entered_at": pa.array([noon] * count, pa.timestamp("us", "UTC")),
        }
    )


def population_table(people: People, territory: Territory, *, seed: int, today: date) -> pa.Table:
    """Return this year's children by commune, age and sex: those of the register and a few."""
    rng = stream(seed, "population")
    child = people.children_on(today)
    birthdays = [day_number(birthday_years_before(today, years)) for years in range(1, ADULT_AT)]
    age = np.searchsorted(-np.array(birthdays), -people.birth[child], side="right")
    female = people.sex[child] == "female"
    shape = (len(territory.communes), ADULT_AT, 2)
    cell = np.ravel_multi_index((people.commune[child], age, female.astype(np.int64)), shape)
    persons: Ints = np.bincount(cell, minlength=int(np.prod(shape)))
    persons = persons + rng.binomial(persons, NOT_ON_REGISTER)
    commune, age, sex = np.unravel_index(np.arange(len(persons)), shape)
    count = len(persons)
    noon = datetime.combine(today, time(5), UTC)
    return pa.table(
        {
            UNIT: text([territory.communes[place].code for place in commune]),
            "year": small(np.full(count, today.year)),
            "age": small(age),
            "sex": text(["female" if one else "male" for one in sex]),
            "persons": pa.array(persons, pa.int32()),
            "source": text([f"Dân số trung bình năm {today.year} ({BASIS.lower()})"] * count),
            "published_on": pa.array([today] * count, pa.date32()),
            "entered_at": pa.array([noon] * count, pa.timestamp("us", "UTC")),
        }
    )


def area_classes_table(territory: Territory) -> pa.Table:
    """Return the class of area of the hardest communes, from the decision on to their end."""
    order = np.argsort(-territory.hardship, kind="stable")
    units: list[str] = []
    kinds: list[str] = []
    for kind, share in CLASSES.items():
        taken = order[len(units) : len(units) + round(share * len(order))]
        units += [territory.communes[place].code for place in taken]
        kinds += [kind] * len(taken)
    families = ["development" if kind.startswith("area") else kind for kind in kinds]
    count = len(units)
    return pa.table(
        {
            UNIT: text(units),
            "kind": text(kinds),
            "family": text(families),
            "valid_from": pa.array([CLASSIFIED_SINCE] * count, pa.date32()),
            "valid_to": pa.array([UNITS_ENDED] * count, pa.date32()),
            "legal_basis": text([BASIS] * count),
            "certainty": text([""] * count),
        }
    )
