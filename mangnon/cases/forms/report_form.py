"""The form of a report, in the order in which a caller speaks; what may wait stands below."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mangnon.cases.catalog import code_list
from mangnon.cases.catalog import form as catalog_form
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.forms.child_form import ChildForms, children_of
from mangnon.cases.forms.commune_field import LIVES, WHERE, Asked, Offered, chosen_unit, offered
from mangnon.cases.forms.fields import fields_of, moment_field
from mangnon.cases.receiving.new_report import NewReport, ReportedChild
from mangnon.cases.receiving.receiving import FORM
from mangnon.children.forms.fields import RegisterForm, day_field
from mangnon.core.models import User

INFORMANT = ("informant_name", "informant_phone", "informant_address", "informant_note")
FIRST = "what"  # of the catalogue's questions the one that stands on top


class ReportForm(RegisterForm):
    """`new_report()` is what was entered, once the form and its children are valid."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    is_danger = forms.BooleanField(label=_("The child is in danger now"), required=False)
    place = forms.CharField(
        label=_("In which commune it happened"), required=False, max_length=120,
        help_text=_("Commune, its name before the merger, school, health station or hamlet"),
    )  # fmt: skip
    unit = forms.IntegerField(required=False)
    channel = forms.ChoiceField(label=_("How it came"))
    received_at = moment_field(_("Received at"))
    harms = forms.MultipleChoiceField(
        label=_("Kind of harm"), widget=forms.CheckboxSelectMultiple, required=False
    )
    setting = forms.ChoiceField(label=_("Kind of place where it happened"), initial="unknown")
    happened_on = day_field(_("Day on which it happened (not needed)"), required=False)
    lives = forms.CharField(
        label=_("Commune where the child lives, if another one"), required=False, max_length=120
    )
    residence_unit = forms.IntegerField(required=False)
    reference = forms.CharField(
        label=_("Their number, such as 111's (not needed)"), required=False, max_length=60
    )
    informant_name = forms.CharField(
        label=_("Who tells it, only if they agree"), required=False, max_length=200
    )
    informant_phone = forms.CharField(label=_("Their phone"), required=False, max_length=40)
    informant_address = forms.CharField(label=_("Their address"), required=False, max_length=300)
    informant_note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, by: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by, self._now = by, now
        self.child_forms = ChildForms(
            args[0] if args else None, prefix="children", initial=kwargs["initial"].get("children")
        )
        self._choose("channel", "case_channel")
        self._choose("harms", "harm_kind")
        self._choose("setting", "case_setting")
        self.fields[FIRST].required = True  # said beside the field, before anything is looked up
        self.offered_place, self.offered_home = (self._offered(asked) for asked in (WHERE, LIVES))

    def _offered(self, asked: Asked) -> Offered:
        words, chosen = (self[name].value() for name in (asked.words, asked.unit))
        return offered(asked, words or "", chosen, by=self._by, today=local_day(self._now))

    def _choose(self, name: str, codes: str) -> None:
        field: Any = self.fields[name]
        field.choices = [(code.code, code.vi) for code in code_list(codes).codes]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for shown, is_needed in ((self.offered_place, True), (self.offered_home, False)):
            said[shown.asked.unit] = chosen_unit(self, shown, is_needed=is_needed)
        return said

    def is_valid(self) -> bool:
        return super().is_valid() & self.child_forms.is_valid()

    @property
    def asked(self) -> Sequence[forms.BoundField]:
        """Return the questions of the catalogue's form but the first, which stands on top."""
        return [self[name] for name in catalog_form(FORM).by_name if name != FIRST]

    @property
    def children(self) -> list[ReportedChild]:
        return children_of(self.child_forms)

    @property
    def has_more_children(self) -> bool:
        """Say whether a child beside the first was entered, or is wrong: they are not folded up."""
        return self.is_bound and any(not form.is_empty for form in self.child_forms.forms[1:])

    def new_report(self) -> NewReport:
        said = self.cleaned_data
        informant = {
            name.removeprefix("informant_"): said[name] for name in INFORMANT if said[name]
        }
        return NewReport(
            unit=said["unit"], channel=said["channel"], received_at=said["received_at"],
            answers={name: said[name] for name in catalog_form(FORM).by_name},
            children=self.children, harms=said["harms"], setting=said["setting"],
            happened_on=said["happened_on"], is_danger=said["is_danger"], informant=informant,
            reference=said["reference"], residence_unit=said["residence_unit"], id=said["key"],
        )  # fmt: skip


def report_form(
    by: User, now: datetime, data: QueryDict | None, known: Mapping[str, Any] | None = None
) -> ReportForm:
    """Return the form with the questions of today's Mẫu số 01; `known` is what stands in it."""
    made: type[ReportForm] = type("OneReportForm", (ReportForm,), fields_of(catalog_form(FORM)))
    initial = {"received_at": now, "key": uuid.uuid4(), **(known or {})}
    return made(data, initial=initial, by=by, now=now)
