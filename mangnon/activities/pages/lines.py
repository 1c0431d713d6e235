"""The rows of the list of activities, and the days of the calendar, in HTML.

Fifty rows, or a hundred and more entries, stand on a page: a template takes several times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity
from mangnon.activities.calendar.month import Day
from mangnon.ui.formats import date_text, number

ROW = """
<tr>
  <td class="activity-days">{from_day}{to_day}</td>
  <td>
    <a href="{address}">{title}</a>
    <div class="text-secondary small">{kind} · {unit}</div>
    <div class="d-md-none text-secondary small">{held_by} · {state}</div>
  </td>
  <td class="d-none d-md-table-cell">{held_by}</td>
  <td class="text-end">{children}{reach}</td>
  <td class="d-none d-md-table-cell">{state}{twice}</td>
</tr>"""
BELOW = '<div class="text-secondary small">{}</div>'
DAY = """
<td class="{signs}">
  <div class="activity-date">{on}</div>{entries}{more}
</td>"""
ENTRY = """
  <a class="activity-entry activity-{}" href="{}">{}
    <span class="activity-where">{}</span>
  </a>"""
MORE = '\n  <a class="activity-more" href="{}?{}&amp;day={}">{}</a>'
NOTHING = SafeString("")


def rows_in_html(activities: Iterable[Activity]) -> SafeString:
    return format_html_join("", "{}", ((_row(activity),) for activity in activities))


def _row(activity: Activity) -> SafeString:
    ends_later = activity.to_day != activity.from_day
    headcount = getattr(activity, "headcount", None)
    return format_html(
        ROW, from_day=date_text(activity.from_day),
        to_day=format_html("<br>– {}", date_text(activity.to_day)) if ends_later else NOTHING,
        address=reverse("activity", args=[activity.pk]), title=activity.title,
        kind=activity.kind_label, unit=activity.unit, held_by=activity.held_by,
        state=activity.get_state_display(),
        children=number(headcount.children) if headcount else "–",
        reach=format_html(BELOW, _reached(activity.reach)) if activity.reach else NOTHING,
        twice=format_html(BELOW, _("entered twice")) if activity.same_as_id else NOTHING,
    )  # fmt: skip


def _reached(people: int) -> str:
    return _("reached %(people)s") % {"people": number(people)}


def week_in_html(week: Iterable[Day], today: date, query: str) -> SafeString:
    """Return the cells of a week; `query` asks for what the calendar shows, without a day."""
    return format_html_join("", "{}", ((_day(day, today, query),) for day in week))


def _day(day: Day, today: date, query: str) -> SafeString:
    signs = {
        "activity-outside": day.is_outside,
        "activity-today": day.on == today,
        "activity-free": not day.activities,
    }
    more = NOTHING
    if day.more:
        words = _("and %(count)s more") % {"count": number(day.more)}
        more = format_html(MORE, reverse("activities"), query, day.on.isoformat(), words)
    return format_html(
        DAY, signs=" ".join(sign for sign, is_set in signs.items() if is_set),
        on=date_text(day.on), entries=format_html_join("", ENTRY, map(_entry, day.activities)),
        more=more,
    )  # fmt: skip


def _entry(activity: Activity) -> tuple[str, str, str, str]:
    where = [str(activity.unit)]
    if activity.to_day != activity.from_day:
        where.append(_("until") + " " + date_text(activity.to_day))
    if activity.state == Activity.State.CANCELLED:
        where.append(str(activity.get_state_display()))
    address = reverse("activity", args=[activity.pk])
    return activity.state, address, activity.title, " · ".join(where)
