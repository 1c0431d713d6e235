"""Which dated facts of a child are kept, and what is asked of each: `catalog/facts/<kind>.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from mangnon.engine.definitions import NAME, Certainty, CodeList, Frozen, Text
from mangnon.engine.drafts import LISTS, Entry, read_entries
from mangnon.engine.issues import CatalogError, Issue

FACTS = "facts"
DATES = ("began_on", "ended_on")
LISTED = ("code", "codes")
MOST_CLOSELY_KEPT = "child.health"

FieldKind = Literal[
    "code", "codes", "yes_no_unknown", "text", "number", "date", "place", "school_year"
]
Right = Literal["child.view", "child.circumstances", "child.health"]
Topic = Literal["protection", "health", "growth", "learning", "participation", "status"]
# Where a kind's answers lie: with the fact, sealed, or in the columns of a table of its own.
Home = Literal[
    "answers", "sealed", "circumstance", "disability", "injury", "death", "vaccination",
    "measurement", "schooling",
]  # fmt: skip


class FactField(Frozen):
    """One question of a fact. A province adds its own by adding a field.

    `places` are the kinds of places (`places/kinds.yaml`) that a question for a place offers.
    """

    name: str = Field(pattern=NAME)
    title: Text
    kind: FieldKind
    list: str | None = None
    places: tuple[str, ...] = ()
    required: bool = False
    hint: Text | None = None
    low: float | None = None
    high: float | None = None
    decimals: int = Field(default=0, ge=0, le=3)


class Ages(Frozen):
    """The ages at which a fact makes sense, in completed months; `until` is the first too old."""

    from_months: int = Field(default=0, ge=0)
    until_months: int = Field(ge=1, le=216)


class FactKind(Frozen):
    """A kind of fact: when it holds, what it asks, and the right to see that there is any."""

    kind: str = Field(pattern=NAME)
    title: Text
    topic: Topic
    when: Literal["day", "spell", "school_year"]
    date_title: Text | None = None
    ages: Ages | None = None
    right: Right = "child.view"
    home: Home = "answers"
    fields: tuple[FactField, ...] = ()
    source: str = Field(min_length=1)
    certainty: Certainty

    @property
    def slug(self) -> str:
        """Return the kind as it stands in an address."""
        return self.kind.replace("_", "-")

    @property
    def by_name(self) -> dict[str, FactField]:
        return {field.name: field for field in self.fields}


@dataclass(frozen=True)
class FactCatalog:
    """Every kind of fact by its name, and the code lists that they use."""

    kinds: Mapping[str, FactKind]
    lists: Mapping[str, CodeList]

    @property
    def by_slug(self) -> dict[str, FactKind]:
        return {kind.slug: kind for kind in self.kinds.values()}

    def codes(self, field: FactField) -> CodeList:
        """Return the list that a coded field takes its answers from."""
        return self.lists["yes_no_unknown" if field.kind == "yes_no_unknown" else field.list or ""]


def load_fact_kinds(path: Path) -> FactCatalog:
    """Return the kinds of a catalogue's folder; raise CatalogError, which lists every mistake."""
    issues: list[Issue] = []
    lists = {e.value.name: e.value for e in read_entries(path, LISTS, CodeList, issues)}
    kinds = read_entries(path, FACTS, FactKind, issues)
    if issues := [*issues, *_problems(kinds, lists)]:
        raise CatalogError(sorted(set(issues)))
    return FactCatalog({entry.value.kind: entry.value for entry in kinds}, lists)


def check_fact_kinds(path: Path, lists: Mapping[str, CodeList]) -> list[Issue]:
    """Return every mistake in the kinds of facts; a catalogue without any has none."""
    issues: list[Issue] = []
    kinds = read_entries(path, FACTS, FactKind, issues)
    return [*issues, *_problems(kinds, lists)]


def _problems(kinds: tuple[Entry[FactKind], ...], lists: Mapping[str, CodeList]) -> Iterator[Issue]:
    for entry in kinds:
        kind = entry.value
        if entry.source.file != (wanted := f"{FACTS}/{kind.kind}.yaml"):
            yield entry.issue(("kind",), f"Tên tệp phải là {wanted} theo trường kind.")
        if (kind.home == "sealed") != (kind.right == MOST_CLOSELY_KEPT):
            message = f"Loại cần quyền {MOST_CLOSELY_KEPT} phải ghi home: sealed, và ngược lại."
            yield entry.issue(("home",), message)
        seen = set(DATES)
        for place, field in enumerate(kind.fields):
            if field.name in seen:
                message = f"Tên “{field.name}” đã dùng trong loại này; hãy đổi tên."
                yield entry.issue(("fields", place, "name"), message)
            seen.add(field.name)
            yield from _field_problems(entry, place, field, lists)


def _field_problems(
    entry: Entry[FactKind], place: int, field: FactField, lists: Mapping[str, CodeList]
) -> Iterator[Issue]:
    if (field.kind in LISTED) != (field.list is not None):
        message = f"Trường “{field.name}”: loại code và codes, chỉ hai loại ấy, cần có list."
        yield entry.issue(("fields", place, "kind"), message)
    elif field.list is not None and field.list not in lists:
        message = f"Không có danh mục lists/{field.list}.yaml; hãy thêm hoặc sửa tên."
        yield entry.issue(("fields", place, "list"), message)
    if (field.kind == "place") != bool(field.places):
        message = f"Trường “{field.name}”: loại place, chỉ loại ấy, cần có places."
        yield entry.issue(("fields", place, "kind"), message)
    if field.kind == "number" and (field.low is None or field.high is None):
        message = f"Trường “{field.name}”: số cần low và high, để nhận ra số gõ nhầm."
        yield entry.issue(("fields", place, "kind"), message)
    elif field.low is not None and field.high is not None and field.low > field.high:
        message = f"Trường “{field.name}”: low {field.low} phải nhỏ hơn high {field.high}."
        yield entry.issue(("fields", place, "low"), message)
