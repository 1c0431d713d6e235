"""Predicates of the catalogue: read, judged against the tables, and given their dates.

A predicate is SQL over the declared columns of one table, in a small language on which DuckDB,
Spark and PostgreSQL agree. Ages are written as "born after DATE", never as date minus date.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from mangnon.engine.periods import shift

# Name in a predicate -> what it stands for (see Period.parameters).
PARAMETERS = {
    "as_of": "date",
    "period_start": "date",
    "period_end": "date",
    "year": "integer",
    "last_period_start": "date",
    "last_period_end": "date",
    "last_year": "integer",
}
# Of what it does not know it warns in English; whoever reads a predicate here refuses it in words.
logging.getLogger("sqlglot").setLevel(logging.ERROR)
INTERVAL_UNITS = ("DAY", "MONTH", "YEAR")


LONGEST = 2_000  # letters of one predicate; the longest of ours has 120


def parse(text: str) -> exp.Expr | None:
    """Return the predicate as a tree, or None when it is not one SQL expression."""
    if len(text) > LONGEST:
        return None
    try:
        found = sqlglot.parse(text)
    except (SqlglotError, RecursionError):
        return None
    return found[0] if len(found) == 1 and isinstance(found[0], exp.Expr) else None


def bind(predicate: exp.Expr, values: Mapping[str, date | int]) -> exp.Expr:
    """Put the period's dates in place of the parameters and work out every constant date.

    >>> from datetime import date
    >>> tree = parse("birth_date > :as_of - INTERVAL '5' YEAR")
    >>> bind(tree, {"as_of": date(2024, 2, 29)}).sql("duckdb")
    "birth_date > CAST('2019-02-28' AS DATE)"
    """

    root = exp.Paren(this=predicate.copy())
    for parameter in list(root.find_all(exp.Placeholder)):
        value = values[parameter.name]
        literal = exp.Literal.number(value) if isinstance(value, int) else date_literal(value)
        parameter.replace(literal)
    for sum_ in reversed(list(root.find_all(exp.Add, exp.Sub))):  # the innermost first
        day, span = literal_date(sum_.left), interval(sum_.right)
        if day is not None and span is not None:
            sign = 1 if isinstance(sum_, exp.Add) else -1
            sum_.replace(date_literal(shift(day, sign * span[0], span[1])))
    bound: exp.Expr = root.this
    return bound.pop()


def conjuncts(tree: exp.Expr) -> list[exp.Expr]:
    """Return the conditions that must all hold; none for TRUE."""
    parts = list(tree.flatten()) if isinstance(tree, exp.And) else [tree]
    return [part for part in parts if not (isinstance(part, exp.Boolean) and part.this)]


def bound_conjuncts(where: str, values: Mapping[str, date | int]) -> list[exp.Expr]:
    """Return the conditions of a checked predicate that must all hold, with the period's dates."""
    tree = parse(where)
    return [] if tree is None else conjuncts(bind(tree, values))


def date_literal(day: date) -> exp.Expr:
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")


def literal_date(node: exp.Expr) -> date | None:
    """Return the day that a DATE literal names, None for anything else."""
    if not isinstance(node, exp.Cast) or not node.to.is_type("date"):
        return None
    if not (isinstance(node.this, exp.Literal) and node.this.is_string):
        return None
    try:
        return date.fromisoformat(node.this.this)
    except ValueError:
        return None


def interval(node: exp.Expr) -> tuple[int, str] | None:
    """Return the count and the unit of INTERVAL 'n' DAY|MONTH|YEAR, None for any other."""
    if not isinstance(node, exp.Interval) or not isinstance(node.this, exp.Literal):
        return None
    unit = node.text("unit").upper()
    if unit not in INTERVAL_UNITS or not node.this.this.isdecimal():
        return None
    return int(node.this.this), unit
