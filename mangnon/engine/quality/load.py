"""Reading the checks, and every mistake in them by file and line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from string import Formatter

from mangnon.engine.definitions import Catalog, CodeList, Table
from mangnon.engine.drafts import Draft, Entry, read_entries
from mangnon.engine.issues import CatalogError, Issue
from mangnon.engine.predicate_types import predicate_problems
from mangnon.engine.predicates import parse
from mangnon.engine.quality.check import MAY_HAVE, NEEDS, OF_SOME_KIND, PLACEHOLDERS, Check
from mangnon.engine.quality.expression import rule_problems

QUALITY = "quality"


def check_quality(path: Path, draft: Draft) -> list[Issue]:
    """Return every mistake in the checks; a catalogue without any has none."""
    leaves = {entry.value.leaf for entry in draft.indicators}
    return _read(path, _Beside(leaves, draft.tables_by_name, draft.lists_by_name))[1]


def load_checks(path: Path, catalog: Catalog) -> tuple[Check, ...]:
    """Return the checks beside a catalogue; raise CatalogError, which lists every mistake."""
    leaves = {definition.leaf for definition in catalog.definitions}
    entries, issues = _read(path, _Beside(leaves, catalog.tables, catalog.lists))
    if issues:
        raise CatalogError(issues)
    return tuple(entry.value for entry in entries)


@dataclass(frozen=True)
class _Beside:
    """What the checks speak of."""

    leaves: Collection[str]
    tables: Mapping[str, Table]
    lists: Mapping[str, CodeList]


Rule = Callable[[Entry[Check], _Beside], Iterator[Issue]]


def _read(path: Path, beside: _Beside) -> tuple[tuple[Entry[Check], ...], list[Issue]]:
    issues: list[Issue] = []
    entries = read_entries(path, QUALITY, Check, issues)
    for entry in entries:
        for rule in RULES:
            issues += rule(entry, beside)
    return entries, sorted({*issues, *_overlaps(entries)})


def _is_named_after_its_check(entry: Entry[Check], _beside: _Beside) -> Iterator[Issue]:
    wanted = f"{QUALITY}/{entry.value.name}@{entry.value.valid_from}.yaml"
    if entry.source.file != wanted:
        yield entry.issue(("name",), f"Tên tệp phải là {wanted} theo name và valid_from.")


def _holds_for_some_days(entry: Entry[Check], _beside: _Beside) -> Iterator[Issue]:
    begins, ends = entry.value.valid_from, entry.value.valid_to
    if ends is not None and ends <= begins:
        yield entry.issue(("valid_to",), f"valid_to {ends} phải sau valid_from {begins}.")


def _says_what_its_kind_needs(entry: Entry[Check], _beside: _Beside) -> Iterator[Issue]:
    check = entry.value
    needed, optional = NEEDS[check.kind], MAY_HAVE.get(check.kind, ())
    given = [name for name in OF_SOME_KIND if getattr(check, name) not in (None, "")]
    for name in needed:
        if name not in given:
            yield entry.issue(("kind",), f"Loại {check.kind} cần có {name}.")
    for name in given:
        if name not in (*needed, *optional):
            yield entry.issue((name,), f"Loại {check.kind} không dùng {name}; hãy bỏ đi.")
    if optional and not set(optional) & set(given):
        yield entry.issue(("kind",), f"Loại {check.kind} cần có {' hoặc '.join(optional)}.")
    if check.at_least is not None and check.at_most is not None and check.at_least > check.at_most:
        yield entry.issue(("at_most",), "at_most phải từ at_least trở lên.")


def _names_known_leaves(entry: Entry[Check], beside: _Beside) -> Iterator[Issue]:
    for place, leaf in enumerate(entry.value.leaves):
        if leaf not in beside.leaves:
            yield entry.issue(("leaves", place), f"Không có chỉ tiêu “{leaf}” trong danh mục.")


def _compares_by_an_allowed_rule(entry: Entry[Check], beside: _Beside) -> Iterator[Issue]:
    if entry.value.kind == "rule" and entry.value.rule:
        for problem in rule_problems(parse(entry.value.rule), beside.leaves):
            yield entry.issue(("rule",), problem)


def _counts_known_rows(entry: Entry[Check], beside: _Beside) -> Iterator[Issue]:
    for role in ("part", "whole"):
        term = getattr(entry.value, role)
        if term is None:
            continue
        table = beside.tables.get(term.table)
        if table is None or table.unit_columns is None:
            message = f"Bảng “{term.table}” không có, hoặc không gắn với đơn vị hành chính."
            yield entry.issue((role, "table"), message)
            continue
        column = table.by_name.get(term.summed or "")
        if term.summed and (column is None or column.type != "integer"):
            message = f"Bảng {table.name} không có cột số nguyên “{term.summed}” để cộng."
            yield entry.issue((role, "count"), message)
        if term.distinct and term.distinct != table.entity:
            yield entry.issue((role, "count"), f"Bảng {table.name} không đếm “{term.count}”.")
        if (tree := parse(term.where)) is None:
            yield entry.issue((role, "where"), f"Không đọc được điều kiện “{term.where}”.")
        else:
            for problem in predicate_problems(tree, table, beside.lists):
                yield entry.issue((role, "where"), problem)


def _fills_known_places(entry: Entry[Check], _beside: _Beside) -> Iterator[Issue]:
    known = PLACEHOLDERS[entry.value.kind]
    for name in ("says", "advice"):
        try:
            asked = list(Formatter().parse(getattr(entry.value, name)))
        except ValueError:
            yield entry.issue((name,), f"Dấu ngoặc nhọn trong {name} không đi thành cặp.")
            continue
        for _text, place, form, conversion in asked:
            if place is not None and (place not in known or form or conversion):
                places = ", ".join(f"{{{each}}}" for each in known)
                yield entry.issue((name,), f"Không điền được {{{place}}}; có: {places}.")


def _overlaps(entries: tuple[Entry[Check], ...]) -> Iterator[Issue]:
    in_order = sorted(entries, key=lambda entry: (entry.value.name, entry.value.valid_from))
    for before, after in pairwise(in_order):
        if before.value.name == after.value.name and before.value.holds_on(after.value.valid_from):
            message = f"{before.source.file} còn hiệu lực ngày này; hãy đặt valid_to cho tệp đó."
            yield after.issue(("valid_from",), message)


RULES: tuple[Rule, ...] = (
    _is_named_after_its_check,
    _holds_for_some_days,
    _says_what_its_kind_needs,
    _names_known_leaves,
    _compares_by_an_allowed_rule,
    _counts_known_rows,
    _fills_known_places,
)
