"""The consultation that a page is about, for whoever sees it, and for whoever holds it."""

from mangnon.activities.lookup import Lookup
from mangnon.activities.voice.consultation import Consultation

CONSULTATIONS = Lookup(
    Consultation, "voice.view", "voice.edit", ("unit", "organisation", "activity")
)
seen, kept, keeps = CONSULTATIONS.seen, CONSULTATIONS.kept, CONSULTATIONS.keeps
