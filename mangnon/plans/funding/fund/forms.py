"""The forms of the fund: donors, promises, receipts, grants and what is decided on them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.plans.funding.catalog import fund_words
from mangnon.plans.funding.forms import DongField
from mangnon.plans.funding.fund.gifts import Donor
from mangnon.plans.funding.money import dong
from mangnon.ui.forms import KeyedForm, StyledForm, day_field


class DonorForm(KeyedForm):
    kind = forms.ChoiceField(label=_("Kind of donor"), choices=Donor.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=200)
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
    agreed_on = day_field(
        _("Agreed to be named publicly on"), required=False,
        hint=_("Left empty, the public list does not name them."),
    )  # fmt: skip


class AgreementForm(StyledForm):
    agreed_on = day_field(
        _("Agreed to be named publicly on"), required=False,
        hint=_("Left empty, the public list does not name them."),
    )  # fmt: skip


class PledgeForm(KeyedForm):
    amount = DongField(label=_("Amount (đồng)"))
    on = day_field(_("Day of the promise"))
    due_on = day_field(_("Promised until"), required=False)


class ReceiptForm(KeyedForm):
    """Money or goods of one donor."""

    number = forms.CharField(label=_("Number of the receipt"), max_length=60)
    on = day_field(_("Day"))
    amount = DongField(label=_("Amount or value (đồng)"))
    goods = forms.ChoiceField(label=_("What came"), required=False)
    valuation = forms.ChoiceField(label=_("How the goods were valued"), required=False)
    pledge = forms.ChoiceField(label=_("Keeps the promise"), required=False)
    note = forms.CharField(label=_("Note, for the office alone"), max_length=500, required=False)

    def __init__(self, *args: Any, donor: Donor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pledges = donor.pledges.order_by("on", "pk")
        self._offer("goods", [("", _("Money")), *fund_words("goods").items()])
        self._offer("valuation", [("", "—"), *fund_words("valuations").items()])
        self._offer("pledge", [("", "—"), *((one.pk, _promise(one)) for one in pledges)])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class GrantForm(KeyedForm):
    """A grant to a project, or to the child whose page led here."""

    project = forms.CharField(
        label=_("Project"), max_length=200,
        help_text=_("The title stands in the public list: write no name of a person."),
    )  # fmt: skip
    purpose = forms.ChoiceField(label=_("What for"))
    amount = DongField(label=_("Amount (đồng)"))
    in_goods = forms.BooleanField(label=_("From the goods of the fund"), required=False)
    need = forms.CharField(
        label=_("Why it is needed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever decides reads this and does not know the child: write no name."),
    )  # fmt: skip
    child = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, child: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = list(  # type: ignore[attr-defined]
            fund_words("purposes").items()
        )
        self.fields["in_goods"].widget.attrs["class"] = "form-check-input"
        if child is not None:
            del self.fields["project"]
            self.initial["child"] = str(child.pk)


class DecisionForm(StyledForm):
    decision = forms.CharField(label=_("Number of the decision"), max_length=60)


def _promise(pledge: Any) -> str:
    return f"{dong(pledge.amount)} ({pledge.on:%d/%m/%Y})"
