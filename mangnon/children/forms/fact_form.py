"""One form for every kind of fact, made of what the catalogue says it asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.children.facts.answers import (
    answered,
    as_state,
    from_state,
    said,
    school_year_in_words,
)
from mangnon.children.forms.fields import RegisterForm, day_field
from mangnon.children.forms.places import Choices, places_to_choose
from mangnon.children.growing import school_year_of
from mangnon.children.models import Child
from mangnon.core.models import User
from mangnon.engine.fact_kinds import FactCatalog, FactField, FactKind
from mangnon.ui.fields import VietnameseDecimalField

MOST_ON_ONE_LOOK = 6  # so many answers stand open; more are a list to open
LONGEST_TEXT = 300
FIRST_SCHOOL_AGE = 2


class FactForm(RegisterForm):
    """The days and questions of one kind; `values()` are the answers once it is valid."""

    def values(self) -> dict[str, Any]:
        """Return the answers; of those that clash with another person's, the ones chosen."""
        seen = self.cleaned_data.get("seen", {})
        return answered(
            {
                name: seen.get(name) if self.data.get(f"keep-{name}") == "theirs" else value
                for name, value in self.cleaned_data.items()
                if name != "seen"
            }
        )


class SeenField(forms.CharField):
    """The answers as the form showed them when it was opened, as a text of JSON."""

    def __init__(self, kind: FactKind) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)
        self.kind = kind

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(as_state(self.kind, value)) if isinstance(value, Mapping) else value

    def clean(self, value: Any) -> dict[str, Any]:
        try:
            return from_state(self.kind, json.loads(super().clean(value)))
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
            sentence = _("This form does not say what it showed; open it again and correct there.")
            raise ValidationError(sentence) from None


class EndForm(RegisterForm):
    ended_on = day_field(
        gettext_lazy("Over since"), gettext_lazy("The first day on which it is so no more.")
    )


class RemoveForm(RegisterForm):
    reason = forms.CharField(
        label=gettext_lazy("Why this is a mistake"), max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


def fact_form(
    catalog: FactCatalog,
    kind: FactKind,
    child: Child,
    *,
    by: User,
    today: date,
    data: QueryDict | None = None,
    values: Mapping[str, Any] | None = None,
) -> FactForm:
    """Return the form of a kind for a child, filled with the values of a fact that is there."""
    fields: dict[str, forms.Field] = {}
    known = dict(values or {})
    if kind.when != "school_year":
        title = said(kind.date_title) if kind.date_title else _when(kind)
        fields["began_on"] = day_field(title, required=False)  # the rules ask for it
    if kind.when == "spell":
        hint = _("The first day on which it is so no more; empty while it lasts.")
        fields["ended_on"] = day_field(_("Until"), hint, required=False)
    for asked in kind.fields:
        choices = _choices(catalog, asked, child, today)
        if asked.kind == "place":
            choices = places_to_choose(asked, child, known.get(asked.name), by=by, today=today)
        fields[asked.name] = _field(asked, choices)
    if values is not None:
        fields["seen"] = SeenField(kind)
        known["seen"] = values
    form: type[FactForm] = type("OneFactForm", (FactForm,), fields)
    return form(data, initial=known)


def _when(kind: FactKind) -> str:
    return _("Since") if kind.when == "spell" else _("Day")


def _choices(catalog: FactCatalog, asked: FactField, child: Child, today: date) -> Choices:
    if asked.kind in ("code", "codes", "yes_no_unknown"):
        return [(code.code, said(code)) for code in catalog.codes(asked).codes]
    if asked.kind == "school_year":
        years = range(school_year_of(today), child.birth_date.year + FIRST_SCHOOL_AGE, -1)
        return [(str(year), school_year_in_words(year)) for year in years]
    return []


def _field(asked: FactField, choices: Choices) -> forms.Field:
    """Return the field of a question. Whether an answer is missing is for the rules to say."""
    common: dict[str, Any] = {
        "required": False,
        "label": said(asked.title) if asked.required else _optional(asked),
        "help_text": said(asked.hint) if asked.hint else "",
    }
    if asked.kind == "date":
        return day_field(common["label"], common["help_text"], required=False)
    if asked.kind == "number":
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return VietnameseDecimalField(**common, widget=widget)
    if asked.kind == "codes":
        return forms.MultipleChoiceField(
            **common, choices=choices, widget=forms.CheckboxSelectMultiple
        )
    if asked.kind == "school_year":
        return forms.TypedChoiceField(
            **common, choices=[("", "–"), *choices], coerce=Decimal, empty_value=None
        )
    if choices or asked.kind in ("code", "place"):
        is_short = len(choices) <= MOST_ON_ONE_LOOK and asked.kind != "place"
        if is_short:
            return forms.ChoiceField(**common, choices=choices, widget=forms.RadioSelect)
        return forms.ChoiceField(**common, choices=[("", "–"), *choices])
    return forms.CharField(**common, max_length=LONGEST_TEXT)


def _optional(asked: FactField) -> str:
    return _("%(question)s (not needed)") % {"question": said(asked.title)}
