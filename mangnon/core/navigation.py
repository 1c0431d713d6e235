"""Which parts of the site, and which of their tabs, a person is shown: those of the role."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.functional import Promise

from mangnon.core.access import allowed
from mangnon.ui.context import Tab


def holders_of(action: str) -> Callable[[HttpRequest], bool]:
    """Return the condition that opens a part of the site to those whose role grants an action."""

    def is_open(request: HttpRequest) -> bool:
        person = getattr(request, "user", None)  # a refusal may come before the person is known
        return person is not None and allowed(person, action)

    return is_open


def tab(label: Promise, address: str, action: str, *views: Tab) -> Tab:
    """Return a tab for those whose role grants an action."""
    return Tab(label, address, holders_of(action), views)
