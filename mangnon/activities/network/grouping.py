"""Keeping the core groups of children: a group comes, is counted on a day, and ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.activities.attendance.parts import Counts, checked
from mangnon.activities.keeping import units_for
from mangnon.activities.network.core_group import MOST, CoreGroup, CoreGroupCount
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.ui.formats import date_text, number


@transaction.atomic
def begin_group(key: UUID, values: Mapping[str, Any], *, by: User, today: date) -> CoreGroup:
    """Enter a group; the same form sent again is the one that is there.

    `values` are unit, name, place_words and from_day.
    """
    access.require(by, "network.edit")
    known: CoreGroup | None = sent_before(CoreGroup.objects, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    group = CoreGroup(pk=key, entered_by=by, **values)
    if not units_for(by, today).filter(pk=group.unit_id).exists():
        raise Refused(_("Choose a unit that you serve."))
    if not group.unit.exists_on(group.from_day):
        raise Refused(
            _("%(unit)s does not exist on %(day)s; choose the unit of that day.")
            % {"unit": group.unit, "day": date_text(group.from_day)}
        )
    if group.from_day > today:
        raise Refused(_("The first day lies in the future; enter the group when it is there."))
    group.save(force_insert=True)
    record(by, "network.begin_group", group, unit=group.unit)
    return group


@transaction.atomic
def change_group(
    group_id: UUID, name: str, place_words: str, until: date | None,
    *, seen_at: datetime, by: User, today: date,
) -> CoreGroup:  # fmt: skip
    """Write what a group is called and where it meets, and since when it is no more."""
    group = _locked(group_id, by)
    if group.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this group since you opened it. Open it again first.")
        )
    if until is not None and not group.from_day < until <= today:
        raise Refused(_("The group ends after its first day, and not in the future."))
    if until is not None and group.counts.filter(on__gte=until).exists():
        raise Refused(_("The group was counted after that day; it cannot have ended before."))
    group.name, group.place_words, group.until = name, place_words, until
    _touch(group)
    record(by, "network.change_group", group, unit=group.unit)
    return group


@transaction.atomic
def count_group(
    group_id: UUID, on: date, children: int, parts: Counts, *, by: User, today: date
) -> CoreGroupCount:
    """Tell how many children the group had on a day; a second count of the day replaces the first.

    Raise Refused where the parts do not add up to all children.
    """
    group = _locked(group_id, by)
    if on > today or on < group.from_day or (group.until is not None and on >= group.until):
        raise Refused(_("The group was not there on %(day)s.") % {"day": date_text(on)})
    if children > MOST:
        raise Refused(
            _("One group has at most %(most)s children; look at the number of zeros.")
            % {"most": number(MOST)}
        )
    values = {"children": children, "parts": checked(children, parts)}
    made, _new = CoreGroupCount.objects.update_or_create(
        group=group, on=on, defaults=values, create_defaults=values | {"unit": group.unit}
    )
    _touch(group)
    record(by, "network.count_group", group, unit=group.unit, on=on.isoformat())
    return made


def _locked(group_id: UUID, by: User) -> CoreGroup:
    access.require(by, "network.edit")
    groups = CoreGroup.objects.visible_to(by).select_for_update(of=("self",))
    found: CoreGroup = groups.select_related("unit").get(pk=group_id)
    return found


def _touch(group: CoreGroup) -> None:
    group.changed_at = timezone.now()
    group.save()
