"""What of the register waits for a person: moves to answer, possible duplicates to judge.

No line names a child: the page behind it does, to whoever may read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.children.models import DuplicatePair
from mangnon.children.moves.move import ChildMove
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting


def moves_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    if not allowed(user, "child.move"):
        return
    waiting = ChildMove.objects.visible_to(user).open().answered_by(user)
    waiting = waiting.select_related("from_unit", "to_unit").order_by("begun_at", "pk")
    for move in waiting[:MOST_WAITING]:
        ways = {"from": move.from_unit.name, "to": move.to_unit.name}
        title = _("A child moves from %(from)s to %(to)s") % ways
        why = _("Answer the other commune")
        yield Waiting(title, reverse("child_move", args=[move.pk]), None, why)


def duplicates_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    if not allowed(user, "child.merge"):
        return
    waiting = DuplicatePair.objects.visible_to(user).waiting().order_by("-score", "pk")
    for number in waiting.values_list("pk", flat=True)[:MOST_WAITING]:
        title = _("Pair of records %(number)s") % {"number": number}
        why = _("Judge whether both are of one child")
        yield Waiting(title, reverse("duplicate", args=[number]), None, why)
