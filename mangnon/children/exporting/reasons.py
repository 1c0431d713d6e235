"""The purposes and the legal bases that a person may name, as the catalogue says."""

from functools import lru_cache

import yaml

from mangnon.catalog import CATALOG


@lru_cache
def purposes() -> dict[str, str]:
    return _named("purposes")


@lru_cache
def bases() -> dict[str, str]:
    return _named("bases")


def _named(part: str) -> dict[str, str]:
    file = CATALOG / "exports" / "reasons.yaml"
    return {row["code"]: row["vi"] for row in yaml.safe_load(file.read_text("utf-8"))[part]}
