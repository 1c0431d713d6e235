"""The parts of a catalogue that decide figures and findings, each as plain fields.

The definitions, tables, lists and checks may be put into force for one home. The schedules of
vaccines decide figures too, but the register's own pages read them, so they come with the software
like every other part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from mangnon.engine.definitions import CodeList, Definition, Table
from mangnon.engine.drafts import INDICATORS, LISTS, TABLES, read_entries
from mangnon.engine.issues import CatalogError, Issue
from mangnon.engine.quality.check import Check
from mangnon.engine.quality.load import QUALITY
from mangnon.engine.sources import read_source

VACCINES = "vaccines"
PARTS = (INDICATORS, TABLES, LISTS, QUALITY)
COMPARED = (INDICATORS, TABLES, LISTS, VACCINES, QUALITY)
DATA = (".yaml", ".csv")
MODELS: dict[str, type[BaseModel]] = {
    INDICATORS: Definition,
    TABLES: Table,
    LISTS: CodeList,
    QUALITY: Check,
}
NAMED_BY = ("code", "name")  # what tells the entries of a list apart, if they bear it

Fields = Mapping[str, Any]
PartKey = tuple[str, str]  # part and the name of the file without its ending


def read_parts(folder: Path) -> dict[PartKey, Fields]:
    """Return every file's fields by their path; raise CatalogError for what cannot be read.

    How a file is laid out makes no difference, nor whether it writes down what goes without saying.
    """
    issues: list[Issue] = []
    found: dict[PartKey, Fields] = {}
    for part, model in MODELS.items():
        for entry in read_entries(folder, part, model, issues):
            name = Path(entry.source.file).stem
            found[part, name] = dict(_flat(entry.value.model_dump(mode="json")))
    for file in sorted((folder / VACCINES).glob("*.yaml")):
        source, more = read_source(file, f"{VACCINES}/{file.name}")
        issues += more
        if source is not None:
            found[VACCINES, file.stem] = dict(_flat(source.data))
    if issues:
        raise CatalogError(sorted(set(issues)))
    return found


def part_files(folder: Path) -> list[Path]:
    """Return the files of the parts, in a fixed order."""
    return [file for part in PARTS for file in sorted((folder / part).glob("*.yaml"))]


def parts_hash(folder: Path) -> str:
    """Return the SHA-256 of the parts, names and contents."""
    digest = hashlib.sha256()
    for file in part_files(folder):
        content = file.read_bytes()
        digest.update(f"{file.parent.name}/{file.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def differs_from_software(folder: Path, packaged: Path) -> list[str]:
    """Return the files of other parts that are not as the software brought them."""
    files = (file for file in sorted(folder.rglob("*")) if file.suffix in DATA)
    names = (file.relative_to(folder) for file in files)
    return [
        name.as_posix()
        for name in names
        if name.parts[0] not in PARTS
        and not (
            (packaged / name).is_file()
            and (packaged / name).read_bytes() == (folder / name).read_bytes()
        )
    ]


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flat(below, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value and (name := _name_of(value)):
        for entry in value:
            yield from _flat(entry, f"{path}[{entry[name]}]")
    else:
        yield path, value.isoformat() if isinstance(value, date) else value


def _name_of(entries: list[Any]) -> str | None:
    """Return the key by which all entries are told apart, None for a plain list."""
    for name in NAMED_BY:
        if all(isinstance(entry, Mapping) and name in entry for entry in entries):
            return name
    return None
