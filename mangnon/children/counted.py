"""In which units figures count children: where they live, have lived, and were reported of."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import models

from mangnon.children.models import (
    Birth,
    Child,
    Death,
    Fact,
    Injury,
    Measurement,
    ResidenceSpell,
    Schooling,
)

# A fact stays in the unit that reported it, wherever the child lives now.
OF_CHILD: tuple[type[models.Model], ...] = (
    Birth, Death, Fact, Injury, Measurement, ResidenceSpell, Schooling,
)  # fmt: skip


def counted_in(children: Collection[UUID]) -> set[int]:
    """Return every unit whose figures may be others once something about the children is."""
    keys = list(children)
    of_child = [
        model._base_manager.filter(child__in=keys).order_by().values_list("unit", flat=True)
        for model in OF_CHILD
    ]
    own = Child._base_manager.filter(pk__in=keys).order_by().values_list("unit", flat=True)
    return set(own.union(*of_child))
