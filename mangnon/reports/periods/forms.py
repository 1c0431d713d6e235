"""The form that asks which report to build, of which year."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.reports.kinds import KINDS
from mangnon.reports.models import Report
from mangnon.ui.forms import StyledForm

# A body's own report is begun from what it owes, as is one on part of a year.
OF_THE_PROVINCE = [
    kind for kind in Report.Kind.choices if kind[0] in KINDS and kind[0] != Report.Kind.AGENCY
]


class BuildForm(StyledForm):
    kind = forms.ChoiceField(label=_("Kind of report"), choices=OF_THE_PROVINCE)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
