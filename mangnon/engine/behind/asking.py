"""Which rows of a snapshot are asked for: those of one leaf in some units and all units below."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from sqlglot import exp

from mangnon.engine.counting.parquet_files import table_files
from mangnon.engine.counting.reading import opened_tables
from mangnon.engine.counting.rollup import NOWHERE, Units, read_units
from mangnon.engine.definitions import Catalog, Definition, Table, Term
from mangnon.engine.periods import period_of
from mangnon.engine.predicates import bound_conjuncts, date_literal
from mangnon.engine.reported import UnitKey

UNITS = "units"


@dataclass(frozen=True)
class Asked:
    """A leaf and the units it is asked for, over the frozen tables in the folder `data`."""

    data: Path
    catalog: Catalog
    definition: Definition
    units: Collection[UnitKey]
    as_of: date

    def table(self, term: Term) -> Table:
        return self.catalog.tables[term.table]

    def conditions(self, term: Term) -> list[exp.Expr]:
        """Return the term's own conditions, with the days of the leaf's period in them."""
        values = period_of(self.definition.period, self.as_of).parameters
        return bound_conjuncts(term.where, values)

    @cached_property
    def is_within(self) -> bool:
        """Say whether the numerator counts some of the rows of the denominator."""
        tables = {term.table for term in self.definition.terms.values()}
        return len(tables) == 1 and not self.definition.is_change

    @contextmanager
    def opened(self) -> Iterator[Rows]:
        """Open the tables that the leaf counts in; EngineError when they cannot be read."""
        names = dict.fromkeys([UNITS, *(term.table for term in self.definition.terms.values())])
        tables = [self.catalog.tables[name] for name in names]
        files = {table.name: table_files(self.data, table) for table in tables}
        with opened_tables(self.data, tables, files) as connection:
            rows = Rows(connection, None)
            columns = (exp.column(name) for name in self.catalog.tables[UNITS].by_name)
            tree = read_units(rows.ask(exp.select(*columns).from_(UNITS)))
            yield replace(rows, units=units_below(tree, self.units))


@dataclass(frozen=True)
class Rows:
    """The open tables; `units` None: all units that there are."""

    connection: duckdb.DuckDBPyConnection
    units: Sequence[UnitKey] | None

    def ask(self, query: exp.Select) -> pa.Table:
        return self.connection.sql(query.sql("duckdb")).to_arrow_table()

    def lie_in(self, table: Table) -> list[exp.Expr]:
        """Return the condition that a row lies in the units, none where all rows do."""
        if self.units is None or table.unit_columns is None:
            return []
        place = exp.Tuple(expressions=[exp.column(name) for name in table.unit_columns])
        known = [
            exp.Tuple(expressions=[exp.Literal.string(code), date_literal(day)])
            for code, day in self.units
        ]
        return [exp.In(this=place, expressions=known)] if known else [exp.false()]


def units_below(tree: Units, tops: Collection[UnitKey]) -> list[UnitKey] | None:
    """Return the units with all below them; None when these are all that there are."""
    keys = list(zip(tree.codes.to_pylist(), tree.valid_from.to_pylist(), strict=True))
    wanted = np.array([place for place, key in enumerate(keys) if key in tops], np.int64)
    is_below = np.zeros(len(keys), bool)
    for ancestor in tree.steps:
        is_below |= (ancestor != NOWHERE) & np.isin(ancestor, wanted)
    if is_below.all():
        return None
    return [key for key, inside in zip(keys, is_below.tolist(), strict=True) if inside]
