"""What the pages of reports ask."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import User
from mangnon.core.uploads.field import UploadsField
from mangnon.documents.writing.signing import Power
from mangnon.reports.submissions.content import SignatureContent, head_of
from mangnon.reports.submissions.parts import SubmissionFigure, SubmissionSection
from mangnon.reports.submissions.sending import Signed
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.version import SubmissionVersion
from mangnon.ui.context import today
from mangnon.ui.fields import VietnameseDecimalField
from mangnon.ui.forms import KeyedForm, SeenForm, StyledForm, day_field

POWERS = {
    "": _("The head signs"),
    Power.DEPUTY: _("KT.: a deputy for the head"),
    Power.BY_ORDER: _("TL.: by order of the head"),
    Power.BY_AUTHORITY: _("TUQ.: by authority of the head"),
    Power.ACTING: _("Q.: acting head"),
}
SYMBOL = RegexValidator(
    r"^[A-ZĐ]+(-[A-ZĐ]+)*$", _("Capital letters, parted by hyphens, as in UBND or SYT-BVCSTE.")
)


DIGITS: dict[str, Any] = {"max_digits": 14, "decimal_places": 4}


class ActForm(KeyedForm, SeenForm):
    """One step with a report, taken once however often the form is sent."""


class ReasonForm(ActForm):
    reason = forms.CharField(label=_("Why"), max_length=500)


class ReturnForm(ActForm):
    reason = forms.CharField(
        label=_("Why"), max_length=500, required=False,
        help_text=_("Not needed where a section or a figure was commented on."),
    )  # fmt: skip


class CommentForm(KeyedForm):
    """`seen_version` is the version that the person read, which may not be the newest any more."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    about = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(label=_("Comment"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen_version", submission.version)
        sections = [(f"s:{one.key}", one.heading) for one in submission.sections.all()]
        figures = [
            (f"f:{one.leaf}", f"{one.leaf}. {one.title}"[:90]) for one in submission.figures.all()
        ]
        choices = [
            ("", _("The whole report")), (_("Sections"), sections), (_("Figures"), figures),
        ]  # fmt: skip
        self.fields["about"].choices = choices  # type: ignore[attr-defined]

    def subject(self) -> dict[str, str]:
        """Return the section or the leaf that is meant, nothing for the whole."""
        kind, _sign, name = self.cleaned_data["about"].partition(":")
        return {"section" if kind == "s" else "leaf": name} if name else {}


class AnswerForm(KeyedForm):
    text = forms.CharField(
        label=_("Answer to the comment"), max_length=1000, widget=forms.Textarea({"rows": 2})
    )


class SectionForm(SeenForm):
    text = forms.CharField(
        label=_("Text"), max_length=20_000, required=False, widget=forms.Textarea({"rows": 16}),
        help_text=_("One paragraph a line; a line that begins with a dash is an item."),
    )  # fmt: skip

    def __init__(self, *args: Any, section: SubmissionSection, **kwargs: Any) -> None:
        initial = {"text": section.text, "seen_at": section.changed_at}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()


class CorrectionForm(SeenForm):
    value = VietnameseDecimalField(
        label=_("Corrected figure"), required=False, **DIGITS,
        help_text=_("Leave it empty to take the correction back."),
    )  # fmt: skip
    because = forms.CharField(label=_("Why"), max_length=500, required=False)

    def __init__(self, *args: Any, figure: SubmissionFigure, **kwargs: Any) -> None:
        told = {"value": _decimal(figure.corrected), "because": figure.corrected_because}
        seen = {"seen_at": figure.submission.changed_at}
        super().__init__(*args, initial=told | seen, **kwargs)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("value") is not None and not told.get("because"):
            self.add_error("because", _("Say why the figure is corrected."))
        return told


class EstimateForm(SeenForm):
    value = VietnameseDecimalField(
        label=_("Expected for the whole period"), required=False, **DIGITS,
        help_text=_("Leave it empty where nothing is expected."),
    )  # fmt: skip
    how = forms.CharField(label=_("How it was estimated"), max_length=500, required=False)

    def __init__(self, *args: Any, figure: SubmissionFigure, **kwargs: Any) -> None:
        told = {"value": _decimal(figure.estimate), "how": figure.estimated_how}
        seen = {"seen_at": figure.submission.changed_at}
        super().__init__(*args, initial=told | seen, **kwargs)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("value") is not None and not told.get("how"):
            self.add_error("how", _("Say how it was estimated."))
        return told


class SignForm(ActForm):
    number = forms.IntegerField(
        label=_("Number given by the registry"),
        validators=[MinValueValidator(1), MaxValueValidator(99999)],
    )
    symbol = forms.CharField(
        label=_("Symbol of the body"), max_length=30, validators=[SYMBOL],
        help_text=_("It stands after the number: 15/BC-UBND."),
    )  # fmt: skip
    on = day_field(_("Day of the document"))
    place = forms.CharField(label=_("Place of signature"), max_length=100)
    office = forms.CharField(label=_("Office of the signer"), max_length=100)
    name = forms.CharField(label=_("Name of the signer"), max_length=100)
    power = forms.ChoiceField(label=_("Signs as"), choices=POWERS, required=False)
    head = forms.CharField(
        label=_("Office of the head"), max_length=100, required=False,
        help_text=_("Where a deputy or another signs for the head."),
    )  # fmt: skip

    def __init__(self, *args: Any, submission: Submission, by: User, **kwargs: Any) -> None:
        head = head_of(submission.obligation)
        self.collective = head["collective"]
        initial = {
            "seen_at": submission.changed_at, "symbol": head["symbol"], "on": today(),
            "place": submission.unit.name, "office": head["office"], "name": str(by),
        }  # fmt: skip
        initial |= _of_last_document(submission)
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        power = told.get("power")
        if power and power != Power.ACTING and not told.get("head"):
            self.add_error("head", _("Say for which office it is signed."))
        return told

    def signed(self) -> Signed:
        told = self.cleaned_data
        signature = SignatureContent(
            office=told["office"], name=told["name"], power=told["power"], head=told["head"],
            collective=self.collective,
        )  # fmt: skip
        return Signed(told["number"], told["symbol"], told["on"], told["place"], signature)


class CopiesForm(StyledForm):
    copies = UploadsField(
        label=_("Signed copy"), help_text=_("The PDF or Word file that your own tool signed.")
    )


def _of_last_document(submission: Submission) -> dict[str, str]:
    """Return the symbol and the place that the body's newest sent report bears."""
    body = {"unit": submission.unit_id, "organisation": submission.organisation_id}
    sent = SubmissionVersion.objects.filter(
        **{f"submission__{name}": key for name, key in body.items()},
        submission__obligation__consolidates=False,
    )
    last = sent.order_by("-sent_at").values_list("content", flat=True).first() or {}
    return {name: last[name] for name in ("symbol", "place") if last.get(name)}


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
