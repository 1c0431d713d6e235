"""New organisations, new names and new powers, entered by a person or by a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import (
    Certainty,
    Organisation,
    OrganisationChange,
    OrganisationName,
    OrganisationPower,
    Refused,
    Succession,
    Unit,
    User,
)
from mangnon.core.vietnamese import fold


@dataclass(frozen=True)
class Naming:
    """A name and from when until when it holds; an empty first day is an unknown early one."""

    name: str
    short_name: str = ""
    abbreviation: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    legal_basis: str = ""
    source: str = ""
    certainty: str = Certainty.UNSURE


@transaction.atomic
def add_organisation(
    kind: str, unit: Unit, naming: Naming, *, by: User, parent: Organisation | None = None
) -> Organisation:
    """Make an organisation of the unit with its first name."""
    access.require(by, "organisation.edit")
    if by.unit is None or not by.unit.subtree().filter(pk=unit.pk).exists():
        raise Refused(_("You may only change organisations of the units that you serve."))
    organisation = Organisation(
        code=_free_code(unit, naming.name), kind=kind, unit=unit, parent=parent, name=naming.name
    )
    require_clean(organisation)
    organisation.save()
    store_name(organisation, naming)
    record(by, "organisation.add", organisation, unit=unit, code=organisation.code, kind=kind)
    return organisation


@transaction.atomic
def rename(organisation: Organisation, naming: Naming, *, by: User) -> OrganisationChange:
    """Give the organisation another name from a day on; the one it bore ends on that day."""
    organisation = locked_for(organisation, by)
    on = naming.valid_from
    if on is None:
        raise Refused(_("Say from which day on the name holds."))
    if not naming.legal_basis.strip():
        raise Refused(_("Say by which document the name changed."))
    closed = []
    borne = organisation.names.on(on).exclude(valid_from=on).first()
    if borne is not None:
        closed = [[borne.pk, borne.valid_to.isoformat() if borne.valid_to else None]]
        naming = replace(naming, valid_to=naming.valid_to or borne.valid_to)
        borne.valid_to = on
        borne.save(update_fields=["valid_to"])
    opened = store_name(organisation, naming)
    before = {
        "names": closed, "opened_names": [opened.pk], "powers": {"closed": [], "opened": []},
    }  # fmt: skip
    change = OrganisationChange.objects.create(
        on=on, kind=OrganisationChange.Kind.RENAME, legal_basis=naming.legal_basis,
        source=naming.source, certainty=naming.certainty, before=before, made_by=by,
    )  # fmt: skip
    Succession.objects.create(change=change, predecessor=organisation, successor=organisation)
    record(by, "organisation.rename", organisation, unit=organisation.unit, on=on.isoformat())
    return change


@transaction.atomic
def add_power(
    organisation: Organisation, power: str, *, by: User, **dated: Any
) -> OrganisationPower:
    """Say that the organisation answers for something from a day until another."""
    organisation = locked_for(organisation, by)
    stored = store_power(organisation, power, **dated)
    record(by, "organisation.add_power", organisation, unit=organisation.unit, power=power)
    return stored


def locked_for(organisation: Organisation, by: User) -> Organisation:
    """Return the organisation, locked, when the person may change it."""
    access.require(by, "organisation.edit")
    mine = Organisation.objects.edited_by(by).select_for_update(of=("self",))
    found: Organisation | None = mine.filter(pk=organisation.pk).first()
    if found is None:
        raise Refused(_("You may only change organisations of the units that you serve."))
    return found


def store_name(organisation: Organisation, naming: Naming) -> OrganisationName:
    """Store a dated name, and make the newest one that of lists; refused when two overlap."""
    name = OrganisationName(organisation=organisation, **vars(naming))
    _store(name, _("It bears another name on some of these days already."))
    organisation.relabel()
    return name


def store_power(organisation: Organisation, power: str, **dated: Any) -> OrganisationPower:
    if organisation.unit is None:
        raise Refused(
            _("%(name)s belongs to no unit, so it answers for nothing.") % {"name": organisation}
        )
    stored = OrganisationPower(
        organisation=organisation, unit=organisation.unit, power=power, **dated
    )
    _store(stored, _("Another organisation answers for this on some of these days already."))
    return stored


def _store(row: OrganisationName | OrganisationPower, overlap: str) -> None:
    if row.valid_from and row.valid_to and row.valid_to <= row.valid_from:
        raise Refused(_("The last day lies before the first one."))
    require_clean(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(overlap) from error


def require_clean(row: Organisation | OrganisationName | OrganisationPower) -> None:
    try:
        row.clean_fields()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong


def _free_code(unit: Unit, name: str) -> str:
    """Return a code that says where and what it was first called; a number tells two apart."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:45]
    code, number = f"{unit.code}-{words}", 2
    while Organisation.objects.filter(code=code).exists():
        code, number = f"{unit.code}-{words}-{number}", number + 1
    return code
