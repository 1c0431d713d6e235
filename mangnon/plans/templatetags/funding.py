"""Money in templates: `{% load funding %}`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django import template

from mangnon.plans.funding.money import dong
from mangnon.ui import formats

register = template.Library()

register.filter("dong", dong)


@register.filter
def percent(share: Fraction | None) -> str:
    """Return "62,5%"; "—" where there is nothing to compare with."""
    return formats.value_with_unit(None if share is None else float(share * 100), "percent", 1)


@register.filter
def at(values: Mapping[str, str], key: str) -> str:
    """Return the value of a key that is known to be there."""
    return values[key]
