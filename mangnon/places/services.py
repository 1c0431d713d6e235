"""What people do to a place: enter, change, close, and say what a trait of it is from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.accounts.people import day_of_units
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.places.catalog import SCHOOL, kinds, services, traits
from mangnon.places.place import Place, PlaceTrait
from mangnon.ui.context import today

EDITABLE = (
    "kind", "code", "hamlet", "address", "organisation", "services", "phone", "in_charge",
    "opened_on",
)  # fmt: skip


def communes_for(by: User, day: date) -> QuerySet[Unit]:
    """Return where the person may enter a place: the communes of the day that they serve."""
    units: QuerySet[Unit] = Unit.objects.placed_within(by).on(day_of_units(by, day))
    return units.filter(level=Unit.Level.COMMUNE).order_by("name_key", "code")


@transaction.atomic
def add_place(unit: Unit, name: str, values: Mapping[str, Any], *, by: User) -> Place:
    """Enter a place of a commune; `values` are of the fields in EDITABLE."""
    access.require(by, "place.edit")
    if not Unit.objects.placed_within(by).filter(pk=unit.pk).exists():
        raise Refused(_("You may only enter places in the units that you serve."))
    Unit.objects.select_for_update().get(pk=unit.pk)  # two who enter the same one come one by one
    place = Place(unit=unit, **{field: values[field] for field in EDITABLE if field in values})
    place.set_name(name)
    if place.kind == SCHOOL:
        raise Refused(_("Schools are entered by the import, with the level that they teach."))
    _require_fit(place)
    place.save(force_insert=True)
    record(by, "place.add", place, unit=unit, kind=place.kind)
    return place


@transaction.atomic
def change_place(
    place: Place, name: str, values: Mapping[str, Any], *, seen_at: datetime, by: User
) -> Place:
    """Write other values of a place that nobody has changed since the person saw it."""
    place = locked_for(place, by, seen_at=seen_at)
    was = place.kind
    changed = [field for field in EDITABLE if field in values and _is_new(place, field, values)]
    for field in changed:
        setattr(place, field, values[field])
    called = place.name
    place.set_name(name)
    if place.name != called:
        changed.append("name")
    if SCHOOL in {was, place.kind} and was != place.kind:
        raise Refused(_("A school stays a school, and no other place becomes one."))
    _require_fit(place)
    touch(place)
    place.save()
    record(by, "place.change", place, unit=place.unit, fields=sorted(changed))
    return place


@transaction.atomic
def close_place(place: Place, *, on: date, reason: str, seen_at: datetime, by: User) -> Place:
    """Close a place from a day on; nothing of it is deleted."""
    place = locked_for(place, by, seen_at=seen_at)
    if place.closed_on is not None:
        raise Refused(_("This place is closed already."))
    if not reason.strip():
        raise Refused(_("Say why the place is closed."))
    if place.opened_on is not None and on <= place.opened_on:
        raise Refused(_("A place closes after the day on which it opened."))
    place.closed_on, place.closed_reason = on, reason.strip()
    touch(place)
    place.save(update_fields=["closed_on", "closed_reason", "changed_at"])
    record(by, "place.close", place, unit=place.unit, on=on.isoformat())
    return place


@transaction.atomic
def reopen_place(place: Place, *, seen_at: datetime, by: User) -> Place:
    """Take back that a place was closed."""
    place = locked_for(place, by, seen_at=seen_at)
    if place.closed_on is None:
        raise Refused(_("This place is open."))
    place.closed_on, place.closed_reason = None, ""
    touch(place)
    place.save(update_fields=["closed_on", "closed_reason", "changed_at"])
    record(by, "place.reopen", place, unit=place.unit)
    return place


@transaction.atomic
def set_trait(place: Place, trait: str, value: str, *, on: date, by: User) -> PlaceTrait:
    """Say what a trait is from a day on; what it was until then ends on that day."""
    place = locked_for(place, by)
    value = _trait_value(place, trait, value)
    spells = PlaceTrait.objects.filter(place=place, trait=trait)
    if spells.filter(began_on__gt=on).exists():
        raise Refused(_("A later value of this is known already; choose a later day."))
    spells.filter(ended_on=None, began_on__lt=on).update(ended_on=on)
    spell, _made = PlaceTrait.objects.update_or_create(
        place=place, trait=trait, began_on=on, defaults={"value": value}
    )
    touch(place)
    place.save(update_fields=["changed_at"])
    record(by, "place.trait", place, unit=place.unit, trait=trait, on=on.isoformat())
    return spell


@transaction.atomic
def set_served(place: Place, units: Iterable[Unit], *, by: User) -> None:
    """Say which other communes the staff look after, of those that the person serves."""
    place = locked_for(place, by)
    kind = kinds().get(place.kind)
    if kind is None or not kind.serves_units:
        raise Refused(_("A place of this kind serves no whole communes."))
    chosen, mine = {unit.pk for unit in units}, communes_for(by, today())
    if chosen - set(mine.values_list("pk", flat=True)):
        raise Refused(_("You may only choose communes that you serve."))
    place.also_serves.remove(*mine.exclude(pk__in=chosen))
    place.also_serves.add(*chosen - {place.unit_id})
    touch(place)
    place.save(update_fields=["changed_at"])
    record(by, "place.serves", place, unit=place.unit, units=sorted(chosen))


def touch(place: Place) -> None:
    """Let whoever has seen the place before know that it has changed."""
    place.changed_at = timezone.now()


def locked_for(place: Place, by: User, *, seen_at: datetime | None = None) -> Place:
    """Return the place, locked, when the person may change it and saw it as it is."""
    access.require(by, "place.edit")
    mine = Place.objects.edited_by(by).select_for_update(of=("self",))
    found: Place | None = mine.filter(pk=place.pk).first()
    if found is None:
        raise Refused(_("You may only change places of the units that you serve."))
    if seen_at is not None and found.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this place since you opened it. Open it again, then change it.")
        )
    return found


def _is_new(place: Place, field: str, values: Mapping[str, Any]) -> bool:
    return bool(getattr(place, field) != values[field])


def _require_fit(place: Place) -> None:
    """Raise Refused when the place does not fit the catalogue, or is there already."""
    if place.kind not in kinds():
        raise Refused(_("Choose one of the kinds of places."))
    if unknown := set(place.services) - services().keys():
        raise Refused(
            _("“%(code)s” is none of the services that places offer.") % {"code": min(unknown)}
        )
    try:
        place.clean_fields(exclude=["organisation", "unit"])
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    if place.same_name().filter(closed_on=None).exists():
        raise Refused(
            _("%(unit)s already has “%(name)s” of this kind; open it, or give another name.")
            % {"unit": place.unit, "name": place.name}
        )


def _trait_value(place: Place, code: str, value: str) -> str:
    """Return the value as it is kept; raise Refused when the trait cannot have it."""
    kind = kinds().get(place.kind)
    if kind is None or code not in kind.traits:
        raise Refused(_("This is not kept for a place of this kind."))
    trait, value = traits()[code], " ".join(value.split())
    if trait.kind == "whole" and not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise Refused(_("“%(label)s” is a whole number, such as 12.") % {"label": trait.label})
    if trait.kind == "yes_no" and value not in {"yes", "no"}:
        raise Refused(_("“%(label)s” is yes or no.") % {"label": trait.label})
    if not 0 < len(value) <= 200:
        raise Refused(
            _("“%(label)s”: fill this in, in 200 signs at most.") % {"label": trait.label}
        )
    return value
