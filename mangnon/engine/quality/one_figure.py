"""Checks of a unit's figures by themselves: outside their range, or against each other."""

from __future__ import annotations

from collections.abc import Iterator

from mangnon.engine.definitions import Definition
from mangnon.engine.predicates import parse
from mangnon.engine.quality.check import Check
from mangnon.engine.quality.expression import Lookup, holds, terms_of
from mangnon.engine.quality.finding import Figure, Found, Judged
from mangnon.engine.reported import UnitKey
from mangnon.engine.words import measured, number

ROLE_WORDS = {"value": "giá trị", "numerator": "tử số", "denominator": "mẫu số"}


def implausible(check: Check, judged: Judged) -> Iterator[Found]:
    """Find figures outside the range that their definition calls plausible, beyond chance.

    A commune with one case of few children lies outside soon: its interval reaches into the range.
    """
    for (unit, leaf), figure in judged.figures.items():
        definition = judged.definitions.get(leaf)
        if definition is None or figure.value is None or not check.is_about(leaf):
            continue
        low, high = definition.plausible
        least = figure.value if figure.low is None else figure.low
        most = figure.value if figure.high is None else figure.high
        if most < low or high < least:
            words = leaf_words(definition, figure) | {
                "low": measured(low, definition.unit),
                "high": measured(high, definition.unit),
            }
            yield Found(unit, leaf, figure.value, figure.text, words)


def broken_rules(check: Check, judged: Judged) -> Iterator[Found]:
    """Find units whose figures do not agree with each other; it is said of the first leaf named."""
    tree = parse(check.rule)
    if tree is None:
        return
    terms = terms_of(tree)
    leaf = terms[0][1]
    definition = judged.definitions.get(leaf)
    if definition is None:
        return
    for unit in judged.levels:
        figure = _lookup(judged, unit)
        if holds(tree, figure) is False:
            said = [
                f"{ROLE_WORDS[role]} {of} là {number(figure(role, of) or 0, decimals)}"
                for role, of in terms
                for decimals in [_decimals(judged, role, of)]
            ]
            about = judged.figures.get((unit, leaf), Figure(None))
            words = leaf_words(definition, about) | {"numbers": "; ".join(said)}
            yield Found(unit, leaf, about.value, ";".join(said), words)


def leaf_words(definition: Definition, figure: Figure) -> dict[str, str]:
    """Return what every sentence about a leaf may name."""
    value = figure.value
    shown = "" if value is None else measured(value, definition.unit, definition.decimals)
    return {"leaf": definition.leaf, "title": definition.title.vi, "value": shown}


def _decimals(judged: Judged, role: str, leaf: str) -> int:
    definition = judged.definitions.get(leaf)
    return definition.decimals if role == "value" and definition else 0


def _lookup(judged: Judged, unit: UnitKey) -> Lookup:
    def figure(role: str, leaf: str) -> float | int | None:
        found = judged.figures.get((unit, leaf))
        return (
            None
            if found is None
            else {
                "value": found.value,
                "numerator": found.numerator,
                "denominator": found.denominator,
            }[role]
        )

    return figure
