"""One figure of a unit, item and period, and everything that was ever written there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, keeps_to_an_organisation
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.registries import who_leads
from mangnon.values.grid.periods import Period
from mangnon.values.grid.reading import EMPTY, Figure
from mangnon.values.grid.sheet import EntrySheet
from mangnon.values.reported_value import ReportedValue


class EntryCellQuerySet(ScopedQuerySet):
    view_action = "value.enter"

    def rules(self, user: User) -> Iterator[Rule]:
        """Show an organisation's people the figures of the leaves that it leads."""
        yield from super().rules(user)
        if keeps_to_an_organisation(user):
            led = Q(pk=None)
            for (year, leaf), bodies in who_leads(user).items():
                if user.organisation_id in bodies:
                    led |= Q(year=year, leaf=leaf)
            yield Rule("own-organisation", led)


class EntryCell(models.Model):
    """A cell that somebody wrote in; `version` grows with every change, "" is emptied again.

    `organisation` is the body of who wrote last, None where the unit itself did. Of a count,
    `sent_count` is that of the whole year as it was last sent, in the sheet `sent_in`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=4, choices=Period)
    item = models.CharField(max_length=60)
    leaf = models.CharField(max_length=4)
    state = models.CharField(max_length=14, choices=ReportedValue.State, blank=True, default=EMPTY)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(null=True, blank=True)
    sent_count = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    sent_in = models.ForeignKey(
        EntrySheet, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EntryCellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "period", "unit", "item"], name="entry_cell_once"
            ),
            models.CheckConstraint(
                condition=Q(state="value", value__isnull=False) & ~Q(value=0)
                | Q(state="zero", value__isnull=False, value=0)
                | Q(state__in=["", "not_applicable", "no_data"], value__isnull=True),
                name="entry_cell_agrees_with_its_state",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="entry_cell_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.unit} {self.year} {self.get_period_display()}"

    @property
    def figure(self) -> Figure:
        return Figure(self.state, self.value)


class EntryChange(models.Model):
    """One change of a cell, by the key that the browser gave it: never altered, never deleted."""

    class How(models.TextChoices):
        TYPED = "typed", _("typed")
        PASTED = "pasted", _("pasted")
        FORM = "form", _("on a form")
        WORKBOOK = "workbook", _("from a workbook")

    key = models.UUIDField(primary_key=True)
    cell = models.ForeignKey(EntryCell, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField()  # of the cell, after the change
    before_state = models.CharField(max_length=14, blank=True)
    before_value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    after_state = models.CharField(max_length=14, blank=True)
    after_value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    typed = models.CharField(max_length=40, blank=True)
    how = models.CharField(max_length=8, choices=How)
    source = models.CharField(max_length=200, blank=True)  # the name of the workbook

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "version"], name="entry_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.version}"

    @property
    def before(self) -> Figure:
        return Figure(self.before_state, self.before_value)

    @property
    def after(self) -> Figure:
        return Figure(self.after_state, self.after_value)
