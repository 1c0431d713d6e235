"""What is to be done for which children: `catalog/to_do/<name>.yaml`.

A file says whom a list is for and what to do; which children are on it, `children/lists/` finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from mangnon.engine.definitions import NAME, Certainty, Frozen, Text
from mangnon.engine.drafts import Entry, read_entries
from mangnon.engine.issues import CatalogError, Issue

TO_DO = "to_do"


class ListAges(Frozen):
    """The ages a list is for: from so many days after birth until so many years."""

    from_days: int = Field(default=0, ge=0)
    until_years: int = Field(ge=1, le=18)


class ToDoList(Frozen):
    """One list: its place among the others, its words, its ages, and the right to see it."""

    name: str = Field(pattern=NAME)
    place: int = Field(ge=1)
    title: Text
    what_to_do: Text
    ages: ListAges
    within_days: int | None = Field(default=None, ge=1)
    right: Literal["child.view", "child.circumstances"] = "child.view"
    source: str = Field(min_length=1)
    certainty: Certainty

    @property
    def slug(self) -> str:
        """Return the name as it stands in an address."""
        return self.name.replace("_", "-")


def load_to_do_lists(path: Path) -> tuple[ToDoList, ...]:
    """Return the lists in their order; raise CatalogError, which lists every mistake."""
    files = (path / TO_DO).glob("*.yaml")
    return _loaded(path.resolve(), tuple(sorted((f.name, f.stat().st_mtime_ns) for f in files)))


def check_to_do_lists(path: Path) -> list[Issue]:
    """Return every mistake in the lists; a catalogue without any has none."""
    issues: list[Issue] = []
    entries = read_entries(path, TO_DO, ToDoList, issues)
    return [*issues, *_problems(entries)]


@lru_cache(maxsize=4)
def _loaded(path: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[ToDoList, ...]:
    """The stamps are part of the key, so that a changed file is read again."""
    if issues := check_to_do_lists(path):
        raise CatalogError(sorted(set(issues)))
    lists = (entry.value for entry in read_entries(path, TO_DO, ToDoList, []))
    return tuple(sorted(lists, key=lambda found: found.place))


def _problems(entries: tuple[Entry[ToDoList], ...]) -> Iterator[Issue]:
    taken: dict[int, str] = {}
    for entry in entries:
        found = entry.value
        if entry.source.file != (wanted := f"{TO_DO}/{found.name}.yaml"):
            yield entry.issue(("name",), f"Tên tệp phải là {wanted} theo trường name.")
        if found.place in taken:
            message = f"Vị trí {found.place} đã là của {taken[found.place]}; hãy đổi place."
            yield entry.issue(("place",), message)
        taken[found.place] = found.name
