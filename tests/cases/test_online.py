"""Harm online: noted, proved and asked to be taken down; nothing of it stands in plain text."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.cases.evidence.keeping import add_evidence, open_evidence
from mangnon.cases.models import OnlineHarm, Takedown
from mangnon.cases.online.noting import answer_takedown, ask_takedown, note_harm
from mangnon.core.models import Refused
from tests.cases.conftest import at

PICTURE = b"\x89PNG" + b"anh chup man hinh" * 10_000


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def harm(case, worker):
    return note(case, worker)


def note(case, by, **changes):
    said = {
        "key": uuid.uuid4(), "platform": "zalo", "address": "nhóm Lớp 5A", "note": "Ảnh của cháu",
        "seen_at": at(0),
    }  # fmt: skip
    return note_harm(case.pk, **{**said, **changes}, by=by, now=at(1))


def keep(harm, by):
    return add_evidence(harm.case_id, harm, "be.png", io.BytesIO(PICTURE), by=by, now=at(1))


def ask(harm, by, **changes):
    said = {"key": uuid.uuid4(), "to": "platform", "reference": "YC-1", "asked_at": at(1)}
    return ask_takedown(harm.case_id, harm.pk, **{**said, **changes}, by=by, now=at(2))


def test_what_is_sent_twice_is_noted_once(case, worker):
    key = uuid.uuid4()
    for _time in range(2):
        harm = note(case, worker, key=key)
        ask(harm, worker, key=key)
    assert (OnlineHarm.objects.count(), Takedown.objects.count()) == (1, 1)


def test_a_file_of_it_is_kept_once_and_tells_nothing(harm, worker):
    kept = keep(harm, worker)
    assert keep(harm, worker).pk == kept.pk  # the same bytes again
    assert b"man hinh" not in kept.file.read_bytes()
    assert b"".join(open_evidence(kept, by=worker)) == PICTURE


def test_a_request_is_answered_once_and_not_before_it_was_made(harm, worker):
    asked = ask(harm, worker)

    def answer(code, hours):
        return answer_takedown(
            harm.case_id, asked.pk, answer=code, note="Đã gỡ bài", answered_at=at(hours),
            by=worker, now=at(5),
        )  # fmt: skip

    with pytest.raises(Refused, match="trước yêu cầu"):
        answer("removed", 0.5)
    with pytest.raises(Refused, match="chưa tới"):
        answer("removed", 6)
    with pytest.raises(Refused, match="danh mục"):
        answer("eaten", 3)
    assert answer("removed", 3).answer == answer("removed", 3).answer == "removed"
    with pytest.raises(Refused, match="đã có kết quả"):
        answer("refused", 4)


@pytest.mark.parametrize("changes", [{"platform": "pigeon"}, {"address": " "}, {"seen_at": at(9)}])
def test_what_says_nothing_or_cannot_be_is_refused(case, worker, changes):
    with pytest.raises(Refused):
        note(case, worker, **changes)


def test_who_only_received_the_report_and_strangers_get_nothing(
    client, harm, case, operator, worker, make_user, other_commune
):
    kept = keep(harm, worker)
    file, page = f"/cases/{case.pk}/evidence/{kept.pk}/", f"/cases/{case.pk}/online/"
    for person, statuses in (
        (operator, (403, 404)),  # who received the report knows of the case, and opens no file
        (make_user("commune_officer", other_commune), (404, 404)),
        (worker, (200, 200)),
    ):
        client.force_login(person)
        assert (client.get(page).status_code, client.get(file).status_code) == statuses


def test_the_page_takes_harm_evidence_request_and_answer(client, case, worker, settings):
    client.force_login(worker)
    page, key = f"/cases/{case.pk}/online/", str(uuid.uuid4())
    said = {"key": key, "platform": "zalo", "address": "nhóm X", "seen_at": "10/06/2025 00:00"}
    assert client.post(page, said).status_code == 302
    file = SimpleUploadedFile("be.png", PICTURE)
    client.post(f"{page}{key}/evidence/", {"file": file})
    asked = {"key": str(uuid.uuid4()), "to": "platform", "asked_at": "10/06/2025 00:00"}
    client.post(f"{page}{key}/takedown/", asked)
    answer = {"answer": "removed", "answered_at": "10/06/2025 00:00"}
    client.post(f"/cases/{case.pk}/takedowns/{Takedown.objects.get().pk}/answer/", answer)
    shown = client.get(page).content.decode()
    for words in ("nhóm X", "be.png", "SHA-256", "Đã gỡ"):
        assert words in shown
    refused = client.post(f"{page}{key}/takedown/", {**asked, "to": "moon"}, follow=True)
    assert "danh sách" in refused.content.decode()
