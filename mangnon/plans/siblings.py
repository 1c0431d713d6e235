"""Items of one kind that hang on the same thing, in the order of the plan."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Max, Q

from mangnon.plans.kinds import kind_of


def siblings_of(item: Any) -> Any:
    """Return the items that hang on the same as the item, itself included once it is stored."""
    kind = kind_of(item)
    return kind.model.objects.filter(**{kind.parent_field: getattr(item, kind.parent_field)})


def next_of(item: Any) -> Any:
    """Return the item that the review shows after this one, None after the last."""
    return siblings_of(item).shown().filter(_after(item)).first()


def make_room_after(item: Any) -> None:
    """Move what follows one place on, so that a new item of the same place stands in between."""
    siblings_of(item).filter(_after(item)).update(position=F("position") + 1)


def last_place(items: Any) -> int:
    place: int | None = items.aggregate(last=Max("position"))["last"]
    return place or 0


def _after(item: Any) -> Q:
    return Q(position__gt=item.position) | Q(position=item.position, pk__gt=item.pk)
