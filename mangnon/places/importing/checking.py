"""What would become of each row of a sheet of places; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _

from mangnon.core.models import Unit, User
from mangnon.core.vietnamese import fold
from mangnon.intake.importers import CHANGE_COLUMNS, Checked, Problem, Verdict
from mangnon.places.catalog import SCHOOL, services
from mangnon.places.place import Place, name_keys
from mangnon.places.services import communes_for
from mangnon.ui.formats import date_text

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('places.import'))"
TEXTS = {"hamlet": 100, "address": 200, "code": 30, "phone": 40, "in_charge": 100, "name": 200}
WRITTEN = ("name", "hamlet", "address", "code", "phone", "in_charge", "services", "opened_on")


class _Wrong(Exception):
    """A cell cannot be taken: the column, and the sentence that says why."""


@dataclass(frozen=True)
class PlaceRow:
    """One row: the place that it is about, None for a new one, and the values that it brings."""

    row: int
    unit: Unit
    kind: str
    place: Place | None
    values: Mapping[str, Any]

    @property
    def new_values(self) -> dict[str, Any]:
        """Return what is other than in the register; an empty cell says nothing."""
        if self.place is None:
            return dict(self.values)
        return {k: v for k, v in self.values.items() if known(self.place, k) != v}

    @property
    def verdict(self) -> Verdict:
        if self.place is None:
            return Verdict.NEW
        return Verdict.CHANGED if self.new_values else Verdict.SAME


@dataclass(frozen=True)
class CheckedPlaces(Checked):
    found: Sequence[PlaceRow] = field(default_factory=tuple)


def known(place: Place, name: str) -> Any:
    """Return what the register holds under a column's name."""
    return place.school.level if name == "level" else getattr(place, name)


def check(rows: pl.DataFrame, *, unread: set[int], unit: Unit, by: User, on: date) -> CheckedPlaces:
    """Compare the rows with the places that the person may edit; imports wait for one another."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    register = _Register(unit, by, on)
    found, problems, seen = [], [], dict[object, int]()
    for cells in rows.iter_rows(named=True):
        number = cells["row"]
        if number in unread:
            continue
        try:
            row = register.find(cells)
            key = row.place.pk if row.place else (row.unit.pk, row.kind, fold(row.values["name"]))
            if (before := seen.setdefault(key, number)) != number:
                raise _Wrong("name", _("Row %(row)s is about this place too.") % {"row": before})
        except _Wrong as wrong:
            problems.append(Problem(number, *wrong.args))
            continue
        found.append(row)
    verdicts = {row.row: row.verdict.value for row in found}
    said = pl.DataFrame(
        {
            "row": rows["row"],
            "verdict": [verdicts.get(row, Verdict.REJECTED.value) for row in rows["row"]],
        },
        schema={"row": rows.schema["row"], "verdict": pl.String},
    )
    return CheckedPlaces(said, problems, changes=_changes(found), found=found)


def _changes(found: Sequence[PlaceRow]) -> pl.DataFrame:
    lines = [
        (row.row, name, _said(known(row.place, name)), _said(value))
        for row in found
        if row.place is not None
        for name, value in row.new_values.items()
    ]
    return pl.DataFrame(lines, schema=CHANGE_COLUMNS, orient="row")


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(services().get(code, code)) for code in value)
    return str(date_text(value)) if isinstance(value, date) else str(value or "")


class _Register:
    """The places and communes that a person's sheet may be about, locked as they are."""

    def __init__(self, unit: Unit, by: User, on: date) -> None:
        self.unit = unit
        self.communes = list(communes_for(by, on))
        self.by_name: dict[tuple[int, str, str], list[Place]] = defaultdict(list)
        self.by_code: dict[tuple[str, str], list[Place]] = defaultdict(list)
        mine = Place.objects.edited_by(by).select_for_update(of=("self",))
        for place in mine.order_by("pk"):
            self.by_name[place.unit_id, place.kind, place.name_key].append(place)
            if place.code:
                self.by_code[place.kind, place.code].append(place)

    def find(self, cells: Mapping[str, Any]) -> PlaceRow:
        """Return what a row is about and brings; raise _Wrong."""
        unit, kind, values = self._commune(cells), cells["kind"], _values(cells)
        name_key = name_keys(values["name"])[0]
        places = self.by_code.get((kind, values.get("code", "")), [])
        places = places or self.by_name.get((unit.pk, kind, name_key), [])
        is_open = [place for place in places if place.closed_on is None]
        if places and not is_open:
            raise _Wrong("name", _("This place is closed; open it again first."))
        if len(is_open) > 1:
            text = _("There are several places of this name; write the code of the branch.")
            raise _Wrong("name", text)
        return PlaceRow(cells["row"], unit, kind, next(iter(is_open), None), values)

    def _commune(self, cells: Mapping[str, Any]) -> Unit:
        asked = cells["commune"]
        if not asked:
            if self.unit in self.communes:
                return self.unit
            raise _Wrong("commune", _("Say in which commune the place stands."))
        plain = fold(" ".join(asked.split()))
        found = [u for u in self.communes if plain in (u.code, fold(u.name), fold(str(u)))]
        if len(found) != 1:
            text = (
                _("“%(name)s” names several communes; write the code.") if found
                else _("“%(name)s” is none of the communes that you serve.")
            )  # fmt: skip
            raise _Wrong("commune", text % {"name": asked})
        return found[0]


def _values(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that the row brings, by field; raise _Wrong."""
    values: dict[str, Any] = {}
    for name, longest in TEXTS.items():
        text = " ".join((cells[name] or "").split())
        if len(text) > longest:
            raise _Wrong(name, _("Write this in %(count)s signs at most.") % {"count": longest})
        if text:
            values[name] = text
    phone = values.get("phone", "")
    if phone.isdigit() and len(phone) in (9, 10) and not phone.startswith("0"):
        values["phone"] = f"0{phone}"  # a spreadsheet that took it for a number dropped the zero
    if cells["opened_on"]:
        values["opened_on"] = cells["opened_on"]
    if cells["services"]:
        values["services"] = _services(cells["services"])
    if cells["kind"] == SCHOOL:
        if not cells["level"]:
            raise _Wrong("level", _("Say which level the school teaches."))
        values["level"] = cells["level"]
    return values


def _services(text: str) -> list[str]:
    by_words = {fold(label): code for code, label in services().items()}
    codes = []
    for part in text.split(";"):
        words = fold(" ".join(part.split()))
        if words and words not in by_words:
            text = _("“%(name)s” is none of the services of the catalogue: %(known)s.")
            all_known = "; ".join(services().values())
            raise _Wrong("services", text % {"name": part.strip(), "known": all_known})
        if words:
            codes.append(by_words[words])
    return codes
