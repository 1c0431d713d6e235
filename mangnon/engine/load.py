"""From a folder of YAML files to a checked catalogue."""

from __future__ import annotations

import hashlib
from pathlib import Path

from mangnon.engine.cases.load import check_case_catalog
from mangnon.engine.check import RULES
from mangnon.engine.completeness import COMPLETENESS
from mangnon.engine.definitions import Catalog
from mangnon.engine.drafts import catalog_files, read_draft
from mangnon.engine.fact_kinds import check_fact_kinds
from mangnon.engine.integrity.check import check_other_parts
from mangnon.engine.issues import CatalogError, Issue
from mangnon.engine.national import check_national_targets
from mangnon.engine.quality.load import check_quality
from mangnon.engine.statistics.load import check_statistics
from mangnon.engine.to_do_lists import check_to_do_lists
from mangnon.engine.vaccines import check_schedules

KEPT = 16
# By content, not by folder: each snapshot has a copy of the same definitions.
_READ: dict[tuple[str, int], Catalog] = {}


def check_catalog(path: Path) -> list[Issue]:
    """Return every mistake in the catalogue by file and line; nothing when it is whole."""
    draft, issues = read_draft(path)
    for rule in (*RULES, *COMPLETENESS):
        issues += rule(draft)
    issues += check_fact_kinds(path, draft.lists_by_name)
    issues += check_case_catalog(path, draft.lists_by_name)
    issues += check_schedules(path)
    issues += check_to_do_lists(path)
    issues += check_quality(path, draft)
    issues += check_national_targets(path, draft)
    issues += check_statistics(path, draft)
    issues += check_other_parts(path, draft.lists_by_name)
    return sorted(set(issues))


def load_catalog(path: Path) -> Catalog:
    """Return the catalogue of a folder; raise CatalogError, which lists every mistake.

    A catalogue that lacks leaves of the plan loads: what it defines is computed rightly.
    """
    sha256 = catalog_hash(path)
    key = sha256, len(catalog_files(path))  # the hash leaves out what is no file: it is refused
    found = _READ.get(key)
    if found is None:
        found = _READ[key] = _read(path, sha256)
        for oldest in list(_READ)[:-KEPT]:
            _READ.pop(oldest, None)
    return found


def catalog_hash(path: Path) -> str:
    """Return the SHA-256 of the definitions, tables and lists, names and contents."""
    digest = hashlib.sha256()
    for file in filter(Path.is_file, catalog_files(path)):
        content = file.read_bytes()
        digest.update(f"{file.parent.name}/{file.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _read(path: Path, sha256: str) -> Catalog:
    draft, issues = read_draft(path)
    for rule in RULES:
        issues += rule(draft)
    if issues:
        raise CatalogError(sorted(set(issues)))
    return Catalog(
        definitions=tuple(entry.value for entry in draft.indicators),
        tables=draft.tables_by_name,
        lists=draft.lists_by_name,
        sha256=sha256,
    )
