"""The checklist to fill in, what is wrong, and the conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from mangnon.activities.inspections.answer import InspectionAnswer
from mangnon.activities.inspections.carrying_out import Answered, Wrong
from mangnon.activities.inspections.catalog import Item
from mangnon.activities.inspections.finding import InspectionFinding
from mangnon.activities.inspections.inspection import Inspection
from mangnon.core.uploads.field import UploadsField
from mangnon.ui.context import today
from mangnon.ui.forms import KeyedForm, SeenForm, day_field

LONG = {"rows": 3}


class AnswersForm(SeenForm):
    """Two questions for each item: the answer, and a note."""

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        self.items = inspection.checklist.items
        kwargs["initial"] = {"seen_at": inspection.changed_at}
        for said in inspection.answers.all():
            kwargs["initial"] |= {f"value-{said.item}": said.value, f"note-{said.item}": said.note}
        super().__init__(*args, **kwargs)
        for item in self.items:
            self.fields[f"value-{item.code}"] = forms.ChoiceField(
                label=item.label, choices=InspectionAnswer.Value, required=False,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            )  # fmt: skip
            self.fields[f"note-{item.code}"] = forms.CharField(
                label=_("Note"), max_length=500, required=False,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip

    def rows(self) -> Iterator[tuple[Item, BoundField, BoundField]]:
        for item in self.items:
            yield item, self[f"value-{item.code}"], self[f"note-{item.code}"]

    def answers(self) -> dict[str, Answered]:
        data = self.cleaned_data
        return {
            item.code: Answered(data[f"value-{item.code}"], data[f"note-{item.code}"])
            for item in self.items
        }


class FindingForm(KeyedForm):
    item = forms.ChoiceField(label=_("Item of the checklist"), required=False)
    severity = forms.ChoiceField(label=_("How grave"), choices=InspectionFinding.Severity)
    text = forms.CharField(
        label=_("What is wrong"), max_length=2000, widget=forms.Textarea(attrs=LONG)
    )
    photos = UploadsField(label=_("Photos"), required=False)
    no_child = forms.BooleanField(
        label=_("No child is recognisable in them: whoever sees the inspection may open them"),
        required=False,
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_met = set(
            inspection.answers.filter(value=InspectionAnswer.Value.NOT_MET).values_list(
                "item", flat=True
            )
        )
        offered = [(one.code, one.label) for one in inspection.checklist.items
                   if one.code in not_met]  # fmt: skip
        items = [("", _("Something that the checklist does not ask")), *offered]
        self.fields["item"].choices = items  # type: ignore[attr-defined]

    def wrong(self) -> Wrong:
        said = self.cleaned_data
        return Wrong(
            said["text"], said["severity"], said["item"], said["photos"],
            shows_children=not said["no_child"],
        )  # fmt: skip


class CloseInspectionForm(SeenForm):
    done_on = day_field(_("Day on which it was carried out"))
    conclusion = forms.CharField(
        label=_("Conclusion"), max_length=4000, widget=forms.Textarea(attrs=LONG)
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        day = min(inspection.planned_on, today())
        kwargs["initial"] = {
            "seen_at": inspection.changed_at, "done_on": day, "conclusion": inspection.conclusion
        }  # fmt: skip
        super().__init__(*args, **kwargs)
