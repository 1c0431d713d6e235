"""Organisations in time: who they are, what they were called when, and what they answered for."""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.expressions import RawSQL
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet, allowed
from mangnon.core.spans import ends_after_it_begins, span
from mangnon.core.units.lineage import units_known
from mangnon.core.units.unit import Unit
from mangnon.core.vietnamese import fold, sort_key

if TYPE_CHECKING:
    from mangnon.core.models import User

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def name_key(text: str) -> str:
    """Return what two writings of one name share: no case, marks, punctuation, doubled spaces.

    >>> name_key("UBMTTQ  Việt Nam, tỉnh") == name_key("ubmttq việt nam tỉnh")
    True
    """
    return _BETWEEN_WORDS.sub(" ", fold(text)).strip()


def new_code() -> str:
    """Return a code for an organisation that nobody gave one."""
    return secrets.token_hex(8)


class Certainty(models.TextChoices):
    VERIFIED = "verified", _("Verified")
    UNSURE = "unsure", _("Not verified")


class DatedQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """Return what held on the day (valid_from is in, valid_to is out)."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day)
        )

    def in_order(self) -> Self:
        """Return the oldest first; what begins on an unknown day is older than the rest."""
        return self.order_by(F("valid_from").asc(nulls_first=True), "pk")


class Dated(models.Model):
    """What holds for a span of days; an empty first day is one before all that is known here."""

    valid_from = models.DateField(_("From"), null=True, blank=True)
    valid_to = models.DateField(_("Until, not included"), null=True, blank=True)
    legal_basis = models.CharField(_("Legal basis"), max_length=200, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    certainty = models.CharField(
        _("Certainty"), max_length=8, choices=Certainty, default=Certainty.UNSURE
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        is_begun = self.valid_from is None or self.valid_from <= day
        return is_begun and (self.valid_to is None or day < self.valid_to)


class OrganisationQuerySet(ScopedQuerySet):
    """Public bodies: whoever may see one may see all of them; changing them goes by unit."""

    view_action = "organisation.view"

    def in_units(self, units: RawSQL | list[int]) -> Q:
        return Q()

    def on(self, day: date) -> Self:
        """Return the organisations that bore a name on the day: those that existed."""
        return self.filter(pk__in=OrganisationName.objects.on(day).values("organisation"))

    def edited_by(self, user: User) -> Self:
        """Return those that the person may change: of the units that they serve."""
        if not allowed(user, "organisation.edit") or user.unit_id is None:
            return self.none()
        return self.of_units_of(user)

    def of_units_of(self, user: User) -> Self:
        """Return those of the units that the person serves; what has no unit is nobody's."""
        return self.filter(unit__in=units_known(user)) if user.unit_id else self.none()

    def with_names(self) -> Self:
        return self.prefetch_related(Prefetch("names", OrganisationName.objects.in_order()))


class Organisation(models.Model):
    """A department, union, court, committee or provider: the same one under all its names.

    `code` is its identity. `name` and `short_name` are those of its newest dated name, for lists
    and menus: nothing is ever found by them, and `relabel` keeps them.
    """

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Department")
        AGENCY = "agency", _("Agency")
        UNION = "union", _("Union")
        COURT = "court", _("Court")
        PROCURACY = "procuracy", _("Procuracy")
        COMMITTEE = "committee", _("People's committee")
        PROVIDER = "provider", _("Service provider")
        SCHOOL = "school", _("School")
        HEALTH_FACILITY = "health_facility", _("Health facility")
        CARE_FACILITY = "care_facility", _("Care facility")
        OTHER = "other", _("Other")

    code = models.CharField(_("Code"), max_length=60, unique=True, default=new_code)
    kind = models.CharField(_("Kind"), max_length=15, choices=Kind, default=Kind.OTHER)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    parent = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    name = models.CharField(_("Name"), max_length=200)
    short_name = models.CharField(_("Short name"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=1000, db_collation="C", editable=False, default="")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **options: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **options)  # type: ignore[arg-type]

    def relabel(self) -> None:
        """Show the newest dated name in lists from now on."""
        newest: OrganisationName | None = self.names.in_order().last()
        if newest is not None:
            self.name, self.short_name = newest.name, newest.short_name
            self.save(update_fields=["name", "short_name", "sort_key"])

    def name_on(self, day: date) -> OrganisationName | None:
        """Return the name it bore on the day; none when it did not exist then."""
        return next((name for name in self.names.all() if name.holds_on(day)), None)


class OrganisationName(Dated):
    """What an organisation was called from one day until another."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("Name"), max_length=200)
    short_name = models.CharField(_("Short name"), max_length=100, blank=True)
    abbreviation = models.CharField(_("Abbreviation"), max_length=30, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_begins("valid_from", "valid_to"),
                name="organisation_name_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="organisation_has_one_name_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    (span("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def keys(self) -> set[str]:
        """The writings by which a document may name it while it bears this name."""
        return {name_key(text) for text in (self.name, self.short_name, self.abbreviation) if text}


class OrganisationPower(Dated):
    """What an organisation answered for in its unit; one at a time answers for one thing."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="powers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    power = models.CharField(_("Power"), max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_begins("valid_from", "valid_to"),
                name="organisation_power_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="one_organisation_answers_for_a_power_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("power", RangeOperators.EQUAL),
                    (span("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.power
