"""The province whose plan this is, and the day on whose units its figures stand."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, Unit

# The seed plan was signed for these units. Figures stand on them (decision 0004).
RESULTS_ON = date(2025, 6, 30)


def results_province() -> Unit:
    """Return the province on whose units figures stand: the first that was loaded."""
    provinces = Unit.objects.on(RESULTS_ON).filter(level=Unit.Level.PROVINCE)
    found: Unit | None = provinces.order_by("pk").first()
    if found is None:
        raise Refused(
            _("No province existed on %(day)s; load the units first.")
            % {"day": f"{RESULTS_ON:%d/%m/%Y}"}
        )
    return found
