"""Files that prove a step or harm online: sealed, opened by who works on the case."""

import hashlib
import io

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.cases.evidence.keeping import LARGEST, add_evidence, digest_of, open_evidence
from mangnon.cases.models import Evidence
from mangnon.core.models import AuditEntry, Refused
from tests.cases import answers
from tests.cases.conftest import at

PHOTO = b"\xff\xd8 anh vet thuong cua chau" * 9000
SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def step(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    return take(case, "check", worker, 1, answers.CHECK)


@pytest.fixture
def add(step, worker):
    def _add(name="vết thương.jpg", content=PHOTO, by=worker):
        return add_evidence(step.case_id, step, name, io.BytesIO(content), by=by, now=at(2))

    return _add


def test_a_file_is_sealed_with_its_hash_and_comes_back_whole(add, worker, home):
    evidence = add()
    assert evidence.sha256 == hashlib.sha256(PHOTO).hexdigest()
    (sealed,) = (home / "cases").rglob("*.sealed")
    assert b"vet thuong" not in sealed.read_bytes()
    assert b"".join(open_evidence(evidence, by=worker)) == PHOTO
    assert AuditEntry.objects.filter(action="case.open_evidence", actor=worker).count() == 1


def test_the_same_file_sent_again_is_there_once(add, home):
    assert add() == add(name="khác.jpg")
    assert Evidence.objects.count() == 1
    assert len(list((home / "cases").rglob("*.sealed"))) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("virus.exe", b"MZ", "loại tệp"),
        ("trang.html", b"<script>", "loại tệp"),
        ("rỗng.pdf", b"", "trống"),
        ("lớn.mp4", b"0" * (LARGEST + 1), "50 MB"),
    ],
)
def test_what_is_no_evidence_is_refused(add, home, name, content, words):
    with pytest.raises(Refused, match=words):
        add(name, content)
    assert not Evidence.objects.exists()
    assert not list((home / "cases").rglob("*"))


def test_a_name_brings_no_folder_and_no_sign_that_steers(add):
    assert add("C:\\Users\\x\\../..\u202e\nbao cao.pdf").name == "..bao cao.pdf"


def test_the_hash_is_that_of_the_file_itself(add):
    evidence = add(content=b"abc")
    assert evidence.sha256 == digest_of(evidence) == SHA256_OF_ABC


def test_a_file_that_was_altered_or_is_gone_is_not_given(add, worker, client, case):
    evidence = add()
    evidence.sha256 = SHA256_OF_ABC
    evidence.save()
    with pytest.raises(Refused, match="đưa vào"):
        open_evidence(evidence, by=worker)
    evidence.file.unlink()
    with pytest.raises(Refused):
        open_evidence(evidence, by=worker)
    client.force_login(worker)
    assert client.get(f"/cases/{case.pk}/evidence/{evidence.pk}/").status_code == 404


def test_a_step_of_another_case_gets_no_file(add, other_case, worker):
    with pytest.raises(Refused, match="không mở"):
        add_evidence(
            add().case_id, other_case.steps.get(), "a.jpg", io.BytesIO(PHOTO), by=worker, now=at(2)
        )


def test_who_takes_no_part_adds_and_opens_nothing(add, colleague, chair, client, case, step):
    with pytest.raises(Refused, match="không tham gia"):
        add(by=colleague)
    with pytest.raises(PermissionDenied):
        add(by=chair)
    evidence = add()
    client.force_login(colleague)
    assert client.get(f"/cases/{case.pk}/evidence/{evidence.pk}/").status_code == 404


def test_it_is_downloaded_and_never_shown_in_the_name_of_the_site(add, worker, client, case):
    evidence = add()
    client.force_login(worker)
    answer = client.get(f"/cases/{case.pk}/evidence/{evidence.pk}/")
    assert b"".join(answer.streaming_content) == PHOTO
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
