"""Something that was planned and held for children: where, when, by whom, what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.activities.catalog import ActivityKind, catalog_on, kind_label
from mangnon.children.names import clean_name
from mangnon.core.access import BY_ORGANISER, ScopedQuerySet, allowed
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.vietnamese import fold
from mangnon.places.models import Place
from mangnon.plans.models import Assignment


class ActivityQuerySet(ScopedQuerySet):
    view_action = "activity.view"
    is_large = True

    def edited_by(self, user: User) -> ActivityQuerySet:
        """Return those that the person keeps, and whose participants' names they may read.

        An officer keeps those of the commune, a focal point those that their own body holds.
        """
        if not allowed(user, "activity.edit"):
            return self.none()
        seen: ActivityQuerySet = self.visible_to(user)
        return seen.filter(kept_by(user))

    def counting_for(self, leaf: str, year: int) -> ActivityQuerySet:
        """Return those held in a year whose children a leaf counts, each event once."""
        return self.filter(
            state=Activity.State.HELD, counted_for__contains=[leaf], same_as=None,
            from_day__year=year,
        )  # fmt: skip

    def newest_first(self) -> ActivityQuerySet:
        return self.order_by("-from_day", "-pk")


def kept_by(user: User, path: str = "") -> Q:
    """Return the condition on activities, or on what hangs on one by a path, that a person keeps.

    It narrows what the person sees, and says nothing of the units. Who keeps what their own body
    holds, and has none, keeps nothing.
    """
    if user.role not in BY_ORGANISER:
        return Q()
    if user.organisation_id is None:
        return Q(**{f"{path}pk__in": []})
    return Q(**{f"{path}organiser": user.organisation_id})


class Activity(models.Model):
    """A fact of the unit where it took place: it stays there when the unit is reformed.

    `leaves` are the targets that it is for; `counted_for` those of them that count its children.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)  # of the catalogue
    title = models.CharField(max_length=300)
    title_words = models.CharField(max_length=300, db_collation="C", editable=False)
    # The body that holds it, in the register or, where it is not in there, in words.
    organiser = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    organiser_words = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place_words = models.CharField(max_length=200, blank=True)
    from_day = models.DateField()
    to_day = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    cancelled_because = models.CharField(max_length=500, blank=True)
    results = models.TextField(max_length=4000, blank=True)
    # In đồng.
    cost_planned = models.BigIntegerField(null=True, blank=True)
    cost_spent = models.BigIntegerField(null=True, blank=True)
    reach = models.PositiveBigIntegerField(null=True, blank=True)
    goods = models.CharField(max_length=500, blank=True)
    assignments = models.ManyToManyField(Assignment, related_name="activities", blank=True)
    leaves = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    counted_for = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    # The same event, entered by somebody else: this one counts for no target any more.
    same_as = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT, on_delete=models.PROTECT, null=True, blank=True,
        related_name="entered_again",
    )  # fmt: skip
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField(db_default=Now(), editable=False)
    # When it or its participants were last written: who edits compares.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="activity_has_a_title"),
            models.CheckConstraint(
                condition=Q(organiser__isnull=False) | ~Q(organiser_words=""),
                name="activity_has_an_organiser",
            ),
            models.CheckConstraint(
                condition=Q(to_day__gte=F("from_day")), name="activity_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancelled_because="")
                | Q(state__in=["planned", "held"], cancelled_because=""),
                name="activity_cancelled_for_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(cost_planned=None) | Q(cost_planned__gte=0))
                & (Q(cost_spent=None) | Q(cost_spent__gte=0)),
                name="activity_costs_nothing_or_more",
            ),
            models.CheckConstraint(
                condition=Q(counted_for__contained_by=F("leaves")),
                name="activity_counts_for_its_targets",
            ),
            models.CheckConstraint(
                condition=Q(same_as=None) | ~Q(same_as=F("id")), name="activity_is_not_its_own_copy"
            ),
        ]
        indexes = [
            # What the list and the calendar ask, newest first: all, of a unit, a body, a kind.
            models.Index(fields=["-from_day", "-id"], name="activity_by_day"),
            models.Index(fields=["unit", "-from_day", "-id"], name="activity_of_unit"),
            models.Index(fields=["organiser", "-from_day", "-id"], name="activity_of_organiser"),
            models.Index(fields=["kind", "-from_day", "-id"], name="activity_of_kind"),
            models.Index(fields=["state", "-from_day", "-id"], name="activity_in_state"),
            GinIndex(fields=["counted_for"], name="activity_counted_for"),
        ]

    def __str__(self) -> str:
        return self.title

    def set_title(self, title: str) -> None:
        """Set the title and the words by which the same event is found again."""
        self.title = clean_name(title)
        self.title_words = fold(self.title)[:300]

    @property
    def asks(self) -> ActivityKind:
        """What the catalogue of its day asks of it."""
        return catalog_on(self.from_day).kinds[self.kind]

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind, self.from_day)

    @property
    def held_by(self) -> str:
        return str(self.organiser) if self.organiser else self.organiser_words

    @property
    def held_at(self) -> str:
        return ", ".join(part for part in (str(self.place or ""), self.place_words) if part)

    @property
    def only_links(self) -> Sequence[str]:
        """The targets that it is for without counting any child."""
        return [leaf for leaf in self.leaves if leaf not in self.counted_for]


class OfActivityQuerySet(ScopedQuerySet):
    """What hangs on an activity: seen where the activity is."""

    view_action = "activity.view"
    unit_field = "activity__unit"
