"""Who leads an indicator: the warnings about those that nobody leads."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from mangnon.plans.models import Indicator, IndicatorLead, Plan, ReadingWarning

NO_LEAD = ReadingWarning.Code.NO_LEAD


def refresh_lead_warnings(plan: Plan) -> None:
    """Make the plan's open `no-lead` warnings those of the indicators that nobody leads now.

    A warning that a person settled stays: that person lets the indicator stand without a lead.
    """
    lone = _without_lead(plan)
    warnings = plan.warnings.filter(code=NO_LEAD, indicator__isnull=False)
    warnings.open().exclude(indicator__in=lone).delete()
    with translation.override("vi"):
        ReadingWarning.objects.bulk_create(
            ReadingWarning(
                plan=plan,
                code=NO_LEAD,
                indicator=indicator,
                line=indicator.line,
                item_line=indicator.line,
                text=_("Indicator %(number)s has no lead.") % {"number": indicator.number},
            )
            for indicator in lone.exclude(pk__in=warnings.values("indicator"))
        )


def indicators_to_lead(plan: Plan) -> QuerySet[Indicator]:
    """Return the confirmed indicators without a lead that no person has let stand."""
    led = IndicatorLead.objects.of(plan).confirmed().leads().values("indicator")
    accepted = plan.warnings.filter(
        code=NO_LEAD, state=ReadingWarning.State.SETTLED, indicator__isnull=False
    )
    indicators = Indicator.objects.of(plan).confirmed()
    return indicators.exclude(pk__in=led).exclude(pk__in=accepted.values("indicator"))


def _without_lead(plan: Plan) -> QuerySet[Indicator]:
    leads = IndicatorLead.objects.of(plan).leads().standing()
    indicators = Indicator.objects.of(plan).standing()
    return indicators.exclude(pk__in=leads.values("indicator"))
