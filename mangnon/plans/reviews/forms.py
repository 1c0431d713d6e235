"""What the pages of reviews ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import User
from mangnon.plans.reviews.period import Period, ReviewKind
from mangnon.plans.reviews.review import Review
from mangnon.plans.reviews.writing import Part, parts_of
from mangnon.ui.context import today
from mangnon.ui.forms import KeyedForm, SeenForm

YEARS_BACK = 6


class DraftForm(KeyedForm):
    part = forms.ChoiceField(label=_("Whose part of the plan"))
    kind = forms.ChoiceField(
        label=_("Period of the review"), choices=ReviewKind, initial=ReviewKind.YEARLY
    )
    year = forms.TypedChoiceField(
        label=_("Year"), coerce=int, help_text=_("Of five years, the last one.")
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts_of(by)
        named = [(str(n), str(part.organisation or part.unit)) for n, part in enumerate(self.parts)]
        self.fields["part"].choices = named  # type: ignore[attr-defined]
        years = range(today().year, today().year - YEARS_BACK, -1)
        self.fields["year"].choices = [(y, y) for y in years]  # type: ignore[attr-defined]

    def whose(self) -> Part:
        return self.parts[int(self.cleaned_data["part"])]

    def period(self) -> Period:
        return Period(self.cleaned_data["kind"], self.cleaned_data["year"])


def _words_field(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 8})
    return forms.CharField(label=label, max_length=20_000, required=False, widget=area)


class WordsForm(SeenForm):
    results = _words_field(_("What came of it all"))
    reasons = _words_field(_("What did not, and why"))
    lessons = _words_field(_("Lessons"))
    next_steps = _words_field(_("Directions"))

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        told = {name: getattr(review, name) for name in Review.WORDS}
        super().__init__(*args, initial=told | {"seen_at": review.changed_at}, **kwargs)


class GiveBackForm(SeenForm):
    reason = forms.CharField(label=_("Why it is given back"), max_length=500)


class ReviseForm(KeyedForm):
    """The next version of an approved review."""

    reason = forms.CharField(
        label=_("Why it is written anew"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
