"""The one question about a warning: why it may stand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.indicators.quality.explaining import LONGEST


class ExplanationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the figure is right all the same"),
        help_text=_("A whole sentence: what happened, and where it can be read again."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
    )
