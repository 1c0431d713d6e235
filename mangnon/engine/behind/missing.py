"""The list behind a gap: the rows of a leaf that miss its target, by their keys.

Of a share that should be high these are the rows of the denominator without those of the numerator;
of one that should be low, the rows of the numerator; of events, the events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from mangnon.engine.behind.asking import Asked, Rows
from mangnon.engine.definitions import Catalog, Column, Definition, Table
from mangnon.engine.issues import EngineError
from mangnon.engine.predicate_words import words_of, words_of_opposite
from mangnon.engine.words import day_text, number

SHARES = ("share", "share_of_units")
KEY = "key"


def why_no_list(definition: Definition) -> str:
    """Say why there is no list behind a leaf, "" where there is one."""
    if definition.is_change:
        return (
            "Chỉ tiêu này là mức thay đổi so với năm trước, không phải của từng trường hợp, "
            "nên không có danh sách phía sau."
        )
    if definition.numerator is not None and definition.numerator.summed is None:
        return ""
    return (
        "Chỉ tiêu này do cơ quan báo cáo, chưa đếm từ sổ nào của hệ thống, "
        "nên không có danh sách phía sau."
    )


def count_missing(definition: Definition, numerator: Any, denominator: Any) -> Any:
    """Return how many the list behind a figure holds, None without a list or without counts."""
    if why_no_list(definition) or numerator is None or denominator is None:
        return None
    return denominator - numerator if _lacks_numerator(definition) else numerator


def missing_words(definition: Definition, noun: str, count: Any) -> str:
    """Say how many the list behind a figure holds: "Danh sách phía sau: 37 trẻ em."."""
    if count is None:
        return "Danh sách phía sau: chưa có số liệu."
    said = number(count) if isinstance(count, int) else f"≈ {number(float(count), 1)}"
    return f"Danh sách phía sau: {said} {noun}."


def hidden_words(noun: str) -> str:
    """Say that it is not told how many the list behind a figure holds."""
    return f"Danh sách phía sau: không nêu số {noun} (số nhỏ)."


def table_behind(catalog: Catalog, definition: Definition) -> Table:
    """Return the table whose rows the list holds; EngineError of a leaf without a list."""
    if why := why_no_list(definition):
        raise EngineError(why)
    return catalog.tables[definition.terms["numerator"].table]


def what_is_listed(asked: Asked) -> str:
    """Say in words what the rows of the list have in common, "" where the term asks nothing."""
    table, term = table_behind(asked.catalog, asked.definition), asked.definition.terms["numerator"]
    lacks = _lacks_numerator(asked.definition)
    say, joined = (words_of_opposite, " hoặc ") if lacks else (words_of, " và ")
    return joined.join(say(part, table, asked.catalog) for part in asked.conditions(term))


@dataclass(frozen=True)
class Missing:
    """The rows of the list: `key` (of a table without an entity none), the unit and the reasons."""

    table: Table
    rows: pa.Table
    reasons: tuple[Column, ...]
    catalog: Catalog

    def __len__(self) -> int:
        return int(self.rows.num_rows)

    @property
    def keys(self) -> list[str]:
        return list(self.rows[KEY].to_pylist())

    def of(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        """Return the rows of some keys, the last where a key has several."""
        known = self.rows.filter(pc.is_in(self.rows[KEY], value_set=pa.array(keys, pa.string())))
        return {row[KEY]: row for row in known.to_pylist()}

    def why(self, row: dict[str, Any]) -> str:
        """Say what stands in a row where the numerator asks: "tử vong 12/03/2025"."""
        return "; ".join(_said(self.catalog, column, row[column.name]) for column in self.reasons)


def missing(asked: Asked) -> Missing:
    """Find the rows behind a figure; EngineError of a leaf without a list."""
    table = table_behind(asked.catalog, asked.definition)
    term = asked.definition.terms["numerator"]
    named = {column.name for part in asked.conditions(term) for column in part.find_all(exp.Column)}
    reasons = tuple(column for column in table.columns if column.name in named)
    with asked.opened() as rows:
        found = rows.ask(_query(asked, rows, table, reasons))
    return Missing(table, found, reasons, asked.catalog)


def _query(asked: Asked, rows: Rows, table: Table, reasons: tuple[Column, ...]) -> exp.Select:
    terms = asked.definition.terms
    counted = asked.conditions(terms["numerator"])
    where = rows.lie_in(table)
    if asked.definition.kind in SHARES:
        where += asked.conditions(terms["denominator"])
    is_counted = exp.and_(*counted) if counted else exp.true()
    lacks = _lacks_numerator(asked.definition)
    if distinct := terms["numerator"].distinct:
        return _once(table, distinct, reasons, where, is_counted, lacks=lacks)
    columns: list[exp.Expr] = [exp.column(name) for name in table.unit_columns or ()]
    if table.entity:
        columns.append(exp.column(table.entity).as_(KEY))
    columns += [exp.column(column.name) for column in reasons]
    is_missing = exp.not_(is_counted) if lacks else is_counted
    return exp.select(*columns).from_(table.name).where(*where, is_missing)


def _once(
    table: Table, key: str, reasons: tuple[Column, ...], where: list[exp.Expr],
    is_counted: exp.Expr, *, lacks: bool,
) -> exp.Select:  # fmt: skip
    """Ask for each key once, with the latest day and the last of the units that its rows name."""
    names = [*(table.unit_columns or ()), *(column.name for column in reasons)]
    latest = [exp.Max(this=exp.column(name)).as_(name) for name in names]
    query = exp.select(exp.column(key).as_(KEY), *latest).from_(table.name)
    if not lacks:
        return query.where(*where, is_counted).group_by(exp.column(key))
    never = exp.not_(exp.LogicalOr(this=is_counted))
    return query.where(*where).group_by(exp.column(key)).having(never)


def _lacks_numerator(definition: Definition) -> bool:
    return definition.kind in SHARES and definition.better == "higher"


def _said(catalog: Catalog, column: Column, value: Any) -> str:
    name = column.said.name if column.said else column.name
    if column.type == "date":
        return f"{name} {day_text(value)}"
    if column.type == "boolean":
        said = column.said
        return (said.yes if value else said.no) if said else f"{name}: {'có' if value else 'không'}"
    label = catalog.label(column.list, str(value)).lower() if column.list else str(value)
    return f"{name}: {label}"
