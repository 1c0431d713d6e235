"""What every request passes: the limit of its body, and the address that the audit notes."""

import pytest
from django.db import DataError
from django.http import HttpRequest, HttpResponse

from mangnon.config.middleware import RefuseNul, note_origin
from mangnon.core import audit
from mangnon.core.models import Unit

ADDRESS = "/sign-in/"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"CONTENT_LENGTH": str(12 * 1024 * 1024)}, 413),
        ({"CONTENT_LENGTH": "9" * 60}, 413),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({"CONTENT_LENGTH": "-1"}, 411),
        ({"CONTENT_LENGTH": "²"}, 411),
    ],
)
@pytest.mark.django_db
def test_a_body_that_is_too_large_or_of_unknown_length_is_turned_away(client, headers, status):
    assert client.post(ADDRESS, {"username": "a"}, **headers).status_code == status


@pytest.mark.parametrize(
    ("address", "status"), [("/plans/files/", 404), ("/plans/files/x/", 413), ("/files/x", 413)]
)
def test_only_an_address_that_takes_files_takes_a_large_body(client, officer, address, status):
    client.force_login(officer)
    large = {"CONTENT_LENGTH": str(51 * 1024 * 1024)}
    assert client.post(address, {}, **large).status_code == status


@pytest.mark.django_db
def test_an_ordinary_form_goes_through(client):
    assert client.post(ADDRESS, {"username": "a", "password": "b"}).status_code == 200


@pytest.mark.django_db
def test_a_nul_sign_in_an_address_is_turned_away_in_a_sentence(client):
    assert_nul_is_told(client.get(ADDRESS, {"next": "a\0"}))


def test_a_nul_sign_that_meets_the_database_is_told_and_no_other_fault(db):
    with pytest.raises((ValueError, DataError)) as met:
        Unit.objects.filter(name="Thác\0Mơ").exists()
    refusing = RefuseNul(lambda _request: HttpResponse())
    assert_nul_is_told(refusing.process_exception(HttpRequest(), met.value))
    assert refusing.process_exception(HttpRequest(), ValueError("another")) is None


def assert_nul_is_told(answer):
    assert answer.status_code == 400
    assert "ký tự rỗng" in answer.content.decode()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "noted"),
    [
        # Without a proxy of ours the header is only what the client says of itself.
        (0, "10.9.9.9", "172.16.0.1"),
        (0, None, "172.16.0.1"),
        (1, "10.0.0.5", "10.0.0.5"),
        # The client wrote the first address; our proxy added the one that called it.
        (1, "10.9.9.9, 10.0.0.5", "10.0.0.5"),
        (1, "10.9.9.9,10.8.8.8,2001:db8::5", "2001:db8::5"),
        # The outer proxy saw the client, the inner one saw the outer.
        (2, "10.9.9.9, 10.0.0.5, 172.16.0.2", "10.0.0.5"),
        # A request that came past the outer proxy, and what is no address at all.
        (2, "10.9.9.9", "172.16.0.1"),
        (1, "unknown", "172.16.0.1"),
        (1, "10.0.0.5\x1fperson.sign_in", "172.16.0.1"),
        (1, "", "172.16.0.1"),
    ],
)
def test_the_audit_notes_the_address_that_a_client_cannot_forge(
    rf, settings, proxies, forwarded, noted
):
    settings.TRUSTED_PROXIES = proxies
    seen = []

    def view(request):
        seen.append((audit.origin.get(), request.META["REMOTE_ADDR"]))
        return HttpResponse()

    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    note_origin(view)(rf.get("/", REMOTE_ADDR="172.16.0.1", **headers))
    assert seen == [(noted, noted)]
    assert audit.origin.get() == audit.COMMAND_LINE
