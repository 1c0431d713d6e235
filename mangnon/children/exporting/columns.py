"""What may stand in a file of children, column by column, and which right each one asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.catalog import CATALOG
from mangnon.children.models import Child, CircumstanceSpell, Guardianship, ResidenceSpell
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import SENSITIVE

Value = str | date | int | None


class Kind(StrEnum):
    """How a cell is written; a number that is a name is text, its leading zeros count."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"


@dataclass
class Known:
    """A child with what other records say of it on the day."""

    child: Child
    day: date
    residence: ResidenceSpell | None = None
    carers: list[Guardianship] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def carer(self, relation: str) -> str:
        names = [row.guardian.full_name for row in self.carers if row.relation == relation]
        return ", ".join(names)


@dataclass(frozen=True)
class Column:
    name: str
    heading: str | Promise
    value: Callable[[Known], Value]
    needs: str = ""  # a right beside child.export
    kind: Kind = Kind.TEXT


def age_on(day: date, birth: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@lru_cache
def _ethnicities() -> dict[str, str]:
    file = CATALOG / "lists" / "ethnicity.yaml"
    rows = yaml.safe_load(file.read_text("utf-8"))["codes"]
    return {row["code"]: row["vi"] for row in rows}


def _phones(known: Known) -> str:
    return ", ".join(row.guardian.phone for row in known.carers if row.guardian.phone)


def _guarded(name: str) -> str:
    """Return the right that a field of a child asks for."""
    return SENSITIVE.get(Child._meta.label, {}).get(name, "")


@lru_cache
def columns() -> dict[str, Column]:
    """Return every column there is, in the order of the file."""
    found = [
        Column("full_name", _("Full name"), lambda k: k.child.full_name),
        Column("birth_date", _("Date of birth"), lambda k: k.child.birth_date, kind=Kind.DATE),
        Column(
            "birth_precision", _("Birth date known"),
            lambda k: k.child.get_birth_precision_display(),
        ),
        Column("age", _("Age"), lambda k: age_on(k.day, k.child.birth_date), kind=Kind.WHOLE),
        Column("sex", _("Sex"), lambda k: k.child.get_sex_display()),
        Column(
            "ethnicity", _("Ethnicity"),
            lambda k: _ethnicities().get(k.child.ethnicity, k.child.ethnicity),
        ),
        Column("unit", _("Commune"), lambda k: str(k.child.unit)),
        Column("hamlet", _("Hamlet"), lambda k: k.residence.hamlet if k.residence else ""),
        Column(
            "household", _("Household"),
            lambda k: k.residence.household.code if k.residence and k.residence.household else "",
        ),
        Column("mother", _("Mother"), lambda k: k.carer("mother")),
        Column("father", _("Father"), lambda k: k.carer("father")),
        Column("phones", _("Phones of the carers"), _phones, needs="child.contact"),
        Column("poverty", _("Poverty class"), lambda k: k.child.get_poverty_display()),
        Column("disability", _("Disability"), lambda k: k.child.get_disability_display()),
        Column(
            "groups", _("Special circumstances"), lambda k: ", ".join(k.groups),
            needs="child.circumstances",
        ),
        Column(
            "birth_registration", _("Birth registered"),
            lambda k: k.child.get_birth_registration_display(),
        ),
        Column(
            "health_insurance", _("Health insurance"),
            lambda k: k.child.get_health_insurance_display(),
        ),
        Column(
            "insured_until", _("Insured until"), lambda k: k.child.insured_until, kind=Kind.DATE
        ),
        *(
            Column(name, heading, _field(name), needs=_guarded(name))
            for name, heading in (
                ("identity_number", _("Identity number")),
                ("birth_certificate_number", _("Birth certificate")),
                ("insurance_number", _("Insurance number")),
            )
        ),
    ]  # fmt: skip
    return {column.name: column for column in found}


def _field(name: str) -> Callable[[Known], Value]:
    return lambda known: str(getattr(known.child, name))


def columns_for(user: User) -> list[Column]:
    """Return the columns that the person's rights allow."""
    return [c for c in columns().values() if not c.needs or allowed(user, c.needs)]


def may_have(user: User, names: Iterable[str]) -> bool:
    """Say whether the person's rights allow every one of the columns."""
    return set(names) <= {column.name for column in columns_for(user)}


def known_of(children: list[Child], names: Iterable[str], day: date, by: User) -> list[Known]:
    """Return the children with what the columns need of other records that the person may see."""
    wanted = set(names)
    found: dict[UUID, Known] = {child.pk: Known(child, day) for child in children}
    about = {"child__in": list(found)}
    if wanted & {"hamlet", "household"}:
        for spell in (
            ResidenceSpell.objects.visible_to(by)
            .filter(**about, ended_on=None)
            .select_related("household")
        ):
            found[spell.child_id].residence = spell
    if wanted & {"mother", "father", "phones"}:
        for carer in (
            Guardianship.objects.visible_to(by)
            .filter(**about, ended_on=None)
            .select_related("guardian")
            .order_by("pk")
        ):
            found[carer.child_id].carers.append(carer)
    if "groups" in wanted:
        spells = CircumstanceSpell.objects.visible_to(by).filter(**about, ended_on=None)
        for group in spells.order_by("group"):
            found[group.child_id].groups.append(group.get_group_display())
    return list(found.values())
