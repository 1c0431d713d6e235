"""The field that asks in whose name something is held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mangnon.activities.keeping import NO_ORGANISATION, has_no_organisation, organisers_for
from mangnon.core.models import Organisation, User


def offer_organisers(field: Any, by: User, kept: Sequence[int] = ()) -> None:
    """Offer the bodies that the person enters for, and those kept; tell them if they have none."""
    field.queryset = organisers_for(by) | Organisation.objects.filter(pk__in=kept)
    if has_no_organisation(by):
        field.help_text = NO_ORGANISATION
