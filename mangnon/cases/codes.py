"""Refusing a code that its list does not have."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from mangnon.cases.catalog import code_list
from mangnon.core.models import Refused


def require_codes(codes: Iterable[str], name: str) -> None:
    """Raise Refused unless all are codes of the list."""
    if not set(codes) <= code_list(name).by_code.keys():
        raise Refused(_("Choose one of the list: %(list)s.") % {"list": code_list(name).title.vi})
