"""What an import did to one place, so that it can be taken back."""

from __future__ import annotations

from django.db import models

from mangnon.core.access import ScopedQuerySet
from mangnon.intake.batch import Batch
from mangnon.places.place import Place


class ImportedPlaceQuerySet(ScopedQuerySet):
    view_action = "place.view"
    unit_field = "place__unit"


class ImportedPlace(models.Model):
    """`was` holds the fields that the import changed as they were; None for a place it made."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="places")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    was = models.JSONField(null=True, blank=True)
    written_at = models.DateTimeField()

    objects = ImportedPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="place_imported_once_a_batch")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.place_id}"
