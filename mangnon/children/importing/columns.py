"""The columns of a sheet of children, as the catalogue lists them."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG
from mangnon.core.vietnamese import fold
from mangnon.intake.importers import CellKind, Column


@cache
def columns() -> tuple[Column, ...]:
    return tuple(_column(row) for row in _read("imports/children.yaml")["columns"])


@cache
def circumstance_words() -> dict[str, str]:
    """Return the letter of the group for each way to write it, folded; "" for none of them."""
    read = _read("imports/circumstances.yaml")
    words = {fold(word): letter for letter, all_ in read["groups"].items() for word in all_}
    letters = {letter: letter for letter in read["groups"]}
    return words | {fold(word): "" for word in read["none"]} | letters


def _column(row: dict[str, Any]) -> Column:
    return Column(
        name=row["name"],
        heading=row["heading"],
        kind=CellKind(row.get("kind", "text")),
        also=tuple(row.get("also", ())),
        codes=_codes(row),
        is_required=row.get("is_required", False),
        hint=row.get("hint", ""),
        width=row.get("width", 16),
        length=row.get("length", 0),
        is_hidden=row.get("is_hidden", False),
    )


def _codes(row: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    written = {code: tuple(words) for code, words in row.get("codes", {}).items()}
    if "codes_of" not in row:
        return written
    listed = _read(f"lists/{row['codes_of']}.yaml")["codes"]
    return {entry["code"]: (entry["vi"], *written.get(entry["code"], ())) for entry in listed}


def _read(file: str) -> Any:
    return yaml.safe_load((CATALOG / file).read_text(encoding="utf-8"))
