"""Letting a plan, target, task or unit rest on a document; moving that to what replaced it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.units.lineage import units_known
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.link import BasisLink
from mangnon.plans.bases.replacing import successor_of
from mangnon.plans.items import Target
from mangnon.plans.plan import Plan
from mangnon.plans.work.assignment import Assignment
from mangnon.ui.context import today

Thing = Plan | Target | Assignment | Unit
NAMES: dict[type[Thing], str] = {
    Plan: "plan", Target: "target", Assignment: "task", Unit: "unit"
}  # fmt: skip


def things(kind: str, by: User) -> QuerySet[Any] | None:
    """Return the records of a kind that the person may let rest on documents, None for none at all.

    An agency does so with its own tasks only.
    """
    if not access.allowed(by, "basis.edit"):
        return None
    if kind == "task":
        return Assignment.objects.visible_to(by)
    if access.keeps_to_an_organisation(by):
        return None
    if kind == "unit":
        return Unit.objects.filter(pk__in=units_known(by))
    if kind == "plan":
        return Plan.objects.visible_to(by).approved()
    return Target.objects.visible_to(by).in_register() if kind == "target" else None


def unit_of(thing: Thing) -> Unit:
    """Return whose thing it is."""
    if isinstance(thing, Unit):
        return thing
    unit: Unit = thing.indicator.plan.unit if isinstance(thing, Target) else thing.unit
    return unit


@transaction.atomic
def link(
    thing: Thing, document: LegalDocument, *, by: User, now: datetime, is_printed: bool = True
) -> BasisLink:
    """Let a thing rest on a document in force; said twice it is one link."""
    _require_mine(thing, by)
    unit = unit_of(thing)
    held = LegalDocument.objects.visible_to(by).standing().with_end()
    # Locked, so that nobody withdraws it meanwhile.
    locked = held.select_for_update(of=("self",), no_key=True)
    found = locked.filter(pk=document.pk).first()
    if found is None:
        raise Refused(_("There is no such document in the register."))
    links = BasisLink.objects.filter(document=found, unit=unit, **_place(thing))
    known: BasisLink | None = links.first()
    if known is not None:
        return known
    if not found.is_in_force(today()) and not isinstance(thing, Plan):
        raise Refused(_in_force_instead(found))
    made: BasisLink
    made, is_new = BasisLink.objects.get_or_create(
        document=found, unit=unit, **_place(thing),
        defaults={"linked_by": by, "linked_at": now, "is_printed": is_printed},
    )  # fmt: skip
    if is_new:
        record(by, "basis.link", made, unit=unit, document=found.number, to=str(thing)[:200])
    return made


@transaction.atomic
def unlink(link_id: int, *, by: User) -> BasisLink:
    held = _locked(link_id, by)
    told = {"document": held.document.number, "to": str(held.thing)[:200]}
    record(by, "basis.unlink", held, unit=held.unit, **told)
    held.delete()
    return held


def with_may_undo(links: Iterable[BasisLink], by: User) -> list[tuple[BasisLink, bool]]:
    """Return each link with whether the person may take it back: by whose thing it is of."""
    found = list(links)
    keys: dict[str, set[Any]] = defaultdict(set)
    for link in found:
        keys[NAMES[type(link.thing)]].add(link.thing.pk)
    mine: dict[str, set[Any]] = {}
    for name, wanted in keys.items():
        own = things(name, by)
        kept = () if own is None else own.filter(pk__in=wanted).values_list("pk", flat=True)
        mine[name] = set(kept)
    return [(link, link.thing.pk in mine[NAMES[type(link.thing)]]) for link in found]


@transaction.atomic
def move_to_successor(link_id: int, *, by: User, now: datetime) -> BasisLink:
    """Let the thing rest on what wholly replaced its document; one link where it does already."""
    held = _locked(link_id, by)
    new = successor_of(held.document, today())
    if new is None:
        raise Refused(_("Nothing has wholly replaced %(old)s yet.") % {"old": held.document})
    # Two links of one thing, moved at once, come one by one.
    LegalDocument.objects.select_for_update(no_key=True).get(pk=new.pk)
    others = BasisLink.objects.filter(document=new, unit=held.unit, **_place(held.thing))
    told = {"before": held.document.number, "after": new.number}
    record(by, "basis.move_link", held, unit=held.unit, **told)
    same: BasisLink | None = others.first()
    if same is not None:
        held.delete()
        return same
    held.document, held.checked_by, held.checked_at, held.checked_note = new, by, now, ""
    held.save()
    return held


@transaction.atomic
def keep_link(link_id: int, note: str, *, by: User, now: datetime) -> BasisLink:
    """Say, with the reason, that the thing goes on resting on its document all the same."""
    held = _locked(link_id, by)
    if not note.strip():
        raise Refused(_("Say why it may go on resting on this document."))
    held.checked_by, held.checked_at, held.checked_note = by, now, " ".join(note.split())[:300]
    held.save()
    record(by, "basis.keep_link", held, unit=held.unit, note=held.checked_note)
    return held


def _place(thing: Thing) -> dict[str, Thing | None]:
    return {
        "plan": thing if isinstance(thing, Plan) else None,
        "target": thing if isinstance(thing, Target) else None,
        "task": thing if isinstance(thing, Assignment) else None,
    }


def _require_mine(thing: Thing, by: User) -> None:
    access.require(by, "basis.edit")
    mine = things(NAMES[type(thing)], by)
    if mine is None or not mine.filter(pk=thing.pk).exists():
        raise Refused(_("Only whose work it is, or the focal office, says what it rests on."))


def _locked(link_id: int, by: User) -> BasisLink:
    access.require(by, "basis.edit")
    links = BasisLink.objects.visible_to(by).select_for_update(of=("self",))
    found: BasisLink | None = (
        links.select_related("document", "unit", "plan", "target__indicator", "task")
        .filter(pk=link_id)
        .first()
    )
    if found is None:
        raise Refused(_("There is no such link any more."))
    _require_mine(found.thing, by)
    return found


def _in_force_instead(document: LegalDocument) -> str:
    new = successor_of(document, today())
    if new is None:
        return _("%(old)s is not in force today; choose one that is.") % {"old": document}
    return _("%(old)s is not in force any more; choose %(new)s, which replaced it.") % {
        "old": document, "new": new,
    }  # fmt: skip


def found_thing(kind: str, key: str, by: User) -> Thing | None:
    """Return the record of a kind and key that the person may link, None where there is none."""
    mine = things(kind, by)
    if mine is None:
        return None
    try:
        wanted: Any = UUID(key) if kind == "task" else int(key[:18])
    except ValueError:
        return None
    found: Thing | None = mine.filter(pk=wanted).first()
    return found
