"""A child comes to live in a care facility, and leaves it again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.children.models import Stay
from mangnon.children.record.finding import lock_child
from mangnon.children.touching import touch
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.places.catalog import kinds_that
from mangnon.places.models import Place


@transaction.atomic
def begin_stay(child_id: UUID, place: Place, *, on: date, by: User) -> Stay:
    """Let a child live at a care facility from a day on; its staff look after the child."""
    access.require(by, "child.edit")
    child = lock_child(child_id, by)
    if place.kind not in kinds_that("cares_for_residents"):
        raise Refused(_("Children do not live at a place of this kind."))
    if not Place.objects.open_on(on).filter(pk=place.pk).exists():
        raise Refused(_("The place is not open on that day."))
    if on < child.birth_date:
        raise Refused(_("The child was not born on that day."))
    try:
        with transaction.atomic():
            stay = Stay.objects.create(child=child, place=place, began_on=on)
    except IntegrityError as error:
        raise Refused(_("The child lives at another place on that day; end that first.")) from error
    touch(child)
    record(by, "child.stay_begin", child, unit=child.unit, place=str(place.pk), on=str(on))
    return stay


@transaction.atomic
def end_stay(stay: Stay, *, on: date, by: User) -> Stay:
    """Say on which day the child no longer lives there."""
    access.require(by, "child.edit")
    child = lock_child(stay.child_id, by)
    stay = Stay.objects.visible_to(by).select_for_update(of=("self",)).get(pk=stay.pk)
    if stay.ended_on is not None:
        raise Refused(_("The child has left this place already."))
    if on <= stay.began_on:
        raise Refused(_("The child leaves after the day on which it came."))
    stay.ended_on = on
    stay.save(update_fields=["ended_on"])
    touch(child)
    record(by, "child.stay_end", child, unit=child.unit, place=str(stay.place_id), on=str(on))
    return stay
