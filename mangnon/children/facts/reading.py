"""Facts as pages show them; reading what is kept most closely is audited before it is answered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mangnon.children.facts.answers import from_json, in_words, said
from mangnon.children.facts.homes import HOMES
from mangnon.children.facts.kinds import fact_catalog, kinds_open_to
from mangnon.children.facts.services import state_of
from mangnon.children.growing import FIRST_MONTH_OF_SCHOOL
from mangnon.children.models import Child, FactVersion
from mangnon.core.audit import record_read
from mangnon.core.models import User
from mangnon.engine.fact_kinds import DATES, FactKind
from mangnon.places.models import Place
from mangnon.ui.formats import date_text

# A kind, the number of the record, and its days and answers as plain JSON.
State = tuple[FactKind, str, dict[str, Any]]


@dataclass(frozen=True)
class Shown:
    """A fact in words: what it is, when it was, and what was answered."""

    kind: FactKind
    record_id: str
    began_on: date
    ended_on: date | None
    lines: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return said(self.kind.title)


@dataclass(frozen=True)
class Earlier:
    """What a fact was until somebody changed it."""

    shown: Shown
    version: FactVersion

    @property
    def changed_at(self) -> datetime:
        return self.version.changed_at


def facts_of(child: Child, user: User, kinds: Iterable[FactKind]) -> list[Shown]:
    """Return the child's facts of the kinds, as far as the person may see them."""
    found: list[State] = []
    for home_name, group in _by_home(kinds).items():
        home = HOMES[home_name]
        manager: Any = home.model._default_manager
        for row in manager.visible_to(user).filter(child=child):
            kind = group.get(home.kind_of(row) or next(iter(group)))
            if kind is not None:
                found.append((kind, str(row.pk), state_of(kind, row)))
    _audit(child, user, (kind for kind, _id, _state in found))
    return _shown(found)


def history_of(child: Child, user: User, kind: FactKind, record_id: str) -> list[Earlier]:
    """Return what a fact was before, newest first."""
    return _earlier(
        child,
        user,
        FactVersion.objects.visible_to(user).filter(
            child=child, kind=kind.kind, record_id=record_id
        ),
    )


def removed_of(child: Child, user: User) -> list[Earlier]:
    """Return the facts that were removed as mistakes, newest first."""
    versions = FactVersion.objects.visible_to(user).filter(child=child)
    return _earlier(child, user, versions.filter(change=FactVersion.Change.REMOVED))


def audit_reading(child: Child, user: User, kind: FactKind) -> None:
    """Write that the person reads a fact of the kind, where that must be known."""
    _audit(child, user, [kind])


def answer_in_words(kind: FactKind, name: str, value: Any) -> str:
    """Return one day or answer of a fact as a person reads it."""
    if value is None:
        return "–"
    if name in DATES:
        return date_text(value)
    field = kind.by_name[name]
    places = _named([value]) if field.kind == "place" else {}
    return in_words(fact_catalog(), field, value, places)


def _earlier(child: Child, user: User, versions: Any) -> list[Earlier]:
    kinds = kinds_open_to(user)
    known = [
        v for v in versions.select_related("changed_by").order_by("-changed_at") if v.kind in kinds
    ]
    states = [(kinds[v.kind], v.record_id, json.loads(v.row)) for v in known]
    _audit(child, user, (kind for kind, _id, _state in states))
    return [Earlier(shown, v) for shown, v in zip(_shown(states), known, strict=True)]


def _by_home(kinds: Iterable[FactKind]) -> dict[str, dict[str, FactKind]]:
    """Return the kinds by name, by the table that they lie in."""
    found: dict[str, dict[str, FactKind]] = {}
    for kind in kinds:
        found.setdefault(kind.home, {})[kind.kind] = kind
    return found


def _audit(child: Child, user: User, kinds: Iterable[FactKind]) -> None:
    if any(kind.home == "sealed" for kind in kinds):
        record_read(user, "child.health", child)


def _shown(found: list[State]) -> list[Shown]:
    catalog = fact_catalog()
    places = _names_of_places(found)
    shown = []
    for kind, record_id, state in found:
        values = from_json(kind, state["answers"])
        lines = [
            (said(field.title), in_words(catalog, field, values[field.name], places))
            for field in kind.fields
            if field.name in values
        ]
        shown.append(Shown(kind, record_id, _begins(state), _day(state.get("ended_on")), lines))
    return shown


def _begins(state: dict[str, Any]) -> date:
    """Return the day on which a fact began; a school year begins on its first day."""
    if began := _day(state.get("began_on")):
        return began
    return date(int(state["answers"]["school_year"]) - 1, FIRST_MONTH_OF_SCHOOL, 1)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _names_of_places(found: Iterable[State]) -> dict[str, str]:
    named = {
        state["answers"][field.name]
        for kind, _id, state in found
        for field in kind.fields
        if field.kind == "place" and state["answers"].get(field.name)
    }
    return _named(named) if named else {}


def _named(ids: Iterable[str]) -> dict[str, str]:
    known = Place.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): name for pk, name in known}
