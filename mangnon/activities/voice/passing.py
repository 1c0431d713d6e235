"""The consultations that are not over pass to the successor of an organisation that ended."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.activities.passing import ByOrganisation
from mangnon.activities.voice.consultation import Consultation

NOT_OVER = Q(state__in=(Consultation.State.DRAFT, Consultation.State.OPEN))
PASSING = {
    "voice.consultation": ByOrganisation(Consultation, _("Consultation that is not over"), NOT_OVER)
}
