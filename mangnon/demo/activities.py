"""The activities of the demonstration's year, as a commune and some agencies entered them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction
from django.utils import timezone

from mangnon.activities.attendance.entering import made_of, recount, set_counts
from mangnon.activities.attendance.matching import Known
from mangnon.activities.attendance.new_participant import NewParticipant
from mangnon.activities.closing import cancel, close_as_held
from mangnon.activities.keeping import enter_activity
from mangnon.activities.models import Activity
from mangnon.catalog import CATALOG
from mangnon.children.models import Child
from mangnon.children.register import birthday_years_before
from mangnon.core.audit import record
from mangnon.core.models import Organisation, User
from mangnon.core.units.loading import local_administrator
from mangnon.core.units.province import RESULTS_ON
from mangnon.demo.accounts import OF_A_COMMUNE, OFFICER

ACTIVITIES = CATALOG / "demo" / "activities.yaml"
MADE = "demo.activities"
KEEPERS = {"commune": OF_A_COMMUNE[0][0], "commune_of_today": OFFICER}
YOUNGEST, OLDEST = 8, 16


@transaction.atomic
def make_activities(today: date) -> None:
    """Enter the activities that had been planned by the day; those that are over are closed."""
    written: dict[str, Any] = yaml.safe_load(ACTIVITIES.read_text(encoding="utf-8"))
    by = local_administrator()
    for told in written["province"]:
        body = Organisation.objects.select_related("unit").get(code=told["whose"])
        _enter(told, body, by, today)
    for group, username in KEEPERS.items():
        keeper = User.objects.select_related("unit").get(username=username)
        for told in written[group]:
            _enter(told, None, keeper, today)
    record(by, MADE, by, unit=by.unit, activities=Activity.objects.count())


def _enter(told: Mapping[str, Any], body: Organisation | None, by: User, today: date) -> None:
    """Enter one activity, unless its unit was not there on the day."""
    first, last = _days(told, today)
    unit = body.unit if body else by.unit
    if unit is None or not unit.exists_on(first):
        return
    values = {
        "kind": told["kind"], "organiser": body, "unit": unit, "leaves": told["leaves"],
        "organiser_words": "" if body else f"UBND {unit}", "place_words": told.get("where", ""),
        "from_day": first, "to_day": last, "cost_planned": told["planned"],
        "reach": told.get("reach"), "goods": told.get("goods", ""),
    }  # fmt: skip
    activity = enter_activity(uuid4(), told["title"], values, by=by)
    if "cancelled" in told:
        cancel(activity.pk, told["cancelled"], seen_at=activity.changed_at, by=by)
    elif activity.to_day < today and "results" in told:
        _take_part(activity, told, by)
        activity.refresh_from_db()
        close_as_held(
            activity.pk, told["results"], told["spent"],
            seen_at=activity.changed_at, by=by,
            now=datetime.combine(today, time(9), tzinfo=timezone.get_default_timezone()),
        )  # fmt: skip


def _take_part(activity: Activity, told: Mapping[str, Any], by: User) -> None:
    """Let so many children of the commune sign in by name, or count them."""
    if "names" in told:
        lines = [*islice(_children(activity, by), told["names"])]
        lines += [NewParticipant(f"Cán bộ {n + 1}", is_child=False) for n in range(told["adults"])]
        register = Known(activity, lines, by)
        for line in lines:
            made_of(line, activity, register).save(force_insert=True)
        recount(activity)
    elif "children" in told:
        parts = told.get("parts", {})
        set_counts(activity.pk, told["children"], told["adults"], parts, by=by)


def _children(activity: Activity, by: User) -> Iterator[NewParticipant]:
    """Yield children of the unit of the ages that come to a forum, the same ones every time."""
    day = activity.from_day
    of_age = Child.objects.visible_to(by).open_on(day).filter(
        unit=activity.unit_id,
        birth_date__lte=birthday_years_before(day, YOUNGEST),
        birth_date__gt=birthday_years_before(day, OLDEST),
    )  # fmt: skip
    for child in of_age.in_name_order():
        yield NewParticipant(
            child.full_name, child.birth_date, sex=child.sex, comes_from="Trường THCS của xã"
        )


def _days(told: Mapping[str, Any], today: date) -> tuple[date, date]:
    """Return first and last day, of the plan's year or as many days from today as are told."""
    if "in" in told:
        return (today + timedelta(days=told["in"]),) * 2
    first, last = (date.fromisoformat(f"{RESULTS_ON.year}-{told[end]}") for end in ("from", "to"))
    return first, last
