"""The code lists of the catalogue, as pages and sheets offer them."""

from __future__ import annotations

from functools import lru_cache

import yaml

from mangnon.catalog import CATALOG


@lru_cache
def words_of(name: str) -> dict[str, str]:
    """Return the Vietnamese word of each code of `catalog/lists/<name>.yaml`, in its order."""
    text = (CATALOG / "lists" / f"{name}.yaml").read_text(encoding="utf-8")
    return {code["code"]: code["vi"] for code in yaml.safe_load(text)["codes"]}
