"""What of the difficulties waits for a person, for the page "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import Waiting
from mangnon.plans.difficulties.difficulty import Difficulty
from mangnon.plans.difficulties.rights import answered_by, raised_by_own

MOST = 50
State = Difficulty.State


def difficulties_waiting_for(user: User, day: date) -> list[Waiting]:
    """Return what the person is to answer, to say more of or to accept, and what was passed up."""
    return [*_to_answer(user, day), *_to_go_on(user), *_passed_up(user)]


def _to_answer(user: User, day: date) -> Iterator[Waiting]:
    owed = answered_by(user).filter(state=State.RAISED).order_by("answer_by", "pk")
    for one in owed[:MOST]:
        why = _("Not answered in time") if one.is_late(day) else _("A difficulty to answer")
        yield _waiting(one, why)


def _to_go_on(user: User) -> Iterator[Waiting]:
    words = {
        State.ASKED: _("The focal office asks back"),
        State.ANSWERED: _("Answered: say whether it is solved"),
    }
    own = raised_by_own(user).filter(state__in=words).order_by("changed_at", "pk")
    for one in own[:MOST]:
        yield _waiting(one, words[State(one.state)])


def _passed_up(user: User) -> Iterator[Waiting]:
    if not allowed(user, "task.oversee"):
        return
    seen = Difficulty.objects.visible_to(user).filter(
        state=State.RAISED, escalated_on__isnull=False
    )
    for one in seen.order_by("answer_by", "pk")[:MOST]:
        yield _waiting(one, _("A difficulty that was not answered in time"))


def _waiting(one: Difficulty, why: str) -> Waiting:
    return Waiting(str(one), reverse("plans:difficulty", args=[one.pk]), one.answer_by, why)
