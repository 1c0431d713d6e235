"""The page on which somebody checks a document of their own against the decree; no file is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mangnon.core import access
from mangnon.core.requests import Request, posted
from mangnon.documents.checking import CheckError, by_rule, check_document
from mangnon.documents.decree import decree
from mangnon.ui.forms import StyledForm

LARGEST = 10 * 1024**2


class CheckForm(StyledForm):
    document = forms.FileField(
        label=_("Word document"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("A Word document (.docx), at most 10 MB. It is read and not kept."),
        error_messages={"empty": _("The file is empty; choose another.")},
    )

    def clean_document(self) -> UploadedFile[Any]:
        document: UploadedFile[Any] = self.cleaned_data["document"]
        if (document.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("The document is larger than 10 MB; save it without pictures and try again.")
            )
        return document


@require_http_methods(["GET", "POST"])
def document_check(request: Request) -> HttpResponse:
    access.require(request.user, "document.check")
    form = CheckForm(posted(request), request.FILES or None)
    context: dict[str, Any] = {"form": form, "decree": decree().title}
    if request.method == "POST" and form.is_valid():
        document = form.cleaned_data["document"]
        try:
            found = check_document(document.name, document.read())
            context |= {"checked": document.name, "count": len(found), "rules": by_rule(found)}
        except CheckError as refusal:
            form.add_error("document", str(refusal))
    return render(request, "reports/check.html", context, status=422 if form.errors else 200)
