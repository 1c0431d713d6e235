"""Places, as the intake imports them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import Unit, User
from mangnon.intake.batch import Batch
from mangnon.intake.importers import Checked, Column
from mangnon.places.catalog import services
from mangnon.places.imported_place import ImportedPlace
from mangnon.places.importing.checking import WRITTEN, CheckedPlaces, check
from mangnon.places.importing.columns import columns
from mangnon.places.importing.writing import take_back, write
from mangnon.places.place import Place
from mangnon.ui.context import today

if TYPE_CHECKING:
    from mangnon.intake.reading.sheet import Sheet


class PlaceImporter:
    kind = "place"
    label = _("Places for children")
    needs = "place.edit"
    own_only = False

    def columns(self) -> Sequence[Column]:
        return columns()

    def page(self, batch: Batch) -> str:
        return reverse("places")

    def prefilled(self, unit: Unit, by: User) -> Iterable[Mapping[str, object]]:
        places = Place.objects.visible_to(by).filter(unit=unit, closed_on=None)
        for place in places.select_related("school").in_name_order():
            row = {name: getattr(place, name) for name in WRITTEN}
            row |= {"kind": place.kind, "commune": unit.code}
            row["services"] = "; ".join(services().get(code, code) for code in place.services)
            row["level"] = place.school.level if hasattr(place, "school") else None
            yield row

    def check(self, sheet: Sheet, batch: Batch, by: User) -> Checked:
        unread = {problem.row for problem in sheet.problems if not problem.is_warning}
        return check(sheet.rows, unread=unread, unit=batch.unit, by=by, on=today())

    def apply(self, batch: Batch, checked: Checked, by: User) -> None:
        if not isinstance(checked, CheckedPlaces):
            raise TypeError("places are applied as this importer checked them")
        write(batch, checked, by)

    def undo(self, batch: Batch, by: User) -> None:
        take_back(batch, by)

    def forget(self, batch: Batch) -> int:
        rows, _of_tables = ImportedPlace.objects.filter(batch=batch).delete()
        return rows
