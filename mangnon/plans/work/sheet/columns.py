"""The columns of the sheet, as the catalogue lists them."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG
from mangnon.intake.importers import CellKind, Column


@cache
def columns() -> tuple[Column, ...]:
    text = (CATALOG / "imports" / "tasks.yaml").read_text(encoding="utf-8")
    return tuple(_column(row) for row in yaml.safe_load(text)["columns"])


def _column(row: dict[str, Any]) -> Column:
    words = {code: tuple(said) for code, said in row.pop("words", {}).items()}
    kind, also = CellKind(row.pop("kind", "text")), tuple(row.pop("also", ()))
    return Column(**row, kind=kind, also=also, codes=words)
