"""Snapshots on disk: written once, hashed, and made visible only when whole (design section 7)."""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mangnon.engine.manifest import MANIFEST, hashes, sha256

ROW_GROUP = 122_880
BUILDING = ".building-"


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
    no half snapshot to be seen; the half that a killed process left is removed by the next.
    Raises FileExistsError when the folder exists already.
    """
    if folder.exists():
        raise FileExistsError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = folder.with_name(f"{BUILDING}{folder.name}")
    with _alone(folder.parent), _named(folder):
        for left in folder.parent.glob(f"{BUILDING}*"):
            shutil.rmtree(left)
        building.mkdir()
        try:
            _fill(building, tables, texts, copies, description)
            building.rename(folder)
            _sync(folder.parent)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
    return sha256(folder / MANIFEST)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time build here, so that what another left unfinished is nobody's."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Give a full disk the name of the snapshot; the Parquet writer tells none."""
    try:
        yield
    except OSError as error:
        if error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror or str(error), str(folder)) from error


def _fill(
    building: Path,
    tables: dict[str, pa.Table],
    texts: dict[str, str],
    copies: dict[str, Path],
    description: dict[str, Any],
) -> None:
    for name, table in tables.items():
        _write_table(building / name / "part-0.parquet", table)
    for name, text in texts.items():
        _write_text(building / name, text)
    for name, source in copies.items():
        shutil.copytree(source, building / name)
    manifest = dict(description)
    manifest["rows"] = {name: table.num_rows for name, table in tables.items()}
    manifest["files"] = hashes(building)
    _write_text(
        building / MANIFEST,
        json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    )
    sync_tree(building)


def _write_table(file: Path, table: pa.Table) -> None:
    file.parent.mkdir(parents=True)
    pq.write_table(table, file, compression="zstd", row_group_size=ROW_GROUP)


def _write_text(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def sync_tree(folder: Path) -> None:
    """Have the disk hold all of a folder before its name says that it is whole."""
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
