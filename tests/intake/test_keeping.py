"""Files with children in them are kept no longer than a batch may be undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mangnon.intake import services
from mangnon.intake.keeping import drop_old_files


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
