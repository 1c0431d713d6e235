"""A file of proof: its kind is told from what is in it, and it lies sealed in the home."""

import hashlib
import io
import struct
from datetime import timedelta

import pytest
from django.utils import timezone

from mangnon.core.models import AuditEntry, Refused, Upload
from mangnon.core.uploads import receiving
from mangnon.core.uploads.attaching import brought_in
from mangnon.core.uploads.dropping import drop_unheld
from mangnon.core.uploads.kinds import kind_of
from mangnon.core.uploads.opening import open_upload
from tests.core_uploads.files import KEPT, NOT_KEPT


@pytest.mark.parametrize("kind", KEPT)
def test_each_kind_is_told_from_its_content(kind):
    assert kind_of(io.BytesIO(KEPT[kind])) == kind


@pytest.mark.parametrize("what", NOT_KEPT)
def test_what_is_none_of_the_kinds_is_refused_whatever_its_name(what, bring, home):
    with pytest.raises(Refused, match=r"\.pdf, \.docx"):
        bring(NOT_KEPT[what], "báo cáo.pdf")
    assert not Upload.objects.exists()
    assert not list(home.rglob("*.*"))


def test_an_archive_of_very_many_parts_is_not_even_listed(bring, home):
    """Thirty megabytes hold a million empty parts, and listing them takes half a minute."""
    listed = b"PK\x01\x02" + b"\x00" * 42
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 1, 1, 20_000 * len(listed), 0, 0)
    with pytest.raises(Refused, match=r"\.pdf, \.docx"):
        bring(listed * 20_000 + end, "báo cáo.docx")


def test_a_file_lies_sealed_with_its_hash_and_comes_back_whole(bring, officer, home):
    content = KEPT["pdf"] + b"Nguyen Thi Be" * 20_000
    upload = bring(content)
    (sealed,) = (home / "uploads").iterdir()
    assert b"Nguyen Thi Be" not in sealed.read_bytes()
    assert upload.sha256 == hashlib.sha256(content).hexdigest()
    assert b"".join(open_upload(upload, by=officer)) == content
    assert AuditEntry.objects.filter(action="upload.open", actor=officer).count() == 1


def test_a_file_that_was_altered_is_not_given_and_not_noted_as_read(bring, officer):
    upload = bring()
    upload.file.write_bytes(upload.file.read_bytes()[:-1] + b"x")
    with pytest.raises(Refused, match="hỏng"):
        open_upload(upload, by=officer)
    assert not AuditEntry.objects.filter(action="upload.open").exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\x\\../..\u202e\nbao cao.PDF", "..bao cao.PDF"),
        ("báo cáo.exe", "báo cáo.exe.pdf"),
        ("", "tep.pdf"),
        ("dài" * 100, ("dài" * 100)[-196:] + ".pdf"),
    ],
)
def test_a_name_brings_no_folder_and_ends_as_its_kind_does(bring, name, kept):
    assert bring(name=name).name == kept


@pytest.mark.parametrize(("size", "words"), [(0, "trống"), (51, "50 MB")])
def test_an_empty_or_too_large_file_is_refused(bring, size, words):
    with pytest.raises(Refused, match=words):
        bring(b"%PDF-" + b"0" * (size * receiving.MIB) if size else b"")


def test_one_person_fills_no_disk_with_files_that_hang_on_nothing(bring, hold, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_LOOSE", 100)
    first = bring(KEPT["png"])
    with pytest.raises(Refused, match="ngày mai"):
        bring(KEPT["png"])
    hold(first)
    bring(KEPT["png"])


def test_nobody_takes_for_their_record_what_somebody_else_brought_in(bring, officer, leader):
    upload, now = bring(), timezone.now()
    assert brought_in([upload.pk], by=officer, now=now) == [upload]
    with pytest.raises(Refused, match="chọn lại"):
        brought_in([upload.pk], by=leader, now=now)


def test_a_day_later_what_no_record_holds_is_gone(
    bring, hold, home, django_capture_on_commit_callbacks
):
    held, loose = bring(), bring()
    hold(held)
    for hours, left in ((23, {held, loose}), (25, {held})):
        with django_capture_on_commit_callbacks(execute=True):
            drop_unheld(timezone.now() + timedelta(hours=hours))
        assert set(Upload.objects.all()) == left
        assert {f"{one.pk}.sealed" for one in left} == {
            file.name for file in (home / "uploads").iterdir()
        }


def test_what_a_killed_program_left_goes_too(bring, hold, home):
    hold(bring())
    (home / "uploads" / ".4c2e.draft").write_bytes(b"x")
    (home / "uploads" / "4c2e.parts").mkdir()
    drop_unheld(timezone.now() + timedelta(hours=25))
    assert len(list((home / "uploads").iterdir())) == 1
