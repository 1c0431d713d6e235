"""From `catalog/statistics/` to the forms that hold on a day; every mistake by file and line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from mangnon.engine.drafts import Draft, Entry, read_draft, read_entries
from mangnon.engine.issues import CatalogError, Issue
from mangnon.engine.statistics.columns import wrong_with_columns
from mangnon.engine.statistics.form import CASES, Form, Regime

FOLDER, FORMS = "statistics", "statistics/forms"


Part = TypeVar("Part", Regime, Form)


@dataclass(frozen=True)
class StatisticsCatalog:
    """Every version of the regime and of every form."""

    regimes: tuple[Regime, ...]
    forms: tuple[Form, ...]

    def regime_on(self, day: date) -> Regime | None:
        """Return the regime of the day, None where none asked for statistics yet."""
        for regime in self.regimes:
            if regime.valid_from <= day and (regime.valid_to is None or day < regime.valid_to):
                return regime
        return None

    def forms_on(self, day: date) -> list[Form]:
        """Return the forms of the day in the order of their groups; none without a regime."""
        regime = self.regime_on(day)
        if regime is None:
            return []
        order = {group.code: place for place, group in enumerate(regime.groups)}
        held = (form for form in self.forms if form.holds_on(day) and form.group in order)
        return sorted(held, key=lambda form: (order[form.group], form.place))


def load_statistics(path: Path) -> StatisticsCatalog:
    """Return the forms; raise CatalogError, which lists every mistake.

    Whether a file has changed is looked at once a second.
    """
    return _loaded(path.resolve(), _stamps(path, int(time.monotonic())))


def check_statistics(path: Path, draft: Draft) -> list[Issue]:
    """Return every mistake in the forms; a catalogue without any has none."""
    issues: list[Issue] = []
    regimes = read_entries(path, FOLDER, Regime, issues)
    forms = read_entries(path, FORMS, Form, issues)
    issues += _misnamed(regimes, FOLDER)
    issues += _misnamed(forms, FORMS)
    issues += _at_once(regimes)
    issues += _at_once(forms)
    groups = {group.code for entry in regimes for group in entry.value.groups}
    for entry in forms:
        issues += _wrong_with(entry, groups)
        issues += wrong_with_columns(entry, draft)
    return [*issues, *_same_place(forms)]


@lru_cache(maxsize=4)
def _stamps(path: Path, second: int) -> tuple[tuple[str, int], ...]:
    """Return the files and when each was changed, as they were in a second."""
    files = (path / FOLDER).rglob("*.yaml")
    return tuple(sorted((str(file), file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=4)
def _loaded(path: Path, stamps: tuple[tuple[str, int], ...]) -> StatisticsCatalog:
    """The stamps are part of the key, so that a changed file is read again."""
    draft, _wrong_elsewhere = read_draft(path)
    if issues := check_statistics(path, draft):
        raise CatalogError(sorted(set(issues)))
    return StatisticsCatalog(
        regimes=tuple(entry.value for entry in read_entries(path, FOLDER, Regime, [])),
        forms=tuple(entry.value for entry in read_entries(path, FORMS, Form, [])),
    )


def _misnamed(entries: tuple[Entry[Part], ...], folder: str) -> Iterator[Issue]:
    for entry in entries:
        wanted = f"{folder}/{entry.value.code}@{entry.value.valid_from}.yaml"
        if entry.source.file != wanted:
            yield entry.issue(("code",), f"Tên tệp phải là {wanted}.")


def _at_once(entries: tuple[Entry[Part], ...]) -> Iterator[Issue]:
    """Yield an issue for each version that begins before the one before it has ended."""
    by_start = sorted(entries, key=lambda entry: (entry.value.code, entry.value.valid_from))
    for earlier, later in pairwise(by_start):
        if earlier.value.code != later.value.code:
            continue
        end = earlier.value.valid_to
        if end is None or end > later.value.valid_from:
            message = f"{earlier.source.file} còn hiệu lực vào ngày này; hãy ghi valid_to ở đó."
            yield later.issue(("valid_from",), message)


def _wrong_with(entry: Entry[Form], groups: set[str]) -> Iterator[Issue]:
    form = entry.value
    if form.group not in groups:
        yield entry.issue(("group",), f"Không có nhóm “{form.group}” trong {FOLDER}/.")
    if form.number and not form.is_named_officially:
        message = "Mã số chỉ ghi cho chỉ tiêu đã đối chiếu tên (certainty.name: verified)."
        yield entry.issue(("number",), message)
    if form.valid_to is not None and form.valid_to <= form.valid_from:
        yield entry.issue(("valid_to",), "Ngày hết hiệu lực phải sau ngày có hiệu lực.")
    if form.metadata is None and not form.leaf:
        yield entry.issue(("code",), "Thiếu metadata: biểu không lấy từ một chỉ tiêu duy nhất.")
    if form.is_of_cases and form.right != CASES:
        yield entry.issue(("right",), f"Biểu đếm vụ việc phải có right: {CASES}.")


def _same_place(forms: tuple[Entry[Form], ...]) -> Iterator[Issue]:
    taken: dict[tuple[str, int], str] = {}
    for entry in forms:
        form = entry.value
        other = taken.setdefault((form.group, form.place), form.code)
        if other != form.code:
            message = f"Vị trí {form.place} của nhóm đã là của {other}; hãy đổi place."
            yield entry.issue(("place",), message)
