"""Files with children in them are kept no longer than a batch may be undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mangnon.intake import services
from mangnon.intake.keeping import drop_old_files
from mangnon.intake.sealed_files import PIECE, new_key, opened, seal


@pytest.fixture
def batch(register, workbook, importing, commune):
    file = workbook(("Họ và tên", "Ngày sinh"), ("An", "1/2/2020"))
    return services.receive(file, "dogs", by=importing, unit=commune)


def test_a_file_is_dropped_when_its_batch_can_no_longer_be_undone(batch, importing):
    services.apply(batch, by=importing)
    drop_old_files(timezone.now() + timedelta(days=29))
    assert batch.file.exists()
    drop_old_files(timezone.now() + timedelta(days=31))
    assert not batch.folder.exists()


def test_what_a_killed_program_left_without_a_batch_is_dropped_a_day_later(batch, settings):
    (settings.INTAKE / "left").mkdir()
    drop_old_files(timezone.now())
    assert (settings.INTAKE / "left").exists()
    drop_old_files(timezone.now() + timedelta(days=2))
    assert not (settings.INTAKE / "left").exists()
    assert batch.file.exists()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_what_was_sealed_is_opened_and_nothing_of_it_is_on_the_disk(tmp_path, size):
    content, key = b"x" * size, new_key()
    pieces = (content[at : at + PIECE] for at in range(0, size, PIECE))
    seal(pieces, tmp_path / "a" / "file", key)
    assert b"".join(opened(tmp_path / "a" / "file", key)) == content
    assert b"x" * 16 not in (tmp_path / "a" / "file").read_bytes()
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["file"]


def test_a_sealed_file_opens_only_in_its_place_whole_and_with_its_key(tmp_path):
    key, place = new_key(), tmp_path / "a" / "file"
    seal(iter([b"x" * PIECE, b"y"]), place, key)
    sealed = place.read_bytes()

    def refuses(content, file=place, with_key=key):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        with pytest.raises(services.Refused):
            list(opened(file, with_key))

    refuses(sealed[: 8 + PIECE + 16])  # its last piece is gone
    refuses(sealed, file=tmp_path / "b" / "file")
    refuses(sealed, with_key=new_key())
    refuses(b"")
