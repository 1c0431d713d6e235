"""What is still to do of an organisation that ended passes to its successor."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.recommendation import Recommendation
from mangnon.activities.passing import ByOrganisation

PLANNED = Q(state=Inspection.State.PLANNED)
WAITING = Q(answered_on=None)
PASSING = {
    "inspections.inspection": ByOrganisation(Inspection, _("Planned inspection"), PLANNED),
    "inspections.recommendation": ByOrganisation(
        Recommendation, _("Recommendation without a reply"), WAITING
    ),
}
