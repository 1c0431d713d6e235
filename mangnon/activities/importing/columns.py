"""The columns of a sign-in list, as the catalogue lists them."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG
from mangnon.intake.importers import CellKind, Column


@cache
def columns() -> tuple[Column, ...]:
    file = CATALOG / "imports" / "attendance.yaml"
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))["columns"]
    return tuple(_column(row) for row in rows)


def _column(row: dict[str, Any]) -> Column:
    codes = {code: tuple(said) for code, said in row.pop("words", {}).items()}
    kind, also = CellKind(row.pop("kind", "text")), tuple(row.pop("also", ()))
    return Column(**row, kind=kind, also=also, codes=codes)
