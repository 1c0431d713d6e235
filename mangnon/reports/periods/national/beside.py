"""A leaf beside its national target: what the programme asks, and how the province stands to it."""

from __future__ import annotations

from mangnon.engine.attainment import Target
from mangnon.engine.definitions import Definition
from mangnon.engine.national import Programme, compared, why_not_compared
from mangnon.reports.facts import Goal, Leaf, National
from mangnon.reports.wording import falls_short


def national_of(
    definition: Definition, own: Target, programme: Programme | None, year: int
) -> National | None:
    """Return the national target that the year works towards; None where there is none."""
    milestone = programme.milestone(year) if programme else None
    if programme is None or milestone is None:
        return None
    if (found := programme.target_of(definition.leaf, milestone)) is None:
        return None
    asked = found.target
    goal = Goal(asked.relation, asked.value, asked.unit, asked.value_max, asked.population)
    if why_not := why_not_compared(found, programme, definition, own):
        return National(goal, why_not=why_not)
    return National(goal, against=compared(own, asked))


def meets_national(leaf: Leaf) -> bool | None:
    """Say whether the figure meets the national target; None where nothing can be compared."""
    national = leaf.national
    if national is None or national.why_not or leaf.standing.value is None:
        return None
    return not falls_short(national.goal, leaf.per, leaf.standing)
