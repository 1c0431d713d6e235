"""A child's life as one list of dated things, newest first, as far as a person may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.children.facts.answers import said
from mangnon.children.facts.kinds import kinds_open_to
from mangnon.children.facts.reading import Shown, facts_of
from mangnon.children.models import Child, ChildMove, PovertySpell, ResidenceSpell
from mangnon.core.models import User
from mangnon.core.vietnamese import sort_key

# What the timeline tells besides the facts of the catalogue; none of it is corrected here.
OF_THE_RECORD: dict[str, str | Promise] = {
    "birth": gettext_lazy("Born"),
    "birth-registration": gettext_lazy("Birth registered"),
    "residence": gettext_lazy("Residence"),
    "move": gettext_lazy("Moved to another commune"),
    "poverty": gettext_lazy("Household's poverty class"),
    "closing": gettext_lazy("Record closed"),
}


TOPICS: dict[str, str | Promise] = {
    "health": gettext_lazy("Health"),
    "growth": gettext_lazy("Growing up"),
    "learning": gettext_lazy("Learning"),
    "protection": gettext_lazy("Protection"),
    "participation": gettext_lazy("Taking part"),
    "status": gettext_lazy("Civil status"),
}


@dataclass(frozen=True)
class Entry:
    """One thing in a child's life. A fact has a `record_id`, by which its pages are reached."""

    slug: str
    title: str
    on: date
    until: date | None = None
    lines: list[tuple[str, str]] = field(default_factory=list)
    record_id: str = ""
    is_spell: bool = False
    is_restricted: bool = False


def timeline(child: Child, user: User, kinds: Collection[str] | None = None) -> list[Entry]:
    """Return what is dated in the life of a child whom the person may see, newest first.

    `kinds` are slugs of `kinds_on_timeline`; None: all. What the person has no right to is not
    there and not counted; that something closely kept was read is audited here.
    """
    wanted = [k for k in kinds_open_to(user).values() if kinds is None or k.slug in kinds]
    entries = [
        *(_of_fact(shown) for shown in facts_of(child, user, wanted)),
        *(e for e in _of_record(child, user) if kinds is None or e.slug in kinds),
    ]
    return sorted(entries, key=lambda entry: (entry.on, entry.title), reverse=True)


def kinds_on_timeline(user: User) -> dict[str, str]:
    """Return what the timeline may be narrowed to: title by slug, in alphabetical order."""
    facts = {kind.slug: said(kind.title) for kind in kinds_open_to(user).values()}
    named = facts | {slug: str(title) for slug, title in OF_THE_RECORD.items()}
    return dict(sorted(named.items(), key=lambda item: sort_key(item[1])))


def topics_to_add(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what may be added, by topic: slug and title of each kind, in alphabetical order."""
    open_kinds = kinds_open_to(user).values()
    found = []
    for topic, title in TOPICS.items():
        named = [(kind.slug, said(kind.title)) for kind in open_kinds if kind.topic == topic]
        if named:
            found.append((str(title), sorted(named, key=lambda pair: sort_key(pair[1]))))
    return found


def _of_fact(shown: Shown) -> Entry:
    kind = shown.kind
    return Entry(
        slug=kind.slug, title=shown.title, on=shown.began_on,
        until=shown.ended_on, lines=shown.lines, record_id=shown.record_id,
        is_spell=kind.when == "spell", is_restricted=kind.home == "sealed",
    )  # fmt: skip


def _of_record(child: Child, user: User) -> Iterator[Entry]:
    yield _entry("birth", child.birth_date, [])
    if child.birth_registered_on:
        yield _entry("birth-registration", child.birth_registered_on, [])
    if child.closed_on:
        reason = child.get_closed_reason_display()
        yield _entry("closing", child.closed_on, [(_("Reason"), reason)])
    yield from _residences(child.residences.select_related("unit"))
    moves = ChildMove.objects.visible_to(user).filter(child=child, state=ChildMove.State.ACCEPTED)
    for move in moves.select_related("from_unit", "to_unit"):
        yield _entry("move", move.moved_on, [("", f"{move.from_unit} → {move.to_unit}")])
    for spell in PovertySpell.objects.filter(child=child):
        words = [(_("Class"), spell.get_poverty_display())]
        yield _entry("poverty", spell.began_on, words, spell.ended_on)


def _residences(spells: QuerySet[ResidenceSpell]) -> Iterator[Entry]:
    for spell in spells:
        lines = [(_("Commune"), str(spell.unit))]
        if spell.hamlet:
            lines.append((_("Hamlet"), spell.hamlet))
        yield _entry("residence", spell.began_on, lines, spell.ended_on)


def _entry(slug: str, on: date, lines: list[tuple[str, str]], until: date | None = None) -> Entry:
    is_spell = slug in ("residence", "poverty")
    return Entry(slug, str(OF_THE_RECORD[slug]), on, until, lines, is_spell=is_spell)
