"""One inspection of one place: planned for a day, carried out by a checklist, concluded."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.activities.inspections.catalog import Checklist, checklist, checklists_on
from mangnon.activities.inspections.inspection_plan import InspectionPlan
from mangnon.activities.inspections.scope import InspectionScope, carried_out_by
from mangnon.children.names import clean_name
from mangnon.core.access import allowed
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.vietnamese import fold
from mangnon.places.models import Place


class InspectionQuerySet(InspectionScope):
    is_large = True

    def edited_by(self, user: User) -> InspectionQuerySet:
        """Return those that the person carries out."""
        if not allowed(user, "inspection.edit"):
            return self.none()
        seen: InspectionQuerySet = self.visible_to(user)
        return seen.filter(carried_out_by(user))

    def overdue(self, day: date) -> InspectionQuerySet:
        return self.filter(state=Inspection.State.PLANNED, planned_on__lt=day)


class Inspection(models.Model):
    """A fact of the unit where the place stood; `since` names the checklist it is done by.

    The place is one of the register, or has a name in words whose `place_key` finds it again.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Carried out")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(
        InspectionPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    kind = models.CharField(max_length=30)  # of the catalogue
    since = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.CharField(max_length=500, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place_words = models.CharField(max_length=200, blank=True)
    place_key = models.CharField(max_length=200, db_collation="C", blank=True, editable=False)
    planned_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    conclusion = models.TextField(max_length=4000, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField(db_default=Now(), editable=False)
    # When it, an answer or a finding was last written: who edits compares.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False, place_words="")
                | Q(place=None) & ~Q(place_words="") & ~Q(place_key=""),
                name="inspection_is_of_one_place",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done"),
                name="inspection_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancelled_because="")
                | ~Q(state="cancelled") & Q(cancelled_because=""),
                name="inspection_cancelled_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-planned_on", "-id"], name="inspection_by_day"),
            models.Index(fields=["unit", "-planned_on", "-id"], name="inspection_of_unit"),
            models.Index(fields=["kind", "-planned_on", "-id"], name="inspection_of_kind"),
            models.Index(
                fields=["unit", "kind", "place_key"],
                name="inspection_of_named_place",
                condition=Q(place=None),
            ),
        ]

    def __str__(self) -> str:
        return self.place_name

    def name_place(self, words: str) -> None:
        """Name the place in words, and what finds the same name again."""
        self.place_words = clean_name(words)
        self.place_key = fold(self.place_words)[:200]

    @property
    def place_name(self) -> str:
        return str(self.place or self.place_words)

    @property
    def carried_out_by(self) -> str:
        return str(self.organisation or self.unit)

    @property
    def checklist(self) -> Checklist:
        return checklist(self.kind, self.since)

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind, self.planned_on)

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE


def kind_label(kind: str, day: date) -> str:
    known = checklists_on(day).get(kind)
    return known.label if known else kind


def same_place(one: Inspection, path: str = "") -> Q:
    """Return the condition on inspections of the same place; a name in words holds in its unit."""
    if one.place_id is not None:
        return Q(**{f"{path}place": one.place_id})
    named = {"place": None, "unit": one.unit_id, "kind": one.kind, "place_key": one.place_key}
    return Q(**{f"{path}{field}": value for field, value in named.items()})
