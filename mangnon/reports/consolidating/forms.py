"""What the pages of a consolidated report ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.reports.consolidating.passage import ConsolidatedPassage, PassageState
from mangnon.reports.submissions.parts import SubmissionSection
from mangnon.ui.forms import SeenForm, StyledForm, day_field

LONGEST = 10_000


class DecideForm(SeenForm):
    state = forms.ChoiceField(choices=PassageState)


class PassageForm(SeenForm):
    """The words of a paragraph and its place; `place` counts from 1 within the section."""

    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    placed_in = forms.ChoiceField(label=_("Section"))
    place = forms.IntegerField(label=_("Place in the section"), min_value=1, max_value=100_000)

    def __init__(
        self, *args: Any, passage: ConsolidatedPassage, place: int, sections: list[Any], **kw: Any
    ) -> None:
        initial = {
            "text": passage.text, "placed_in": passage.placed_in, "place": place,
            "seen_at": passage.changed_at,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kw)
        named = [(one.key, one.heading) for one in sections]
        self.fields["placed_in"].choices = named  # type: ignore[attr-defined]


class OwnWordsForm(SeenForm):
    text = forms.CharField(
        label=_("What the office itself says at the beginning of the section"),
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip

    def __init__(self, *args: Any, section: SubmissionSection, **kwargs: Any) -> None:
        initial = {"text": section.text, "seen_at": section.changed_at}
        super().__init__(*args, initial=initial, **kwargs)


class ExplainForm(StyledForm):
    text = forms.CharField(
        label=_("Why the two differ"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class BackForm(SeenForm):
    reason = forms.CharField(label=_("Why it is given back"), max_length=500)


class SendForm(SeenForm):
    number = forms.CharField(
        label=_("Number of the document"), max_length=60, help_text=_("As the registry gave it.")
    )
    signed_on = day_field(_("Day of the document"))
