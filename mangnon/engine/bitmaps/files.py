"""The bitmaps of a snapshot on disk: derived from it, so they may be deleted and are made again.

`<snapshot>/bitmaps/<name>/` holds `manifest.json` with the hash of every file, and a folder a
table: `words.bin` (a bitmap after the other, little-endian words of 64 rows) and `bounds.npy`,
`unit.npy` (the runs), or `cells.parquet` for a table whose different things are counted. The name
is made of what the bitmaps follow from: another snapshot, catalogue or format is another folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from mangnon.engine.bitmaps.bitmaps import Bitmaps, Words, length
from mangnon.engine.bitmaps.runs import Runs
from mangnon.engine.issues import EngineError

FOLDER, MANIFEST = "bitmaps", "manifest.json"
FORMAT = 1
WORDS, BOUNDS, UNIT = "words.bin", "bounds.npy", "unit.npy"
LITTLE = np.dtype("<u8")


def kept_folder(snapshot: Path, origin: Mapping[str, str], make: Callable[[Path], None]) -> Path:
    """Return the whole folder of what follows from `origin`; made when there is none.

    Others that lie there are deleted. Raises EngineError when it cannot be written.
    """
    origin = {"format": str(FORMAT), **origin}
    name = hashlib.sha256(json.dumps(origin, sort_keys=True).encode()).hexdigest()[:16]
    place = snapshot / FOLDER / name
    if _is_whole(place):
        return place
    try:
        with _alone_in(place.parent):
            if not _is_whole(place):
                _make(place, origin, make)
    except OSError as error:
        raise EngineError(
            f"Không ghi được {place}: {error.strerror}; hãy giải phóng chỗ trên đĩa hoặc cấp quyền "
            f"ghi rồi thử lại."
        ) from error
    return place


def write_bitmaps(folder: Path, chunks: Iterable[Bitmaps], rows: int) -> None:
    """Write the chunks of a table of so many rows as one."""
    folder.mkdir()
    bounds, unit = [0], []
    with (folder / WORDS).open("wb") as stream:
        for chunk in chunks:
            begin = bounds[-1] >> 6
            is_last = bounds[-1] + chunk.runs.rows == rows
            for place, words in enumerate(_in_order(chunk)):
                stream.seek((place * length(rows) + begin) * LITTLE.itemsize)
                stream.write((words if is_last else words[:-1]).astype(LITTLE).tobytes())
            bounds += (chunk.runs.bounds[1:] + bounds[-1]).tolist()
            unit += chunk.runs.unit.tolist()
    runs = Runs(np.array(bounds, np.int64), np.array(unit, np.int64)).joined
    np.save(folder / BOUNDS, runs.bounds)
    np.save(folder / UNIT, runs.unit)


def read_bitmaps(
    folder: Path, conditions: Sequence[str], members: Mapping[str, Sequence[str]]
) -> Bitmaps:
    """Open what was written, mapped into memory; `conditions` and `members` as they were then."""
    runs = Runs(np.load(folder / BOUNDS), np.load(folder / UNIT))
    count = len(conditions) + sum(len(codes) for codes in members.values())
    shape = (count, length(runs.rows))
    words: Words = np.zeros(shape, np.uint64)
    if runs.rows:
        words = np.memmap(folder / WORDS, LITTLE, "r", shape=shape)
    found, end = {}, len(conditions)
    for name, codes in members.items():
        found[name] = words[end : end + len(codes)]
        end += len(codes)
    return Bitmaps(runs, dict(zip(conditions, words, strict=False)), found)


def _in_order(chunk: Bitmaps) -> Iterator[Words]:
    yield from chunk.conditions.values()
    for several in chunk.members.values():
        yield from several


def _make(place: Path, origin: Mapping[str, str], make: Callable[[Path], None]) -> None:
    for other in place.parent.iterdir():
        if other.is_dir():
            shutil.rmtree(other)
    building = place.with_name(f".building-{place.name}")
    try:
        building.mkdir()
        make(building)
        manifest = {**origin, "files": _hashes(building)}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        (building / MANIFEST).write_text(text, encoding="utf-8")
        building.rename(place)
    finally:
        shutil.rmtree(building, ignore_errors=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let one process at a time make what lies in the folder."""
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_whole(place: Path) -> bool:
    try:
        kept = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        return bool(kept["files"] == _hashes(place))
    except (OSError, ValueError, KeyError):
        return False


def _hashes(folder: Path) -> dict[str, str]:
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != MANIFEST:
            with file.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            found[file.relative_to(folder).as_posix()] = digest
    return found
