"""What was done about it: written by the agencies and communes, read by the children."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.activities.voice.consultation import Consultation
from mangnon.activities.voice.response import VoiceResponse
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Refused, User
from mangnon.core.sent_again import sent_before

State = Consultation.State


@transaction.atomic
def respond(
    consultation_id: UUID, key: UUID, text: str, *, by: User, now: datetime
) -> VoiceResponse:
    """Say what one's own organisation or commune did; the same form sent again is one."""
    access.require(by, "voice.edit")
    held: Consultation = Consultation.objects.visible_to(by).get(pk=consultation_id)
    known: VoiceResponse | None = sent_before(held.responses, key, by=by, sent_by="written_by")
    if known is not None:
        return known
    if held.state not in (State.CLOSED, State.SHOWN):
        raise Refused(_("Close the consultation first; then say what was done."))
    if not text.strip():
        raise Refused(_("Say what was done."))
    body, unit = own_body(by), by.unit
    if unit is None or (body is None and by.role in access.BY_ORGANISER):
        raise Refused(_("Your account is in no organisation; ask the administrator to place it."))
    made = VoiceResponse.objects.create(
        pk=key, consultation=held, organisation=body, unit=unit, text=text.strip(), written_by=by,
        written_at=now,
    )  # fmt: skip
    record(by, "voice.respond", made, unit=held.unit)
    return made


@transaction.atomic
def withdraw_response(response_id: UUID, *, by: User) -> VoiceResponse:
    """Take back what one's own organisation or commune wrote; the record stays."""
    access.require(by, "voice.edit")
    mine = VoiceResponse.objects.visible_to(by).select_for_update(of=("self",))
    found: VoiceResponse = mine.get(pk=response_id)
    if (found.organisation_id, found.unit_id) != (own_key(by), by.unit_id):
        raise Refused(_("Only who wrote it takes it back."))
    found.withdrawn = True
    found.save(update_fields=["withdrawn"])
    record(by, "voice.withdraw_response", found, unit=found.unit)
    return found


def own_body(by: User) -> Organisation | None:
    """Return the organisation in whose name the person writes; None: the commune itself."""
    return by.organisation if by.role in access.BY_ORGANISER else None


def own_key(by: User) -> int | None:
    body = own_body(by)
    return body.pk if body else None
