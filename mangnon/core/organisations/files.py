"""Loading organisations from three CSV files: dated names, powers, and who became whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.csv_rows import Row, day_of, rows_of_file
from mangnon.core.models import (
    Certainty,
    Organisation,
    OrganisationChange,
    OrganisationName,
    Refused,
    Unit,
    User,
)
from mangnon.core.organisations.changing import apply_change
from mangnon.core.organisations.editing import Naming, require_clean, store_name, store_power
from mangnon.core.organisations.events import Event
from mangnon.core.units.province import results_province

DATED = ("valid_from", "valid_to", "legal_basis", "source", "certainty")
NAME_COLUMNS = (
    "code", "kind", "unit_code", "unit_valid_from", "parent", "name", "short_name",
    "abbreviation", *DATED,
)  # fmt: skip
POWER_COLUMNS = ("code", "power", *DATED)
CHANGE_COLUMNS = (
    "change", "on", "kind", "predecessor", "successor", "power", "legal_basis", "source",
    "certainty",
)  # fmt: skip


@dataclass(frozen=True)
class LoadedOrganisations:
    """How many rows of each file are new; what was loaded before changes nothing."""

    organisations: int
    names: int
    powers: int
    changes: int


@cache
def power_names() -> dict[str, str]:
    """Return what organisations answer for, by code, in Vietnamese."""
    file = CATALOG / "lists" / "power.yaml"
    return {c["code"]: c["vi"] for c in yaml.safe_load(file.read_text(encoding="utf-8"))["codes"]}


@transaction.atomic
def load_organisations(
    names: Path, powers: Path | None, changes: Path | None, *, by: User | None
) -> LoadedOrganisations:
    """Load the files, or nothing at all; raise Refused naming the file, the row and the reason.

    `by` is None when an empty home is prepared.
    """
    if by is not None:
        access.require(by, "organisation.edit")
    before = Organisation.objects.count()
    new_names = sum(_name(row, where) for row, where in rows_of_file(names, NAME_COLUMNS))
    made = Organisation.objects.count() - before
    new_powers = new_changes = 0
    if powers is not None:
        new_powers = sum(_power(row, where) for row, where in rows_of_file(powers, POWER_COLUMNS))
    if changes is not None:
        new_changes = _load_changes(rows_of_file(changes, CHANGE_COLUMNS), by)
    loaded = LoadedOrganisations(made, new_names, new_powers, new_changes)
    record(by, "organisation.load", results_province(), **vars(loaded))
    return loaded


def load_catalog_organisations(folder: Path) -> None:
    """Give an empty home the catalogue's organisations."""
    if not Organisation.objects.exists():
        names, powers, changes = (folder / f"{n}.csv" for n in ("names", "powers", "changes"))
        load_organisations(names, powers, changes, by=None)


def _name(row: Row, where: str) -> bool:
    """Store a dated name and, with its first, the organisation; say whether it is new."""
    organisation: Organisation | None = Organisation.objects.filter(code=row["code"]).first()
    naming = Naming(
        row["name"], row["short_name"], row["abbreviation"],
        _day(row, "valid_from", where), _day(row, "valid_to", where),
        row["legal_basis"], row["source"], _certainty(row, where),
    )  # fmt: skip
    if organisation is None:
        organisation = _made(row, naming, where)
    same = organisation.names.filter(valid_from=naming.valid_from).first()
    if same is not None and _is_same(same, naming):
        return False
    with _told(where):
        store_name(organisation, naming)
    return True


def _is_same(stored: OrganisationName, naming: Naming) -> bool:
    return all(getattr(stored, name) == value for name, value in vars(naming).items())


def _made(row: Row, naming: Naming, where: str) -> Organisation:
    if not row["code"].strip():
        raise Refused(
            _("%(where)s: the code is empty; give each organisation one.") % {"where": where}
        )
    _require_known(row["kind"], Organisation.Kind.values, "kind", where)
    unit = None
    if row["unit_code"]:
        since = day_of(row["unit_valid_from"], where)
        unit = Unit.objects.filter(code=row["unit_code"], valid_from=since).first()
        if unit is None:
            raise Refused(
                _("%(where)s: there is no unit %(code)s from %(day)s; load the units first.")
                % {"where": where, "code": row["unit_code"], "day": f"{since:%d/%m/%Y}"}
            )
    parent = _organisation(row["parent"], where) if row["parent"] else None
    made = Organisation(
        code=row["code"], kind=row["kind"], unit=unit, parent=parent, name=naming.name
    )
    with _told(where):
        require_clean(made)
    made.save()
    return made


def _power(row: Row, where: str) -> bool:
    """Store a dated power; say whether it is new."""
    organisation = _organisation(row["code"], where)
    _require_known(row["power"], power_names(), "power", where)
    since = _day(row, "valid_from", where)
    if organisation.powers.filter(power=row["power"], valid_from=since).exists():
        return False
    with _told(where):
        store_power(
            organisation, row["power"], valid_from=since, valid_to=_day(row, "valid_to", where),
            legal_basis=row["legal_basis"], source=row["source"],
            certainty=_certainty(row, where),
        )  # fmt: skip
    return True


def _load_changes(rows: Iterable[tuple[Row, str]], by: User | None) -> int:
    """Apply each change that is not known yet, in the order of the days; say how many."""
    groups: dict[str, list[tuple[Row, str]]] = {}
    for row, where in rows:
        groups.setdefault(row["change"], []).append((row, where))
    events = [(_event(group), group[0][1]) for group in groups.values()]
    done = 0
    for event, where in sorted(events, key=lambda found: found[0].on):
        if not _is_known(event):
            with _told(where):
                apply_change(event, by=by)
            done += 1
    return done


def _event(group: list[tuple[Row, str]]) -> Event:
    (first, where), *rest = group
    for row, place in rest:
        if (row["on"], row["kind"]) != (first["on"], first["kind"]):
            raise Refused(
                _("%(where)s: all rows of the change “%(change)s” must have one day and one kind.")
                % {"where": place, "change": first["change"]}
            )
    _require_known(first["kind"], OrganisationChange.Kind.values, "kind", where)
    for row, place in group:
        if row["power"]:
            _require_known(row["power"], power_names(), "power", place)
    return Event(
        first["kind"], day_of(first["on"], where), first["legal_basis"],
        _each("predecessor", group), _each("successor", group),
        tuple(dict.fromkeys(row["power"] for row, _where in group if row["power"])),
        first["source"], _certainty(first, where),
    )  # fmt: skip


def _each(column: str, group: list[tuple[Row, str]]) -> tuple[Organisation, ...]:
    found = [_organisation(row[column], where) for row, where in group if row[column]]
    return tuple(dict.fromkeys(found))


def _is_known(event: Event) -> bool:
    same = OrganisationChange.objects.filter(on=event.on, kind=event.kind, undone_at=None)
    ends = {who.pk for who in event.predecessors}, {who.pk for who in event.successors}
    return any(
        ({s.predecessor_id for s in change.successions.all()},
         {s.successor_id for s in change.successions.all() if s.successor_id}) == ends
        for change in same.prefetch_related("successions")
    )  # fmt: skip


def _organisation(code: str, where: str) -> Organisation:
    found: Organisation | None = Organisation.objects.with_names().filter(code=code).first()
    if found is None:
        raise Refused(
            _("%(where)s: there is no organisation “%(code)s”; put its name before it.")
            % {"where": where, "code": code}
        )
    return found


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Say in which row stands what was refused."""
    try:
        yield
    except Refused as refusal:
        raise Refused(f"{where}: {refusal}") from refusal


def _day(row: Row, column: str, where: str) -> date | None:
    return day_of(row[column], where) if row[column] else None


def _certainty(row: Row, where: str) -> str:
    _require_known(row["certainty"], Certainty.values, "certainty", where)
    return row["certainty"]


def _require_known(text: str, known: Iterable[str], column: str, where: str) -> None:
    if text not in known:
        raise Refused(
            _("%(where)s: %(column)s “%(text)s” is not known; use %(known)s.")
            % {"where": where, "column": column, "text": text, "known": ", ".join(known)}
        )
