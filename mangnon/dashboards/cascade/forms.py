"""Forms that ask for proposals: whose plan, and how."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import Unit, User
from mangnon.indicators.cascade.proposing import Way
from mangnon.plans.local.holders import Holder, organisations_for, units_for
from mangnon.ui.forms import KeyedForm, SeenForm, StyledForm

WAYS = (
    (Way.AS_IS, _("As the province's target")),
    (Way.OWN_START, _("From the unit's own start")),
)


class _WayForm(StyledForm):
    way = forms.ChoiceField(
        label=_("How rates are proposed"), choices=WAYS,
        help_text=_("Targets in numbers are parted by each unit's share."),
    )  # fmt: skip

    def way_chosen(self) -> Way:
        return Way(self.cleaned_data["way"])


class StartForm(KeyedForm, _WayForm):
    """Whose plan is begun."""

    holder = forms.ChoiceField(label=_("Unit or agency"))

    field_order = ("holder", "way")

    def __init__(self, *args: Any, by: User, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders: dict[str, Holder] = {
            **{f"u-{unit.pk}": unit for unit in units_for(by, day)},
            **{f"o-{one.pk}": one for one in organisations_for(by, day)},
        }
        choices = [(key, str(holder)) for key, holder in self.holders.items()]
        self.fields["holder"].choices = choices  # type: ignore[attr-defined]

    def holder_chosen(self) -> Holder:
        return self.holders[self.cleaned_data["holder"]]


class AgainForm(SeenForm, _WayForm):
    """Asks for the proposals of a draft anew."""


class StartAllForm(_WayForm):
    """Asks for the drafts of all units of a level that have none."""

    level = forms.ChoiceField(
        label=_("Units"),
        choices=[(Unit.Level.COMMUNE, _("Communes")), (Unit.Level.DISTRICT, _("Districts"))],
    )

    field_order = ("level", "way")
