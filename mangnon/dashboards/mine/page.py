"""What waits for a person, as their page shows it: part by part, or one part page after page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from mangnon.core.models import User
from mangnon.core.registries import WAITING_KINDS
from mangnon.core.waiting import Item, Part, work_of
from mangnon.core.working_calendar import working_calendar

ON_A_PAGE = 50
AT_FIRST = 15  # lines of each part while all parts are shown
MOST_DIGITS = 4


@dataclass(frozen=True)
class Asked:
    """What a person looks at; what they typed and is no choice counts as not typed."""

    part: str = ""
    kind: str = ""
    begin: int = 0

    def address(self, **other: object) -> str:
        """Return the query of the same page with something other, from its beginning."""
        asked = replace(self, **{"begin": 0, **other})  # type: ignore[arg-type]
        said = {"part": asked.part, "kind": asked.kind, "from": asked.begin}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Line:
    """One thing that waits; `days` are working days, late where the part is what is overdue."""

    item: Item
    kind: str | Promise
    days: int
    is_today: bool


@dataclass(frozen=True)
class Section:
    part: str
    title: str | Promise
    count: int
    lines: Sequence[Line]
    following: str  # the query of the rest, "" where all is shown


@dataclass(frozen=True)
class Kind:
    """A source with what it gave, the query of its lines alone, and where all of it is listed."""

    label: str | Promise
    count: int
    is_cut: bool
    is_current: bool
    query: str
    page: str


@dataclass(frozen=True)
class Page:
    asked: Asked
    sections: Sequence[Section]
    kinds: Sequence[Kind]
    count: int


def asked(query: Mapping[str, str]) -> Asked:
    part, kind, begin = (query.get(name, "") for name in ("part", "kind", "from"))
    is_number = begin.isascii() and begin.isdigit() and len(begin) <= MOST_DIGITS
    return Asked(
        part=part if part in set(Part) else "",
        kind=kind if kind in WAITING_KINDS else "",
        begin=int(begin) if part and is_number else 0,
    )


def page(user: User, choice: Asked, now: datetime) -> Page:
    work = work_of(user, now)
    counts = Counter(item.kind for item in work.items)
    kinds = [
        Kind(
            label=told.label, count=counts[kind], is_cut=kind in work.cut,
            is_current=kind == choice.kind, query=choice.address(kind=kind, part=""),
            page=reverse(told.page) if told.page else "",
        )
        for kind, told in WAITING_KINDS.items()
        if counts[kind]
    ]  # fmt: skip
    parts = [part for part in Part if choice.part in ("", part)]
    sections = []
    for part in parts:
        found = [item for item in work.of(part) if choice.kind in ("", item.kind)]
        sections.append(_section(part, found, choice, now))
    return Page(choice, sections, kinds, len(work.items))


def _section(part: Part, found: Sequence[Item], choice: Asked, now: datetime) -> Section:
    most = ON_A_PAGE if choice.part else AT_FIRST
    shown = found[choice.begin : choice.begin + most]
    following = ""
    if len(found) > choice.begin + most:
        begin = choice.begin + most if choice.part else 0
        following = choice.address(part=part, begin=begin)
    lines = [
        Line(item, WAITING_KINDS[item.kind].label, _days(item, now), item.last_day == now.date())
        for item in shown
    ]
    return Section(part, part.label, len(found), lines, following)


def _days(item: Item, now: datetime) -> int:
    if item.last_day is None:
        return 0
    return abs(working_calendar().working_days_between(item.last_day, now.date()))
