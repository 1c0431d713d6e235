"""Rules for passwords, said in Vietnamese where the libraries cannot."""

from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# allauth's own sentence; it is named here so that our words have it.
NOT_THE_SAME = gettext_lazy("You must type the same password each time.")


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("The password is too short; use at least %(number)s characters.") % {
            "number": self.min_length
        }


class UnlikeTheName(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("The password is too much like the account name or the full name.")
