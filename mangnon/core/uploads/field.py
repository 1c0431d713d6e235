"""The question for files on a form: they come with it, or a script sends them before, in pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.core.uploads.attaching import Brought
from mangnon.core.uploads.kinds import SUFFIXES
from mangnon.core.uploads.receiving import LARGEST, MIB

MOST_FILES = 20


class UploadsInput(forms.FileInput):
    """Asks for files; those that were sent before the form stand in it by their keys."""

    template_name = "ui/uploads_input.html"
    allow_multiple_selected = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> list[Any]:
        sent = data.getlist(_kept(name)) if hasattr(data, "getlist") else []
        came = files.getlist(name) if hasattr(files, "getlist") else []
        return [*sent, *came]

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the script takes the files out of the question once they are sent."""
        return False

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and _kept(name) not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"] |= {
            "kept_name": _kept(name),
            "kept": [one for one in value or () if isinstance(one, str)],
        }
        return context

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        known = {"multiple": True, "accept": ",".join(SUFFIXES), "class": "form-control"}
        told = {"data-uploads": reverse("uploads"), "data-largest": str(LARGEST)}
        return super().build_attrs(known | base_attrs, told | (extra_attrs or {}))


class UploadsField(forms.Field):
    """Files that prove something; cleaned it is what `attaching.brought_in` takes."""

    widget = UploadsInput
    default_error_messages = {
        "invalid": gettext_lazy("The file is not here or not whole; choose it once more."),
        "too_many": gettext_lazy("At most 20 files at once; send the others afterwards."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Files as proof"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy("Documents, pictures or video, at most 50 MB each; kept sealed."),
        )
        super().__init__(**kwargs)

    def to_python(self, value: Sequence[Any] | None) -> list[Brought]:
        if len(value or ()) > MOST_FILES:
            raise forms.ValidationError(self.error_messages["too_many"], code="too_many")
        return [self._brought(one) for one in value or ()]

    def _brought(self, one: Any) -> Brought:
        if isinstance(one, UploadedFile):
            if (one.size or 0) > LARGEST:
                raise forms.ValidationError(
                    _("The file is larger than %(size)s MB; make it smaller or send it in parts.")
                    % {"size": LARGEST // MIB}
                )
            return one
        try:
            return UUID(str(one))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


def _kept(name: str) -> str:
    return f"{name}-kept"
