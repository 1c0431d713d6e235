"""What was understood of a plan. An item counts once it is confirmed and its plan is approved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import Organisation
from mangnon.core.working_calendar import working_calendar
from mangnon.engine.attainment import LOWER
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.item import Item, ItemQuerySet
from mangnon.plans.plan import Plan
from mangnon.ui.formats import date_text, target_text


class IndicatorQuerySet(ItemQuerySet):
    organisation_path = "leads__organisation"


class OfIndicatorQuerySet(ItemQuerySet):
    parent = "indicator"
    organisation_path = "indicator__leads__organisation"


class LeadQuerySet(OfIndicatorQuerySet):
    def leads(self) -> Self:
        """Return those who lead, without those who take part."""
        return self.filter(role=IndicatorLead.Role.LEAD)

    def names_by_number(self) -> dict[str, tuple[str, ...]]:
        """Return who leads each indicator number, as written and in the order of the plan."""
        found: dict[str, tuple[str, ...]] = {}
        leads = self.leads().order_by("indicator__position", "indicator__pk", "position", "pk")
        for number, name in leads.values_list("indicator__number", "name"):
            found[number] = (*found.get(number, ()), name)
        return found


class OfKeyTaskQuerySet(ItemQuerySet):
    parent = "key_task"


class AgencyQuerySet(ItemQuerySet):
    organisation_path = "organisations"


class OfAgencyQuerySet(ItemQuerySet):
    parent = "agency"
    organisation_path = "agency__organisations"


class Indicator(Item):
    """One numbered indicator of the plan, as written."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    number = models.CharField(_("Number"))
    text = models.TextField(_("Text"))
    line = models.CharField(_("Line"), blank=True)

    objects = IndicatorQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Target(Item):
    """What the plan asks of one leaf measure: a relation and a number, never a bare number."""

    class Relation(models.TextChoices):
        AT_LEAST = ">=", _("at least")
        ABOVE = ">", _("above")
        AT_MOST = "<=", _("at most")
        BELOW = "<", _("below")
        REDUCE_BY = "reduce_by", _("falls by at least")
        INCREASE_BY = "increase_by", _("rises by at least")

    class Measure(models.TextChoices):
        PERCENT = "percent", _("percent")
        PER_1000 = "per_1000", _("per 1,000")
        PER_100000 = "per_100000", _("per 100,000")
        COUNT = "count", _("count")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    leaf = models.CharField(_("Leaf"))
    measure = models.TextField(_("What is measured"))
    relation = models.CharField(_("Relation"), max_length=11, choices=Relation)
    value = models.DecimalField(_("Target value"), max_digits=18, decimal_places=6)
    value_max = models.DecimalField(
        _("Upper value"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    unit = models.CharField(_("Unit"), max_length=10, choices=Measure)
    population = models.CharField(_("Population"), blank=True)
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    base_year = models.PositiveSmallIntegerField(_("Base year"), null=True, blank=True)

    objects = OfIndicatorQuerySet.as_manager()

    class Meta(Item.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="target_is_not_negative"),
            models.CheckConstraint(
                condition=Q(value_max=None) | Q(value_max__gt=F("value")),
                name="target_band_goes_up",
            ),
        ]

    def __str__(self) -> str:
        parts = (self.leaf, self.goal, self.measure, self.population_text)
        return " · ".join(part for part in parts if part)

    @property
    def line(self) -> str:
        return self.indicator.line

    @property
    def population_text(self) -> str:
        known = {"rural": _("rural areas"), "urban": _("urban areas")}
        return str(known.get(self.population, self.population))

    @property
    def measured(self) -> str:
        """What is measured, and of whom, as a line of its own and no part of a sentence."""
        of_whom = f" ({self.population_text})" if self.population else ""
        return f"{self.measure[:1].upper()}{self.measure[1:]}{of_whom}"

    @property
    def is_lower_better(self) -> bool:
        return self.relation in LOWER

    @property
    def goal(self) -> str:
        """The target in words, without the zeros that the column adds: "dưới 9%"."""
        upper = None if self.value_max is None else plain(self.value_max)
        return target_text(self.relation, plain(self.value), upper, self.unit)


class IndicatorLead(Item):
    """An organisation that leads an indicator or takes part in it, by its name in the document.

    The organisation that holds the work now is known once the plan is approved (`linking`).
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("Leads")
        PARTNER = "partner", _("Takes part")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="leads")
    role = models.CharField(_("Role"), max_length=7, choices=Role)
    # Bounded: the name is part of an index, whose rows PostgreSQL limits to 2,700 bytes.
    name = models.CharField(_("Organisation"), max_length=500)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicator_leads",
    )

    objects = LeadQuerySet.as_manager()

    class Meta(Item.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "role", "name"],
                condition=~Q(state="withdrawn"),
                name="indicator_lead_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"

    @property
    def line(self) -> str:
        return self.indicator.line


class KeyTask(Item):
    """One of the plan's main tasks, which no single agency owns."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="key_tasks")
    number = models.CharField(_("Number"), blank=True)
    text = models.TextField(_("Text"))
    line = models.CharField(_("Line"), blank=True)

    objects = ItemQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number}. {self.text}" if self.number else self.text


class KeyTaskItem(Item):
    """One point under a main task."""

    key_task = models.ForeignKey(KeyTask, on_delete=models.CASCADE, related_name="items")
    text = models.TextField(_("Text"))
    line = models.CharField(_("Line"), blank=True)

    objects = OfKeyTaskQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class Agency(Item):
    """A block of duties: one agency as written, or several bodies named together."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="agencies")
    name = models.TextField(_("Name as written"))
    bodies = ArrayField(models.TextField(), verbose_name=_("Bodies"), default=list, blank=True)
    is_requested = models.BooleanField(_("Requested, not ordered"), default=False)
    organisations = models.ManyToManyField(Organisation, related_name="plan_agencies")
    line = models.CharField(_("Line"), blank=True)

    objects = AgencyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Task(Item):
    """One duty of an agency; `context` is the introduction it stands under, if any."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="tasks")
    text = models.TextField(_("Text"))
    context = models.TextField(_("Introduced by"), blank=True)
    line = models.CharField(_("Line"), blank=True)

    objects = OfAgencyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class FundingLine(Item):
    """One source of money that the plan names."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="funding")
    text = models.TextField(_("Text"))
    line = models.CharField(_("Line"), blank=True)

    objects = ItemQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class Deadline(Item):
    """A report that falls due: before the day, or on it at the latest when `is_inclusive`."""

    class Recurring(models.TextChoices):
        HALF_YEARLY = "half-yearly", _("Every half year")
        YEARLY = "yearly", _("Every year")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="deadlines")
    on = models.DateField(_("Day"), null=True, blank=True)
    is_inclusive = models.BooleanField(_("That day still counts"), default=False)
    recurring = models.CharField(_("Recurring"), max_length=11, choices=Recurring, blank=True)
    reporters = ArrayField(
        models.TextField(), verbose_name=_("Who reports"), default=list, blank=True
    )
    recipients = ArrayField(models.TextField(), verbose_name=_("To whom"), default=list, blank=True)
    via = models.CharField(_("Through"), blank=True)
    organisations = models.ManyToManyField(Organisation, related_name="plan_deadlines")
    text = models.TextField(_("Text"))
    line = models.CharField(_("Line"), blank=True)

    objects = ItemQuerySet.as_manager()

    def __str__(self) -> str:
        before = _("by %(day)s at the latest") if self.is_inclusive else _("before %(day)s")
        return f"{before % {'day': date_text(self.on)}} · {', '.join(self.reporters)}"

    @property
    def last_day(self) -> date | None:
        """The last day on which the report is in time: "trước ngày 10" means the 9th."""
        if self.on is None or self.is_inclusive:
            return self.on
        return self.on - timedelta(days=1)

    @property
    def counted_until(self) -> date | None:
        """The day until which a report is in time: the last day, or the next one that is worked.

        What the plan says stays; a last day on a day off is moved by the Civil Code 2015, art. 148.
        """
        return None if self.last_day is None else working_calendar().on_or_after(self.last_day)

    @property
    def is_moved(self) -> bool:
        return self.counted_until != self.last_day


class LegalBasis(Item):
    """A document that the plan cites, once for the preamble and once for the body.

    `document` is the one of the register that a person said it names; the words stay as read.
    """

    class CitedIn(models.TextChoices):
        PREAMBLE = "preamble", _("Preamble")
        BODY = "body", _("Body of the plan")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="legal_bases")
    kind = models.CharField(_("Kind"))
    number = models.CharField(_("Number"), blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    issuer = models.CharField(_("Issuer"), blank=True)
    title = models.TextField(_("Title"), blank=True)
    cited_in = models.CharField(_("Cited in"), max_length=8, choices=CitedIn)
    line = models.CharField(_("Line"), blank=True)
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )

    objects = ItemQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name_plural = "legal bases"

    def __str__(self) -> str:
        day = date_text(self.issued_on) if self.issued_on else ""
        parts = (f"{self.kind} {self.number}".strip(), day, self.issuer, self.title)
        return " · ".join(part for part in parts if part)


def plain(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros and without an exponent."""
    return Decimal(f"{value.normalize():f}")
