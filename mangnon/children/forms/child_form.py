"""The questions about a child: to enter it, and to correct what is known of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.people import units_to_place
from mangnon.children.births import birth_of
from mangnon.children.code_lists import words_of
from mangnon.children.facts.disability import disability_by_spells
from mangnon.children.forms.fields import (
    BirthField,
    IdentityNumberField,
    NameField,
    RegisterForm,
    day_field,
)
from mangnon.children.models import Child
from mangnon.children.record.editing import Edit
from mangnon.children.record.registering import NewChild
from mangnon.core.access import allowed
from mangnon.core.models import Unit, User
from mangnon.core.registries import SENSITIVE
from mangnon.ui.context import today

WHO = ("full_name", "birth", "sex", "ethnicity")
HOME = ("unit", "hamlet", "household", "lives_here_since")
PAPERS = (
    "identity_number", "birth_registration", "birth_registered_on", "birth_certificate_number",
    "health_insurance", "insurance_number", "insured_until",
)  # fmt: skip
LIFE = ("poverty", "poverty_since", "lives_near_water", "disability")
# Fields that stand together on the page.
GROUPS = (
    (_("Who the child is"), WHO),
    (_("Where the child lives"), HOME),
    (_("Papers"), PAPERS),
    (_("Life at home"), LIFE),
)


def answers(name: str) -> list[tuple[str, str]]:
    return list(words_of(name).items())


class ChildForm(RegisterForm):
    """What a record says of a child, without where it lives; it knows what the person saw."""

    full_name = NameField(
        label=_("Full name"),
        help_text=_("As on the birth certificate; one word is enough, with its apostrophe."),
    )
    birth = BirthField(
        label=_("Date of birth or age"),
        help_text=_("17/05/2020; only 05/2020 or 2020; or about: 3 tuổi 2 tháng."),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=lambda: answers("sex"), initial="unknown")
    ethnicity = forms.ChoiceField(
        label=_("Ethnic group"), choices=lambda: answers("ethnicity"), initial="unknown"
    )
    identity_number = IdentityNumberField(
        label=_("Identity number"), help_text=_("12 digits; empty when the child has none.")
    )
    birth_registration = forms.ChoiceField(
        label=_("Birth registered"), choices=lambda: answers("yes_no_unknown"), initial="unknown"
    )
    birth_registered_on = day_field(_("Registered on"), required=False)
    birth_certificate_number = forms.CharField(
        label=_("Birth certificate number"), max_length=40, required=False
    )
    health_insurance = forms.ChoiceField(
        label=_("Health insurance"), choices=lambda: answers("yes_no_unknown"), initial="unknown"
    )
    insurance_number = forms.CharField(
        label=_("Health insurance number"), max_length=20, required=False
    )
    insured_until = day_field(_("Insured until"), required=False)
    lives_near_water = forms.ChoiceField(
        label=_("Lives near open water"), choices=lambda: answers("yes_no_unknown"),
        initial="unknown",
    )  # fmt: skip
    disability = forms.ChoiceField(
        label=_("Disability"), choices=lambda: answers("disability"), initial="unknown"
    )

    def __init__(self, data: QueryDict | None = None, *, by: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, action in SENSITIVE["children.Child"].items():
            if name in self.fields and not allowed(by, action):
                del self.fields[name]

    @classmethod
    def of(cls, child: Child, data: QueryDict | None, *, by: User) -> ChildForm:
        """Return the form of a record; every field carries what it held when it was opened."""
        now = {name: getattr(child, name, None) for name in cls.base_fields}
        form = cls(data, by=by, initial=now | {"birth": str(birth_of(child))})
        if disability_by_spells(child) is not None:
            form.fields["disability"].help_text = _(
                "Follows the entries of disability on the timeline; correct them there."
            )
        for field in form.fields.values():
            field.show_hidden_initial = True
        return form

    def groups(self) -> Iterator[tuple[object, list[forms.BoundField]]]:
        """Yield the questions that stand together, with their heading."""
        for title, names in GROUPS:
            if fields := [self[name] for name in names if name in self.fields]:
                yield title, fields

    def edits(self) -> dict[str, Edit]:
        """Return what the person changed: what stood in each field, and what shall stand."""
        found = {}
        for name in self.changed_data:
            if self.data.get(f"keep-{name}") != "theirs":
                found[name] = Edit(self._seen(name), self.cleaned_data[name])
        return found

    def rebased(self, theirs: Mapping[str, object], *, by: User) -> ChildForm:
        """Return the same answers on top of what others have written meanwhile."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in theirs.items():
            data[self[name].html_initial_name] = "" if value is None else str(value)
        form = type(self)(data, by=by, initial=self.initial)
        for field in form.fields.values():
            field.show_hidden_initial = True
        return form

    def shown(self, name: str, value: object) -> str:
        """Return a value as the page says it: a code by its word."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(str(value), value))  # type: ignore[arg-type]
        return "–" if value in (None, "") else str(value)

    def _seen(self, name: str) -> object:
        field = self.fields[name]
        raw = field.hidden_widget().value_from_datadict(
            self.data, self.files, self[name].html_initial_name
        )
        try:
            return field.to_python(raw)
        except forms.ValidationError:  # nobody saw that on the form: it is like nothing there
            return raw


class NewChildForm(ChildForm):
    """A child that enters the register. `record_id` makes a form that is sent twice one child."""

    record_id = forms.UUIDField(widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(label=_("Commune"), queryset=Unit.objects.none())
    hamlet = forms.CharField(label=_("Hamlet"), max_length=100, required=False)
    household = forms.CharField(
        label=_("Household number"), max_length=20, required=False,
        help_text=_("As the commune numbers it; children of one household are siblings."),
    )  # fmt: skip
    lives_here_since = day_field(_("Lives here since"), _("Empty: since birth."), required=False)
    poverty = forms.ChoiceField(
        label=_("Household's poverty class"), choices=lambda: answers("poverty"),
        initial="unknown",
    )  # fmt: skip
    poverty_since = day_field(
        _("In this class since"), _("The day from which the decision counts; empty: today."),
        required=False,
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, by: User, **kwargs: Any) -> None:
        communes = units_to_place(by, today()).filter(level=Unit.Level.COMMUNE)
        initial: dict[str, object] = {"record_id": uuid.uuid4()}
        if len(communes) == 1:
            initial["unit"] = communes[0].pk
        super().__init__(data, by=by, initial=initial, **kwargs)
        self.fields["unit"].queryset = communes  # type: ignore[attr-defined]

    def new_child(self) -> NewChild:
        """Return what was answered, once it is valid."""
        answered = dict(self.cleaned_data)
        home = {name: answered.pop(name) for name in HOME}
        return NewChild(
            id=answered.pop("record_id"), poverty=answered.pop("poverty"),
            poverty_since=answered.pop("poverty_since"), answers=answered, **home,
        )  # fmt: skip
