"""Correcting what a record says: nothing that somebody else wrote meanwhile is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.children.facts.disability import disability_by_spells
from mangnon.children.growth.scoring import rescore
from mangnon.children.record.answers import answer_of, check_answers, set_answers
from mangnon.children.record.finding import lock_child
from mangnon.children.register import Child
from mangnon.children.touching import touch
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Refused, User
from mangnon.core.registries import SENSITIVE


@dataclass(frozen=True)
class Edit:
    """One answer as the person saw it, and as it shall be."""

    seen: object
    wanted: object


class ChangedMeanwhile(Refused):
    """Somebody else answered the same questions otherwise; `theirs` holds those answers by name."""

    def __init__(self, theirs: Mapping[str, object]) -> None:
        super().__init__(_("Somebody else has changed the same answers meanwhile."))
        self.theirs = theirs


@transaction.atomic
def edit_child(child_id: UUID, *, by: User, edits: Mapping[str, Edit]) -> Child:
    """Change the answers that were edited, and no other."""
    access.require(by, "child.edit")
    guarded = SENSITIVE[Child._meta.label]
    for name in edits:
        if name in guarded:
            access.require(by, guarded[name])
    child = lock_child(child_id, by)
    wanted = {n: edit for n, edit in edits.items() if not _same(answer_of(child, n), edit.wanted)}
    theirs = {name: answer_of(child, name) for name in wanted}
    clashing = {n: now for n, now in theirs.items() if not _same(now, wanted[n].seen)}
    if clashing:
        raise ChangedMeanwhile(clashing)
    if not wanted:
        return child
    if "disability" in wanted:
        _require_as_spells_say(child, wanted["disability"].wanted)
    before = values_of(child)
    set_answers(child, {name: edit.wanted for name, edit in wanted.items()})
    check_answers(child)
    child.save()
    rescore(child)
    touch(child)
    record(by, "child.edit", child, **changes_since(before, child))
    return child


def _require_as_spells_say(child: Child, disability: object) -> None:
    """Raise Refused for another answer than the entries of disability give."""
    if disability_by_spells(child) not in (None, disability):
        raise Refused(
            _(
                "The child's entries of disability say otherwise; correct, end or add an entry on "
                "the timeline, and this answer follows."
            )
        )


def _same(one: object, other: object) -> bool:
    """Compare as people read it: an empty field is an empty answer, a text of a day the day."""
    return str("" if one is None else one) == str("" if other is None else other)
