"""Finding the case that is about to be written, and holding it until that is done."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.core.models import Refused, User


def lock_case(case_id: UUID, by: User) -> Case:
    """Return the case with its row locked; raise Refused when the person takes no part any more."""
    seen = Case.objects.visible_to(by).select_for_update(of=("self",))
    case: Case | None = seen.select_related("unit").filter(pk=case_id).first()
    if case is None:
        raise Refused(_("You do not take part in this case, or do so no more."))
    return case
