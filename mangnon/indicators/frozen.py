"""What a snapshot froze beside the registers: definitions, targets, what agencies had reported."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mangnon.engine.attainment import Target
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.issues import EngineError
from mangnon.engine.load import load_catalog
from mangnon.engine.manifest import MANIFEST, require_as_frozen
from mangnon.engine.quality.check import Check
from mangnon.engine.quality.load import load_checks
from mangnon.engine.reported import ReportedFigures, read_reported, read_targets
from mangnon.snapshots.models import Snapshot


def catalog_of(snapshot: Snapshot) -> Catalog:
    """Return the catalogue as it stood then; EngineError where it is another one now."""
    path = snapshot.folder / "catalog"
    found = load_catalog(path)
    if found.sha256 != snapshot.catalog_sha256:
        require_as_frozen(snapshot.folder, "catalog")  # names the file
        raise EngineError(f"{path} không phải danh mục khi chốt; hãy lấy lại bản chốt nguyên vẹn.")
    return found


def checks_of(snapshot: Snapshot) -> tuple[Check, ...]:
    """Return the quality checks of the day as they stood then; none of a snapshot before them."""
    return _checks(snapshot.folder, snapshot.as_of)


def definitions_of(snapshot: Snapshot) -> dict[str, Definition]:
    """Return the definition that made each leaf's figures, in the plan's order."""
    return catalog_of(snapshot).in_force(snapshot.as_of)


def units_day(snapshot: Snapshot) -> date:
    """Return the day on whose units the snapshot's figures stand."""
    return _units_day(snapshot.folder)


def number_of(leaf: str) -> str:
    """Return the number of the indicator that a leaf belongs to: "4" for "4b"."""
    return leaf.rstrip(ascii_lowercase)


def frozen_targets(snapshot: Snapshot) -> dict[str, Target]:
    """Return the targets of the as-of year by leaf, as they stood when the snapshot was taken."""
    return _targets(snapshot.folder, snapshot.as_of.year)


def last_years_value(snapshot: Snapshot, leaf: str, code: str, valid_from: date) -> float | None:
    """Return the unit's figure of the year before, None when nobody stated one."""
    reported = _reported(snapshot.folder)
    baseline = reported.baseline(leaf, (code, valid_from), snapshot.as_of.year)
    return None if baseline is None else float(baseline)


def reported_figures(snapshot: Snapshot) -> ReportedFigures:
    """Return what agencies had stated by then, of every unit and year."""
    return _reported(snapshot.folder)


def read_frozen(folder: Path, table: str, **asked: Any) -> pa.Table:
    """Return a table of a snapshot; EngineError where a file of it is not what was frozen."""
    require_as_frozen(folder, table)
    return pq.read_table(folder / table, **asked)


@lru_cache(maxsize=8)
def _checks(folder: Path, day: date) -> tuple[Check, ...]:
    path = folder / "catalog"
    return tuple(check for check in load_checks(path, load_catalog(path)) if check.holds_on(day))


@lru_cache(maxsize=64)
def _units_day(folder: Path) -> date:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return date.fromisoformat(manifest["units_on"])


@lru_cache(maxsize=8)
def _targets(folder: Path, year: int) -> dict[str, Target]:
    return dict(read_targets(read_frozen(folder, "targets"), year).by_leaf)


@lru_cache(maxsize=8)
def _reported(folder: Path) -> ReportedFigures:
    definitions = load_catalog(folder / "catalog").indicators
    return read_reported(read_frozen(folder, "reported_values"), definitions)
