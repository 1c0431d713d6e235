"""The counts that a sign-in list gives, and whether the list fits its activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity
from mangnon.activities.attendance.headcount import Headcount
from mangnon.activities.attendance.parts import counted
from mangnon.children.register import ADULT_AT, birthday_years_before
from mangnon.core.models import Refused
from mangnon.ui.formats import date_text


def count_list(activity: Activity) -> None:
    """Count the participants anew from the list; without any line there is no count."""
    lines = list(activity.participants.all())
    if not lines:
        Headcount.objects.filter(activity=activity, is_from_names=True).delete()
        return
    children = [line for line in lines if line.is_child]
    values: Mapping[str, Any] = {
        "children": len(children), "adults": len(lines) - len(children),
        "parts": counted(children, activity.from_day), "is_from_names": True,
    }  # fmt: skip
    Headcount.objects.update_or_create(activity=activity, defaults=values)


def require_list_fits(activity: Activity) -> None:
    """Raise Refused where an activity of the kind, or on the day, cannot have its sign-in list."""
    lines, day = activity.participants, activity.from_day
    if not activity.asks.names and lines.exists():
        raise Refused(
            _("There is a sign-in list, and of this kind no names are kept; take them off first.")
        )
    grown = birthday_years_before(day, ADULT_AT)
    unfit = Q(birth_date__gt=day) | Q(is_child=True, birth_date__lte=grown)
    if lines.filter(unfit | Q(is_child=False, birth_date__gt=grown)).exists():
        raise Refused(
            _(
                "By the birth dates of the sign-in list somebody was not born on %(day)s, or is a "
                "child or an adult otherwise than the list says; correct the list first."
            )
            % {"day": date_text(day)}
        )
