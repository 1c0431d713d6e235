"""What stands between a signed-in person and every page while the second factor is missing."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mangnon.core.access import NEEDS_SECOND_FACTOR
from mangnon.core.models import User

Answer = Callable[[HttpRequest], HttpResponse]
WITHOUT_SECOND_FACTOR = ("/account/second-factor/", "/account/confirm/", "/sign-out/")


def has_second_factor(person: User) -> bool:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    found: bool = Authenticator.objects.filter(user=person, type__in=kinds).exists()
    return found


def require_second_factor(get_response: Answer) -> Answer:
    """Show nothing but its set-up to a person who needs a second factor and has none."""

    def answer(request: HttpRequest) -> HttpResponse:
        person = request.user
        if (
            person.is_authenticated
            and person.role in NEEDS_SECOND_FACTOR
            and not request.path.startswith(WITHOUT_SECOND_FACTOR)
            and not has_second_factor(person)
        ):
            return redirect("mfa_index")
        return get_response(request)

    return answer
