"""The short questions about a child's life: who cares for it, where it lives, why it left."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.children.code_lists import words_of
from mangnon.children.forms.fields import NameField, RegisterForm, day_field
from mangnon.children.models import Child, Death, Guardian, Guardianship
from mangnon.children.record.carers import Care, Carer
from mangnon.core.access import allowed
from mangnon.core.models import User

Reason = Child.ClosingReason
SINCE_BIRTH = gettext_lazy("Empty: since birth.")


class CarerForm(RegisterForm):
    """A grown person and what they are to the child."""

    relation = forms.ChoiceField(
        label=gettext_lazy("What the person is to the child"),
        choices=Guardianship.Relation.choices,
    )
    full_name = NameField(label=gettext_lazy("Full name"), required=False)
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"), required=False, min_value=1900, max_value=2100
    )
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=20, required=False)
    began_on = day_field(gettext_lazy("Cares for the child since"), SINCE_BIRTH, required=False)
    ended_on = day_field(
        gettext_lazy("Until, not included"), gettext_lazy("Empty: still today"), required=False
    )

    def __init__(
        self, data: QueryDict | None = None, *, child: Child, by: User, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.child = child
        if not allowed(by, "child.contact"):
            del self.fields["phone"]

    def care(self) -> Care:
        began_on = self.cleaned_data["began_on"] or self.child.birth_date
        return Care(self.cleaned_data["relation"], began_on, self.cleaned_data["ended_on"])

    def carer(self) -> Carer:
        told = self.cleaned_data
        return Carer(told["full_name"], told["birth_year"], told.get("phone"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("full_name") and not self.data.get("existing"):
            self.add_error("full_name", _("Fill this in."))
        return told


class SeenCarerForm(CarerForm):
    """An entry that is corrected; the form carries a mark of what it showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def has_seen(self, state: str) -> None:
        """Let the form be sent once more, by somebody who knows of the entry as it is now."""
        if self.is_bound:
            self.data = {name: self[name].value() for name in self.fields} | {"seen": state}


class NewCarerForm(CarerForm):
    """Somebody new, or one of those that were found in the commune by name or telephone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ended_on"]

    def care(self) -> Care:
        began_on = self.cleaned_data["began_on"] or self.child.birth_date
        return Care(self.cleaned_data["relation"], began_on)

    def existing(self, by: User) -> Guardian | None:
        """Return the person who was chosen among those who were found."""
        chosen = str(self.data.get("existing", ""))
        try:
            return Guardian.objects.visible_to(by).filter(pk=chosen).first() if chosen else None
        except forms.ValidationError:  # a number that is none
            return None


class HomeForm(RegisterForm):
    """Where the child lives in its commune."""

    hamlet = forms.CharField(label=gettext_lazy("Hamlet"), max_length=100, required=False)
    household = forms.CharField(
        label=gettext_lazy("Household number"), max_length=20, required=False,
        help_text=gettext_lazy(
            "As the commune numbers it; children of one household are siblings."
        ),
    )  # fmt: skip
    since = day_field(gettext_lazy("Lives here since"))


class PovertyForm(RegisterForm):
    """The poverty class of the household."""

    poverty = forms.ChoiceField(
        label=gettext_lazy("Household's poverty class"),
        choices=lambda: list(words_of("poverty").items()),
    )
    since = day_field(gettext_lazy("In this class since"))


class ClosingForm(RegisterForm):
    """Why and when the record closes."""

    reason = forms.ChoiceField(label=gettext_lazy("Why the record closes"), choices=Reason.choices)
    on = day_field(
        gettext_lazy("From which day"),
        gettext_lazy("The day of the death, or the first day elsewhere."),
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("Cause of death"), choices=Death.Cause.choices,
        initial=Death.Cause.UNKNOWN, required=False,
        help_text=gettext_lazy("Only after a death."),
    )  # fmt: skip
