"""What the register holds of a unit's children, as the rows of a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Prefetch

from mangnon.children.families import Guardianship, ResidenceSpell
from mangnon.children.register import Child
from mangnon.core.access import allowed
from mangnon.core.models import Unit, User

AT_A_TIME = 2_000
ANSWERS = (
    "full_name", "birth_date", "sex", "ethnicity", "birth_registration", "birth_registered_on",
    "health_insurance", "insured_until", "poverty", "disability", "lives_near_water",
)  # fmt: skip
NUMBERS = ("identity_number", "birth_certificate_number", "insurance_number")
PEOPLE = {
    Guardianship.Relation.MOTHER: "mother",
    Guardianship.Relation.FATHER: "father",
    Guardianship.Relation.GUARDIAN: "guardian",
    Guardianship.Relation.ALTERNATIVE_CARER: "carer",
}


def prefilled(unit: Unit, by: User) -> Iterator[Mapping[str, object]]:
    """Yield the open records of the unit that the person may see; brought back, nothing changes."""
    living = ResidenceSpell.objects.filter(ended_on=None).select_related("household")
    caring = Guardianship.objects.filter(ended_on=None).select_related("guardian")
    children = Child.objects.visible_to(by).filter(unit=unit, closed_on=None, merged_into=None)
    found = children.in_name_order().prefetch_related(
        Prefetch("residences", living, to_attr="lives"),
        Prefetch("guardianships", caring, to_attr="cared"),
    )
    for child in found.iterator(chunk_size=AT_A_TIME):
        yield _row(child, unit, by)


def _row(child: Any, unit: Unit, by: User) -> dict[str, object]:
    answers = {name: getattr(child, name) for name in ANSWERS}
    row = {name: value for name, value in answers.items() if value != "unknown"}
    row |= {"id": child.pk, "birth_date_precision": _precision(child), "commune": unit.code}
    if allowed(by, "child.identity"):
        row |= {name: getattr(child, name) for name in NUMBERS}
    for spell in child.lives:
        row |= {"hamlet": spell.hamlet, "household": spell.household and spell.household.code}
    for care in child.cared:
        person = PEOPLE[care.relation]
        row |= {f"{person}_name": care.guardian.full_name}
        row |= {f"{person}_birth_year": care.guardian.birth_year}
        if allowed(by, "child.contact"):
            row |= {f"{person}_phone": care.guardian.phone}
    return row


def _precision(child: Child) -> str:
    return (
        "year" if child.birth_precision == Child.BirthPrecision.ESTIMATED else child.birth_precision
    )
