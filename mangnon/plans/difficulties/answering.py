"""What is said of a difficulty once it is raised: who may say it when, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.plans.difficulties.difficulty import OPEN, Difficulty, DifficultyQuerySet
from mangnon.plans.difficulties.limits import answer_by
from mangnon.plans.difficulties.note import DifficultyNote
from mangnon.plans.difficulties.rights import answered_by, instructed_by, raised_by_own

Kind, State = DifficultyNote.Kind, Difficulty.State


@dataclass(frozen=True)
class Step:
    """What may be said while the difficulty is in one of the states, and what it is then."""

    states: Sequence[str]
    becomes: str
    of_whom: Callable[[User], DifficultyQuerySet]
    needs_words: bool = True


STEPS: dict[str, Step] = {
    Kind.ANSWERED: Step(OPEN, State.ANSWERED, answered_by),
    Kind.INSTRUCTED: Step(OPEN, State.ANSWERED, instructed_by),
    Kind.ASKED: Step((State.RAISED,), State.ASKED, answered_by),
    Kind.REPLIED: Step((State.ASKED,), State.RAISED, raised_by_own),
    Kind.SOLVED: Step((State.ANSWERED,), State.SOLVED, raised_by_own, needs_words=False),
    Kind.NOT_ACCEPTED: Step((State.ANSWERED,), State.RAISED, raised_by_own),
    Kind.WITHDRAWN: Step(OPEN, State.WITHDRAWN, raised_by_own),
}


@dataclass(frozen=True)
class Answer:
    """What a person says of a difficulty; `key` comes with the form, and makes it one."""

    kind: str
    text: str = ""
    files: Sequence[Brought] = ()
    key: UUID = field(default_factory=uuid4)


def may_say(difficulty: Difficulty, user: User) -> list[str]:
    """Return what the person may say of the difficulty as it stands."""
    sides = {step.of_whom for step in STEPS.values() if difficulty.state in step.states}
    own = {side for side in sides if side(user).filter(pk=difficulty.pk).exists()}
    return [
        kind
        for kind, step in STEPS.items()
        if difficulty.state in step.states and step.of_whom in own
    ]


@transaction.atomic
def say(
    difficulty: Difficulty, said: Answer, *, seen_at: datetime, by: User, now: datetime
) -> DifficultyNote:
    """Take what a person says of a difficulty, with its files.

    Refused where somebody else spoke since the page was opened, where its state does not allow
    it, or where words are missing. 403 for whoever neither raised it nor answers or leads.
    """
    seen = Difficulty.objects.visible_to(by).select_for_update(of=("self",))
    held: Difficulty = seen.get(pk=difficulty.pk)
    known: DifficultyNote | None = sent_before(held.notes, said.key, by=by, sent_by="by")
    if known is not None:
        return known
    step = STEPS[said.kind]
    if not step.of_whom(by).filter(pk=held.pk).exists():
        raise PermissionDenied("difficulty.answer")
    if held.changed_at != seen_at:
        raise Refused(_("Somebody has said something here since you opened it. Open it again."))
    _require_possible(held, step, said)
    before = values_of(held)
    _take_over(held, step, now)
    note = DifficultyNote.objects.create(
        pk=said.key, difficulty=held, number=held.notes.count() + 1, kind=said.kind,
        state=held.state, text=said.text.strip(), by=by, at=now,
    )  # fmt: skip
    note.files.set(brought_in(said.files, by=by, now=now))
    record(
        by, "difficulty.say", held, unit=held.unit, kind=said.kind, **changes_since(before, held)
    )
    return note


def _require_possible(held: Difficulty, step: Step, said: Answer) -> None:
    if held.state not in step.states:
        raise Refused(
            _("This difficulty is “%(state)s”; that cannot be said of it now.")
            % {"state": held.get_state_display()}
        )
    if step.needs_words and not said.text.strip():
        raise Refused(_("Say it in a sentence at least."))


def _take_over(held: Difficulty, step: Step, now: datetime) -> None:
    """Put the difficulty into its new state; where an answer is owed again, its limit begins."""
    held.state, held.changed_at = step.becomes, now
    is_owed = held.state == State.RAISED
    held.answer_by = answer_by(now.date()) if is_owed else None
    if is_owed:
        held.escalated_on = None
    held.save()
