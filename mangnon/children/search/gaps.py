"""Gaps in what was done or written down for a child, by which a search narrows the register.

The to-do lists register theirs in `ready()`; each names the children in whom it gapes on a day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise

if TYPE_CHECKING:
    from mangnon.core.models import User


@dataclass(frozen=True)
class Gap:
    """`needs` is the right without which nobody may ask for it."""

    label: str | Promise
    children: Callable[[User, date], Q]
    needs: str = "child.view"


GAPS: dict[str, Gap] = {}


def search_by_gap(
    name: str,
    label: str | Promise,
    children: Callable[[User, date], Q],
    *,
    needs: str = "child.view",
) -> None:
    """Register a gap: `children` returns the condition on a child, for a person and a day."""
    GAPS[name] = Gap(label, children, needs)
