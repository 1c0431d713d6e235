"""What may not be altered: definitions that figures were computed by, and what registers hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mangnon.engine.catalogs.diff import ENDS, changed_fields, deciding
from mangnon.engine.catalogs.parts import Fields, PartKey
from mangnon.engine.drafts import INDICATORS, LISTS, TABLES
from mangnon.engine.words import day_text


@dataclass(frozen=True)
class Used:
    """A definition as figures were computed by it, the last of them as of `until`."""

    fields: Fields
    until: date


def altered_in_place(after: Mapping[PartKey, Fields], used: Mapping[str, Used]) -> Iterator[str]:
    """Say which definitions would no longer give the figures that were computed by them.

    `used` is by the name of the definition's file. Who changes a definition writes a new file with
    its own valid_from, and gives the old one a valid_to.
    """
    for name, was in used.items():
        leaf = name.partition("@")[0]
        now = after.get((INDICATORS, name))
        if now is None:
            yield (
                f"indicators/{name}.yaml: chỉ tiêu {leaf} đã tính theo định nghĩa này tới "
                f"{day_text(was.until)}; hãy giữ tệp, và đặt valid_to nếu không dùng nữa."
            )
            continue
        fields = changed_fields(was.fields, now)
        if names := deciding(fields):
            yield (
                f"indicators/{name}.yaml: chỉ tiêu {leaf} đã tính theo định nghĩa này nên không "
                f"được sửa tại chỗ ({', '.join(names)}); hãy viết tệp mới có valid_from sau "
                f"{day_text(was.until)} và đặt valid_to của tệp cũ bằng ngày ấy."
            )
        end = now.get(ENDS)
        if end is not None and date.fromisoformat(end) <= was.until:
            yield (
                f"indicators/{name}.yaml: đã có số liệu tới {day_text(was.until)} theo định nghĩa "
                f"này; valid_to phải sau ngày đó."
            )


def lost_to_the_software(
    after: Mapping[PartKey, Fields], packaged: Mapping[PartKey, Fields]
) -> Iterator[str]:
    """Say which tables and codes the software and its registers need and would no longer find."""
    for (part, name), fields in packaged.items():
        if part not in (TABLES, LISTS):
            continue
        now = after.get((part, name))
        if now is None:
            yield f"{part}/{name}.yaml: phần mềm cần tệp này; hãy giữ lại."
            continue
        kept = set(now)
        lost = [field for field in fields if field not in kept and _is_entry(field)]
        for entry in dict.fromkeys(map(_entry, lost)):
            yield f"{part}/{name}.yaml: mất {entry}, sổ và phần mềm còn dùng; hãy giữ lại."


def unknown_to_the_software(
    after: Mapping[PartKey, Fields], packaged: Mapping[PartKey, Fields]
) -> Iterator[str]:
    """Say which tables and columns no register fills."""
    for (part, name), fields in after.items():
        if part != TABLES:
            continue
        known = packaged.get((part, name))
        if known is None:
            yield f"{part}/{name}.yaml: phần mềm không lập bảng này; chỉ bản mới mới thêm được."
            continue
        other = [
            field
            for field, value in fields.items()
            if field.endswith((".type", ".list")) and (field not in known or known[field] != value)
        ]
        for entry in dict.fromkeys(map(_entry, other)):
            yield f"{part}/{name}.yaml: {entry} khác với cột mà phần mềm ghi ra."


def _is_entry(field: str) -> bool:
    return "[" in field


def _entry(field: str) -> str:
    """Return the column or code that a field belongs to: "columns[sex]" of "columns[sex].type"."""
    return field.partition("]")[0] + "]"
