"""A predicate of the catalogue as an expression of polars: the language of `predicate_types.py`.

Whole numbers are reckoned with in 64 bits and texts compared by their bytes, as on DuckDB.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce

import polars as pl
from sqlglot import exp

from mangnon.engine.bitmaps.bitmaps import Unfit
from mangnon.engine.definitions import Table
from mangnon.engine.predicates import interval, literal_date

Pair = Callable[[pl.Expr, pl.Expr], pl.Expr]

PAIRS: dict[type[exp.Expr], Pair] = {
    exp.And: operator.and_,
    exp.Or: operator.or_,
    exp.EQ: operator.eq,
    exp.NEQ: operator.ne,
    exp.GT: operator.gt,
    exp.GTE: operator.ge,
    exp.LT: operator.lt,
    exp.LTE: operator.le,
}
SPANS = {"DAY": "d", "MONTH": "mo", "YEAR": "y"}


def condition(node: exp.Expr, table: Table) -> pl.Expr:
    """Return what polars evaluates for a bound predicate; Unfit for a form it has no word for."""
    if isinstance(node, exp.Binary) and type(node) in PAIRS:
        return PAIRS[type(node)](condition(node.left, table), condition(node.right, table))
    if isinstance(node, exp.Paren):
        return condition(node.this, table)
    if isinstance(node, exp.Not):
        return ~condition(node.this, table)
    if isinstance(node, exp.Between):
        value, low, high = (condition(node.args[part], table) for part in ("this", "low", "high"))
        return (value >= low) & (value <= high)
    if isinstance(node, exp.In) and node.expressions:
        value = condition(node.this, table)
        return reduce(operator.or_, (value == condition(item, table) for item in node.expressions))
    return _value(node, table)


def column(name: str, table: Table) -> pl.Expr:
    """Return a column as its declared type, however the file holds it."""
    kind = table.by_name[name].type
    if kind in ("text", "code"):
        return pl.col(name).cast(pl.String)
    return pl.col(name).cast(pl.Int64) if kind == "integer" else pl.col(name)


def _value(node: exp.Expr, table: Table) -> pl.Expr:
    if isinstance(node, exp.Column):
        return column(node.name, table)
    if isinstance(node, exp.Boolean):
        return pl.lit(bool(node.this))
    if isinstance(node, exp.Literal):
        if node.is_string:
            return pl.lit(node.this)
        return pl.lit(int(node.this), pl.Int64) if node.is_int else pl.lit(float(node.this))
    if isinstance(node, exp.Cast) and (day := literal_date(node)) is not None:
        return pl.lit(day)
    if isinstance(node, exp.Add | exp.Sub):
        return _sum(node, table)
    if isinstance(node, exp.Extract):
        day_ = condition(node.expression, table).dt
        found = day_.year() if node.name.upper() == "YEAR" else day_.month()
        return found.cast(pl.Int64)
    raise Unfit


def _sum(node: exp.Add | exp.Sub, table: Table) -> pl.Expr:
    left, span = condition(node.left, table), interval(node.right)
    if span is not None:
        sign = "-" if isinstance(node, exp.Sub) else ""
        return left.dt.offset_by(f"{sign}{span[0]}{SPANS[span[1]]}")
    right = condition(node.right, table)
    return left + right if isinstance(node, exp.Add) else left - right
