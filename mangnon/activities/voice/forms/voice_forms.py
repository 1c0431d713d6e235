"""The forms of who holds a consultation, and of who says what was done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.activities.activity import Activity
from mangnon.activities.forms.organiser_field import offer_organisers
from mangnon.activities.keeping import units_for
from mangnon.activities.voice.catalog import AskedQuestion, QuestionSet, question_sets
from mangnon.activities.voice.coding import MOST_PLACES
from mangnon.activities.voice.consultation import OLDEST, YOUNGEST, Consultation, Question
from mangnon.activities.voice.holding import FIELDS
from mangnon.core.models import Organisation, Unit, User
from mangnon.ui.context import today
from mangnon.ui.forms import KeyedForm, SeenForm, StyledForm

# Kinds of activities at which children are asked.
KINDS = ("consultation", "forum", "council", "summer", "other")
MOST_ACTIVITIES = 100


def _age(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=YOUNGEST, max_value=OLDEST, initial=initial)


class ConsultationForm(KeyedForm):
    """`consultation` is None for a new one."""

    title = forms.CharField(label=_("What it is called"), max_length=200)
    unit = forms.ModelChoiceField(
        label=_("Commune, or the province for all"), queryset=Unit.objects.none()
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation that asks"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("The commune itself"),
    )  # fmt: skip
    activity = forms.ModelChoiceField(
        label=_("Activity at which the children are asked"), queryset=Activity.objects.none(),
        required=False, empty_label=_("(none)"),
    )  # fmt: skip
    from_age = _age(_("From this age"), YOUNGEST)
    below_age = _age(_("To below this age"), 16)
    purpose = forms.CharField(
        label=_("Why the children are asked, in words for children"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    asks_age = forms.BooleanField(
        label=_("Ask for the age group, which may be left out"), required=False
    )
    asks_sex = forms.BooleanField(label=_("Ask for the sex, which may be left out"), required=False)
    seen_at = SeenForm.base_fields["seen_at"]

    def __init__(
        self, *args: Any, by: User, consultation: Consultation | None = None, **kwargs: Any
    ) -> None:
        if consultation is not None:
            kwargs["initial"] = {name: getattr(consultation, name) for name in FIELDS}
            kwargs["initial"] |= {"seen_at": consultation.changed_at, "key": consultation.pk}
        super().__init__(*args, **kwargs)
        if consultation is None:
            del self.fields["seen_at"]
        self.initial.setdefault("unit", by.unit_id)
        self.initial.setdefault("organisation", by.organisation_id)
        kept = Activity.objects.edited_by(by).filter(kind__in=KINDS).newest_first()
        newest = kept.values("pk")[:MOST_ACTIVITIES]
        self.fields["activity"].queryset = kept.filter(pk__in=newest)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_for(by, today())  # type: ignore[attr-defined]
        offer_organisers(self.fields["organisation"], by)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class QuestionForm(StyledForm):
    kind = forms.ChoiceField(label=_("Kind of question"), choices=Question.Kind)
    text = forms.CharField(label=_("Question, in words for children"), max_length=300)
    choices = forms.CharField(
        label=_("Answers to choose from, each on a line"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def asked(self) -> AskedQuestion:
        said = self.cleaned_data
        return AskedQuestion(said["kind"], said["text"], said["choices"].splitlines())


class QuestionSetForm(StyledForm):
    question_set = forms.ChoiceField(label=_("Set of questions"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = [(one.code, one.label) for one in question_sets().values()]
        self.fields["question_set"].choices = sets  # type: ignore[attr-defined]

    def chosen(self) -> QuestionSet:
        return question_sets()[self.cleaned_data["question_set"]]


class CodeForm(StyledForm):
    session = forms.CharField(label=_("For which class or meeting"), max_length=100)
    places = forms.IntegerField(
        label=_("How many children are expected"), min_value=1, max_value=MOST_PLACES
    )


class ClearForm(StyledForm):
    cleared = forms.CharField(
        label=_("Text to be shown, without names and places"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ResponseForm(KeyedForm):
    text = forms.CharField(
        label=_("What we did, in words for children"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
