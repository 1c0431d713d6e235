"""The one form of a person's e-mails."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.models import DigestChoice
from mangnon.ui.forms import StyledForm


class DigestForm(StyledForm):
    often = forms.ChoiceField(label=_("How often"), choices=DigestChoice.Often)
    address = forms.EmailField(
        label=_("E-mail address"), required=False, max_length=254,
        help_text=_("Your address at work. The e-mail tells how many things wait, and no more."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
