"""Entering an activity and changing it: may I, lock, rule, change, record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.accounts.people import day_of_units
from mangnon.activities.activity import Activity
from mangnon.activities.attendance.headcount import Headcount
from mangnon.activities.attendance.list_counts import count_list, require_list_fits
from mangnon.activities.catalog import catalog_on
from mangnon.activities.sameness import require_new
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.places.models import Place
from mangnon.ui.context import today
from mangnon.ui.formats import date_text

State = Activity.State
FIELDS = (
    "kind", "organiser", "organiser_words", "unit", "place", "place_words", "from_day", "to_day",
    "cost_planned", "cost_spent", "reach", "goods", "leaves",
)  # fmt: skip
NO_ORGANISATION = gettext_lazy(
    "Your account is in no organisation; ask the administrator to place it."
)


def units_for(by: User, day: date) -> QuerySet[Unit]:
    """Return where the person may enter an activity: the units of the day that they serve."""
    units: QuerySet[Unit] = Unit.objects.placed_within(by).on(day_of_units(by, day))
    return units.exclude(level=Unit.Level.DISTRICT).order_by("level", "name_key", "code")


def organisers_for(by: User) -> QuerySet[Organisation]:
    """Return in whose name the person may enter one: their own body's, or those of their commune.

    Who keeps what their own body holds reads its names, so nobody enters for another body.
    """
    bodies: QuerySet[Organisation] = Organisation.objects.on(day_of_units(by, today()))
    if by.role in access.BY_ORGANISER:
        own = by.organisation_id
        return bodies.none() if own is None else bodies.filter(pk=own)
    return (bodies & Organisation.objects.of_units_of(by)).order_by("sort_key", "pk")


def has_no_organisation(by: User) -> bool:
    """Say whether the person enters for their own body alone, and is in none."""
    return by.role in access.BY_ORGANISER and by.organisation_id is None


@transaction.atomic
def enter_activity(key: UUID, title: str, values: Mapping[str, Any], *, by: User) -> Activity:
    """Enter a planned activity; the same form sent again is the one that is there."""
    access.require(by, "activity.edit")
    known: Activity | None = sent_before(
        Activity.objects.edited_by(by), key, by=by, sent_by="entered_by"
    )
    if known is not None:
        return known
    activity = Activity(pk=key, entered_by=by)
    activity.set_title(title)
    _fill(activity, values)
    require_own(activity, by)
    _require_fit(activity)
    require_new(activity)
    activity.save(force_insert=True)
    record(by, "activity.enter", activity, unit=activity.unit, kind=activity.kind)
    return activity


@transaction.atomic
def change_activity(
    activity: Activity, title: str, values: Mapping[str, Any], *, seen_at: datetime, by: User
) -> Activity:
    """Write other values of an activity that nobody has changed since the person saw it."""
    activity = locked(activity.pk, by, seen_at=seen_at)
    before = {name: getattr(activity, name) for name in ("title", *FIELDS)}
    activity.set_title(title)
    _fill(activity, values)
    require_own(activity, by)
    _require_fit(activity)
    _require_still_held(activity)
    require_list_fits(activity)
    require_new(activity)
    touch(activity)
    activity.save()
    if activity.from_day != before["from_day"] and activity.participants.exists():
        count_list(activity)
    fields = sorted(name for name, value in before.items() if getattr(activity, name) != value)
    record(by, "activity.change", activity, unit=activity.unit, fields=fields)
    return activity


def locked(activity_id: UUID, by: User, *, seen_at: datetime | None = None) -> Activity:
    """Return the activity, locked, when the person keeps it and saw it as it is."""
    access.require(by, "activity.edit")
    mine = Activity.objects.edited_by(by).select_for_update(of=("self",), no_key=True)
    found: Activity | None = mine.filter(pk=activity_id).first()
    if found is None:
        raise Refused(_("This activity is kept by another organisation or commune."))
    if seen_at is not None and found.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this activity since you opened it. Open it again first.")
        )
    return found


def touch(activity: Activity) -> None:
    """Let whoever has seen the activity before know that it has changed."""
    activity.changed_at = timezone.now()


def _fill(activity: Activity, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(activity, name, values[name])
    kind = catalog_on(activity.from_day).kinds.get(activity.kind)
    if kind is None:
        raise Refused(_("Choose one of the kinds of activities."))
    if len(set(activity.leaves)) != len(activity.leaves):
        raise Refused(_("A target is named twice; an activity counts once for a target."))
    activity.counted_for = [leaf for leaf in activity.leaves if leaf in kind.leaves]


class Held(Protocol):
    """What a body holds in a unit."""

    unit_id: Any
    organiser_id: Any


def require_own(held: Held, by: User) -> None:
    """Raise Refused when the record would lie outside of what the person keeps."""
    if not Unit.objects.placed_within(by).filter(pk=held.unit_id).exists():
        raise Refused(_("Choose a unit that you serve."))
    if by.role not in access.BY_ORGANISER:
        return
    if has_no_organisation(by):
        raise Refused(NO_ORGANISATION)
    if held.organiser_id is None:
        raise Refused(_("Choose the organisation that holds the activity."))
    if not organisers_for(by).filter(pk=held.organiser_id).exists():
        raise Refused(_("You enter the activities of your own organisation alone."))


def _require_fit(activity: Activity) -> None:
    """Raise Refused, in one sentence, for what cannot be so."""
    if activity.to_day < activity.from_day:
        raise Refused(_("The last day is before the first one."))
    if not activity.unit.exists_on(activity.from_day):
        raise Refused(
            _("%(unit)s does not exist on %(day)s; choose the unit of that day.")
            % {"unit": activity.unit, "day": date_text(activity.from_day)}
        )
    if min(activity.cost_planned or 0, activity.cost_spent or 0) < 0:
        raise Refused(_("An amount is 0 đồng or more."))
    if activity.place is not None and not stands_in(activity.place, activity.unit):
        raise Refused(_("This place does not stand in the unit of the activity."))
    try:
        activity.clean_fields(exclude=["organiser", "unit", "place", "same_as", "entered_by"])
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    if activity.organiser is None and not activity.organiser_words:
        raise Refused(_("Say who holds the activity."))


def _require_still_held(activity: Activity) -> None:
    """Raise Refused where a change would let an activity have been held before it is over."""
    if activity.state != State.HELD:
        return
    if activity.to_day > today():
        raise Refused(
            _("The activity was held, so its last day is over; say first that it is planned again.")
        )
    require_told(activity)


def stands_in(place: Place, unit: Unit) -> bool:
    """Say whether the place is in the unit or in one below it."""
    return Place.objects.filter(pk=place.pk, unit__in=unit.subtree()).exists()


def require_told(activity: Activity) -> None:
    """Raise Refused where a held activity would lack what its kind asks for."""
    asks = activity.asks
    if asks.people and not Headcount.objects.filter(activity=activity).exists():
        raise Refused(_("Enter who took part first: counts, or the sign-in list."))
    if asks.reach and not asks.people and activity.reach is None:
        raise Refused(_("Say how many people it reached first."))
    if asks.goods and not activity.goods:
        raise Refused(_("Say what was given first."))
