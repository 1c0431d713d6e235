"""What a core group of children is, and how many children it has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.activities.forms.attendance_forms import CountsForm
from mangnon.activities.keeping import units_for
from mangnon.activities.network.core_group import CoreGroup, CoreGroupCount
from mangnon.core.models import Unit, User
from mangnon.ui.context import today
from mangnon.ui.forms import KeyedForm, SeenForm, day_field


class GroupForm(KeyedForm):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    name = forms.CharField(
        label=_("Name of the group"), max_length=200,
        help_text=_("Never the name of a child."),
    )  # fmt: skip
    place_words = forms.CharField(
        label=_("School or hamlet where it meets"), max_length=200, required=False
    )
    from_day = day_field(_("The group is there since"))

    def __init__(self, *args: Any, by: User, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_for(by, today())
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.initial.setdefault("unit", unit or (by.unit if by.unit in units else None))

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class ChangeGroupForm(SeenForm):
    name = forms.CharField(label=_("Name of the group"), max_length=200)
    place_words = forms.CharField(
        label=_("School or hamlet where it meets"), max_length=200, required=False
    )
    until = day_field(_("The group is no more since"), required=False)

    def __init__(self, *args: Any, group: CoreGroup, **kwargs: Any) -> None:
        told = {name: getattr(group, name) for name in ("name", "place_words", "until")}
        super().__init__(*args, initial=told | {"seen_at": group.changed_at}, **kwargs)


class GroupCountForm(CountsForm):
    """How many children on a day; the breakdowns are those of an activity's participants."""

    on = day_field(_("Counted on"))

    def __init__(self, *args: Any, last: CoreGroupCount | None, **kwargs: Any) -> None:
        super().__init__(*args, headcount=last, **kwargs)
        del self.fields["adults"]
        self.initial["on"] = today()

    def totals(self) -> list[forms.BoundField]:
        return [self["on"], self["children"]]
