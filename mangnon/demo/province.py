"""The whole synthetic province as Arrow tables, one a table of the database; no database here."""

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import numpy as np
import pyarrow as pa

from mangnon.catalog import CATALOG
from mangnon.core.units import RESULTS_ON
from mangnon.demo.draw import EPOCH, Floats, Ints, identifiers, stream
from mangnon.demo.health import Injuries, Measurements, Vaccinations, injure, measure, vaccinate
from mangnon.demo.naming import give_names
from mangnon.demo.people import People, make_people
from mangnon.demo.rates import RATES, Rates
from mangnon.demo.records import (
    Assessments,
    Reported,
    Spells,
    assess_communes,
    make_spells,
    report_values,
)  # fmt: skip
from mangnon.demo.schooling import (
    LEVELS,
    NO_GRADE,
    Schooling,
    Schools,
    make_schools,
    send_to_school,
)  # fmt: skip
from mangnon.demo.territory import DemoUnit, make_territory
from mangnon.engine.growth import LYING, POSITION_UNKNOWN

Progress = Callable[[str, int, int], None]
UUID = pa.binary(16)
UNIT = "unit"
ORGANISATION = "organisation"


def catalog_units(day: date = RESULTS_ON) -> list[DemoUnit]:
    """Return the units of the catalogue that existed on the day."""
    with (CATALOG / "units" / "units.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            DemoUnit(row["code"], row["level"], row["type"], row["name"], row["parent_code"])
            for row in csv.DictReader(file)
            if date.fromisoformat(row["valid_from"]) <= day
            and (not row["valid_to"] or date.fromisoformat(row["valid_to"]) > day)
        ]


def generate(
    children: int,
    *,
    seed: int,
    today: date,
    units: Sequence[DemoUnit] | None = None,
    rates: Rates = RATES,
    progress: Progress | None = None,
) -> dict[str, pa.Table]:
    """Return a province with `children` living children under 16 on the day: the same for a seed.

    Tables are named as in the database, in the order in which they can be loaded. They name a
    unit by its code (column `unit`) and an organisation by its name; `load` puts the keys there.
    `progress` is told the step, how many steps are done and how many there are.
    """
    if children < 0:
        raise ValueError("the number of children cannot be negative")
    units = catalog_units() if units is None else units
    steps = _Steps(progress, 8)
    draws: dict[str, Any] = {"seed": seed, "today": today, "rates": rates}
    steps.begin("territory")
    territory = make_territory(units, seed)
    schools = make_schools(territory, seed=seed, rates=rates)
    steps.begin("children")
    people = make_people(children, territory, **draws)
    codes = np.array([u.code for u in territory.communes], dtype=object)
    at = codes[people.commune]
    steps.begin("names")
    names = give_names(people.ethnicity, people.sex, seed=seed)
    steps.begin("vaccinations")
    vaccinations = vaccinate(people, **draws)
    steps.begin("measurements")
    measurements = measure(people, territory, **draws)
    steps.begin("schooling")
    schooling = send_to_school(people, schools, **draws)
    steps.begin("records")
    injuries = injure(people, **draws)
    spells = make_spells(people, **draws)
    assessments = assess_communes(territory, **draws)
    reported = report_values(units, seed=seed, today=today)
    steps.begin("tables")
    ids = stream(seed, "fact identifiers")
    tables = {
        "places_school": _schools(schools, codes),
        "places_communeassessment": _assessments(assessments, codes),
        "children_child": _children(people, names, at),
        "children_birth": _births(people, at, ids, today),
        "children_death": _deaths(people, at),
        "children_circumstancespell": _spells(spells, people, ids),
        "children_vaccination": _vaccinations(vaccinations, people),
        "children_measurement": _measurements(measurements, people, at, ids),
        "children_schooling": _schooling(schooling, schools, people, at, ids),
        "children_injury": _injuries(injuries, people, at, ids),
        "values_reportedvalue": _reported(reported, today),
    }
    steps.end()
    return tables


class _Steps:
    """Tells how far the work is, to whoever listens."""

    def __init__(self, tell: Progress | None, total: int) -> None:
        self.tell, self.total, self.done = tell, total, -1

    def begin(self, step: str) -> None:
        self.done += 1
        if self.tell:
            self.tell(step, self.done, self.total)

    def end(self) -> None:
        self.begin("")


def _uuids(rows: np.ndarray) -> pa.Array:
    raw = pa.py_buffer(np.ascontiguousarray(rows).tobytes())
    return pa.Array.from_buffers(UUID, len(rows), [None, raw])


def _fresh(rng: np.random.Generator, count: int) -> pa.Array:
    return _uuids(identifiers(rng, count))


def _days(days: Ints, *, none: int | None = None) -> pa.Array:
    """Return dates; `none` is the number that stands for no date."""
    mask = None if none is None else np.asarray(days) == none
    return pa.array(np.asarray(days, dtype=np.int32), mask=mask).cast(pa.date32())


def _decimals(values: Floats, digits: int, places: int) -> pa.Array:
    """Return decimals as the database keeps them; NaN becomes null."""
    rounded = np.round(values, places) + 0.0  # no minus zero
    return pa.array(rounded, mask=np.isnan(rounded)).cast(pa.decimal128(digits, places))


def _small(values: Ints, *, none: int | None = None) -> pa.Array:
    mask = None if none is None else np.asarray(values) == none
    return pa.array(np.asarray(values, dtype=np.int16), mask=mask)


def _text(values: np.ndarray | list[str]) -> pa.Array:
    return pa.array(values, type=pa.string())


def _schools(schools: Schools, codes: np.ndarray) -> pa.Table:
    return pa.table(
        {
            "id": _uuids(schools.ids),
            UNIT: _text(codes[schools.commune]),
            "name": _text(schools.name),
            "level": _text(np.array(LEVELS, dtype=object)[schools.level]),
            "has_sanitation": _text(schools.has_sanitation),
            "has_counselling": _text(schools.has_counselling),
            "has_adapted_facilities": _text(schools.has_adapted_facilities),
        }
    )


def _assessments(found: Assessments, codes: np.ndarray) -> pa.Table:
    return pa.table(
        {
            UNIT: _text(codes[found.commune]),
            "year": _small(found.year),
            "assessed_on": _days(found.assessed_on),
            "is_child_friendly": _text(found.is_child_friendly),
            "has_play_point": _text(found.has_play_point),
        }
    )


def _children(people: People, names: tuple[list[str], list[str]], at: np.ndarray) -> pa.Table:
    return pa.table(
        {
            "id": _uuids(people.ids),
            "full_name": _text(names[0]),
            "name_key": _text(names[1]),
            "birth_date": _days(people.birth),
            "sex": _text(people.sex),
            "ethnicity": _text(people.ethnicity),
            "disability": _text(people.disability),
            "poverty": _text(people.poverty),
            "birth_registration": _text(people.registration),
            UNIT: _text(at),
        }
    )


def _births(people: People, at: np.ndarray, ids: np.random.Generator, today: date) -> pa.Table:
    """Return the live births of last year and this year, also of those who died since."""
    new = np.flatnonzero(people.birth >= date(today.year - 1, 1, 1).toordinal() - EPOCH)
    return pa.table(
        {
            "id": _fresh(ids, len(new)),
            "child_id": _uuids(people.ids[new]),
            UNIT: _text(at[new]),
            "born_on": _days(people.birth[new]),
            "sex": _text(people.sex[new]),
            "ethnicity": _text(people.ethnicity[new]),
        }
    )


def _deaths(people: People, at: np.ndarray) -> pa.Table:
    dead = np.flatnonzero(~people.living)
    return pa.table(
        {
            "child_id": _uuids(people.ids[dead]),
            UNIT: _text(at[dead]),
            "died_on": _days(people.died[dead]),
            "cause": _text(people.cause[dead]),
        }
    )


def _spells(spells: Spells, people: People, ids: np.random.Generator) -> pa.Table:
    return pa.table(
        {
            "id": _fresh(ids, len(spells.who)),
            "child_id": _uuids(people.ids[spells.who]),
            "group": _text(spells.group),
            "began_on": _days(spells.began_on),
            "ended_on": _days(spells.ended_on, none=0),
            "is_supported": _text(spells.is_supported),
        }
    )


def _vaccinations(given: Vaccinations, people: People) -> pa.Table:
    return pa.table(
        {
            "child_id": _uuids(people.ids[given.who]),
            "antigen": _text(given.antigen),
            "given_on": _days(given.given_on),
        }
    )


def _measurements(
    taken: Measurements, people: People, at: np.ndarray, ids: np.random.Generator
) -> pa.Table:
    return pa.table(
        {
            "id": _fresh(ids, len(taken.who)),
            "child_id": _uuids(people.ids[taken.who]),
            UNIT: _text(at[taken.who]),
            "measured_on": _days(taken.measured_on),
            "weight_kg": _decimals(taken.weight_kg, 5, 2),
            "height_cm": _decimals(taken.height_cm, 4, 1),
            "is_standing": pa.array(
                taken.position != LYING, mask=taken.position == POSITION_UNKNOWN
            ),
            "waz": _decimals(taken.scores.waz, 4, 2),
            "haz": _decimals(taken.scores.haz, 4, 2),
            "whz": _decimals(taken.scores.whz, 4, 2),
        }
    )


def _schooling(
    pupils: Schooling,
    schools: Schools,
    people: People,
    at: np.ndarray,
    ids: np.random.Generator,
) -> pa.Table:
    school = _uuids(schools.ids).take(pa.array(pupils.school, mask=pupils.school < 0))
    return pa.table(
        {
            "id": _fresh(ids, len(pupils.who)),
            "child_id": _uuids(people.ids[pupils.who]),
            UNIT: _text(at[pupils.who]),
            "school_id": school,
            "school_year": _small(pupils.school_year),
            "level": _text(np.array(LEVELS, dtype=object)[pupils.level]),
            "grade": _small(pupils.grade, none=NO_GRADE),
            "is_enrolled_at_start": pa.array(pupils.is_enrolled_at_start),
            "completed_level_on": _days(pupils.completed_on, none=0),
            "dropped_out_on": _days(pupils.dropped_out_on, none=0),
        }
    )


def _injuries(
    injuries: Injuries, people: People, at: np.ndarray, ids: np.random.Generator
) -> pa.Table:
    return pa.table(
        {
            "id": _fresh(ids, len(injuries.who)),
            "child_id": _uuids(people.ids[injuries.who]),
            UNIT: _text(at[injuries.who]),
            "injured_on": _days(injuries.injured_on),
            "cause": _text(injuries.cause),
            "is_fatal": pa.array(injuries.is_fatal),
        }
    )


def _reported(values: list[Reported], today: date) -> pa.Table:
    """Return the reported figures, each entered at noon of the last day that it tells of."""
    days = [min(today, date(value.year, 12, 31)) for value in values]
    entered = [datetime.combine(day, time(5), UTC) for day in days]
    columns = ("leaf", "state", "basis", "source", "method", ORGANISATION)
    table = {name: _text([getattr(v, name) for v in values]) for name in columns}
    return pa.table(
        table
        | {
            UNIT: _text([v.unit_code for v in values]),
            "year": _small(np.array([v.year for v in values])),
            "value": pa.array([v.value for v in values], type=pa.float64()),
            "entered_at": pa.array(entered, type=pa.timestamp("us", "UTC")),
        }
    )
