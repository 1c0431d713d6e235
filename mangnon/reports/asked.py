"""What is asked of every kind of report, and the days of which its figures may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User
from mangnon.indicators.frozen import units_day
from mangnon.indicators.models import Run
from mangnon.plans.reviews.writing import Part
from mangnon.reports.layouts import AnyLayout, load_layout
from mangnon.ui.formats import date_text


@dataclass(frozen=True)
class Asked:
    """A report to build: of which year, from which figures, for whom, on which units.

    Without `units_on` it is written for the units that reported. `part` is the body whose own
    report it is.
    """

    year: int
    run: Run
    by: User
    units_on: date | None = None
    part: Part | None = None

    @property
    def units_day(self) -> date:
        """Return the day on whose units the figures of the report stand."""
        return self.units_on or units_day(self.run.snapshot)


@dataclass(frozen=True)
class Span:
    """The days, both included, of which the figures of a kind of report may be."""

    first: date
    last: date

    @property
    def words(self) -> dict[str, str]:
        return {"first": date_text(self.first), "last": date_text(self.last)}


EVER = Span(date.min, date.max)


def within(asked: Asked, span: Span) -> None:
    """Refuse figures of a day that is not of the report's period."""
    day = asked.run.snapshot.as_of
    if not span.first <= day <= span.last:
        raise Refused(
            _(
                "These figures are of %(day)s; this report stands on figures of %(first)s to "
                "%(last)s. Choose such a snapshot."
            )
            % {"day": date_text(day), **span.words}
        )


def layout_for(kind: str, model: type[AnyLayout], day: date) -> AnyLayout:
    """Return the layout of a kind for the units of a day; Refused where there is none."""
    try:
        return load_layout(model, kind, day)
    except LookupError as error:
        raise Refused(
            _("There is no layout of this report for the units of %(day)s; choose a later day.")
            % {"day": date_text(day)}
        ) from error
