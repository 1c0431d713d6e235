"""Whether a body that owes a report is still there, and who reports in its place."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from mangnon.core.models import Organisation, Refused, Unit
from mangnon.core.units.territories import heir_of
from mangnon.engine.issues import EngineError


def why_ended(unit: Unit, organisation: Organisation | None, day: date) -> str:
    """Return that the body does not exist on the day, naming its successor; "" where it does."""
    if organisation is not None:
        if Organisation.objects.on(day).filter(pk=organisation.pk).exists():
            return ""
        return _(
            "%(name)s does not exist any more; who took over from it reports in its place."
        ) % {"name": organisation}
    if unit.exists_on(day):
        return ""
    about = {"unit": unit, "day": f"{unit.valid_to:%d/%m/%Y}" if unit.valid_to else ""}
    try:
        heir = heir_of(unit, day)
    except (EngineError, Refused):
        return _("%(unit)s was abolished on %(day)s; what became of it is not loaded yet.") % about
    if heir is None:
        return (
            _("%(unit)s was abolished on %(day)s; the units made of its parts report instead.")
            % about
        )
    return _("%(unit)s was abolished on %(day)s; its successor %(heir)s reports in its place.") % {
        **about,
        "heir": heir,
    }
