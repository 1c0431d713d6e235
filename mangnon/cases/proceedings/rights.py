"""Who may write what runs beside the way of a case."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.seeing import Section, sections_open
from mangnon.core import access
from mangnon.core.models import Refused, User


def require_works_on(case: Case, by: User) -> None:
    """Raise PermissionDenied or Refused unless the person takes steps of this case."""
    access.require(by, "case.edit")
    if Section.STEPS not in sections_open(case, by):
        raise Refused(_("Only who runs the case or works on it may enter this."))


def require_opens_steps(case: Case, by: User) -> None:
    """Raise PermissionDenied or Http404 unless the person may write on this case's pages."""
    access.require(by, "case.edit")
    if Section.STEPS not in sections_open(case, by):
        raise Http404(case.pk)
