"""The forms in which we ask a little more, or otherwise, than allauth does."""

from allauth.account.forms import LoginForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's form, with the field that every browser and script knows as `username`."""

    def add_prefix(self, field_name: str) -> str:
        shown: str = super().add_prefix("username" if field_name == "login" else field_name)
        return shown


class SetUpAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The code that turns the app on counts as used: it opens no door afterwards."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code
