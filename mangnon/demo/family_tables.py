"""The children and their families as Arrow tables, one a table of the database."""

import numpy as np
import pyarrow as pa

from mangnon.children.names import name_key, search_text
from mangnon.demo.arrow import chosen, days, small, text, uuids
from mangnon.demo.deaths import NEVER
from mangnon.demo.guardians import YEAR_IS_UNKNOWN, Persons, Relations
from mangnon.demo.homes import NO_HOME, Homes
from mangnon.demo.tables import UNIT, Register


def children_table(register: Register, names: np.ndarray, numbers: np.ndarray) -> pa.Table:
    people = register.people
    coded = text(names).dictionary_encode()
    known = coded.dictionary.to_pylist()
    keys = pa.array([name_key(name) for name in known], pa.string())
    searched = pa.array([search_text(name) for name in known], pa.string())
    return pa.table(
        {
            "id": uuids(people.ids),
            "full_name": text(names),
            "name_key": keys.take(coded.indices),
            "search_text": searched.take(coded.indices),
            "birth_date": days(people.birth),
            "sex": text(people.sex),
            "ethnicity": text(people.ethnicity),
            "disability": text(people.disability),
            "poverty": text(people.poverty),
            "birth_registration": text(people.registration),
            "birth_registered_on": days(people.registered_on, none=NEVER),
            "identity_number": text(numbers),
            "closed_on": days(people.died, none=NEVER),
            "closed_reason": text(np.where(people.died == NEVER, "", "died").astype(object)),
            UNIT: chosen(register.codes, people.commune),
        }
    )


def households_table(homes: Homes, codes: np.ndarray) -> pa.Table:
    households = homes.households
    numbers = np.char.mod("%05d", households.number).astype(object)
    return pa.table(
        {
            "id": uuids(households.ids),
            UNIT: chosen(codes, households.commune),
            "code": text(numbers),
            "hamlet": chosen(homes.hamlets, households.hamlet),
        }
    )


def residences_table(homes: Homes, register: Register) -> pa.Table:
    spells = homes.residences
    is_none = spells.household == NO_HOME
    household = uuids(homes.households.ids).take(pa.array(spells.household, mask=is_none))
    return pa.table(
        {
            "child_id": register.child(spells.who),
            UNIT: chosen(register.codes, spells.commune),
            "hamlet": chosen(homes.hamlets, spells.hamlet),
            "household_id": household,
            "began_on": days(spells.began_on),
            "ended_on": days(spells.ended_on, none=NEVER),
        }
    )


def guardians_table(persons: Persons, codes: np.ndarray) -> pa.Table:
    return pa.table(
        {
            "id": uuids(persons.ids),
            "full_name": text(persons.name),
            "birth_year": small(persons.birth_year, none=YEAR_IS_UNKNOWN),
            "phone": text(persons.phone),
            UNIT: chosen(codes, persons.commune),
        }
    )


def guardianships_table(relations: Relations, persons: Persons, register: Register) -> pa.Table:
    return pa.table(
        {
            "child_id": register.child(relations.who),
            "guardian_id": uuids(persons.ids[relations.person]),
            "relation": text(relations.relation),
            "began_on": days(relations.began_on),
            "ended_on": days(relations.ended_on, none=NEVER),
        }
    )
