"""The form of a report: what is needed to send help stands first, all else may wait."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mangnon.cases.catalog import code_list
from mangnon.cases.catalog import form as catalog_form
from mangnon.cases.forms.fields import fields_of, moment_field
from mangnon.cases.receiving.new_report import NewReport, ReportedChild
from mangnon.cases.receiving.receiving import FORM
from mangnon.children.forms.fields import RegisterForm, day_field
from mangnon.children.models import Sex
from mangnon.core.models import Unit, User

INFORMANT = ("informant_name", "informant_phone", "informant_address", "informant_note")


class ReportForm(RegisterForm):
    """`new_report()` is what was entered, once the form is valid."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("How it came"))
    received_at = moment_field(_("Received at"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Commune where it happened"))
    is_danger = forms.BooleanField(label=_("The child is in danger now"), required=False)
    harms = forms.MultipleChoiceField(
        label=_("Kind of harm"), widget=forms.CheckboxSelectMultiple, required=False
    )
    setting = forms.ChoiceField(label=_("Where it happened"), initial="unknown")
    happened_on = day_field(_("Day on which it happened (not needed)"), required=False)
    child_name = forms.CharField(
        label=_("Child's name (not needed)"), required=False, max_length=200
    )
    child_sex = forms.ChoiceField(label=_("Sex"), choices=Sex, initial=Sex.UNKNOWN)
    child_age = forms.IntegerField(
        label=_("Age, or about how old (not needed)"), required=False, min_value=0, max_value=17
    )
    reference = forms.CharField(
        label=_("Their number, such as 111's (not needed)"), required=False, max_length=60
    )
    informant_name = forms.CharField(
        label=_("Who tells it, only if they agree"), required=False, max_length=200
    )
    informant_phone = forms.CharField(label=_("Their phone"), required=False, max_length=40)
    informant_address = forms.CharField(label=_("Their address"), required=False, max_length=300)
    informant_note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, by: User, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("channel", "case_channel")
        self._choose("harms", "harm_kind")
        self._choose("setting", "case_setting")
        communes = Unit.objects.visible_to(by).on(today).filter(level=Unit.Level.COMMUNE)
        self._field("unit").queryset = communes.order_by("name_key", "code")

    def _choose(self, name: str, codes: str) -> None:
        self._field(name).choices = [(code.code, code.vi) for code in code_list(codes).codes]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the questions of the catalogue's form."""
        return [self[name] for name in catalog_form(FORM).by_name]

    def new_report(self) -> NewReport:
        said = self.cleaned_data
        asked = catalog_form(FORM).by_name
        child = ReportedChild(name=said["child_name"], sex=said["child_sex"], age=said["child_age"])
        informant = {
            name.removeprefix("informant_"): said[name] for name in INFORMANT if said[name]
        }
        return NewReport(
            unit=said["unit"], channel=said["channel"], received_at=said["received_at"],
            answers={name: said[name] for name in asked}, children=[child], harms=said["harms"],
            setting=said["setting"], happened_on=said["happened_on"],
            is_danger=said["is_danger"], informant=informant, reference=said["reference"],
            id=said["key"],
        )  # fmt: skip


def report_form(by: User, now: datetime, data: QueryDict | None) -> ReportForm:
    """Return the form with the questions of today's Mẫu số 01 after its own."""
    made: type[ReportForm] = type("OneReportForm", (ReportForm,), fields_of(catalog_form(FORM)))
    initial = {"received_at": now, "key": uuid.uuid4()}
    return made(data, initial=initial, by=by, today=now.date())
