"""Writes what was checked, and takes it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.intake.batch import Batch
from mangnon.places.catalog import SCHOOL
from mangnon.places.imported_place import ImportedPlace
from mangnon.places.importing.checking import CheckedPlaces, PlaceRow, known
from mangnon.places.place import Place
from mangnon.places.school import School
from mangnon.places.services import touch

SHOWN = 3


def write(batch: Batch, checked: CheckedPlaces, by: User) -> None:
    """Write the new and changed places, in the caller's transaction."""
    rejected = set(checked.rows.filter(verdict="rejected")["row"])
    for row in checked.found:
        if row.row in rejected or (row.place is not None and not row.new_values):
            continue
        was = None if row.place is None else _plain(row.place, row.new_values)
        place = row.place or _new(row)
        _fill(place, row.new_values)
        touch(place)
        place.save()
        action = "place.add" if was is None else "place.change"
        record(by, action, place, unit=place.unit, batch=str(batch.pk))
        ImportedPlace.objects.create(
            batch=batch, place_id=place.pk, was=was, written_at=place.changed_at
        )


def take_back(batch: Batch, by: User) -> None:
    """Take back what the batch wrote, unless later work stands on it."""
    rows = list(ImportedPlace.objects.filter(batch=batch).select_related("place").order_by("pk"))
    locked = Place.objects.select_for_update(of=("self",)).in_bulk([row.place_id for row in rows])
    later = [p.name for r in rows if (p := locked[r.place_id]).changed_at != r.written_at]
    if later:
        raise Refused(
            _("These places were changed since, correct them one by one: %(names)s.")
            % {"names": ", ".join(later[:SHOWN]) + ("…" if len(later) > SHOWN else "")}
        )
    for row in rows:
        place = locked[row.place_id]
        record(by, "place.undo_import", place, unit=place.unit, batch=str(batch.pk))
        if row.was is None:
            _remove(place)
        else:
            _fill(place, row.was)
            touch(place)
            place.save()
            row.delete()


def _new(row: PlaceRow) -> Place:
    if row.kind == SCHOOL:
        return School(kind=row.kind, unit=row.unit)
    return Place(kind=row.kind, unit=row.unit)


def _fill(place: Place, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name == "name":
            place.set_name(value)
        elif name == "opened_on" and isinstance(value, str):
            place.opened_on = date.fromisoformat(value)
        elif name == "level" and not isinstance(place, School):
            School.objects.filter(pk=place.pk).update(level=value)
        else:
            setattr(place, name, value)


def _plain(place: Place, changed: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that change as they are, as plain JSON."""
    values = {name: known(place, name) for name in changed}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def _remove(place: Place) -> None:
    try:
        (School.objects.filter(pk=place.pk).first() or place).delete()
    except ProtectedError as error:
        raise Refused(
            _("Something is known about “%(name)s” by now; close the place instead.")
            % {"name": place.name}
        ) from error
