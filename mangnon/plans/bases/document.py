"""One document of the register of legal bases, and for how long it is in force."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet
from mangnon.core.models import Organisation, Unit, Upload, User
from mangnon.core.organisations.organisation import name_key
from mangnon.core.vietnamese import fold
from mangnon.plans.bases.catalog import kinds
from mangnon.plans.bases.rights import may_keep, units_read
from mangnon.ui.formats import date_text

_BETWEEN = re.compile(r"[\W_]+")


def number_key(number: str) -> str:
    """Return what two writings of one number share: no marks, no zeros before, "/" between parts.

    >>> number_key("028 CT/TW"), number_key("28-CT/TW")
    ('28/ct/tw', '28/ct/tw')
    """
    return _BETWEEN.sub("/", fold(number)).strip("/").lstrip("0/")


class LegalDocumentQuerySet(ScopedQuerySet):
    """Documents of the units that a person serves and of those above: public acts, not secrets."""

    view_action = "basis.view"
    is_large = True

    def rules(self, user: User) -> Iterator[Rule]:
        for rule in super().rules(user):
            if rule.name == "unit-subtree":
                yield Rule(rule.name, Q(unit__in=units_read(user)))
            else:
                yield rule

    def kept_by(self, user: User) -> Self:
        """Return those that the person may change."""
        return self.filter(may_keep(user), withdrawn_at=None)

    def standing(self) -> Self:
        """Return all but those entered by mistake."""
        return self.filter(withdrawn_at=None)

    def with_end(self) -> Self:
        """Add `ends_on`: the first day on which it is not in force any more, or None."""
        # One whole replacement a document at most, so that the join doubles nothing.
        whole = models.FilteredRelation("replacements", condition=Q(replacements__extent="whole"))
        # LEAST leaves out what is not known: without either there is no end.
        return self.alias(whole=whole).annotate(ends_on=Least("valid_to", "whole__from_on"))

    def in_force(self, day: date) -> Self:
        held = self.standing().with_end().filter(valid_from__lte=day)
        return held.filter(Q(ends_on=None) | Q(ends_on__gt=day))


class LegalDocument(models.Model):
    """A law, decision, plan, letter … that work may rest on, kept once in the register of a unit.

    `valid_to` is the first day on which it is not in force, as the document itself or its end says;
    what replaces it stands in `Supersession`. `organisation` is the agency that entered it, if any.
    """

    audited_fields = (
        "kind", "number", "issued_on", "issuer", "title", "valid_from", "valid_to",
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("Kind of document"), max_length=20)  # of the catalogue
    number = models.CharField(_("Number and symbol"), max_length=60)
    number_key = models.CharField(max_length=80, editable=False, db_collation="C")
    issued_on = models.DateField(_("Issued on"))
    issuer = models.CharField(_("Issuer"), max_length=200)
    title = models.CharField(_("Abstract"), max_length=1000)
    search_key = models.TextField(editable=False, db_collation="C")
    valid_from = models.DateField(_("In force from"))
    valid_to = models.DateField(_("Not in force from"), null=True, blank=True)
    files = models.ManyToManyField(Upload, related_name="+", blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = LegalDocumentQuerySet.as_manager()

    ends_on: date | None  # of `with_end`

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number_key", "issued_on"],
                condition=Q(withdrawn_at=None),
                name="legal_document_is_kept_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="legal_document_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(issuer="") & ~Q(title=""),
                name="legal_document_says_what_it_is",
            ),
        ]
        indexes = [
            models.Index(fields=["issued_on", "id"], name="legal_document_newest"),
            models.Index(fields=["number_key"], name="legal_document_number"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_label} {self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        self.number_key = number_key(self.number)
        self.search_key = name_key(f"{self.number} {self.issuer} {self.title}")
        super().save(*args, **options)

    @property
    def kind_label(self) -> str:
        return kinds().get(self.kind, self.kind)

    @property
    def name(self) -> str:
        """How a form finds it again: number and day."""
        return f"{self.number} ({date_text(self.issued_on)})"

    def is_in_force(self, day: date) -> bool:
        """Say whether it is in force; the document comes `with_end`."""
        return self.valid_from <= day and (self.ends_on is None or day < self.ends_on)
