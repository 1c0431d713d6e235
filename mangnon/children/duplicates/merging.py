"""Merging two records of one child, and taking it back. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.children.counted import counted_in
from mangnon.children.duplicates.answers import QUESTIONS
from mangnon.children.duplicates.merge import Merge, MergeMove
from mangnon.children.duplicates.pair import DuplicatePair
from mangnon.children.duplicates.rows import move_rows, take_rows_back
from mangnon.children.facts.disability import disability_by_spells
from mangnon.children.record.answers import check_answers
from mangnon.children.register import Child
from mangnon.children.touching import touch
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.audit.values import plain_value
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.feed import tell
from mangnon.core.models import Refused, User


@dataclass(frozen=True)
class Decision:
    """Which record is kept, and the questions (of QUESTIONS) that the second one answers.

    `seen` is the moment of change of both as the person saw them; None: whatever they are now.
    """

    kept: UUID
    second: UUID
    taking: frozenset[str] = frozenset()
    seen: frozenset[str] | None = None


@transaction.atomic
def merge_children(decision: Decision, *, by: User) -> Merge:
    """Let the second record count as the kept one's; facts move to it where they can stand."""
    access.require(by, "child.merge")
    for name in decision.taking:
        for right in QUESTIONS[name].rights:
            access.require(by, right)
    kept, second = _locked(decision.kept, decision.second, by)
    if kept.merged_into_id is not None or second.merged_into_id is not None:
        raise Refused(_("Somebody has merged one of these records meanwhile; look at it again."))
    if decision.seen is not None and decision.seen != moments(kept, second):
        raise Refused(_("One of the records was changed meanwhile; look at both again."))
    _require_not_different(kept, second)
    merge = _with_answers(kept, second, decision.taking, by)
    moves = move_rows(second, kept)
    _let_disability_follow(kept, merge)
    merge.save(force_insert=True)
    for move in moves:
        move.merge = merge
    MergeMove.objects.bulk_create(moves)
    second.merged_into = kept
    second.save(update_fields=["merged_into"])
    touch(kept)
    touch(second)
    _judge(kept, second, by, DuplicatePair.State.SAME)
    stay = sum(not move.is_moved for move in moves)
    tell(Child._meta.db_table, counted_in([kept.pk, second.pk]))
    record(by, "child.merge", kept, second=str(second.pk), moved=len(moves) - stay, staying=stay)
    return merge


@transaction.atomic
def undo_merge(merge_id: UUID, *, by: User) -> Merge:
    """Restore both records as they were; raise Refused saying which later edit is in the way."""
    access.require(by, "child.merge")
    merge: Merge = Merge.objects.visible_to(by).get(pk=merge_id)
    kept, second = _locked(merge.kept_id, merge.second_id, by)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise Refused(_("This merge was taken back already."))
    if kept.merged_into_id is not None:
        raise Refused(_("The kept record was merged too since; take that merge back first."))
    merge.kept, merge.second = kept, second
    _require_answers_as_merged(merge)
    take_rows_back(merge)
    for name, value in merge.before.items():
        setattr(kept, name, getattr(merge, name) if _is_sealed(name) else _python(name, value))
    kept.set_name_key()
    kept.save()
    second.merged_into = None
    second.save(update_fields=["merged_into"])
    touch(kept)
    touch(second)
    _judge(kept, second, by, DuplicatePair.State.OPEN)
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    tell(Child._meta.db_table, counted_in([kept.pk, second.pk]))
    record(by, "child.unmerge", kept, second=str(second.pk))
    return merge


def moments(*children: Child) -> frozenset[str]:
    """Return when each record was last changed, to compare what was seen with what is there."""
    return frozenset(f"{child.pk} {child.changed_at.isoformat()}" for child in children)


def _locked(kept: UUID, second: UUID, by: User) -> tuple[Child, Child]:
    """Lock both in the order of their keys, so that two merges of one record wait, never block."""
    seen = Child.objects.visible_to(by).select_for_update(of=("self",))
    found = {child.pk: child for child in seen.filter(pk__in=[kept, second]).order_by("pk")}
    if len(found) != 2:
        raise Refused(
            _(
                "One of the two records is kept in a commune that you do not serve; ask that "
                "commune to move the child to you, then merge."
            )
        )
    return found[kept], found[second]


def _with_answers(kept: Child, second: Child, taking: Collection[str], by: User) -> Merge:
    """Set the chosen answers in the kept record; return the merge that remembers the others."""
    merge = Merge(kept=kept, second=second, before={}, after={}, made_by=by, made_at=timezone.now())
    for name in sorted(field for question in taking for field in QUESTIONS[question].fields):
        value = getattr(second, name)
        if _is_sealed(name):
            setattr(merge, name, getattr(kept, name))
            merge.before[name] = merge.after[name] = None
        else:
            merge.before[name] = plain_value(getattr(kept, name))
            merge.after[name] = plain_value(value)
        setattr(kept, name, value)
    if taking:
        kept.set_name_key()
        check_answers(kept)
        kept.save()
    return merge


def _let_disability_follow(kept: Child, merge: Merge) -> None:
    """Set the answer that the entries of disability give, now that those of both stand together."""
    by_spells = disability_by_spells(kept)
    if by_spells not in (None, kept.disability):
        merge.before.setdefault("disability", kept.disability)
        merge.after["disability"] = by_spells
        kept.disability = by_spells
        kept.save(update_fields=["disability"])


def _require_answers_as_merged(merge: Merge) -> None:
    for question in QUESTIONS.values():
        for name in question.fields:
            if name not in merge.after:
                continue
            now = getattr(merge.kept, name)
            put = getattr(merge.second, name) if _is_sealed(name) else merge.after[name]
            if (now if _is_sealed(name) else plain_value(now)) != put:
                raise Refused(
                    _(
                        "The merge cannot be taken back: the answer “%(answer)s” of the kept "
                        "record was changed since. Set it back first."
                    )
                    % {"answer": question.label}
                )


def _require_not_different(kept: Child, second: Child) -> None:
    """Hold the pair of the two; raise Refused when they are judged to be of two children."""
    first, last = sorted((kept.pk, second.pk))
    held = DuplicatePair.objects.select_for_update().filter(first=first, second=last).first()
    if held is not None and held.state == DuplicatePair.State.DIFFERENT:
        raise Refused(
            _("These records are judged to be of two children; take that back first, then merge.")
        )


def _judge(kept: Child, second: Child, by: User, state: str) -> None:
    """Let the pair of the two records say what was decided, where a search found one."""
    first, last = sorted((kept.pk, second.pk))
    is_open = state == DuplicatePair.State.OPEN
    DuplicatePair.objects.filter(first=first, second=last).update(
        state=state,
        decided_by=None if is_open else by,
        decided_at=None if is_open else timezone.now(),
    )


def _is_sealed(name: str) -> bool:
    return isinstance(Child._meta.get_field(name), EncryptedTextField)


def _python(name: str, value: object) -> object:
    return Child._meta.get_field(name).to_python(value)  # type: ignore[union-attr]
