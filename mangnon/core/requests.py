"""What the middleware makes of a request, for the views' types."""

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
