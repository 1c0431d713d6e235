"""Codes of sessions: made by the holder, typed by children on the device of a session."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.activities.voice.consultation import Consultation, SessionCode
from mangnon.activities.voice.holding import locked
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

SIGNS = "ABCDEFGHKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
LENGTH = 8
MOST_PLACES = 500


@transaction.atomic
def make_code(
    consultation_id: UUID, session: str, places: int, *, by: User, now: datetime
) -> SessionCode:
    """Make a code for a session, for as many answers as children are expected.

    Sent again before anybody used it, it is the code that is there.
    """
    held = locked(consultation_id, by)
    if held.state not in (Consultation.State.DRAFT, Consultation.State.OPEN):
        raise Refused(_("The consultation is closed; prepare another one."))
    if not session.strip():
        raise Refused(_("Say which class or meeting the code is for."))
    if not 1 <= places <= MOST_PLACES:
        raise Refused(_("A session has 1 to 500 children."))
    unused = held.codes.filter(session=session.strip(), places=places, used=0, is_ended=False)
    known: SessionCode | None = unused.first()
    if known is not None:
        return known
    code = "".join(secrets.choice(SIGNS) for _n in range(LENGTH))
    made = SessionCode.objects.create(
        consultation=held, code=code, session=session.strip(), places=places, made_by=by,
        made_at=now,
    )  # fmt: skip
    record(by, "voice.make_code", held, unit=held.unit, places=places)
    return made


@transaction.atomic
def end_code(code_id: int, *, by: User) -> SessionCode:
    """Let a code take no answer any more."""
    found = SessionCode.objects.visible_to(by).get(pk=code_id)
    held = locked(found.consultation_id, by)
    ended: SessionCode = held.codes.select_for_update().get(pk=code_id)
    ended.is_ended = True
    ended.save(update_fields=["is_ended"])
    record(by, "voice.end_code", held, unit=held.unit)
    return ended


def as_typed(text: str) -> str:
    """Return a code as it is kept, however it was typed.

    >>> as_typed("k7m4-q2xd "), as_typed("o")
    ('K7M4Q2XD', 'O')
    """
    return re.sub(r"[\s-]+", "", text).upper()
