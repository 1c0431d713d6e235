"""What the middleware makes of a request, for the views' types."""

from uuid import UUID

from django.http import HttpRequest, QueryDict
from django_htmx.middleware import HtmxDetails

from mangnon.core.models import User


class Request(HttpRequest):
    """A request of a person who signed in; `htmx` tells whether a part of the page is asked for."""

    user: User
    htmx: HtmxDetails


def posted(request: Request) -> QueryDict | None:
    """Return what was sent with a form, None when the empty form is asked for."""
    return request.POST if request.method == "POST" else None


def key_in(typed: QueryDict, name: str = "after") -> UUID | None:
    """Return the key of a record that an address names, None for none or none that can be."""
    try:
        return UUID(typed.get(name, ""))
    except ValueError:
        return None


def number_in(typed: QueryDict, name: str) -> int | None:
    """Return the number of a record that an address names, None for none or none that can be."""
    text = typed.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
