"""The fields of work, as the catalogue lists them."""

from __future__ import annotations

from functools import cache

import yaml

from mangnon.catalog import CATALOG


@cache
def fields() -> dict[str, str]:
    """Return the Vietnamese word of each field by its code, in the catalogue's order."""
    text = (CATALOG / "lists" / "field.yaml").read_text(encoding="utf-8")
    return {entry["code"]: entry["vi"] for entry in yaml.safe_load(text)["codes"]}
