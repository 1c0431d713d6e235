"""Forms of the people of a case, of whoever did the harm, and of who works on it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import code_list
from mangnon.cases.people import CasePerson, Offender
from mangnon.cases.record.offenders import CONTENT, Alleged, as_alleged
from mangnon.cases.record.people import DETAILS, OLDEST, Person, as_person
from mangnon.cases.record.team import colleagues
from mangnon.children.forms.fields import RegisterForm, day_field
from mangnon.children.models import Sex
from mangnon.core.models import User


class KeptForm(RegisterForm):
    """A form of one record: `key` makes it once, `seen` is the writing that the person saw."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def begun(held: CasePerson | Offender | None) -> dict[str, Any]:
        return {
            "key": held.pk if held else uuid.uuid4(),
            "seen": held.version if held else 0,
        }


class PersonForm(KeptForm):
    role = forms.ChoiceField(label=_("Who this is"), choices=CasePerson.Role)
    name = forms.CharField(label=_("Name, if known"), required=False, max_length=200)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, initial=Sex.UNKNOWN)
    birth_date = day_field(_("Date of birth, if known"), required=False)
    age = forms.IntegerField(
        label=_("Age, or about how old"), required=False, min_value=0, max_value=OLDEST
    )
    relation = forms.CharField(
        label=_("What they are to the child"), required=False, max_length=100
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    school = forms.CharField(label=_("School and class"), required=False, max_length=200)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def person(self) -> Person:
        said = self.cleaned_data
        details = {name: said[name].strip() for name in DETAILS if said[name].strip()}
        return Person(
            said["role"], said["name"], said["sex"], said["birth_date"], said["age"], details
        )


def person_form(data: Any, held: CasePerson | None) -> PersonForm:
    initial = KeptForm.begun(held)
    if held is not None:
        known = as_person(held)
        fields = ("role", "name", "sex", "birth_date", "age")
        initial |= {name: getattr(known, name) for name in fields} | dict(known.details)
    return PersonForm(data, initial=initial)


class OffenderForm(KeptForm):
    relation = forms.ChoiceField(label=_("What they are to the child"))
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, initial=Sex.UNKNOWN)
    name = forms.CharField(label=_("Name, if known"), required=False, max_length=200)
    age = forms.CharField(label=_("Age, or about how old"), required=False, max_length=20)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    work = forms.CharField(label=_("What they work as"), required=False, max_length=200)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relations = [(code.code, code.vi) for code in code_list("offender_relation").codes]
        self.fields["relation"].choices = relations  # type: ignore[attr-defined]

    def alleged(self) -> Alleged:
        said = self.cleaned_data
        content = {name: said[name].strip() for name in CONTENT if said[name].strip()}
        return Alleged(said["relation"], said["sex"], content)


def offender_form(data: Any, held: Offender | None) -> OffenderForm:
    initial = KeptForm.begun(held) | {"relation": "unknown"}
    if held is not None:
        known = as_alleged(held)
        initial |= {"relation": known.relation, "sex": known.sex} | dict(known.content)
    return OffenderForm(data, initial=initial)


class TeamForm(RegisterForm):
    """Which colleague, and what becomes of them on the case."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"), empty_label="–")
    act = forms.ChoiceField(
        label=_("What they do"),
        choices=[
            ("add", _("Works on the case with you")),
            ("remove", _("Works on the case no more")),
            ("manage", _("Runs the case from now on, in your place")),
        ],
    )

    def __init__(self, data: Any, case: Case, by: User) -> None:
        super().__init__(data)
        others = colleagues(case).exclude(pk=by.pk)
        self.fields["person"].queryset = others  # type: ignore[attr-defined]
