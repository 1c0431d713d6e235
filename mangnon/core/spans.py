"""A span of days in a table: from its first day until the day on which it is over."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db.models import F, Func, Q


def span(first: str, end: str) -> Func:
    """Return the days of two columns as a range, to say that no two may overlap."""
    return Func(
        F(first), F(end), RangeBoundary(), function="daterange", output_field=DateRangeField()
    )


def ends_after_it_begins(first: str, end: str) -> Q:
    """Return the condition of a span that lasts at least a day, or has no end yet."""
    return Q(**{end: None}) | Q(**{f"{end}__gt": F(first)})
