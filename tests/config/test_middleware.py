"""A body that is too large is turned away before a byte of it is stored."""

import pytest

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


@pytest.mark.django_db
def test_an_ordinary_form_goes_through(client):
    assert client.post(ADDRESS, {"username": "a", "password": "b"}).status_code == 200
