"""What every request passes before any page sees it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mangnon.core import audit

Answer = Callable[[HttpRequest], HttpResponse]


def limit_body(get_response: Answer) -> Answer:
    """Turn away a body that is too large, or of unknown length, before a byte of it is stored."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "") or "0"
        is_known = length.isascii() and length.isdigit()
        if "Transfer-Encoding" in request.headers or not is_known:
            return HttpResponse(status=411)
        if int(length[:20]) > settings.LARGEST_BODY:
            return HttpResponse("Tệp quá lớn; nhiều nhất 10 MB.", status=413)
        return get_response(request)

    return answer


def note_origin(get_response: Answer) -> Answer:
    """Let the audit say from which address each action came."""

    def answer(request: HttpRequest) -> HttpResponse:
        token = audit.origin.set(request.META.get("REMOTE_ADDR", ""))
        try:
            return get_response(request)
        finally:
            audit.origin.reset(token)

    return answer
