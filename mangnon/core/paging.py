"""A list in pages by key: the next page begins behind the last record of this one."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

ON_A_PAGE = 50

Record = TypeVar("Record", bound=Model)
Records = TypeVar("Records", bound=QuerySet[Any])


def in_order(found: Records, seen: QuerySet[Any], by: str, after: object) -> Records:
    """Return what is found in the order of a field, then of the key, from behind one record.

    The field is named as `order_by` names it and is never empty. `after` is the key of a record
    among all that the person sees, found or no longer; None, or one that is not there, is the
    beginning.
    """
    field, is_down = by.removeprefix("-"), by.startswith("-")
    last = seen.filter(pk=after).values_list(field, flat=True).first() if after else None
    if last is not None:
        beyond = "lt" if is_down else "gt"
        found = found.filter(
            Q(**{f"{field}__{beyond}": last}) | Q(**{field: last, f"pk__{beyond}": after}),
            **{f"{field}__{beyond}e": last},  # an index finds this, and not what an OR says
        )
    return found.order_by(by, "-pk" if is_down else "pk")


def page_of(found: QuerySet[Record]) -> tuple[list[Record], Any]:
    """Return a page, and the key behind which the next one begins; None on the last page."""
    rows = list(found[: ON_A_PAGE + 1])
    return rows[:ON_A_PAGE], rows[ON_A_PAGE - 1].pk if len(rows) > ON_A_PAGE else None
