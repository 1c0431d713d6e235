"""What the apps above `core` tell it about their records, in `AppConfig.ready()`.

`core` may import none of them. This file imports no model, so that `ready()` may use it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from mangnon.core.models import User

UnitWeights = Mapping[tuple[str, date], float]


@dataclass(frozen=True)
class HandOver:
    """How an app says what a person holds, and passes it to another who is allowed `needs`."""

    label: str | Promise
    needs: str
    preview: Callable[[User], list[str]]
    move: Callable[[User, User, User], int]


HAND_OVERS: dict[str, HandOver] = {}


def hand_over_by(
    app: str,
    label: str | Promise,
    *,
    needs: str,
    preview: Callable[[User], list[str]],
    move: Callable[[User, User, User], int],
) -> None:
    """Register what must pass to somebody when a person leaves.

    `preview` returns each thing in plain words; `move` passes all of them from one person to
    another, by a third, and returns how many.
    """
    HAND_OVERS[app] = HandOver(label, needs, preview, move)


UNIT_WEIGHTS: dict[str, Callable[[], UnitWeights]] = {}


def weigh_units_by(basis: str, weigh: Callable[[], UnitWeights]) -> None:
    """Register a basis, such as "children", that parts a unit over those it was made of.

    `weigh` returns a weight for each (code, valid_from) it knows; a unit it does not know has none.
    """
    UNIT_WEIGHTS[basis] = weigh


def by_key(number: str) -> Q:
    return Q(pk=number)


@dataclass(frozen=True)
class RecordKind:
    """A kind of record that access can be explained for, and how a person's number finds one."""

    slug: str
    label: str | Promise
    model: Any
    find: Callable[[str], Q]


RECORD_KINDS: dict[str, RecordKind] = {}


def name_records(
    slug: str, label: str | Promise, model: Any, find: Callable[[str], Q] = by_key
) -> None:
    """Register what the records of a model are called, so that access to them can be explained."""
    RECORD_KINDS[slug] = RecordKind(slug, label, model, find)


@dataclass(frozen=True)
class PassingGroup:
    """Records of a unit that pass together; `key` parts them from its others, as a hamlet does."""

    unit_id: int
    key: str
    count: int


@dataclass(frozen=True)
class Moved:
    """One row as it was and as it is now; `before` is None for a row that was made."""

    table: str
    record_id: str
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass(frozen=True)
class UnitMover:
    """How an app's records pass to the successor of their unit, and back.

    `preview` counts what the units hold, `move` passes the records of one unit (of one key, or
    all) to another from a day, `undo` takes exactly that back and raises Refused when a record is
    no longer as it was moved. `table` is what the change feed says has changed.
    """

    name: str
    label: str | Promise
    table: str
    preview: Callable[[Collection[int]], Iterable[PassingGroup]]
    move: Callable[[int, str | None, int, date], list[Moved]]
    undo: Callable[[Sequence[Moved]], None]


UNIT_MOVERS: dict[str, UnitMover] = {}


def moves_with_units(
    name: str,
    label: str | Promise,
    *,
    table: str,
    preview: Callable[[Collection[int]], Iterable[PassingGroup]],
    move: Callable[[int, str | None, int, date], list[Moved]],
    undo: Callable[[Sequence[Moved]], None],
) -> None:
    """Register what passes to the successor of a unit: never facts, which stay where they are."""
    UNIT_MOVERS[name] = UnitMover(name, label, table, preview, move, undo)


def unit_mover(name: str) -> UnitMover:
    """Return what moves an app's records; raise Refused when this version has no such app."""
    try:
        return UNIT_MOVERS[name]
    except KeyError:
        raise Refused(
            _(
                "The part “%(name)s” that holds these records is not installed here; install the "
                "version that moved them, then try again."
            )
            % {"name": name}
        ) from None


@dataclass(frozen=True)
class PassesOn:
    """How records of one kind stand with an organisation, and pass from it to another.

    `held_by` returns the keys of those that are still open on the day; `words` says what each is;
    `move` passes one on, raises Refused when it no longer stands with the first organisation, and
    says whether the second one had it already; with `keep` the first one has it still. What
    `may_stay` is left with the first one where nobody takes over: its app sees to it then.
    """

    label: str | Promise
    held_by: Callable[[int, date], list[str]]
    words: Callable[[Collection[str]], Mapping[str, str]]
    move: Callable[[str, int, int, bool], bool]
    may_stay: bool = False


PASSES_WITH_ORGANISATIONS: dict[str, PassesOn] = {}


def passes_with_organisations(kind: str, records: PassesOn) -> None:
    """Register a kind of record, such as "plans.lead", that an organisation's successor takes."""
    PASSES_WITH_ORGANISATIONS[kind] = records


# The ids of the children or cases that a person takes part in, by the right that shows them.
Parts = Callable[["User"], "QuerySet[Any]"]
PARTICIPATION: dict[str, list[Parts]] = {}


def takes_part(view_action: str, parts: Parts) -> None:
    """Register a way in which people, or their organisation, take part in a child or a case.

    `parts` returns the ids of those in which the person takes part today, and of no other.
    """
    PARTICIPATION.setdefault(view_action, []).append(parts)


# What says in a sentence as what a person takes part in a record, by the right that shows it.
PartWords = Callable[["Model", "User"], str]
PART_WORDS: dict[str, PartWords] = {}


def says_the_part(view_action: str, words: PartWords) -> None:
    """Register what the explanation of a decision adds where taking part decides."""
    PART_WORDS[view_action] = words


# The right that each sensitive field of a model asks for, by the model's label.
SENSITIVE: dict[str, dict[str, str]] = {}


def guard_fields(model: str, **actions: str) -> None:
    """Register the fields of a model, as `full_name="child.identity"`, that ask for a right."""
    SENSITIVE[model] = actions


# The table and the JSON column of records that keep sealed values of others, to put them back.
KEPT_SEALED: list[tuple[str, str]] = []


def keeps_sealed(table: str, column: str) -> None:
    """Register a column that keeps rows as they were, by table and key, sealed values as sealed."""
    KEPT_SEALED.append((table, column))


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person: where it is, until when, and why.

    `due_at` is for a limit in hours, which no day off puts off. Where only reading is asked, a POST
    to `read_url` takes it off the list.
    """

    title: str
    url: str
    due_on: date | None
    why: str | Promise
    due_at: datetime | None = None
    read_url: str = ""


@dataclass(frozen=True)
class WaitingKind:
    """What the things of one source are called, and the name of the address that lists them all."""

    label: str | Promise
    page: str


MOST_WAITING = 100  # a source gives so many at most, the most urgent ones

# What each app says waits for a person on a day, by the app's own name for it.
WAITS: dict[str, Callable[[User, date], Iterable[Waiting]]] = {}
WAITING_KINDS: dict[str, WaitingKind] = {}


def waits_for(
    kind: str,
    answer: Callable[[User, date], Iterable[Waiting]],
    label: str | Promise,
    page: str,
) -> None:
    """Register what waits for a person: `answer` returns the most urgent ones, not all.

    `page` names the address that lists them all, "" where there is none.
    """
    WAITS[kind] = answer
    WAITING_KINDS[kind] = WaitingKind(label, page)


# The models whose records hold files of `core/uploads/`, and the field that names them.
UPLOAD_HOLDERS: list[tuple[Any, str]] = []


def holds_uploads(model: Any, field: str) -> None:
    """Register a model with `visible_to`: who sees a record of it may open the files it holds."""
    UPLOAD_HOLDERS.append((model, field))


@dataclass(frozen=True)
class BesideLine:
    """One thing beside a task: what it is called, where it is, and a word or two on it."""

    title: str
    url: str
    words: str = ""


@dataclass(frozen=True)
class Beside:
    """What one app shows on the page of a task; `add` is the words and address of one more."""

    title: str | Promise
    lines: Sequence[BesideLine]
    add: tuple[str, str] | None = None


# What each app shows beside a task, by the app's own name for it.
BESIDE_TASKS: dict[str, Callable[[User, UUID], Beside | None]] = {}


def shown_beside_tasks(kind: str, answer: Callable[[User, UUID], Beside | None]) -> None:
    """Register what belongs to a task: `answer` returns what the person may see of it, else None.

    It gets the person, who sees the task, and the key of the task.
    """
    BESIDE_TASKS[kind] = answer


# Which organisations lead a leaf in a year, as plans say it that concern the person.
Leads = Mapping[tuple[int, str], frozenset[int]]
LEADS: list[Callable[[User], Leads]] = []


def tells_who_leads(answer: Callable[[User], Leads]) -> None:
    """Register what knows who leads which leaf: organisations' keys by year and leaf."""
    LEADS.append(answer)


def who_leads(user: User) -> Leads:
    """Return who leads each leaf of each year in the plans of the units that the person serves."""
    found: dict[tuple[int, str], frozenset[int]] = {}
    for answer in LEADS:
        for key, bodies in answer(user).items():
            found[key] = found.get(key, frozenset()) | bodies
    return found
