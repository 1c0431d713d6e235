"""The parts of the synthetic province as Arrow tables, one a table of the database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import numpy as np
import pyarrow as pa

from mangnon.demo.arrow import chosen, days, decimals, fresh, small, text, uuids
from mangnon.demo.circumstances import NOT_ENDED, Spells
from mangnon.demo.draw import Ints, day_number
from mangnon.demo.duplicates import ONLY
from mangnon.demo.growing import Measurements
from mangnon.demo.health import Injuries, Vaccinations
from mangnon.demo.moves import Moves
from mangnon.demo.people import People
from mangnon.demo.records import Assessments, Reported
from mangnon.demo.schooling import NO_GRADE, Schooling
from mangnon.demo.schools import LEVELS, SchoolAssessments, Schools
from mangnon.demo.years import last_day, past_years
from mangnon.engine.growth import LYING, POSITION_UNKNOWN

UNIT = "unit"
ORGANISATION = "organisation"


@dataclass(frozen=True)
class Register:
    """What the tables share: the children, where they lived, and fresh identifiers."""

    people: People
    moves: Moves
    codes: np.ndarray  # of the communes, by place
    ids: np.random.Generator
    today: date

    def child(self, who: Ints) -> pa.Array:
        return uuids(self.people.ids[who])

    def unit_on(self, who: Ints, day: Ints) -> pa.Array:
        """Return the unit where each of them lived on the day."""
        return chosen(self.codes, self.moves.commune_at(who, day))


def schools_table(schools: Schools) -> pa.Table:
    return pa.table({"place_id": uuids(schools.ids), "level": chosen(LEVELS, schools.level)})


def school_assessments_table(found: SchoolAssessments, schools: Schools) -> pa.Table:
    answers = {question: text(answer) for question, answer in found.answers.items()}
    about = {
        "school_id": uuids(schools.ids[found.school]),
        "year": small(found.year),
        "assessed_on": days(found.assessed_on),
    }
    return pa.table(about | answers)


def commune_assessments_table(found: Assessments, codes: np.ndarray) -> pa.Table:
    return pa.table(
        {
            UNIT: chosen(codes, found.commune),
            "year": small(found.year),
            "assessed_on": days(found.assessed_on),
            "is_child_friendly": text(found.is_child_friendly),
            "has_play_point": text(found.has_play_point),
        }
    )


def births_table(register: Register) -> pa.Table:
    """Return the live births of the known years, also of those who died since."""
    people = register.people
    first = day_number(date(past_years(register.today)[0], 1, 1))
    new = np.flatnonzero((people.birth >= first) & (people.copy_of == ONLY))
    return pa.table(
        {
            "id": fresh(register.ids, len(new)),
            "child_id": register.child(new),
            UNIT: register.unit_on(new, people.birth[new]),
            "born_on": days(people.birth[new]),
            "sex": text(people.sex[new]),
            "ethnicity": text(people.ethnicity[new]),
        }
    )


def deaths_table(register: Register) -> pa.Table:
    people = register.people
    dead = np.flatnonzero(~people.living)
    return pa.table(
        {
            "child_id": register.child(dead),
            UNIT: register.unit_on(dead, people.died[dead]),
            "died_on": days(people.died[dead]),
            "cause": text(people.cause[dead]),
        }
    )


def spells_table(spells: Spells, register: Register) -> pa.Table:
    return pa.table(
        {
            "id": fresh(register.ids, len(spells.who)),
            "child_id": register.child(spells.who),
            "group": text(spells.group),
            "began_on": days(spells.began_on),
            "ended_on": days(spells.ended_on, none=NOT_ENDED),
            "is_supported": text(spells.is_supported),
        }
    )


def vaccinations_table(given: Vaccinations, register: Register) -> pa.Table:
    return pa.table(
        {
            "child_id": register.child(given.who),
            "antigen": text(given.antigen),
            "dose": small(given.dose),
            "given_on": days(given.given_on),
        }
    )


def measurements_table(taken: Measurements, register: Register) -> pa.Table:
    scores = taken.scores.plausible()
    return pa.table(
        {
            "id": fresh(register.ids, len(taken.who)),
            "child_id": register.child(taken.who),
            UNIT: register.unit_on(taken.who, taken.measured_on),
            "measured_on": days(taken.measured_on),
            "weight_kg": decimals(taken.weight_kg, 5, 2),
            "height_cm": decimals(taken.height_cm, 4, 1),
            "is_standing": pa.array(
                taken.position != LYING, mask=taken.position == POSITION_UNKNOWN
            ),
            "waz": decimals(scores.waz, 4, 2),
            "haz": decimals(scores.haz, 4, 2),
            "whz": decimals(scores.whz, 4, 2),
            "baz": decimals(scores.baz, 4, 2),
            "implausible": text(taken.scores.flagged()),
        }
    )


def schooling_table(pupils: Schooling, schools: Schools, register: Register) -> pa.Table:
    school = uuids(schools.ids).take(pa.array(pupils.school, mask=pupils.school < 0))
    return pa.table(
        {
            "id": fresh(register.ids, len(pupils.who)),
            "child_id": register.child(pupils.who),
            UNIT: chosen(register.codes, pupils.commune),
            "school_id": school,
            "school_year": small(pupils.school_year),
            "level": chosen(LEVELS, pupils.level),
            "grade": small(pupils.grade, none=NO_GRADE),
            "is_enrolled_at_start": pa.array(pupils.is_enrolled_at_start),
            "completed_level_on": days(pupils.completed_on, none=0),
            "dropped_out_on": days(pupils.dropped_out_on, none=0),
        }
    )


def injuries_table(injuries: Injuries, register: Register) -> pa.Table:
    return pa.table(
        {
            "id": fresh(register.ids, len(injuries.who)),
            "child_id": register.child(injuries.who),
            UNIT: register.unit_on(injuries.who, injuries.injured_on),
            "injured_on": days(injuries.injured_on),
            "cause": text(injuries.cause),
            "is_fatal": pa.array(injuries.is_fatal),
        }
    )


def reported_table(values: list[Reported], today: date) -> pa.Table:
    """Return the reported figures, each entered at noon of the last day that it tells of."""
    noons = [datetime.combine(last_day(value.year, today), time(5), UTC) for value in values]
    columns = ("leaf", "series", "state", "basis", "source", "method", ORGANISATION)
    table = {name: text([getattr(v, name) for v in values]) for name in columns}
    return pa.table(
        table
        | {
            UNIT: text([v.unit_code for v in values]),
            "year": small(np.array([v.year for v in values])),
            "value": pa.array([v.value for v in values], type=pa.float64()),
            "entered_at": pa.array(noons, type=pa.timestamp("us", "UTC")),
        }
    )
