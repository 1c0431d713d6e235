"""Files with children in them are kept no longer than a batch may be undone."""

import shutil
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from mangnon.core.models import AuditEntry
from mangnon.intake import services
from mangnon.intake.keeping import drop_what_is_over
from mangnon.intake.tasks import drop_what_is_over as every_hour


@pytest.fixture
def batch(register, workbook, importing, commune):
    file = workbook(("Họ và tên", "Ngày sinh"), ("An", "1/2/2020"))
    return services.receive(file, "dogs", by=importing, unit=commune)


def after(days):
    drop_what_is_over(timezone.now() + timedelta(days=days))


def test_a_batch_is_dropped_with_its_rows_when_it_can_no_longer_be_undone(
    batch, importing, register
):
    register.held = {"Giữ lại": 1}
    services.apply(batch, by=importing)
    after(29)
    assert batch.file.exists()
    assert batch.pk in register.before
    assert not AuditEntry.objects.filter(action="batch.drop").exists()
    after(31)
    after(32)
    assert not batch.folder.exists()
    assert batch.pk not in register.before
    entry = AuditEntry.objects.get(action="batch.drop")
    assert (entry.record_id, entry.details) == (str(batch.pk), {"rows": 1})
    batch.refresh_from_db()
    assert batch.state == "applied"


def test_a_batch_that_was_applied_late_is_kept_for_thirty_days_from_then(batch, importing):
    services.apply(batch, by=importing)
    type(batch).objects.update(received_at=timezone.now() - timedelta(days=40))
    after(0)
    assert batch.file.exists()
    after(31)
    assert not batch.folder.exists()


def test_what_was_never_applied_is_dropped_thirty_days_after_it_came(batch):
    after(31)
    assert not batch.folder.exists()


def test_rows_are_dropped_where_the_file_is_gone_already(batch, importing, register):
    register.held = {"Giữ lại": 1}
    services.apply(batch, by=importing)
    shutil.rmtree(batch.folder)  # as after a restore: a backup holds no file that was brought in
    after(31)
    assert batch.pk not in register.before


def test_what_a_killed_program_left_without_a_batch_is_dropped_a_day_later(batch, settings):
    (settings.INTAKE / "left").mkdir()
    after(0)
    assert (settings.INTAKE / "left").exists()
    after(2)
    assert not (settings.INTAKE / "left").exists()
    assert batch.file.exists()


def test_the_worker_does_it_every_hour(batch):
    type(batch).objects.update(received_at=timezone.now() - timedelta(days=31))
    periodic = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert every_hour.name in periodic
    every_hour(timestamp=0)
    assert not batch.folder.exists()
