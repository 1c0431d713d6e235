"""From `catalog/cases/` to what holds on a day; every mistake by file and line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from mangnon.engine.cases.clocks import Clock
from mangnon.engine.cases.forms import CaseForm
from mangnon.engine.cases.papers import Paper
from mangnon.engine.cases.process import Process
from mangnon.engine.cases.retention import Duty, Retention
from mangnon.engine.cases.sharing import Sharing
from mangnon.engine.definitions import CodeList
from mangnon.engine.drafts import LISTS, Entry, read_entries
from mangnon.engine.issues import CatalogError, Issue

FORMS, PROCESSES, CLOCKS = "cases/forms", "cases/processes", "cases/clocks"
SHARING, PAPERS = "cases/sharing", "cases/papers"
RETENTION, DUTIES = "cases/retention", "cases/duties"
CODED = ("code", "codes")

Dated = TypeVar("Dated", CaseForm, Process, Clock, Sharing, Paper, Retention, Duty)


@dataclass(frozen=True)
class CaseCatalog:
    """Every version of every form, process, clock and paper, and the lists that forms use."""

    forms: tuple[CaseForm, ...]
    processes: tuple[Process, ...]
    clocks: tuple[Clock, ...]
    sharings: tuple[Sharing, ...]
    papers: tuple[Paper, ...]
    retention: tuple[Retention, ...]
    duties: tuple[Duty, ...]
    lists: Mapping[str, CodeList]

    def form(self, code: str, day: date) -> CaseForm:
        return in_force(self.forms, day)[code]

    def form_as_of(self, code: str, valid_from: date) -> CaseForm:
        """Return the very version that was filled in."""
        return next(f for f in self.forms if (f.code, f.valid_from) == (code, valid_from))

    def process(self, day: date) -> Process:
        return in_force(self.processes, day)["protection"]

    def sharing(self, day: date) -> Sharing:
        return in_force(self.sharings, day)["referral"]

    def sharing_as_of(self, valid_from: date) -> Sharing:
        """Return the version by which something was shared."""
        return next(s for s in self.sharings if s.valid_from == valid_from)

    def paper(self, form: str, day: date) -> Paper:
        """Return how a form is printed as an official document."""
        return in_force(self.papers, day)[form]

    def clock_as_of(self, code: str, valid_from: date) -> Clock:
        """Return the very version that a clock of a case was started by."""
        return next(c for c in self.clocks if (c.code, c.valid_from) == (code, valid_from))

    def clocks_on(self, day: date) -> dict[str, Clock]:
        return in_force(self.clocks, day)

    def retention_on(self, day: date) -> list[Retention]:
        return list(in_force(self.retention, day).values())

    def duty(self, code: str, day: date) -> Duty:
        return in_force(self.duties, day)[code]

    @property
    def deciding_rights(self) -> frozenset[str]:
        """Return the rights of those for whose decision a step waits, in any version."""
        steps = (step for process in self.processes for step in process.steps)
        return frozenset(step.decided_by for step in steps if step.decided_by)


def in_force(versions: tuple[Dated, ...], day: date) -> dict[str, Dated]:
    """Return by code the newest version that had begun by the day, else the first there is."""
    found: dict[str, Dated] = {}
    for version in sorted(versions, key=lambda v: v.valid_from):
        if version.code not in found or version.valid_from <= day:
            found[version.code] = version
    return found


def load_case_catalog(path: Path) -> CaseCatalog:
    """Return the catalogue's part on cases; raise CatalogError, which lists every mistake.

    A page asks for it dozens of times: whether a file has changed is looked at once a second.
    """
    return _loaded(path, stamps(path, int(time.monotonic())))


@lru_cache(maxsize=4)
def stamps(path: Path, second: int) -> tuple[tuple[str, int], ...]:  # a key
    """Return the files of cases and when each was changed, as they were in a second."""
    files = (path / "cases").glob("*/*.yaml")
    return tuple(sorted((str(f), f.stat().st_mtime_ns) for f in files))


@lru_cache(maxsize=4)
def _loaded(path: Path, stamps: tuple[tuple[str, int], ...]) -> CaseCatalog:
    """The stamps are part of the key, so that a changed file is read again."""
    issues: list[Issue] = []
    lists = {e.value.name: e.value for e in read_entries(path, LISTS, CodeList, issues)}
    if issues := [*issues, *check_case_catalog(path, lists)]:
        raise CatalogError(sorted(set(issues)))
    return CaseCatalog(
        forms=tuple(e.value for e in read_entries(path, FORMS, CaseForm, [])),
        processes=tuple(e.value for e in read_entries(path, PROCESSES, Process, [])),
        clocks=tuple(e.value for e in read_entries(path, CLOCKS, Clock, [])),
        sharings=tuple(e.value for e in read_entries(path, SHARING, Sharing, [])),
        papers=tuple(e.value for e in read_entries(path, PAPERS, Paper, [])),
        retention=tuple(e.value for e in read_entries(path, RETENTION, Retention, [])),
        duties=tuple(e.value for e in read_entries(path, DUTIES, Duty, [])),
        lists=lists,
    )


def check_case_catalog(path: Path, lists: Mapping[str, CodeList]) -> list[Issue]:
    """Return every mistake in forms, processes and clocks; a catalogue without any has none."""
    issues: list[Issue] = []
    forms = read_entries(path, FORMS, CaseForm, issues)
    processes = read_entries(path, PROCESSES, Process, issues)
    clocks = read_entries(path, CLOCKS, Clock, issues)
    sharings = read_entries(path, SHARING, Sharing, issues)
    papers = read_entries(path, PAPERS, Paper, issues)
    retention = read_entries(path, RETENTION, Retention, issues)
    duties = read_entries(path, DUTIES, Duty, issues)
    folders = (
        (FORMS, forms), (PROCESSES, processes), (CLOCKS, clocks), (SHARING, sharings),
        (PAPERS, papers), (RETENTION, retention), (DUTIES, duties),
    )  # fmt: skip
    for folder, entries in folders:
        for entry in entries:
            wanted = f"{folder}/{entry.value.code}@{entry.value.valid_from}.yaml"
            if entry.source.file != wanted:
                issues.append(entry.issue(("code",), f"Tên tệp phải là {wanted}."))
    issues += [issue for form in forms for issue in _form_problems(form, lists)]
    known = {entry.value.code: entry.value for entry in forms}
    issues += [issue for process in processes for issue in _process_problems(process, known)]
    issues += [issue for paper in papers for issue in _paper_problems(paper, known)]
    printed = {paper.value.code for paper in papers}
    for code in sorted(known.keys() - printed):
        form = next(entry for entry in forms if entry.value.code == code)
        issues.append(form.issue(("code",), f"Biểu mẫu chưa có {PAPERS}/{code}@<ngày>.yaml."))
    events = {name for entry in processes for name in entry.value.event_names}
    issues += [issue for clock in clocks for issue in _clock_problems(clock, events)]
    issues += [issue for entry in retention for issue in _retention_problems(entry, lists)]
    return issues


def _retention_problems(entry: Entry[Retention], lists: Mapping[str, CodeList]) -> Iterator[Issue]:
    for field, name in (("harms", "harm_kind"), ("reasons", "closing_reason")):
        known = lists[name].by_code if name in lists else {}
        for code in getattr(entry.value, field):
            if code not in known:
                yield entry.issue((field,), f"Danh mục lists/{name}.yaml không có mã “{code}”.")


def _form_problems(entry: Entry[CaseForm], lists: Mapping[str, CodeList]) -> Iterator[Issue]:
    form, seen = entry.value, set[str]()
    tallies = {tally.name for tally in form.tallies}
    for place, section in enumerate(form.sections):
        for number, question in enumerate(section.questions):
            at = ("sections", place, "questions", number, "name")
            if question.name in seen:
                yield entry.issue(at, f"Câu hỏi “{question.name}” có hai lần; hãy đổi tên.")
            seen.add(question.name)
            if (question.kind in CODED) != (question.list is not None):
                yield entry.issue(at, f"“{question.name}”: code và codes, chỉ hai loại, cần list.")
            elif question.list is not None and question.list not in lists:
                yield entry.issue(at, f"Không có danh mục lists/{question.list}.yaml.")
            if question.kind == "level" and question.tally not in tallies:
                yield entry.issue(at, f"“{question.name}”: loại level cần một tally của biểu mẫu.")


def _process_problems(entry: Entry[Process], forms: Mapping[str, CaseForm]) -> Iterator[Issue]:
    process = entry.value
    stages = process.stage_by_code.keys()
    for place, step in enumerate(process.steps):
        at = ("steps", place, "code")
        named = {*step.after, *(turn.to for turn in step.turns), step.to, step.waits_at} - {None}
        for stage in sorted(str(name) for name in named - stages):
            yield entry.issue(at, f"Bước “{step.code}” nêu giai đoạn không có: {stage}.")
        for other in sorted(set(step.requires) - process.by_code.keys()):
            yield entry.issue(at, f"Bước “{step.code}” cần bước không có: {other}.")
        if step.group is not None and step.group not in {group.code for group in process.groups}:
            yield entry.issue(at, f"Bước “{step.code}” nêu nhóm không có: {step.group}.")
        if step.form is None:
            asked: set[str] = set()
        elif step.form not in forms:
            yield entry.issue(at, f"Bước “{step.code}” cần biểu mẫu không có: {step.form}.")
            continue
        else:
            asked = set(forms[step.form].by_name)
        wanted = {turn.when.question for turn in step.turns} | {
            e.when.question for e in step.events
        }
        for question in sorted((wanted | ({step.risk} if step.risk else set())) - asked):
            yield entry.issue(at, f"Bước “{step.code}” dựa vào câu hỏi không có: {question}.")


def _paper_problems(entry: Entry[Paper], forms: Mapping[str, CaseForm]) -> Iterator[Issue]:
    if entry.value.code not in forms:
        yield entry.issue(("code",), f"Không có biểu mẫu nào tên {entry.value.code}.")


def _clock_problems(entry: Entry[Clock], events: set[str]) -> Iterator[Issue]:
    clock = entry.value
    for event in sorted(clock.event_names - events):
        yield entry.issue(("code",), f"Đồng hồ “{clock.code}” nêu sự kiện không có: {event}.")
