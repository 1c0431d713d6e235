"""A condition of the catalogue in Vietnamese words, said as true or as not true.

The words of a column stand in `catalog/tables/`; where a column has none, as in snapshots that were
frozen before there were any, its name stands there instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from mangnon.engine.definitions import Catalog, CodeList, Said, Table
from mangnon.engine.issues import EngineError
from mangnon.engine.predicates import interval, literal_date
from mangnon.engine.words import day_text

YES = "yes"  # the code that says yes in the lists of answers
SPANS = {"DAY": "ngày", "MONTH": "tháng", "YEAR": "năm"}
# A comparison -> how it is said of numbers, and of days.
NUMBERS: dict[type[exp.Expr], str] = {
    exp.EQ: "bằng {}", exp.NEQ: "khác {}", exp.GT: "trên {}", exp.GTE: "từ {} trở lên",
    exp.LT: "dưới {}", exp.LTE: "không quá {}",
}  # fmt: skip
DAYS: dict[type[exp.Expr], str] = {
    exp.EQ: "đúng ngày {}", exp.NEQ: "không phải ngày {}", exp.GT: "sau {}",
    exp.GTE: "từ {} trở về sau", exp.LT: "trước {}", exp.LTE: "từ {} trở về trước",
}  # fmt: skip
OPPOSITE: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.EQ: exp.NEQ, exp.NEQ: exp.EQ, exp.GT: exp.LTE, exp.LTE: exp.GT, exp.LT: exp.GTE,
    exp.GTE: exp.LT,
}  # fmt: skip
MIRRORED: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.GT: exp.LT, exp.LT: exp.GT, exp.GTE: exp.LTE, exp.LTE: exp.GTE,
}  # fmt: skip
# One event long or not so long before another, as `birth_date > died_on - INTERVAL '28' DAY`.
BEFORE: dict[type[exp.Expr], str] = {
    exp.GT: "chưa đến {} trước khi", exp.GTE: "không quá {} trước khi",
    exp.LT: "quá {} trước khi", exp.LTE: "từ {} trở lên trước khi",
}  # fmt: skip


def words_of(condition: exp.Expr, table: Table, catalog: Catalog) -> str:
    """Return what a row has of which the condition is true."""
    return _Speaker(table, catalog.lists).say(condition, is_true=True)


def words_of_opposite(condition: exp.Expr, table: Table, catalog: Catalog) -> str:
    """Return what a row has of which the condition is not true; no column is ever empty."""
    return _Speaker(table, catalog.lists).say(condition, is_true=False)


@dataclass(frozen=True)
class _Speaker:
    """Says the conditions of one table."""

    table: Table
    lists: Mapping[str, CodeList]

    def say(self, node: exp.Expr, *, is_true: bool) -> str:
        if isinstance(node, exp.Paren):
            return self.say(node.this, is_true=is_true)
        if isinstance(node, exp.Not):
            return self.say(node.this, is_true=not is_true)
        if isinstance(node, exp.And | exp.Or):
            return self._joined(node, is_true=is_true)
        if isinstance(node, exp.Boolean):
            return "luôn đúng" if bool(node.this) == is_true else "không bao giờ đúng"
        if isinstance(node, exp.Column):
            said = self._said(node)
            return (said.yes if is_true else said.no) or f"{'' if is_true else 'không '}{said.name}"
        if isinstance(node, exp.Between):
            return self._between(node, is_true=is_true)
        if isinstance(node, exp.In):
            return self._in(node, is_true=is_true)
        if type(node) in OPPOSITE:
            return self._compared(node, is_true=is_true)
        raise EngineError(f"Không diễn đạt được điều kiện “{node.sql()}” bằng lời.")

    def _joined(self, node: exp.And | exp.Or, *, is_true: bool) -> str:
        """Say all parts; of what is not true both at once, one at least is not true."""
        is_all = isinstance(node, exp.And) == is_true
        parts = [self.say(part, is_true=is_true) for part in node.flatten()]
        said = " và ".join(parts) if is_all else " hoặc ".join(parts)
        inside = node.find_ancestor(exp.And, exp.Or)
        return f"({said})" if inside is not None else said

    def _between(self, node: exp.Between, *, is_true: bool) -> str:
        low, high = self._value(node.args["low"]), self._value(node.args["high"])
        how = "từ {} đến {}" if is_true else "ngoài khoảng từ {} đến {}"
        return f"{self._value(node.this)} {how.format(low, high)}"

    def _in(self, node: exp.In, *, is_true: bool) -> str:
        names = [self._named(node.this, item) for item in node.expressions]
        return (
            f"{self._value(node.this)} {'là' if is_true else 'không phải'} {' hoặc '.join(names)}"
        )

    def _compared(self, node: exp.Expr, *, is_true: bool) -> str:
        left, right, kind = node.this, node.expression, type(node)
        if not isinstance(right, exp.Column) and not left.find(exp.Column):
            raise EngineError(f"Không diễn đạt được điều kiện “{node.sql()}” bằng lời.")
        if not left.find(exp.Column):
            left, right, kind = right, left, MIRRORED.get(kind, kind)
        kind = kind if is_true else OPPOSITE[kind]
        if isinstance(right, exp.Literal) and right.is_string:
            return self._is_code(left, right, is_equal=kind is exp.EQ)
        if isinstance(right, exp.Sub) and right.find(exp.Column) and kind in BEFORE:
            return self._before(left, right, kind)
        if isinstance(right, exp.Boolean):
            return self.say(left, is_true=bool(right.this) == (kind is exp.EQ))
        is_day = self._is_day(left)
        of_day = "ngày " if is_day and right.find(exp.Column) else ""
        how = (DAYS if is_day else NUMBERS)[kind]
        return f"{self._value(left)} {how.format(of_day + self._value(right))}"

    def _is_code(self, column: exp.Expr, code: exp.Literal, *, is_equal: bool) -> str:
        said = self._said(column) if isinstance(column, exp.Column) else None
        if said and said.yes and code.name == YES:
            return said.yes if is_equal else said.no
        how = "là" if is_equal else "không phải"
        return f"{self._value(column)} {how} {self._named(column, code)}"

    def _before(self, left: exp.Expr, right: exp.Sub, kind: type[exp.Expr]) -> str:
        how = BEFORE[kind].format(self._span(right.expression))
        return f"{self._value(left)} {how} {self._value(right.this)}"

    def _named(self, column: exp.Expr, item: exp.Expr) -> str:
        found = self.table.by_name.get(column.name) if isinstance(column, exp.Column) else None
        codes = self.lists.get(found.list or "") if found else None
        label = codes.by_code.get(item.name) if codes else None
        return _small_first(label.vi) if label else self._value(item)

    def _value(self, node: exp.Expr) -> str:
        day = literal_date(node)
        if day is not None:
            return day_text(day)
        say = VALUES.get(type(node))
        if say is None:
            raise EngineError(f"Không diễn đạt được “{node.sql()}” bằng lời.")
        return say(self, node)

    def _is_day(self, node: exp.Expr) -> bool:
        if isinstance(node, exp.Add | exp.Sub):
            return self._is_day(node.this)
        column = self.table.by_name.get(node.name) if isinstance(node, exp.Column) else None
        return column is not None and column.type == "date"

    def _said(self, node: exp.Expr) -> Said:
        column = self.table.by_name.get(node.name)
        return column.said if column and column.said else Said(name=f"“{node.name}”")

    def _shifted(self, node: exp.Expr) -> str:
        how = "cộng" if isinstance(node, exp.Add) else "lùi"
        return f"{self._value(node.this)} {how} {self._span(node.expression)}"

    def _span(self, node: exp.Expr) -> str:
        span = interval(node)
        return f"{span[0]} {SPANS[span[1]]}" if span else self._value(node)


def _small_first(label: str) -> str:
    return label[:1].lower() + label[1:]


VALUES: dict[type[exp.Expr], Callable[[_Speaker, exp.Expr], str]] = {
    exp.Column: lambda speaker, node: speaker._said(node).name,
    exp.Literal: lambda _speaker, node: f"“{node.this}”" if node.is_string else str(node.this),
    exp.Add: _Speaker._shifted,
    exp.Sub: _Speaker._shifted,
    exp.Extract: lambda speaker, node: (
        f"{SPANS[node.name.upper()]} {speaker._value(node.expression)}"
    ),
    exp.Paren: lambda speaker, node: speaker._value(node.this),
}
