"""The forms of a referral: what is shared with whom; the partner's answer; its revocation."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mangnon.cases.clocks.limits import local_day
from mangnon.cases.consents.consent import Consent
from mangnon.cases.people import CasePerson
from mangnon.cases.referrals.answering import ANSWERS
from mangnon.cases.referrals.known import known_of
from mangnon.cases.referrals.partners import people_who_answer
from mangnon.cases.referrals.referral import Referral, State, Urgency
from mangnon.cases.referrals.sending import NewReferral, consents_for
from mangnon.children.forms.fields import RegisterForm, day_field
from mangnon.core.models import Organisation, User
from mangnon.engine.cases.sharing import SharedField, Sharing
from mangnon.places.models import Place
from mangnon.ui.formats import moment_text

USUAL_DAYS = 30


@dataclass(frozen=True)
class Partner:
    """Who is asked: an organisation, by itself or at one of its places."""

    organisation: Organisation
    place: Place | None = None

    def __str__(self) -> str:
        return str(self.place or self.organisation)


@dataclass(frozen=True)
class ShareRow:
    """One thing that may be shared: its box, and the value that is known, or where to write it."""

    field: SharedField
    box: forms.BoundField
    known: str
    text: forms.BoundField | None


class ReferralForm(RegisterForm):
    """`new_referral()` is what was entered, once the form is valid. No box is ticked by itself."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    purpose = forms.CharField(
        label=_("What they are asked to do, and for what"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    urgency = forms.ChoiceField(label=_("How urgent"), choices=Urgency, initial=Urgency.ROUTINE)
    expires_on = day_field(_("Last day on which they may read it"))
    basis = forms.ChoiceField(label=_("Basis of sharing"), required=False)
    document = forms.CharField(
        label=_("Document of the basis (not needed)"), max_length=100, required=False
    )
    consent = forms.ModelChoiceField(
        Consent.objects.none(), label=_("Consent that it rests on"), required=False,
        empty_label="–",
    )  # fmt: skip
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Only this person of theirs (not needed)"), required=False,
        empty_label="–",
    )  # fmt: skip

    def __init__(
        self, *args: Any, sharing: Sharing, about: CasePerson, partner: Partner, service: str,
        now: datetime, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.sharing, self.about, self.partner, self.service = sharing, about, partner, service
        self.known = known_of(about, sharing, local_day(now))
        self.may_consent = about.role == CasePerson.Role.CHILD
        bases = [one for one in sharing.bases if self.may_consent or not one.is_consent]
        self._field("basis").choices = [("", "–"), *((b.code, b.title.vi) for b in bases)]
        self._field("consent").queryset = consents_for(about, now)
        self._field("consent").label_from_instance = _consent_words
        for one in sharing.fields:
            self._field(f"share_{one.code}").widget.attrs["class"] = "form-check-input"
            if one.known and not self.known[one.code]:
                self._field(f"share_{one.code}").widget.attrs["disabled"] = True
        self._field("person").queryset = people_who_answer(partner.organisation)

    def _field(self, name: str) -> Any:
        return self.fields[name]

    @property
    def rows(self) -> Iterator[ShareRow]:
        for one in self.sharing.fields:
            text = None if one.known else self[f"text_{one.code}"]
            yield ShareRow(one, self[f"share_{one.code}"], self.known.get(one.code, ""), text)

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the questions beside what is shared."""
        names = ["urgency", "expires_on", "person", "basis", "document"]
        return [self[name] for name in (*names, *(["consent"] if self.has_consent else []))]

    @property
    def has_consent(self) -> bool:
        return bool(self._field("consent").queryset.exists())

    def new_referral(self) -> NewReferral:
        said = self.cleaned_data
        codes = [one.code for one in self.sharing.fields]
        return NewReferral(
            about=self.about.pk, service=self.service, purpose=said["purpose"],
            basis=said["basis"], expires_on=said["expires_on"],
            organisation=self.partner.organisation, place=self.partner.place,
            person=said["person"], shares=[code for code in codes if said[f"share_{code}"]],
            written={code: said.get(f"text_{code}", "") for code in codes},
            document=said["document"], consent=said["consent"] and said["consent"].pk,
            urgency=said["urgency"], id=said["key"],
        )  # fmt: skip


def referral_form(
    data: QueryDict | None, *, sharing: Sharing, now: datetime, **about: Any
) -> ReferralForm:
    """Return the form with a box for each thing that the catalogue lets be shared."""
    fields: dict[str, forms.Field] = {}
    for one in sharing.fields:
        fields[f"share_{one.code}"] = forms.BooleanField(label=one.title.vi, required=False)
        if one.known is None:
            area = forms.Textarea(attrs={"rows": 2, "aria-label": one.title.vi})
            fields[f"text_{one.code}"] = forms.CharField(
                label=one.title.vi, required=False, max_length=2000, widget=area
            )
    made: type[ReferralForm] = type("OneReferralForm", (ReferralForm,), fields)
    usual = min(USUAL_DAYS, sharing.longest_days)
    initial = {"key": uuid.uuid4(), "expires_on": local_day(now) + timedelta(days=usual)}
    return made(data, initial=initial, sharing=sharing, now=now, **about)


def _consent_words(consent: Consent) -> str:
    return f"{moment_text(timezone.localtime(consent.given_at))}, {consent.by_whom}"


SAYING: Mapping[str, Any] = {
    State.ACCEPTED: _("Accept"), State.REFUSED: _("Refuse"), State.DONE: _("Say that it is done"),
}  # fmt: skip


class AnswerForm(RegisterForm):
    """The partner's answer; offered is only what may follow now."""

    state = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Reason of a refusal, or the result"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["state"]
        choice.choices = [(state, SAYING[state]) for state in ANSWERS.get(referral.state, ())]


class RevokeForm(RegisterForm):
    reason = forms.CharField(
        label=_("Why it is revoked"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
