"""A catalogue as it was read, before its rules are checked: every part with its file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mangnon.engine.definitions import CodeList, Definition, Table
from mangnon.engine.issues import Issue
from mangnon.engine.sources import Place, Source, read_source
from mangnon.engine.wanted import wanted_words

INDICATORS, TABLES, LISTS = "indicators", "tables", "lists"
FOLDERS = (INDICATORS, TABLES, LISTS)

Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True)
class Entry(Generic[Part]):
    """One part of the catalogue and the file that it was read from."""

    value: Part
    source: Source

    def issue(self, place: Place, message: str) -> Issue:
        return self.source.issue(place, message)


@dataclass(frozen=True)
class Draft:
    indicators: tuple[Entry[Definition], ...]
    tables: tuple[Entry[Table], ...]
    lists: tuple[Entry[CodeList], ...]

    @property
    def named_parts(self) -> list[Entry[Table] | Entry[CodeList]]:
        return [*self.tables, *self.lists]

    @property
    def tables_by_name(self) -> dict[str, Table]:
        return {entry.value.name: entry.value for entry in self.tables}

    @property
    def lists_by_name(self) -> dict[str, CodeList]:
        return {entry.value.name: entry.value for entry in self.lists}


def catalog_files(folder: Path) -> list[Path]:
    """Return the files that make up the catalogue, in a fixed order."""
    return [file for name in FOLDERS for file in sorted((folder / name).glob("*.yaml"))]


def read_draft(folder: Path) -> tuple[Draft, list[Issue]]:
    """Read every file; what cannot be understood is an issue and is left out of the draft."""
    issues = [
        Issue(name, 1, f"Thiếu thư mục {name} trong danh mục {folder}; hãy kiểm tra đường dẫn.")
        for name in FOLDERS
        if not any((folder / name).glob("*.yaml"))
    ]
    draft = Draft(
        indicators=read_entries(folder, INDICATORS, Definition, issues),
        tables=read_entries(folder, TABLES, Table, issues),
        lists=read_entries(folder, LISTS, CodeList, issues),
    )
    return draft, issues


def read_entries(
    folder: Path, name: str, model: type[Part], issues: list[Issue]
) -> tuple[Entry[Part], ...]:
    """Read every file of one part of the catalogue; add to `issues` what is wrong with them."""
    sources = []
    for file in sorted((folder / name).glob("*.yaml")):
        source, found = read_source(file, f"{name}/{file.name}")
        issues += found
        if source is not None:
            sources.append(source)
    return _entries(model, sources, issues)


def read_entry(
    folder: Path, file: str, model: type[Part], issues: list[Issue]
) -> Entry[Part] | None:
    """Read one file; add to `issues` what is wrong with it, and return None when it is no part."""
    source, found = read_source(folder / file, file)
    issues += found
    entries = _entries(model, [source] if source is not None else [], issues)
    return entries[0] if entries else None


def _entries(
    model: type[Part], sources: Iterable[Source], issues: list[Issue]
) -> tuple[Entry[Part], ...]:
    entries = []
    for source in sources:
        try:
            entries.append(Entry(model.model_validate(source.data), source))
        except ValidationError as error:
            issues.extend(_issue(model, source, details) for details in error.errors())
    return tuple(entries)


def _issue(model: type[BaseModel], source: Source, details: ErrorDetails) -> Issue:
    place, kind = tuple(details["loc"]), details["type"]
    name = ".".join(str(part) for part in place) or model.__name__
    if kind == "extra_forbidden":
        return source.issue(place, f"Không có trường “{name}”{_nearest(model, place)}")
    if kind == "missing":
        return source.issue(place, f"Thiếu trường bắt buộc “{name}”; hãy thêm vào.")
    given, wanted = details["input"], wanted_words(details)
    return source.issue(place, f"Trường “{name}” không nhận giá trị “{given}”; cần: {wanted}.")


def _nearest(model: type[BaseModel], place: Place) -> str:
    """Say which field was probably meant, among those at the same level."""
    level: type[BaseModel] | None = model
    for part in place[:-1]:
        level = _model_below(level, part) if level else None
    names = list(level.model_fields) if level else []
    near = difflib.get_close_matches(str(place[-1]), names, n=1)
    return f"; có phải “{near[0]}”?" if near else "; hãy bỏ đi."


def _model_below(level: type[BaseModel], part: str | int) -> type[BaseModel] | None:
    if isinstance(part, int):
        return level
    field = level.model_fields.get(part)
    kinds = [field.annotation, *getattr(field.annotation, "__args__", ())] if field else []
    return next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)
