"""Which parts of the site a person is shown: those that the role may open."""

from collections.abc import Callable

from django.http import HttpRequest

from mangnon.core.access import allowed


def holders_of(action: str) -> Callable[[HttpRequest], bool]:
    """Return the condition that opens a part of the site to those whose role grants an action."""

    def is_open(request: HttpRequest) -> bool:
        person = getattr(request, "user", None)  # a refusal may come before the person is known
        return person is not None and allowed(person, action)

    return is_open
