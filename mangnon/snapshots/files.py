"""Snapshots on disk: written once, hashed, and made visible only when whole (design section 7)."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

MANIFEST = "manifest.json"
ROW_GROUP = 122_880
LATER = ("results/", "bitmaps/")


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_snapshot(
    folder: Path,
    tables: dict[str, pa.Table],
    *,
    texts: dict[str, str],
    copies: dict[str, Path],
    description: dict[str, Any],
) -> str:
    """Write the tables, texts and copied folders as one snapshot; return the manifest's SHA-256.

    Everything is built beside, synced to disk and renamed, so that a crash or a full disk leaves
    no half snapshot. Raises FileExistsError when the folder exists already.
    """
    if folder.exists():
        raise FileExistsError(folder)
    building = folder.with_name(f".building-{folder.name}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        for name, table in tables.items():
            _write_table(building / name / "part-0.parquet", table)
        for name, text in texts.items():
            _write_text(building / name, text)
        for name, source in copies.items():
            shutil.copytree(source, building / name)
        manifest = dict(description)
        manifest["rows"] = {name: table.num_rows for name, table in tables.items()}
        manifest["files"] = _hashes(building)
        _write_text(
            building / MANIFEST,
            json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        )
        _sync_tree(building)
        building.rename(folder)
        _sync(folder.parent)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return sha256(folder / MANIFEST)


def differences(folder: Path, manifest_sha256: str) -> list[dict[str, str]]:
    """Rehash a snapshot; return every file that is changed, missing or not in the manifest."""
    file = folder / MANIFEST
    if not file.exists():
        return [{"file": MANIFEST, "problem": "missing"}]
    found = []
    if sha256(file) != manifest_sha256:
        found.append({"file": MANIFEST, "problem": "changed"})
    try:
        expected = json.loads(file.read_text(encoding="utf-8"))["files"]
    except (ValueError, KeyError):
        return found or [{"file": MANIFEST, "problem": "unreadable"}]
    actual = _hashes(folder)
    for name in sorted(expected.keys() | actual.keys()):
        if name not in actual:
            found.append({"file": name, "problem": "missing"})
        elif name not in expected:
            found.append({"file": name, "problem": "unknown"})
        elif actual[name] != expected[name]:
            found.append({"file": name, "problem": "changed"})
    return found


def _write_table(file: Path, table: pa.Table) -> None:
    file.parent.mkdir(parents=True)
    pq.write_table(table, file, compression="zstd", row_group_size=ROW_GROUP)


def _write_text(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _hashes(folder: Path) -> dict[str, str]:
    """Results and bitmaps are added to a snapshot later, each with hashes of their own."""
    files = (f for f in sorted(folder.rglob("*")) if f.is_file())
    names = ((f.relative_to(folder).as_posix(), f) for f in files)
    return {
        name: sha256(file)
        for name, file in names
        if name != MANIFEST and not name.startswith(LATER)
    }


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
