"""An account is closed when its person leaves, and what the person held passes to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mangnon.accounts.inviting import require_may_manage, send_new_link, withdraw_links
from mangnon.accounts.sessions import end_all_sessions
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.registries import HAND_OVERS


@dataclass(frozen=True)
class Held:
    """What one app says that a person holds; each thing in plain words."""

    app: str
    label: str | Promise
    things: list[str]
    needs: str


def held_by(person: User) -> list[Held]:
    """Return everything that would be left to nobody if the person went."""
    found = [
        Held(app, each.label, each.preview(person), each.needs) for app, each in HAND_OVERS.items()
    ]
    return [held for held in found if held.things]


def receivers(person: User, *, by: User) -> list[User]:
    """Return who may take over: open accounts that serve the same area and may do the work."""
    needed = [held.needs for held in held_by(person)]
    others = User.objects.visible_to(by).filter(is_active=True).exclude(pk=person.pk)
    return [
        other
        for other in others.select_related("unit").order_by("full_name")
        if all(access.allowed(other, action) for action in needed) and _serves(other, person)
    ]


@transaction.atomic
def close_account(
    person: User, *, by: User, now: datetime, receiver: User | None = None
) -> dict[str, int]:
    """Sign the person out everywhere, bar the account, and pass on what was held.

    Return how many things of each app passed. Raises Refused while anything would be left to
    nobody.
    """
    require_may_manage(by, person)
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not person.is_active:
        raise Refused(_("This account is closed already."))
    moved = _pass_on(person, receiver, by=by)
    end_all_sessions(person, by=by)
    withdraw_links(person, now=now)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    receiver_id = receiver.pk if moved and receiver else None
    record(by, "person.close", person, unit=person.unit, receiver=receiver_id, moved=moved)
    return moved


@transaction.atomic
def reopen_account(person: User, *, by: User, now: datetime) -> str:
    """Open a closed account again; return the path of the link to set a new password."""
    require_may_manage(by, person)
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.is_active:
        raise Refused(_("This account is open."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(by, "person.reopen", person, unit=person.unit)
    return send_new_link(person, by=by, now=now)


def _pass_on(person: User, receiver: User | None, *, by: User) -> dict[str, int]:
    held = held_by(person)
    if not held:
        return {}
    if receiver is None:
        raise Refused(_("Choose who takes over the open work; nothing may be left to nobody."))
    if receiver not in receivers(person, by=by):
        raise Refused(
            _("%(person)s cannot take over this work; choose another.") % {"person": receiver}
        )
    return {each.app: HAND_OVERS[each.app].move(person, receiver, by) for each in held}


def _serves(other: User, person: User) -> bool:
    return Unit.objects.visible_to(other).filter(pk=person.unit_id).exists()
