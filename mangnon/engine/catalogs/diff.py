"""What another catalogue changes: field by field, and in plain words which numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from mangnon.engine.catalogs.parts import COMPARED, VACCINES, Fields, PartKey
from mangnon.engine.definitions import leaf_order
from mangnon.engine.drafts import INDICATORS, LISTS, TABLES
from mangnon.engine.quality.load import QUALITY
from mangnon.engine.words import day_text

How = Literal["added", "removed", "changed"]
Effect = Literal["figures", "findings", "words"]

# Of a definition these are words about the figure; whatever else changes, so does the figure.
WORDS = re.compile(r"^(title|metadata)\.|^(field|source|certainty|traps|is_unsettled)$|\.meaning$")
ENDS = "valid_to"
LABELS = re.compile(r"\.(vi|en|description|certainty)$|^(title\.|source$|description$|noun$)")


@dataclass(frozen=True)
class FieldChange:
    field: str
    before: Any  # None where there was no such field
    after: Any


@dataclass(frozen=True)
class Change:
    """One file that differs; `is_in_place` where a definition keeps its day but not itself."""

    part: str
    name: str
    how: How
    fields: tuple[FieldChange, ...]
    effect: Effect
    is_in_place: bool
    says: str


def diff(before: Mapping[PartKey, Fields], after: Mapping[PartKey, Fields]) -> list[Change]:
    """Return what the second catalogue changes in the first, part by part.

    Schedules of vaccines come with the software: a catalogue without any says nothing of them.
    """
    have = [VACCINES in {part for part, _name in each} for each in (before, after)]
    keys = [key for key in before.keys() | after.keys() if key[0] != VACCINES or all(have)]
    keys.sort(key=_place)
    return [
        _change(key, before, after) for key in keys if before.get(key, {}) != after.get(key, {})
    ]


def changed_fields(before: Fields, after: Fields) -> tuple[FieldChange, ...]:
    """Return the fields that differ, in the order of the files."""
    names = dict.fromkeys((*before, *after))
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def deciding(fields: tuple[FieldChange, ...]) -> list[str]:
    """Return the fields of a definition that change what is computed on the same days."""
    names = [change.field for change in fields]
    return [name for name in names if name != ENDS and not WORDS.search(name)]


def _change(
    key: PartKey, before: Mapping[PartKey, Fields], after: Mapping[PartKey, Fields]
) -> Change:
    (part, name), old, new = key, before.get(key), after.get(key)
    how: How = "added" if old is None else "removed" if new is None else "changed"
    fields = changed_fields(old or {}, new or {})
    if part == INDICATORS:
        return _of_definition(name, how, fields, before, after)
    effect: Effect = "findings" if part == QUALITY else "figures"
    if part in (LISTS, TABLES) and how == "changed":
        is_only_words = all(LABELS.search(change.field) for change in fields)
        effect = "words" if is_only_words else "figures"
    return Change(part, name, how, fields, effect, False, _says(part, name, how, effect))


def _of_definition(
    name: str,
    how: How,
    fields: tuple[FieldChange, ...],
    before: Mapping[PartKey, Fields],
    after: Mapping[PartKey, Fields],
) -> Change:
    leaf, _at, first_day = name.partition("@")
    day = day_text(date.fromisoformat(first_day))
    decides = deciding(fields)
    effect: Effect = "figures"
    if how == "removed":
        others = [other for part, other in after if part == INDICATORS and _leaf(other) == leaf]
        rest = "" if others else "; chỉ tiêu không còn định nghĩa nào và sẽ không được tính"
        says = f"Chỉ tiêu {leaf}: bỏ định nghĩa có hiệu lực từ {day}{rest}."
    elif how == "added":
        says = _says_added(leaf, day, name, before, after)
    elif decides:
        says = (
            f"Chỉ tiêu {leaf}: định nghĩa có hiệu lực từ {day} bị sửa tại chỗ ({_few(decides)}); "
            f"số liệu tính lại của mọi ngày từ {day} sẽ khác."
        )
    elif any(change.field == ENDS for change in fields):
        end = next(change.after for change in fields if change.field == ENDS)
        until = f"hết hiệu lực từ {day_text(date.fromisoformat(end))}" if end else "còn hiệu lực"
        says = f"Chỉ tiêu {leaf}: định nghĩa có hiệu lực từ {day} nay {until}."
    else:
        effect = "words"
        says = f"Chỉ tiêu {leaf}: chỉ sửa lời, không số liệu nào thay đổi."
    is_in_place = how != "added" and bool(decides)
    return Change(INDICATORS, name, how, fields, effect, is_in_place, says)


def _says_added(
    leaf: str,
    day: str,
    name: str,
    before: Mapping[PartKey, Fields],
    after: Mapping[PartKey, Fields],
) -> str:
    earlier = [
        other for part, other in before if part == INDICATORS and _leaf(other) == leaf < name
    ]
    if not earlier:
        return f"Chỉ tiêu {leaf}: có định nghĩa từ {day}."
    last = before[INDICATORS, max(earlier)]
    own = ("valid_from", ENDS)
    fields = changed_fields(last, after[INDICATORS, name])
    other = [field for field in deciding(fields) if field not in own]
    if not other:
        return f"Chỉ tiêu {leaf}: từ {day} có tệp mới nhưng vẫn tính như cũ."
    return (
        f"Chỉ tiêu {leaf}: từ {day} tính theo định nghĩa mới ({_few(other)}); số liệu của các ngày "
        f"trước đó không đổi."
    )


SAYS = {
    (TABLES, "figures"): "Bảng {}: cột thay đổi; số liệu đếm từ bảng này có thể khác.",
    (TABLES, "words"): "Bảng {}: chỉ sửa lời mô tả.",
    (LISTS, "figures"): "Danh mục {}: mã thay đổi; phân tổ theo danh mục này có thể khác.",
    (LISTS, "words"): "Danh mục {}: chỉ sửa lời.",
    (VACCINES, "figures"): "Lịch tiêm chủng {}: trẻ được tính là tiêm đủ có thể khác.",
    (QUALITY, "findings"): "Kiểm tra {}: không số liệu nào đổi, chỉ các phát hiện.",
}
HOWS = {"added": " (thêm)", "removed": " (bỏ)", "changed": ""}


def _says(part: str, name: str, how: How, effect: Effect) -> str:
    return SAYS[part, effect].format(name + HOWS[how])


def _few(names: list[str], most: int = 4) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" và {rest} trường khác" if rest > 0 else "")


def _leaf(name: str) -> str:
    return name.partition("@")[0]


def _place(key: PartKey) -> tuple[object, ...]:
    part, name = key
    order = COMPARED.index(part)
    return order, leaf_order(_leaf(name)) if part == INDICATORS else (0, name), name
