"""One file brought in by two windows, or two threads, at the same moment."""

import io
import uuid

import pytest
from django.utils import timezone

from mangnon.core.models import Upload
from mangnon.core.uploads.in_pieces import OutOfStep, append, begin
from mangnon.core.uploads.opening import open_upload
from tests.at_once import at_once
from tests.core_uploads.test_pages import CONTENT, HALF, WHOLE

pytestmark = pytest.mark.django_db(transaction=True)


def test_pieces_sent_at_once_make_the_file_once(officer):
    key = uuid.uuid4()

    def start():
        return begin(key, "a.pdf", WHOLE, by=officer, now=timezone.now())

    told = at_once(start, start)
    assert Upload.objects.get().pk == key
    assert {type(one) for one in told} <= {Upload, OutOfStep}
    for offset, piece in ((0, CONTENT[:HALF]), (HALF, CONTENT[HALF:])):
        send = lambda: append(key, offset, io.BytesIO(piece), by=officer)  # noqa: B023, E731
        assert sorted(type(one).__name__ for one in at_once(send, send)) == ["OutOfStep", "Upload"]
    assert b"".join(open_upload(Upload.objects.get(), by=officer)) == CONTENT
