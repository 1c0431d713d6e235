"""Figures, targets and dates in templates: `{% load vi %}`. The writing rules are in ui/formats."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from mangnon.engine.flags import SUPPRESSED
from mangnon.ui import formats

register = template.Library()

register.filter("basis", formats.basis_text)
register.filter("date_vi", formats.date_text)


@register.filter
def number_vi(x: formats.Number | None, decimals: int | None = None) -> str:
    """`{{ count|number_vi }}`, `{{ share|number_vi:1 }}`: decimal comma, dots between thousands."""
    return formats.number(x, decimals)


@register.filter
def moment_vi(moment: datetime | None) -> str:
    """Return dd/mm/yyyy hh:mm in the province's time zone."""
    return formats.moment_text(timezone.localtime(moment) if moment else None)


@register.filter
def days_left(on: date, today: date) -> str:
    """`{{ deadline|days_left:today }}`: how long until a day, or how long since."""
    return formats.days_left_text(on, today)


@register.simple_tag
def hidden_words() -> str:
    """Say in words what the sign "#" says in tables."""
    return formats.HIDDEN


@register.inclusion_tag("ui/_status.html")
def status(attainment: str | None) -> dict[str, str | None]:
    """Show the attainment in words, colour and shape; of a hidden figure, that it is hidden."""
    is_hidden = attainment == SUPPRESSED
    words = formats.HIDDEN if is_hidden else formats.attainment_text(attainment)
    return {"attainment": attainment, "words": words}
