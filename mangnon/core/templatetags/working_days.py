"""Working days in templates: `{% load working_days %}`."""

from datetime import date

from django import template

from mangnon.core.working_calendar import working_calendar
from mangnon.ui import formats

register = template.Library()


@register.filter
def working_days_left(on: date, today: date) -> str:
    """`{{ deadline|working_days_left:today }}`: "7 ngày làm việc"; empty once the day is past."""
    left = working_calendar().working_days_between(today, on)
    return f"{formats.number(left)} ngày làm việc" if on > today else ""
