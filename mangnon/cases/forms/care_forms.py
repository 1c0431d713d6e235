"""The forms of alternative care: own fields first, then what the catalogue's form asks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.listing import APPLICATION, NEED, VERIFICATION
from mangnon.cases.care.placing import CHECK, CONSENT
from mangnon.cases.catalog import code_list, form
from mangnon.cases.forms.fields import fields_of
from mangnon.children.forms.fields import RegisterForm, day_field
from mangnon.children.models import Sex
from mangnon.core.models import User


class CareForm(RegisterForm):
    """`answers()` are those to the catalogue's forms, `own()` all others."""

    asked: tuple[str, ...]

    def answers(self) -> dict[str, Any]:
        names = self._asked()
        return {name: value for name, value in self.cleaned_data.items() if name in names}

    def own(self) -> dict[str, Any]:
        names = self._asked()
        return {name: value for name, value in self.cleaned_data.items() if name not in names}

    def _asked(self) -> set[str]:
        return {name for code in self.asked for name in form(code).by_name}


def need_form(data: QueryDict | None) -> CareForm:
    return _made(
        (NEED,), data,
        key=_key(),
        name=_text(_("Child's name"), 200),
        sex=forms.ChoiceField(label=_("Sex"), choices=Sex, initial=Sex.UNKNOWN),
        birth_date=day_field(_("Date of birth (not needed)"), required=False),
        reason=_choice(_("Why care is needed"), "care_reason"),
        from_facility=forms.BooleanField(
            label=_("A facility cares for the child now"), required=False
        ),
        for_adoption=forms.BooleanField(label=_("May be adopted"), required=False),
        case_number=_text(_("Number of the case (not needed)"), 20, required=False),
    )  # fmt: skip


def carer_form(data: QueryDict | None) -> CareForm:
    return _made(
        (APPLICATION, VERIFICATION), data,
        key=_key(),
        name=_text(_("Name of the person or family"), 200),
        kind=_choice(_("Form of care"), "care_kind"),
    )  # fmt: skip


def proposal_form(data: QueryDict | None, by: User) -> CareForm:
    carers = Carer.objects.visible_to(by).registered().order_by("registered_on")
    return _made(
        (CONSENT,), data,
        carer=forms.ChoiceField(
            label=_("Who is to care for the child"),
            choices=[("", "–"), *((str(carer.pk), carer.name) for carer in carers)],
        ),
    )  # fmt: skip


def check_form(data: QueryDict | None, today: date) -> CareForm:
    return _made((CHECK,), data, key=_key(), on=_day(_("Day of the check"), today))


class DecisionForm(RegisterForm):
    agrees = forms.TypedChoiceField(
        label=_("Decision"), choices=[("yes", _("Agree")), ("no", _("Return"))],
        coerce=lambda answer: answer == "yes",
    )  # fmt: skip
    number = forms.CharField(label=_("Number of the decision"), required=False, max_length=60)
    answer = forms.CharField(label=_("Why it is returned"), required=False, max_length=1000)


class HandOverForm(RegisterForm):
    on = day_field(_("Day of the hand-over"))


class EndForm(RegisterForm):
    on = day_field(_("Last day of the care"))
    reason = forms.ChoiceField(label=_("Why it ends"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.choices = [(code.code, code.vi) for code in code_list("care_end").codes]


def _made(asked: tuple[str, ...], data: QueryDict | None, **own: forms.Field) -> CareForm:
    fields: dict[str, Any] = {**own, "asked": asked}
    for code in asked:
        fields |= fields_of(form(code))
    made: type[CareForm] = type("OneCareForm", (CareForm,), fields)
    return made(data)


def _key() -> forms.UUIDField:
    """Return the field that makes one record of a form, however often it is sent."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def _text(label: Any, longest: int, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required)


def _choice(label: Any, codes: str) -> forms.ChoiceField:
    choices = [(code.code, code.vi) for code in code_list(codes).codes]
    return forms.ChoiceField(label=label, choices=choices)


def _day(label: Any, today: date) -> forms.Field:
    field = day_field(label)
    field.initial = today
    return field
