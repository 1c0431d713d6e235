"""How an account's pages say what a browser tells of itself."""

from django import template

from mangnon.accounts.second_factor import has_second_factor
from mangnon.accounts.sessions import device
from mangnon.core.access import NEEDS_SECOND_FACTOR
from mangnon.core.models import User

register = template.Library()
register.filter("device", device)


@register.filter
def lacks_second_factor(person: User) -> bool:
    return person.role in NEEDS_SECOND_FACTOR and not has_second_factor(person)
