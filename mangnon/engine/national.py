"""The targets of a national programme: `catalog/national_targets/<programme>@<valid_from>.yaml`.

A year works towards the next milestone for which the programme sets targets. One may be set
beside a province's target and figure only where both measure the same: the same definition, the
same unit, a level beside a level and a change beside a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from mangnon.engine.attainment import CHANGES, Target
from mangnon.engine.definitions import Certainty, Definition, Frozen, Measure
from mangnon.engine.drafts import Draft, Entry, read_entries
from mangnon.engine.issues import CatalogError, Issue

NATIONAL = "national_targets"
Stricter = Literal["stricter", "same", "looser"]


class NationalTarget(Frozen):
    """One leaf's target for one year. `differs` says in Vietnamese why nothing compares with it."""

    leaf: str = Field(pattern=r"^[1-9][0-9]?[a-z]?$")
    year: int = Field(ge=2000, le=2100)
    relation: Literal[">=", ">", "<=", "<", "reduce_by", "increase_by"]
    value: Decimal = Field(ge=0)
    value_max: Decimal | None = None
    unit: Measure
    population: str = ""
    differs: str = ""

    @model_validator(mode="after")
    def _band_goes_up(self) -> Self:
        if self.value_max is not None and self.value_max <= self.value:
            raise ValueError("value_max phải lớn hơn value")
        return self

    @property
    def target(self) -> Target:
        return Target(self.relation, self.value, self.value_max, self.unit, self.population)


class Programme(Frozen):
    """A national programme with its targets; `definitions` are the days from which the province's
    definitions measure what the programme means.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    number: str = Field(min_length=1)
    issued_on: date
    issuer: str = Field(min_length=1)
    valid_from: date
    valid_to: date | None
    definitions: tuple[date, ...] = Field(min_length=1)
    source: str = Field(min_length=1)
    certainty: Certainty
    targets: tuple[NationalTarget, ...] = Field(min_length=1)

    @property
    def cited(self) -> str:
        """Return "Quyết định số 23/QĐ-TTg ngày 07/01/2021"."""
        return f"Quyết định số {self.number} ngày {self.issued_on:%d/%m/%Y}"

    def milestone(self, year: int) -> int | None:
        """Return the year whose targets a year works towards; None after the last one."""
        return min((one.year for one in self.targets if one.year >= year), default=None)

    def target_of(self, leaf: str, year: int) -> NationalTarget | None:
        """Return the target of a leaf for a milestone; None where the programme sets none."""
        return next((one for one in self.targets if (one.leaf, one.year) == (leaf, year)), None)


def load_programme(path: Path, on: date) -> Programme | None:
    """Return the programme of a day; CatalogError when a file is wrong, None when there is none."""
    files = (path / NATIONAL).glob("*.yaml")
    stamps = tuple(sorted((file.name, file.stat().st_mtime_ns) for file in files))
    programmes = _loaded(path.resolve(), stamps)
    return next((one for one in programmes if _holds_on(one, on)), None)


def why_not_compared(national: NationalTarget, programme: Programme, own: Definition,
                     target: Target | None) -> str:  # fmt: skip
    """Say in Vietnamese why a leaf is not compared, "" where it is."""
    if national.differs:
        return national.differs
    if own.valid_from not in programme.definitions:
        return f"cách tính của tỉnh từ ngày {own.valid_from:%d/%m/%Y} không theo chương trình"
    if target is None:
        return ""
    if target.unit != national.unit:
        return "đơn vị tính khác nhau"
    if (target.relation in CHANGES) != (national.relation in CHANGES):
        return "một bên đặt mức, một bên đặt mức thay đổi so với năm trước"
    if target.population != national.population:
        return "đặt cho nhóm dân số khác"
    return ""


def compared(own: Target, national: Target) -> Stricter:
    """Say how a target stands to the national one: what asks more is stricter.

    >>> compared(Target("<", Decimal("18.8")), Target("<", Decimal("18.5")))
    'looser'
    """
    if own.value == national.value:  # "dưới 5%" and "không quá 5%" are not told apart
        return "same"
    asks_more = own.value < national.value if own.is_lower_better else own.value > national.value
    return "stricter" if asks_more else "looser"


def check_national_targets(path: Path, draft: Draft) -> list[Issue]:
    """Return every mistake in the programmes, by file and line."""
    issues: list[Issue] = []
    entries = read_entries(path, NATIONAL, Programme, issues)
    definitions: dict[str, list[Definition]] = {}
    for found in draft.indicators:
        definitions.setdefault(found.value.leaf, []).append(found.value)
    issues += _overlaps(entries)
    for entry in entries:
        issues += _named_wrongly(entry)
        issues += _wrong_targets(entry, definitions)
    return issues


def _overlaps(entries: tuple[Entry[Programme], ...]) -> Iterator[Issue]:
    in_order = sorted(entries, key=lambda entry: entry.value.valid_from)
    for before, after in pairwise(in_order):
        end = before.value.valid_to
        if end is None or after.value.valid_from < end:
            yield after.issue(
                ("valid_from",),
                f"Chương trình {before.value.code} còn hiệu lực vào ngày này; hãy đặt valid_to.",
            )


def _named_wrongly(entry: Entry[Programme]) -> Iterator[Issue]:
    wanted = f"{NATIONAL}/{entry.value.code}@{entry.value.valid_from}.yaml"
    if entry.source.file != wanted:
        yield entry.issue(("code",), f"Tên tệp phải là {wanted} theo trường code và valid_from.")


def _wrong_targets(
    entry: Entry[Programme], definitions: Mapping[str, list[Definition]]
) -> Iterator[Issue]:
    seen: set[tuple[str, int]] = set()
    for place, one in enumerate(entry.value.targets):
        at = ("targets", place, "leaf")
        if (known := definitions.get(one.leaf)) is None:
            yield entry.issue(at, f"Danh mục không có chỉ tiêu “{one.leaf}”.")
            continue
        if (one.leaf, one.year) in seen:
            yield entry.issue(at, f"Chỉ tiêu {one.leaf} năm {one.year} được nêu hai lần.")
        seen.add((one.leaf, one.year))
        if not one.differs and one.unit not in {definition.unit for definition in known}:
            yield entry.issue(
                ("targets", place, "unit"),
                f"Chỉ tiêu {one.leaf} tính bằng {known[-1].unit}; hãy sửa unit hoặc ghi differs.",
            )


def _holds_on(programme: Programme, on: date) -> bool:
    return programme.valid_from <= on and (programme.valid_to is None or on < programme.valid_to)


@lru_cache(maxsize=4)
def _loaded(path: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[Programme, ...]:
    """The stamps are part of the key, so that a changed file is read again."""
    issues: list[Issue] = []
    entries = read_entries(path, NATIONAL, Programme, issues)
    if issues:
        raise CatalogError(sorted(set(issues)))
    return tuple(entry.value for entry in entries)
