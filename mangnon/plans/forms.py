"""Forms for a plan: the upload, the heading, and one form for each kind of item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mangnon.plans.kinds import HEADING_FIELDS, Kind
from mangnon.plans.models import Plan
from mangnon.ui.fields import VietnameseDecimalField

LARGEST_DOCUMENT = 10 * 1024 * 1024
DAYS = ["%d/%m/%Y", "%Y-%m-%d"]


class LinesField(forms.CharField):
    """Several names, one on a line: names hold commas."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        for line in value:
            super().run_validators(line)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class PlanUploadForm(forms.Form):
    document = forms.FileField(
        label=_("Plan document"),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt", "class": "form-control"}),
        error_messages={"empty": _("The file is empty; choose the one that holds the plan.")},
    )

    def clean_document(self) -> UploadedFile[Any]:
        document: UploadedFile[Any] = self.cleaned_data["document"]
        if document.size and document.size > LARGEST_DOCUMENT:
            raise forms.ValidationError(
                _("The document is larger than 10 MB; save it without pictures and try again.")
            )
        return document


class SplitForm(forms.Form):
    """The words of an item, into which a person puts the mark where the second half begins."""

    is_split = True

    text = forms.CharField(
        label=_("Words"),
        widget=forms.Textarea(attrs={"rows": 6, "class": "form-control", "data-split": "||"}),
        help_text=_("Put || where the second half begins."),
    )
    number = forms.CharField(
        label=_("Number of the second half"),
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("Not needed where the second half begins with its number."),
    )

    def __init__(self, data: QueryDict | None, *, item: Any, kind: Kind) -> None:
        super().__init__(data, initial={"text": getattr(item, kind.words)})
        if "number" not in kind.fields:
            del self.fields["number"]


def _field(column: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """Return the form field of a model's column, in the shape office users type it."""
    options.pop("widget", None)
    if isinstance(column, ArrayField):
        return LinesField(
            label=column.verbose_name,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        )
    if isinstance(column, models.DecimalField):
        return VietnameseDecimalField(
            label=column.verbose_name,
            required=not column.blank,
            max_digits=column.max_digits,
            decimal_places=column.decimal_places,
            min_value=0,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control"}),
        )
    if isinstance(column, models.DateField):
        return forms.DateField(
            label=column.verbose_name,
            required=not column.blank,
            input_formats=DAYS,
            widget=forms.DateInput(format=DAYS[0], attrs={"class": "form-control"}),
            help_text=_("Day, month, year: 10/11/2025."),
        )
    field = column.formfield(**options)
    if field is not None:
        field.widget.attrs |= {"class": _look(field.widget)}
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
    return field


def _look(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


HeadingForm = forms.modelform_factory(Plan, fields=list(HEADING_FIELDS), formfield_callback=_field)


def item_form(kind: Kind) -> type[forms.ModelForm[Any]]:
    """Return the form class for one kind of item."""
    return forms.modelform_factory(kind.model, fields=list(kind.fields), formfield_callback=_field)
