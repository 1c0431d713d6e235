"""The columns of a sheet of places, as the catalogue lists them."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG
from mangnon.intake.importers import CellKind, Column
from mangnon.places.catalog import kinds
from mangnon.places.school import School


@cache
def columns() -> tuple[Column, ...]:
    file = CATALOG / "imports" / "places.yaml"
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))["columns"]
    return tuple(_column(row) for row in rows)


def _column(row: dict[str, Any]) -> Column:
    words = {code: tuple(said) for code, said in row.pop("words", {}).items()}
    kind, also = CellKind(row.pop("kind", "text")), tuple(row.pop("also", ()))
    return Column(**row, kind=kind, also=also, codes=_codes(row["name"], words))


def _codes(name: str, words: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the words of each code, the one that the template offers first."""
    if name == "kind":
        return {code: (kind.label, *words.get(code, ())) for code, kind in kinds().items()}
    if name == "level":
        return {level: words[level] for level in School.Level.values}
    return {}
