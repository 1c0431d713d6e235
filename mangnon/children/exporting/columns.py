"""What may stand in a file of children, column by column, and which right each one asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.catalog import CATALOG
from mangnon.children.births import age_on
from mangnon.children.exporting.part import Part
from mangnon.children.models import Child
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import SENSITIVE

Value = str | date | int | None


class Kind(StrEnum):
    """How a cell is written; a number that is a name is text, its leading zeros count."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"


@dataclass(frozen=True)
class Column:
    """`cells` gives a value for each child of a part; `field` is what it reads of their records."""

    name: str
    heading: str | Promise
    cells: Callable[[Part], Sequence[Value]]
    field: str = ""
    needs: str = ""  # a right beside child.export
    kind: Kind = Kind.TEXT


@lru_cache
def _ethnicities() -> dict[str, str]:
    file = CATALOG / "lists" / "ethnicity.yaml"
    rows = yaml.safe_load(file.read_text("utf-8"))["codes"]
    return {row["code"]: row["vi"] for row in rows}


def _own(name: str, heading: Promise, kind: Kind = Kind.TEXT) -> Column:
    return Column(name, heading, lambda part: part.of(name), field=name, kind=kind)


def _said(name: str, heading: Promise) -> Column:
    return Column(name, heading, lambda part: part.said(name), field=name)


def _sealed(name: str, heading: Promise) -> Column:
    needs = SENSITIVE[Child._meta.label][name]
    return Column(name, heading, lambda part: part.unsealed(name), field=name, needs=needs)


def _ages(part: Part) -> list[int]:
    return [age_on(birth, part.day) for birth in part.of("birth_date")]


def _peoples(part: Part) -> list[str]:
    return [_ethnicities().get(code, code) for code in part.of("ethnicity")]


@lru_cache
def columns() -> dict[str, Column]:
    """Return every column there is, in the order of the file."""
    found = [
        _own("full_name", _("Full name")),
        _own("birth_date", _("Date of birth"), Kind.DATE),
        _said("birth_precision", _("Birth date known")),
        Column("age", _("Age"), _ages, field="birth_date", kind=Kind.WHOLE),
        _said("sex", _("Sex")),
        Column("ethnicity", _("Ethnicity"), _peoples, field="ethnicity"),
        Column("unit", _("Commune"), Part.units, field="unit"),
        Column("hamlet", _("Hamlet"), Part.hamlets),
        Column("household", _("Household"), Part.households),
        Column("mother", _("Mother"), lambda part: part.carers("mother")),
        Column("father", _("Father"), lambda part: part.carers("father")),
        Column("phones", _("Phones of the carers"), Part.phones, needs="child.contact"),
        _said("poverty", _("Poverty class")),
        _said("disability", _("Disability")),
        Column("groups", _("Special circumstances"), Part.groups, needs="child.circumstances"),
        _said("birth_registration", _("Birth registered")),
        _said("health_insurance", _("Health insurance")),
        _own("insured_until", _("Insured until"), Kind.DATE),
        _sealed("identity_number", _("Identity number")),
        _sealed("birth_certificate_number", _("Birth certificate")),
        _sealed("insurance_number", _("Insurance number")),
    ]
    return {column.name: column for column in found}


def columns_for(user: User) -> list[Column]:
    """Return the columns that the person's rights allow."""
    return [c for c in columns().values() if not c.needs or allowed(user, c.needs)]


def may_have(user: User, names: Iterable[str]) -> bool:
    """Say whether the person's rights allow every one of the columns."""
    return set(names) <= {column.name for column in columns_for(user)}
