"""The forms of the register: a document, what replaces it, a link, coordination rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.accounts.people import day_of_units
from mangnon.core.models import Unit, User
from mangnon.core.uploads.field import UploadsField
from mangnon.plans.bases.catalog import kinds, subjects
from mangnon.plans.bases.document import LegalDocument, number_key
from mangnon.plans.bases.entering import FIELDS
from mangnon.plans.bases.rules_of_coordination import CoordinationReview
from mangnon.plans.bases.supersession import Supersession
from mangnon.ui.context import today
from mangnon.ui.formats import date_text
from mangnon.ui.forms import KeyedForm, StyledForm, day_field

OFFERED = 100


class Suggested(forms.TextInput):
    """A line to type in, with what may be meant offered by the browser: no script is needed."""

    template_name = "plans/bases/suggested.html"
    offered: list[str] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{name}-offered"
        context["widget"]["offered"] = self.offered
        return context


class DocumentField(forms.CharField):
    """A document of the register, by its number; by number and day where two bear the number."""

    widget = Suggested
    by: User

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "help_text",
            gettext_lazy("Its number and symbol, as 26/2021/NQ-HĐND; it stands in the register."),
        )
        super().__init__(max_length=100, **options)

    def offer_to(self, user: User) -> None:
        """Take and offer what the person reads: the documents in force, newest first."""
        self.by = user
        seen = LegalDocument.objects.visible_to(user).in_force(today())
        self.widget.offered = [one.name for one in seen.order_by("-issued_on", "pk")[:OFFERED]]

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        number, _open, day = typed.partition("(")
        seen = LegalDocument.objects.visible_to(self.by).standing().select_related("unit")
        found = list(seen.filter(number_key=number_key(number))[:OFFERED])
        if day:
            found = [one for one in found if date_text(one.issued_on) == day.strip(" )")]
        if not found:
            raise forms.ValidationError(
                _("There is no such document in the register; enter it there first.")
            )
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several documents bear this number; write the day too: %(names)s.")
                % {"names": ", ".join(one.name for one in found)}
            )
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, LegalDocument) else value


class DocumentForm(KeyedForm):
    """A document of the register, new or changed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"),
        choices=lazy(lambda: [("", "—"), *kinds().items()], list)(),
    )
    number = forms.CharField(label=gettext_lazy("Number and symbol"), max_length=60)
    issued_on = day_field(gettext_lazy("Issued on"))
    issuer = forms.CharField(label=gettext_lazy("Issuer"), max_length=200)
    title = forms.CharField(
        label=gettext_lazy("Abstract"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    valid_from = day_field(gettext_lazy("In force from"), required=False)
    valid_to = day_field(gettext_lazy("Not in force from"), required=False)
    documents = UploadsField(label=gettext_lazy("The document itself"), required=False)
    seen_at = forms.DateTimeField(
        widget=forms.HiddenInput, required=False,
        input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"],
    )  # fmt: skip

    def __init__(self, *args: Any, document: LegalDocument | None = None, **kwargs: Any) -> None:
        if document is not None:
            kwargs["initial"] = {name: getattr(document, name) for name in FIELDS} | {
                "seen_at": document.changed_at, "key": document.pk,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].help_text = _("Empty: from the day of issue.")
        self.fields["valid_to"].help_text = _("Empty: no end is set.")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class ReplacementForm(StyledForm):
    """What replaces a document."""

    new = DocumentField(label=gettext_lazy("Replaced by"))
    extent = forms.ChoiceField(label=gettext_lazy("How far"), choices=Supersession.Extent.choices)
    part = forms.CharField(
        label=gettext_lazy("Which part"), max_length=300, required=False,
        help_text=gettext_lazy("Only where a part is replaced, as: Article 5, clause 2."),
    )  # fmt: skip
    from_on = day_field(gettext_lazy("From the day"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].offer_to(by)  # type: ignore[attr-defined]


class LinkForm(StyledForm):
    """The document that something rests on."""

    document = DocumentField(label=gettext_lazy("Document"))
    is_printed = forms.BooleanField(
        label=gettext_lazy("Named in the reports of the plan"), required=False, initial=True
    )

    def __init__(self, *args: Any, by: User, is_of_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].offer_to(by)  # type: ignore[attr-defined]
        if not is_of_plan:
            del self.fields["is_printed"]


class NoteForm(StyledForm):
    """Why something goes on resting on a document that is not what it was."""

    note = forms.CharField(label=gettext_lazy("Why it may stay"), max_length=300)


class RulesForm(KeyedForm):
    """Coordination rules of one unit."""

    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.none())
    subject = forms.ChoiceField(label=gettext_lazy("Subject"))
    document = DocumentField(label=gettext_lazy("Document that issued them"))
    parties = forms.CharField(
        label=gettext_lazy("Agencies that it binds"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on: date = day_of_units(by, today())
        levels = {level for subject in subjects().values() for level in subject.levels}
        units = Unit.objects.placed_within(by).on(on).filter(level__in=levels)
        self.fields["unit"].queryset = units.order_by("-level", "name_key")  # type: ignore[attr-defined]
        self.fields["subject"].choices = [(s.code, s.label) for s in subjects().values()]  # type: ignore[attr-defined]
        self.fields["document"].offer_to(by)  # type: ignore[attr-defined]


class ReviewForm(KeyedForm):
    """One look at coordination rules."""

    on = day_field(gettext_lazy("Reviewed on"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=CoordinationReview.Outcome.choices
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=1000, required=False)
