"""Tells pages of other apps whether to offer the way to the imports."""

from django import template

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.intake.registered import RIGHTS

register = template.Library()


@register.filter
def may_import(user: User) -> bool:
    """`{% if user|may_import %}`: the person may bring in files of some kind."""
    return any(allowed(user, right) for right in RIGHTS)
