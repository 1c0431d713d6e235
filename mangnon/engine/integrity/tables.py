"""The catalogue's CSV files: whole rows, one row a key, and codes that another file defines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mangnon.engine.definitions import CodeList
from mangnon.engine.issues import Issue

# What names a row, where nothing may be said of it twice.
KEYS: dict[str, tuple[str, ...]] = {
    "units/units.csv": ("code", "valid_from"),
    "units/area_kinds.csv": ("kind",),
    "organisations/names.csv": ("code", "valid_from"),
    "register/identity_places.csv": ("code",),
    "names/ethnicities.csv": ("code",),
    "names/baselines.csv": ("leaf",),
}
# A column -> the column, or the list of codes, in which its values must stand; empty says nothing.
REFERENCES: tuple[tuple[str, str, str, str], ...] = (
    ("units/units.csv", "parent_code", "units/units.csv", "code"),
    ("units/units.csv", "level", "lists/unit_level", ""),
    ("units/unit_changes.csv", "from_code", "units/units.csv", "code"),
    ("units/unit_changes.csv", "to_code", "units/units.csv", "code"),
    ("units/known_parts.csv", "code", "units/units.csv", "code"),
    ("organisations/names.csv", "unit_code", "units/units.csv", "code"),
    ("organisations/names.csv", "parent", "organisations/names.csv", "code"),
    ("organisations/powers.csv", "code", "organisations/names.csv", "code"),
    ("organisations/powers.csv", "power", "lists/power", ""),
    ("organisations/changes.csv", "predecessor", "organisations/names.csv", "code"),
    ("organisations/changes.csv", "successor", "organisations/names.csv", "code"),
    ("names/baselines.csv", "leaf", "lists/leaf", ""),
    ("names/reported.csv", "leaf", "lists/leaf", ""),
)


@dataclass(frozen=True)
class Rows:
    """The rows of one file, each with its line."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    def values(self, column: str) -> set[str]:
        return {row[column] for _line, row in self.rows if column in row}


def check_csv_files(folder: Path, lists: Mapping[str, CodeList]) -> Iterator[Issue]:
    """Yield every mistake in the CSV files; what is not there has none."""
    tables: dict[str, Rows] = {}
    for file in sorted(folder.rglob("*.csv")):
        name = file.relative_to(folder).as_posix()
        found = _read(file, name)
        if isinstance(found, Rows):
            tables[name] = found
        else:
            yield from found
    for name, key in KEYS.items():
        if name in tables:
            yield from _doubled(tables[name], key)
    for name, column, source, of in REFERENCES:
        if name in tables and (known := _known(source, of, tables, lists)) is not None:
            yield from _unknown(tables[name], column, known, source)


def _read(file: Path, name: str) -> Rows | list[Issue]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return [Issue(name, 1, "Tệp không phải văn bản UTF-8; hãy lưu lại bằng CSV UTF-8.")]
    reader = csv.reader(io.StringIO(text, newline=""))
    columns = tuple(next(reader, ()))
    if len(set(columns)) != len(columns) or "" in columns:
        return [Issue(name, 1, "Dòng đầu phải là tên các cột, không trống và không trùng.")]
    rows, issues = [], []
    for cells in reader:
        if len(cells) == len(columns):
            rows.append((reader.line_num, dict(zip(columns, cells, strict=True))))
        elif cells:
            message = f"Dòng có {len(cells)} ô, cần {len(columns)} như dòng đầu."
            issues.append(Issue(name, reader.line_num, message))
    return issues or Rows(name, columns, tuple(rows))


def _doubled(table: Rows, key: tuple[str, ...]) -> Iterator[Issue]:
    if missing := [column for column in key if column not in table.columns]:
        yield Issue(table.file, 1, f"Thiếu cột {', '.join(missing)}.")
        return
    seen: set[tuple[str, ...]] = set()
    for line, row in table.rows:
        about = tuple(row[column] for column in key)
        if about in seen:
            yield Issue(table.file, line, f"{' '.join(about)} đã có ở dòng trước; chỉ giữ một.")
        seen.add(about)


def _known(
    source: str, column: str, tables: Mapping[str, Rows], lists: Mapping[str, CodeList]
) -> set[str] | None:
    """Return the values that may be used; None where their source is not there."""
    if source in tables:
        return tables[source].values(column)
    found = lists.get(source.removeprefix("lists/"))
    return set(found.by_code) if found else None


def _unknown(table: Rows, column: str, known: set[str], source: str) -> Iterator[Issue]:
    if column not in table.columns:
        yield Issue(table.file, 1, f"Thiếu cột {column}.")
        return
    for line, row in table.rows:
        if row[column] and row[column] not in known:
            yield Issue(table.file, line, f"{column} “{row[column]}” không có trong {source}.")
