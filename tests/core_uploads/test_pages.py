"""Files over the web: in pieces, each once; given only to who sees a record that holds them."""

import uuid

import pytest

from mangnon.core.models import Upload
from mangnon.core.uploads.pages import PIECE
from tests.core_uploads.files import KEPT, NOT_KEPT

CONTENT = KEPT["pdf"] + bytes(range(256)) * 400
WHOLE = len(CONTENT)
HALF = WHOLE // 2


@pytest.fixture
def web(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def begun(web):
    """Begin a file of so many bytes; return its address."""

    def _begun(size=WHOLE, key=None):
        asked = {"id": key or uuid.uuid4(), "name": "báo cáo.pdf", "size": size}
        return web.post("/uploads/", asked)

    return _begun


def send(client, address, offset, piece):
    return client.patch(address, piece, content_type=PIECE, headers={"Upload-Offset": str(offset)})


def test_a_file_comes_in_pieces_and_goes_on_where_it_was_broken_off(web, begun, officer, home):
    address = begun()["Location"]
    assert send(web, address, 0, CONTENT[:HALF]).status_code == 204
    there = web.head(address)
    assert (there["Upload-Offset"], there["Upload-Length"]) == (str(HALF), str(len(CONTENT)))
    last = send(web, address, HALF, CONTENT[HALF:])
    assert last["Upload-Offset"] == str(len(CONTENT))
    upload = Upload.objects.get()
    assert (upload.kind, upload.added_by, upload.name) == ("pdf", officer, "báo cáo.pdf")
    assert not any(b"%PDF" in file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_the_pieces_are_gone_once_the_file_is_whole(
    web, begun, home, django_capture_on_commit_callbacks
):
    address = begun()["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        send(web, address, 0, CONTENT)
    assert [file.suffix for file in (home / "uploads").iterdir()] == [".sealed"]


def test_a_piece_that_is_sent_twice_counts_once(web, begun):
    address = begun()["Location"]
    send(web, address, 0, CONTENT[:HALF])
    assert send(web, address, 0, CONTENT[:HALF]).status_code == 409
    assert send(web, address, HALF + 1, b"x").status_code == 409
    send(web, address, HALF, CONTENT[HALF:])
    assert send(web, address, WHOLE, b"x").status_code == 409


def test_the_same_file_begun_twice_is_one(web, begun):
    key = uuid.uuid4()
    assert begun(key=key)["Location"] == begun(key=key)["Location"]
    assert begun(size=7, key=key).status_code == 422
    assert Upload.objects.count() == 1


def test_nothing_is_left_of_a_file_of_no_kind_that_is_kept(web, begun):
    program = NOT_KEPT["a program called .pdf"]
    address = begun(len(program))["Location"]
    refused = send(web, address, 0, program)
    assert refused.status_code == 422
    assert ".docx" in refused.content.decode()
    assert not Upload.objects.exists()


def test_nothing_is_left_of_a_file_that_is_longer_than_was_said(web, begun):
    address = begun(10)["Location"]
    assert send(web, address, 0, CONTENT).status_code == 422
    assert web.head(address).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"id": "x", "size": "1"},
        {"id": str(uuid.uuid4()), "name": "a", "size": "-1"},
        {"id": str(uuid.uuid4()), "name": "a", "size": "0"},
        {"id": str(uuid.uuid4()), "name": "a", "size": str(51 * 1024**2)},
    ],
)
def test_a_file_that_cannot_be_is_refused_before_a_byte_of_it_comes(web, asked):
    assert web.post("/uploads/", asked).status_code == 422


def test_a_piece_says_what_it_is_and_where_it_begins(web, begun):
    address = begun()["Location"]
    assert web.patch(address, b"x", content_type="text/plain").status_code == 415
    assert send(web, address, "x", b"x").status_code == 415


def test_nobody_learns_of_or_adds_to_a_file_that_another_brings(web, begun, client, leader):
    key = uuid.uuid4()
    address = begun(key=key)["Location"]
    client.force_login(leader)
    assert client.head(address).status_code == 404
    assert send(client, address, 0, CONTENT).status_code == 404
    assert begun(key=key).status_code == 409


def test_a_file_is_given_only_to_who_sees_a_record_that_holds_it(
    web, bring, hold, client, leader, stranger
):
    upload = bring(name="biên bản.pdf")
    address = f"/uploads/{upload.pk}/"
    assert web.get(address).status_code == 404  # no record holds it
    hold(upload)
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(leader)
    given = client.get(address)
    assert b"".join(given.streaming_content) == KEPT["pdf"]
    assert given["Content-Type"] == "application/pdf"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Disposition"].startswith("attachment; filename*=UTF-8''bi%C3%AAn")


def test_a_file_is_not_given_before_it_is_whole(web, begun, hold):
    address = begun()["Location"]
    send(web, address, 0, CONTENT[:HALF])
    hold(Upload.objects.get())
    assert web.get(address).status_code == 404
