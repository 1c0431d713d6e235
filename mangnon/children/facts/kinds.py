"""The kinds of facts of the catalogue, and which of them a person may see."""

from __future__ import annotations

from functools import lru_cache

from mangnon.catalog import CATALOG
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.engine.fact_kinds import FactCatalog, FactKind, load_fact_kinds


@lru_cache(maxsize=1)
def fact_catalog() -> FactCatalog:
    """Return the catalogue as it was when the process began."""
    return load_fact_kinds(CATALOG)


def kinds_open_to(user: User) -> dict[str, FactKind]:
    """Return the kinds whose right the person's role grants, in the catalogue's order."""
    kinds = fact_catalog().kinds
    return {name: kind for name, kind in kinds.items() if allowed(user, kind.right)}
