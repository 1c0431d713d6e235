"""Forty measures of a nation's children: 63 different counts over 41 columns and 5 breakdowns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bench.parts.nation import LEVELS, MEMBERS, STATUS, UNIT_COLUMNS, columns
from mangnon.catalog import CATALOG
from mangnon.engine.definitions import Catalog, Code, CodeList, Column, Definition, Table
from mangnon.engine.load import load_catalog

AS_OF = date(2025, 10, 31)
ARROW_NAMES = {
    "string": "text",
    "date32[day]": "date",
    "bool": "boolean",
    "int64": "integer",
    "double": "double",
}
UNITS = ("unit_code", "unit_valid_from")


def forty() -> Catalog:
    """Return a catalogue of 40 shares over the table of children, with the product's own lists."""
    own = load_catalog(CATALOG)
    named = MEMBERS | {"status": STATUS, "unit_level": LEVELS}
    lists = {name: _list(name, codes) for name, codes in named.items()}
    tables = {name: own.tables[name] for name in ("reported_values", "targets")}
    tables["units"] = _only(own.tables["units"], UNIT_COLUMNS)
    definitions = tuple(_definition(place) for place in range(40))
    return Catalog(definitions, tables | {"children": _children()}, dict(own.lists) | lists)


def numerators() -> list[str]:
    """Return 40 conditions over 40 columns."""
    found = [f"is_{place}" for place in range(27)]
    found += [f"status_{place} = 'yes'" for place in range(4)]
    found += [f"seen_{place} >= :period_start" for place in range(3)]
    found += [f"doses_{place} BETWEEN 2 AND 5" for place in range(3)]
    return found + [f"size_{place} < 9.5" for place in range(3)]


def denominators() -> list[str]:
    """Return 23 conditions, each of them the denominator of one measure or two."""
    found = ["TRUE"]
    found += [f"birth_date > :as_of - INTERVAL '{years}' YEAR" for years in range(1, 9)]
    found += [f"birth_date <= :as_of - INTERVAL '{years}' YEAR" for years in range(6, 10)]
    found += [f"is_{place} OR is_{place + 1}" for place in range(0, 10, 2)]
    base = "birth_date > :as_of - INTERVAL '10' YEAR"
    return found + [f"{base} AND doses_{i % 3} > {1 + i // 3}" for i in range(5)]


def _definition(place: int) -> Definition:
    conditions = denominators()
    more: dict[str, Any] = {
        "title": {"vi": "x", "en": "x"},
        "metadata": dict.fromkeys(
            ("concept", "breakdowns", "publication", "data_source", "responsible"), "x"
        ),
        "numerator": _term(numerators()[place]),
        "denominator": _term(conditions[place % len(conditions)]),
    }
    return Definition(
        leaf=str(place + 1),
        code=f"measure_{place + 1}",
        field="health",
        kind="share",
        unit="percent",
        per=100,
        period="as_of",
        better="higher",
        pace="linear",
        builds_up=False,
        breakdowns=tuple(MEMBERS),
        hide_below=5,
        plausible=(0, 100),
        valid_from=date(2021, 1, 1),
        source="bench",
        certainty="low",
        **more,
    )


def _term(where: str) -> dict[str, str]:
    return {"table": "children", "where": where, "meaning": where}


def _children() -> Table:
    lists = {name: name for name in MEMBERS}
    lists |= {name: "status" for name in columns() if name.startswith("status_")}
    return Table(
        name="children",
        description="x",
        unit_columns=UNITS,
        dimensions=tuple(MEMBERS),
        columns=tuple(
            Column(
                name=name,
                type="code" if name in lists else ARROW_NAMES[str(kind)],
                list=lists.get(name),
                description="x",
            )
            for name, kind in columns().items()
        ),
    )


def _only(table: Table, names: Sequence[str]) -> Table:
    """Return a table with these columns alone, and so without classes of units."""
    columns = tuple(column for column in table.columns if column.name in names)
    return table.model_copy(update={"columns": columns, "dimensions": ()})


def _list(name: str, codes: list[str]) -> CodeList:
    named = tuple(Code(code=code, vi=code, en=code) for code in codes)
    return CodeList(
        name=name, title={"vi": name, "en": name}, source="x", certainty="low", codes=named
    )
