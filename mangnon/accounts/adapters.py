"""Where allauth asks us: its words in Vietnamese, no open sign-up, who an outside sign-in is."""

import base64
import hmac
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mangnon.core.keys import kept_secret
from mangnon.core.models import User

PROVEN = "proven"
WAIT = _("Too many attempts. Wait five minutes, then try again.")
WRONG_CODE = _("This code is not right, or it was used already. Wait for the next one and type it.")


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation only; every answer is one Vietnamese sentence."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The account name or the password is not right. Check both and try again."
        ),
        "incorrect_password": _("This is not your password. Check it and try again."),
        "enter_current_password": _("This is not your password. Check it and try again."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Stay silent: the page that follows shows what was done."""

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Note which password stood when the sign-in began; the second factor may come later."""
        request.session[PROVEN] = user.get_session_auth_hash()
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def login(self, request: HttpRequest, user: User) -> None:
        """End a sign-in that was half done when the account was closed or its password ended."""
        proven = request.session.pop(PROVEN, "")
        if not (user.is_active and hmac.compare_digest(proven, user.get_session_auth_hash())):
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return f"{reverse('account_home')}?password=changed"


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of authenticator apps and recovery codes lie encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _lock().decrypt(encrypted_text).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        site: dict[str, str] = super().get_public_key_credential_rp_entity()
        return site | {"name": settings.MFA_TOTP_ISSUER}


class OtherSignIns(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A sign-in by OIDC opens an account that exists; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie the stranger to the account whose name the service states, once and for all.

        An account that is tied to someone of that service already stays theirs.
        """
        if sociallogin.is_existing:
            return
        person = _person_named(sociallogin.account)
        if person is None:
            raise ImmediateHttpResponse(redirect("account_inactive"))
        sociallogin.connect(request, person)


def _lock() -> Fernet:
    """Return the lock of this home; its key comes from the one that a backup carries."""
    home_key = kept_secret(settings.HOME / "pseudonym.key").encode()
    return Fernet(base64.urlsafe_b64encode(hmac.digest(home_key, b"second factor", "sha256")))


def _person_named(account: SocialAccount) -> User | None:
    claims = account.extra_data.get("userinfo") or account.extra_data.get("id_token") or {}
    name = claims.get(settings.OIDC_CLAIM)
    if not isinstance(name, str) or not name:
        return None
    tied = SocialAccount.objects.filter(provider=account.provider).values("user")
    return User.objects.filter(username=name, is_active=True).exclude(pk__in=tied).first()
