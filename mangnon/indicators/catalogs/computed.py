"""By which definitions figures were computed, as the snapshots froze them."""

from __future__ import annotations

from mangnon.engine.catalogs.parts import Fields, PartKey, read_parts
from mangnon.engine.catalogs.used import Used
from mangnon.engine.drafts import INDICATORS
from mangnon.engine.issues import CatalogError
from mangnon.indicators.frozen import definitions_of
from mangnon.snapshots.models import Snapshot


def definitions_used() -> dict[str, Used]:
    """Return each definition that a run used, by the name of its file, as the last run had it."""
    found: dict[str, Used] = {}
    read: dict[str, dict[PartKey, Fields]] = {}
    for snapshot in Snapshot.objects.exclude(runs=None).order_by("as_of", "taken_at"):
        try:
            parts = read.get(snapshot.catalog_sha256) or read_parts(snapshot.folder / "catalog")
            definitions = definitions_of(snapshot)
        except CatalogError:  # frozen in words that this version no longer reads
            continue
        read[snapshot.catalog_sha256] = parts
        for definition in definitions.values():
            name = f"{definition.leaf}@{definition.valid_from}"
            found[name] = Used(parts[INDICATORS, name], snapshot.as_of)
    return found
