"""What every request passes before any page sees it."""

import ipaddress
import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url

from mangnon.core import audit
from mangnon.engine.issues import CatalogError, EngineError

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]


def limit_body(get_response: Answer) -> Answer:
    """Turn away a body that is too large, or of unknown length, before a byte of it is stored."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "") or "0"
        is_known = length.isascii() and length.isdigit()
        if "Transfer-Encoding" in request.headers or not is_known:
            return HttpResponse(status=411)
        largest = _largest_body(request.path)
        if int(length[:20]) > largest:
            size = largest // 1024**2 - 1  # the form around the file takes its part
            return HttpResponse(f"Tệp quá lớn; nhiều nhất {size} MB.", status=413)
        return get_response(request)

    return answer


def _largest_body(path: str) -> int:
    """Return how long a body may be that is sent to the address."""
    larger = (size for ends, size in settings.LARGER_BODIES.items() if re.search(ends, path))
    return next(larger, settings.LARGEST_BODY)


class RefuseNul:
    """Answers a NUL sign in a sentence: no database keeps it, and nobody types it.

    A form says so itself, beside what was filled in; this is for all that is read without one.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        texts = (text for _name, texts in request.GET.lists() for text in texts)
        return _nul_refused() if any("\0" in text for text in texts) else self.get_response(request)

    def process_exception(self, _request: HttpRequest, fault: Exception) -> HttpResponse | None:
        is_nul = isinstance(fault, ValueError | DataError) and "NUL" in str(fault)
        return _nul_refused() if is_nul else None


def _nul_refused() -> HttpResponse:
    return HttpResponse(
        "Nội dung gửi đến có ký tự rỗng (NUL); hãy xóa ký tự này rồi gửi lại.", status=400
    )


class SayWhatIsBroken:
    """Answers in a sentence where frozen files, or a catalogue, are not what they were."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, CatalogError | EngineError):
            return None
        logger.error("%s: %s", request.path, fault)
        sentence = str(fault).partition("\n")[0]
        return render(request, "500.html", {"sentence": sentence}, status=500)


def note_origin(get_response: Answer) -> Answer:
    """Let the audit, and whoever counts tries, know from which address each request came."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = address_of(request, settings.TRUSTED_PROXIES)
        token = audit.origin.set(request.META["REMOTE_ADDR"])
        try:
            return get_response(request)
        finally:
            audit.origin.reset(token)

    return answer


def address_of(request: HttpRequest, proxies: int) -> str:
    """Return the address of the person's machine, behind so many proxies that we trust.

    Each proxy adds to X-Forwarded-For the address that called it, so the last ones are ours and
    what stands before them may be forged. A request that came past the proxies has too few.
    """
    calling: str = request.META.get("REMOTE_ADDR", "")
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if not proxies or len(forwarded) < proxies:
        return calling
    try:
        return str(ipaddress.ip_address(forwarded[-proxies]))
    except ValueError:
        return calling


class SignInFirst(LoginRequiredMiddleware):
    """Who comes by the bare address of the site begins at their own work, once signed in."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        if request.path == "/":
            return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))
        return super().handle_no_permission(request, view_func)
