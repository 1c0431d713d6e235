"""The question for files: with the form, or sent before it."""

import uuid

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from mangnon.core.uploads.field import UploadsField


class ProofForm(forms.Form):
    files = UploadsField(required=False)


def asked(*kept, files=()):
    data = QueryDict(mutable=True)
    data.setlist("files-kept", kept)
    return ProofForm(data, MultiValueDict({"files": list(files)}))


def test_files_that_came_before_the_form_and_with_it_are_both_told():
    key, file = uuid.uuid4(), SimpleUploadedFile("a.pdf", b"x")
    form = asked(str(key), files=[file])
    assert form.is_valid()
    assert form.cleaned_data["files"] == [key, file]


def test_a_form_that_is_shown_again_still_knows_what_was_sent():
    key = str(uuid.uuid4())
    assert f'name="files-kept" value="{key}"' in str(asked(key)["files"])


def test_a_browser_does_not_ask_again_for_files_that_were_sent():
    class Required(forms.Form):
        files = UploadsField()

    assert " required" not in str(Required()["files"])
    assert not Required(QueryDict(), MultiValueDict()).is_valid()


def test_a_key_that_is_none_and_too_many_files_are_refused():
    assert not asked("x").is_valid()
    assert not asked(*[str(uuid.uuid4()) for _ in range(21)]).is_valid()
    assert asked().is_valid()
