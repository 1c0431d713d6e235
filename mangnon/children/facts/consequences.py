"""What else changes with a fact: scores of a measurement, the state of the child's record."""

from __future__ import annotations

from datetime import date
from typing import Any

from mangnon.children.facts.disability import disability_by_spells
from mangnon.children.facts.life import Death
from mangnon.children.facts.scoring import set_scores
from mangnon.children.register import Child
from mangnon.engine.fact_kinds import FactKind
from mangnon.places.models import YesNo

DIED = Child.ClosingReason.DIED


def precede(kind: FactKind, child: Child, row: Any) -> None:
    """Set what is computed of the fact itself, before it is saved."""
    if kind.home == "measurement":
        set_scores(row, child)


def follow(kind: FactKind, child: Child) -> None:
    """Bring the child's own answers in line with the facts, after one was written or removed."""
    if kind.home == "disability":
        child.disability = disability_by_spells(child) or YesNo.UNKNOWN
        child.save(update_fields=["disability"])
    if kind.home == "death":
        _close(child, Death.objects.filter(child=child).values_list("died_on", flat=True).first())


def _close(child: Child, died_on: date | None) -> None:
    """Close the record on the day of death; a death that was a mistake opens it again."""
    if died_on is not None:
        child.closed_on, child.closed_reason = died_on, DIED
    elif child.closed_reason == DIED:
        child.closed_on, child.closed_reason = None, ""
    child.save(update_fields=["closed_on", "closed_reason"])
