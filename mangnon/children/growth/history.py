"""The measurements of a child as a person reads them: newest first, each with what WHO says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mangnon.children.growing import Measurement
from mangnon.children.growth.scoring import age_of, position_of
from mangnon.children.register import Child, Sex
from mangnon.core.models import User
from mangnon.engine import growth
from mangnon.ui.formats import number

INDEX_WORDS = {
    "waz": gettext_lazy("weight for age"),
    "haz": gettext_lazy("height for age"),
    "whz": gettext_lazy("weight for height"),
    "baz": gettext_lazy("BMI for age"),
}


@dataclass(frozen=True)
class Taken:
    """One measurement, with the child's age on the day."""

    row: Measurement
    child: Child

    @cached_property
    def age_days(self) -> float:
        return age_of(self.child, self.row)

    @property
    def months(self) -> float | None:
        known = not np.isnan(self.age_days)
        return round(self.age_days / growth.DAYS_OF_A_MONTH, 1) if known else None

    @cached_property
    def height(self) -> float | None:
        """Return the length or height that the standards are for."""
        if self.row.height_cm is None:
            return None
        measured = [float(self.row.height_cm)]
        how = [position_of(self.row)]
        return float(growth.as_standard_height([self.age_days], measured, how)[0])

    @property
    def is_lying(self) -> bool:
        """Say whether the weight is held against the length, lying, or against the height."""
        if not np.isnan(self.age_days):
            return self.age_days < growth.FIRST_STANDING_DAY
        if self.row.is_standing is not None:
            return not self.row.is_standing
        return (self.height or 0.0) < growth.LYING_BELOW_CM

    @property
    def weight(self) -> float | None:
        return None if self.row.weight_kg is None else float(self.row.weight_kg)

    @property
    def bmi(self) -> float | None:
        if self.weight is None or self.height is None:
            return None
        return float(growth.body_mass_index(self.weight, self.height))

    @property
    def age(self) -> str:
        """Return "4 tháng", or years and months from the second birthday on."""
        if self.months is None or self.months < 0:
            return ""
        years, months = divmod(int(self.months), 12)
        in_months = ngettext("%(count)s month", "%(count)s months", int(self.months))
        if years < 2:
            return in_months % {"count": int(self.months)}
        return _("%(years)s years %(months)s months") % {"years": years, "months": months}

    @property
    def how(self) -> str:
        if self.row.is_standing is None:
            return ""
        return _("standing") if self.row.is_standing else _("lying")

    def is_flagged(self, index: str) -> bool:
        return index in self.row.implausible.split()

    @property
    def doubt(self) -> str:
        """Say which scores WHO calls implausible, and what to do; "" where none is."""
        indices = [str(INDEX_WORDS[index]) for index in self.row.implausible.split()]
        if not indices:
            return ""
        return _("%(scores)s lies beyond WHO's limits: measure again or correct the entry.") % {
            "scores": ", ".join(indices)
        }

    @property
    def scores(self) -> Iterator[str]:
        for index in growth.INDICES:
            score = getattr(self.row, index)
            yield _("implausible") if self.is_flagged(index) else number(score, 2)


def history_of(child: Child, user: User) -> list[Taken]:
    """Return the child's measurements that the person may see, oldest first."""
    rows = Measurement.objects.visible_to(user).filter(child=child).order_by("measured_on")
    return [Taken(row, child) for row in rows]


def why_not_drawn(child: Child) -> str:
    """Say why WHO's curves cannot be drawn by the child's age; "" where they can."""
    if child.sex == Sex.UNKNOWN:
        return _(
            "WHO's curves and scores need the child's sex, not known yet; add it to the record."
        )
    if child.birth_precision in (Child.BirthPrecision.YEAR, Child.BirthPrecision.ESTIMATED):
        return _(
            "The birth date is known to the year at best, so only weight for height can be drawn; "
            "add the day of birth to the record."
        )
    return ""
