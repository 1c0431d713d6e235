"""The pages of files of children: asking, following, downloading the whole or the rest of it."""

import datetime
import re

import pytest

from mangnon.children.exporting import making
from mangnon.children.exporting.export import Export
from mangnon.children.exporting.ranges import NotInFile, Range, asked_range
from mangnon.core.models import AuditEntry

LIST = "/children/exports/"
SENT = {
    "columns": ["full_name", "sex"], "form": "csv", "purpose": "visit", "basis": "children_law",
    "reason": "Thăm nhà",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day(settings, tmp_path):
    settings.TODAY, settings.HOME = datetime.date(2025, 6, 1), tmp_path


@pytest.fixture
def officer(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def site(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def ready(site, make_child):
    make_child(full_name="Điểu Ân")
    answer = site.post(LIST, SENT)
    export = Export.objects.get()
    assert answer.headers["Location"] == f"{LIST}{export.pk}/"
    making.make(export.pk)
    export.refresh_from_db()
    return export


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_file_is_asked_for_followed_and_downloaded(site, ready):
    page = site.get(f"{LIST}{ready.pk}/").content.decode()
    assert ready.number in page
    assert "Tải về" in page
    answer = site.get(f"{LIST}{ready.pk}/file/")
    assert answer.headers["Content-Disposition"].endswith(f'tre-em-{ready.number}.csv"')
    assert "Điểu Ân" in body(answer).decode()
    assert ready.number in site.get(LIST).content.decode()


def test_while_it_is_made_the_page_says_how_far_and_asks_again(site, make_child):
    make_child()
    site.post(LIST, SENT)
    export = Export.objects.get()
    part = site.get(f"{LIST}{export.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    assert site.get(f"{LIST}{export.pk}/file/").status_code == 404


def test_what_is_wrong_with_the_form_is_said_and_nothing_is_made(site):
    answer = site.post(LIST, SENT | {"reason": "", "age_from": "9", "age_to": "3"})
    assert answer.status_code == 422
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    assert "nhỏ hơn" in text
    assert not Export.objects.exists()


def test_a_download_goes_on_where_it_broke_off(site, ready):
    address = f"{LIST}{ready.pk}/file/"
    whole = site.get(address)
    assert whole.headers["Accept-Ranges"] == "bytes"
    text = body(whole)
    assert whole.headers["Content-Length"] == str(len(text))
    rest = site.get(address, headers={"Range": "bytes=10-", "If-Range": whole.headers["ETag"]})
    assert (rest.status_code, body(rest)) == (206, text[10:])
    assert rest.headers["Content-Range"] == f"bytes 10-{len(text) - 1}/{len(text)}"
    other = site.get(address, headers={"Range": "bytes=10-", "If-Range": '"another"'})
    assert (other.status_code, body(other)) == (200, text)
    beyond = site.get(address, headers={"Range": f"bytes={len(text)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(text)}")
    firsts = AuditEntry.objects.filter(action="child.export").order_by("pk")
    assert [entry.details["first"] for entry in firsts] == [0, 10, 0]


def test_nobody_else_has_the_file_and_who_moved_has_it_no_more(
    client, site, ready, make_user, officer, ward, township
):
    address = f"{LIST}{ready.pk}/file/"
    client.force_login(make_user("commune_officer", ward, "nguoi-khac"))
    for page in (address, f"{LIST}{ready.pk}/"):
        assert client.get(page).status_code == 404
    assert ready.number not in client.get(LIST).content.decode()
    officer.unit = township
    officer.save()
    client.force_login(officer)
    assert client.get(address).status_code == 404
    officer.unit, officer.role = ward, "village_collaborator"
    officer.save()
    client.force_login(officer)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-0", Range(0, 0)),
        ("bytes=0-" + "9" * 5_000, None),
        ("bytes=5-99", Range(5, 9)),
        ("bytes=-3", Range(7, 9)),
        ("bytes=-30", Range(0, 9)),
        ("bytes=5-4", None),
        ("bytes=0-1,3-4", None),
        ("bytes=-", None),
        ("lines=1-2", None),
        ("", None),
    ],
)
def test_a_range_is_read_as_browsers_write_it(header, found):
    assert asked_range(header, 10) == found


def test_a_range_behind_the_end_is_none():
    for header in ("bytes=10-", "bytes=99-100"):
        with pytest.raises(NotInFile):
            asked_range(header, 10)
