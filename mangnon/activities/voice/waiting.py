"""What of consultations waits for a person, for the page "Việc của tôi"."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.activities.voice.consultation import Consultation
from mangnon.activities.voice.voice_answer import FreeText
from mangnon.core.models import User
from mangnon.core.registries import Waiting

MOST = 50


def texts_waiting_for(user: User, day: date) -> list[Waiting]:
    """Return the consultations with texts that may tell of abuse, then those with texts to read."""
    texts = FreeText.objects.read_by(user)
    alarming = set(texts.alarming().values_list("question__consultation", flat=True))
    over = Consultation.objects.over().values("pk")
    unread = texts.filter(state=FreeText.State.NEW, question__consultation__in=over)
    to_read = set(unread.values_list("question__consultation", flat=True)) - alarming
    known = Consultation.objects.visible_to(user).in_bulk([*alarming, *to_read][:MOST])
    return [
        Waiting(
            str(one),
            reverse("voice-texts", args=[key]),
            day if key in alarming else None,
            _("A child’s words may tell of abuse") if key in alarming else _("Texts to read"),
        )
        for key, one in known.items()
    ]
