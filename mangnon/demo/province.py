"""The whole synthetic province as Arrow tables, one a table of the database; no database here."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

import numpy as np
import pyarrow as pa

from mangnon.catalog import CATALOG
from mangnon.core.units.province import RESULTS_ON
from mangnon.demo.circumstances import Spells, make_spells
from mangnon.demo.draw import stream
from mangnon.demo.duplicates import ONLY
from mangnon.demo.family_tables import (
    children_table,
    guardians_table,
    guardianships_table,
    households_table,
    residences_table,
)
from mangnon.demo.growing import measure
from mangnon.demo.guardians import family_draws, make_guardians
from mangnon.demo.health import injure, vaccinate
from mangnon.demo.homes import make_homes
from mangnon.demo.moves import move_families
from mangnon.demo.naming import give_names
from mangnon.demo.numbers import give_numbers
from mangnon.demo.official import area_classes_table, marriages_table, population_table
from mangnon.demo.people import People, make_people
from mangnon.demo.places import places_table
from mangnon.demo.rates import RATES, Rates
from mangnon.demo.records import Assessments, assess_communes, report_values
from mangnon.demo.schooling import send_to_school
from mangnon.demo.schools import assess_schools, make_schools
from mangnon.demo.slips import copy_names, spoil_names
from mangnon.demo.tables import (
    Register,
    births_table,
    commune_assessments_table,
    deaths_table,
    injuries_table,
    measurements_table,
    reported_table,
    school_assessments_table,
    schooling_table,
    schools_table,
    spells_table,
    vaccinations_table,
)
from mangnon.demo.territory import DemoUnit, Territory, make_territory

Tables = dict[str, pa.Table]
Progress = Callable[[str, int, int], None]
STEPS = (
    "territory", "children", "vaccinations", "measurements", "schooling", "records", "families",
)  # fmt: skip


class _Draws(TypedDict):
    """What nearly every part of the province is drawn with."""

    seed: int
    today: date
    rates: Rates


@dataclass(frozen=True)
class Province:
    """The tables as the database will hold them, and what it will not be told."""

    tables: Tables
    duplicates: pa.Table  # child_id, same_as: which records are of one child


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
) -> Province:
    """Return a province with `children` records of living children under 16 on the day.

    The same seed gives the same province. Tables are named as in the database, in the order in
    which they can be loaded. They name a unit by its code (column `unit`) and an organisation by
    its name; `load` puts the keys there. `progress` is told the step, how many steps are done and
    how many there are.
    """
    if children < 0:
        raise ValueError("the number of children cannot be negative")
    units = catalog_units() if units is None else units
    tell = _Steps(progress)
    draws: _Draws = {"seed": seed, "today": today, "rates": rates}
    tell.begin("territory")
    territory = make_territory(units, seed)
    codes = np.array([u.code for u in territory.communes], dtype=object)
    tell.begin("children")
    people = make_people(children, territory, **draws)
    moves = move_families(people, territory, **draws)
    register = Register(people, moves, codes, stream(seed, "fact identifiers"), today)
    assessed = assess_communes(territory, **draws)
    tables = {
        "values_reportedvalue": reported_table(report_values(units, seed=seed, today=today), today),
        "values_reportedcount": marriages_table(territory, seed=seed, today=today),
        "values_populationfigure": population_table(people, territory, seed=seed, today=today),
        "core_areaclass": area_classes_table(territory),
        "places_communeassessment": commune_assessments_table(assessed, codes),
    }
    tell.begin("vaccinations")
    vaccinations = vaccinations_table(vaccinate(people, **draws), register)
    tell.begin("measurements")
    measurements = measurements_table(measure(people, territory, moves, **draws), register)
    tell.begin("schooling")
    schools, schooling = _schooling(territory, register, assessed, draws)
    tell.begin("records")
    spells = make_spells(people, **draws)
    records = {
        "children_birth": births_table(register),
        "children_death": deaths_table(register),
        "children_circumstancespell": spells_table(spells, register),
        "children_vaccination": vaccinations,
        "children_measurement": measurements,
        "children_schooling": schooling,
        "children_injury": injuries_table(injure(people, **draws), register),
    }
    tell.begin("families")
    families = _families(territory, register, spells, seed)
    tell.end()
    return Province(schools | families | records | tables, _duplicates(people))


def _schooling(
    territory: Territory, register: Register, communes: Assessments, draws: _Draws
) -> tuple[Tables, pa.Table]:
    schools = make_schools(territory, seed=draws["seed"], rates=draws["rates"])
    assessed = assess_schools(schools, territory, **draws)
    tables = {
        "places_place": places_table(schools, territory, communes, seed=draws["seed"]),
        "places_school": schools_table(schools),
        "places_schoolassessment": school_assessments_table(assessed, schools),
    }
    pupils = send_to_school(register.people, schools, register.moves, **draws)
    return tables, schooling_table(pupils, schools, register)


def _families(territory: Territory, register: Register, spells: Spells, seed: int) -> Tables:
    people = register.people
    groups = np.array(territory.ethnicities, dtype=object)[people.origin]
    family = family_draws(people, seed)
    rng = stream(seed, "names")
    names = give_names(rng, groups, people.sex, family)
    copy_names(rng, names, people.copy_of, np.flatnonzero(people.copy_of != ONLY))
    spoil_names(rng, names)
    numbers = give_numbers(stream(seed, "numbers"), people, register.today.year)
    homes = make_homes(people, territory, register.moves, seed=seed)
    persons, relations = make_guardians(people, groups, family, spells, seed=seed)
    return {
        "children_household": households_table(homes, register.codes),
        "children_child": children_table(register, names, numbers),
        "children_guardian": guardians_table(persons, register.codes),
        "children_guardianship": guardianships_table(relations, persons, register),
        "children_residencespell": residences_table(homes, register),
    }


def _duplicates(people: People) -> pa.Table:
    second = np.flatnonzero(people.copy_of != ONLY)
    pairs = {"child_id": second, "same_as": people.copy_of[second]}
    return pa.table(
        {
            name: [str(UUID(bytes=bytes(row))) for row in people.ids[who]]
            for name, who in pairs.items()
        }
    )


class _Steps:
    """Tells how far the work is, to whoever listens."""

    def __init__(self, tell: Progress | None) -> None:
        self.tell, self.done = tell, -1

    def begin(self, step: str) -> None:
        self.done += 1
        if self.tell:
            self.tell(step, self.done, len(STEPS))

    def end(self) -> None:
        self.begin("")
