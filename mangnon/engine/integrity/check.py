"""Every mistake in the parts of a catalogue that no part of the engine reads itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any, cast

from mangnon.engine.definitions import CodeList
from mangnon.engine.drafts import Entry, read_entry
from mangnon.engine.integrity.shapes import SHAPES, PlaceKinds, PlaceTraits, Sheet
from mangnon.engine.integrity.tables import check_csv_files
from mangnon.engine.issues import Issue
from mangnon.engine.sources import Source, read_source

KINDS, TRAITS = "places/kinds.yaml", "places/traits.yaml"
SHEETS = ("imports/attendance.yaml", "imports/children.yaml", "imports/places.yaml")
CODED = "imports/circumstances.yaml"
# Folders that the reader of plans and the reports read as they stand: words and sentences.
SAID = ("reading", "register", "reports")
SOURCED = ("reading", "reports")


def check_other_parts(path: Path, lists: Mapping[str, CodeList]) -> list[Issue]:
    """Return every mistake in words, places, imports, exports, reports, units; by file and line."""
    issues: list[Issue] = []
    entries = {
        name: entry
        for name, model in SHAPES.items()
        if (path / name).exists() and (entry := read_entry(path, name, model, issues)) is not None
    }
    issues += _wrong_with_sheets(entries, lists)
    issues += _wrong_with_places(entries)
    for folder in SAID:
        for file in sorted((path / folder).glob("*.yaml")):
            source, found = read_source(file, f"{folder}/{file.name}")
            issues += found
            if source is not None and isinstance(source.data, dict):
                issues += _wrong_with_words(source, folder, path)
    return [*issues, *check_csv_files(path, lists)]


def _wrong_with_sheets(
    entries: Mapping[str, Entry[Any]], lists: Mapping[str, CodeList]
) -> Iterator[Issue]:
    for name in SHEETS:
        if (entry := entries.get(name)) is None:
            continue
        sheet = cast(Sheet, entry.value)
        yield from _said_twice(entry, "columns", [column.name for column in sheet.columns])
        for place, column in enumerate(sheet.columns):
            if column.codes_of and column.codes_of not in lists:
                message = f"Không có danh mục “{column.codes_of}” trong lists/."
                yield entry.issue(("columns", place, "codes_of"), message)
    groups, words = lists.get("circumstance_group"), entries.get(CODED)
    if groups and words:
        for group in words.value.groups:
            if group not in groups.by_code:
                message = f"Không có nhóm “{group}” trong lists/circumstance_group.yaml."
                yield words.issue(("groups", group), message)


def _wrong_with_places(entries: Mapping[str, Entry[Any]]) -> Iterator[Issue]:
    if (kinds := entries.get(KINDS)) is None or (traits := entries.get(TRAITS)) is None:
        return
    known = {trait.code for trait in cast(PlaceTraits, traits.value).traits}
    rows = cast(PlaceKinds, kinds.value).kinds
    yield from _said_twice(kinds, "kinds", [kind.code for kind in rows])
    for place, kind in enumerate(rows):
        for trait in kind.traits:
            if trait not in known:
                message = f"Loại {kind.code}: không có đặc điểm “{trait}” trong {TRAITS}."
                yield kinds.issue(("kinds", place, "traits"), message)


def _said_twice(entry: Entry[Any], part: str, names: list[str]) -> Iterator[Issue]:
    for name, count in Counter(names).items():
        if count > 1:
            place = len(names) - 1 - names[::-1].index(name)
            yield entry.issue((part, place), f"“{name}” khai {count} lần; chỉ giữ một.")


def _wrong_with_words(source: Source, folder: str, path: Path) -> Iterator[Issue]:
    if folder in SOURCED and not source.data.get("source"):
        yield source.issue((), "Thiếu trường bắt buộc “source”; hãy ghi nguồn.")
    based_on = source.data.get("based_on") or []
    for file in [based_on] if isinstance(based_on, str) else based_on:
        if not (path / folder / str(file)).is_file():
            yield source.issue(("based_on",), f"Không có tệp {folder}/{file}.")
    for name, sentence in (source.data.get("sentences") or {}).items():
        try:
            list(Formatter().parse(str(sentence)))
        except ValueError:
            message = f"Dấu ngoặc nhọn trong câu “{name}” không đi thành cặp."
            yield source.issue(("sentences", name), message)
