"""What is wrong at a place, how grave it is, and the photos that show it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.scope import OfInspection, carried_out_by
from mangnon.core.access import Rule, allowed
from mangnon.core.models import Upload, User


class InspectionFindingQuerySet(OfInspection):
    def repeated(self) -> InspectionFindingQuerySet:
        """Return those of an item that an earlier inspection of the same place found wrong too."""
        earlier = InspectionFinding._base_manager.filter(
            Q(inspection__place=OuterRef("inspection__place"))
            | Q(
                inspection__place=None,
                inspection__unit=OuterRef("inspection__unit"),
                inspection__kind=OuterRef("inspection__kind"),
                inspection__place_key=OuterRef("inspection__place_key"),
            ),
            item=OuterRef("item"),
            inspection__state=Inspection.State.DONE,
            inspection__done_on__lt=OuterRef("inspection__done_on"),
        )
        found: InspectionFindingQuerySet = self.exclude(item="").filter(Exists(earlier))
        return found


class InspectionFinding(models.Model):
    """`item` is empty for something that the checklist does not ask."""

    class Severity(models.TextChoices):
        MINOR = "minor", _("Minor")
        SERIOUS = "serious", _("Serious")
        GRAVE = "grave", _("Dangerous: put right at once")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    item = models.CharField(max_length=30, blank=True)
    text = models.TextField(max_length=2000)
    severity = models.CharField(max_length=7, choices=Severity)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = InspectionFindingQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="finding_says_what")]
        indexes = [models.Index(fields=["item", "inspection"], name="finding_of_item")]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def item_label(self) -> str:
        return self.inspection.checklist.item_label(self.item) if self.item else ""


class FindingPhotoQuerySet(OfInspection):
    """A photo that may show a child is open to who carries out the inspection alone."""

    unit_field = "finding__inspection__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        shown = Q(shows_children=False)
        if allowed(user, "inspection.edit"):
            shown |= carried_out_by(user, "finding__inspection__")
        yield Rule("photo-open", shown)


class FindingPhoto(models.Model):
    finding = models.ForeignKey(InspectionFinding, on_delete=models.CASCADE, related_name="photos")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    # Taken for so unless somebody says otherwise.
    shows_children = models.BooleanField(default=True)

    objects = FindingPhotoQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)
