"""Who proposes or does something does not decide on it, under whatever account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mangnon.children.names import search_text
from mangnon.core.models import Refused, User


def require_another(done_by: User, by: User) -> None:
    """Raise Refused where the two are one person, or have the same name and may be one."""
    if done_by.pk == by.pk:
        raise Refused(
            _("Nobody decides on what they proposed or did themselves; another person must.")
        )
    if search_text(done_by.full_name) == search_text(by.full_name):
        raise Refused(
            _(
                "The account that did this bears your name. If it is yours, somebody else "
                "must decide; if it is not, let the administrator tell the two names apart."
            )
        )
