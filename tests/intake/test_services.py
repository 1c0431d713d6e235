"""A file goes from received to checked, applied and undone, and never half of it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mangnon.core.models import AuditEntry, Refused
from mangnon.intake import services
from mangnon.intake.models import Batch

HEADINGS = ("Họ và tên", "Ngày sinh", "Cân nặng")
ROWS = (HEADINGS, ("An", "1/2/2020", "9"), ("Tên xấu", "", "9"), ("Bình", "32/1/2020", "8"))


@pytest.fixture
def file(workbook):
    return workbook(*ROWS)


@pytest.fixture
def batch(register, file, importing, commune):
    return services.receive(file, "dogs", by=importing, unit=commune)


def test_who_may_not_import_receives_nothing(register, workbook, officer, commune):
    with pytest.raises(PermissionDenied):
        services.receive(workbook(*ROWS), "dogs", by=officer, unit=commune)
    assert not Batch.objects.exists()


def test_a_unit_that_one_does_not_serve_is_refused(register, workbook, importing, elsewhere):
    with pytest.raises(Refused, match="Nơi khác"):
        services.receive(workbook(*ROWS), "dogs", by=importing, unit=elsewhere)


def test_a_check_says_what_would_become_of_the_rows_and_writes_nothing(batch, importing, register):
    services.check(batch, by=importing)
    assert batch.state == "checked"
    assert batch.counts["read"] == 3
    assert (batch.counts["new"], batch.counts["rejected"]) == (1, 2)
    assert register.held == {}


def test_applying_writes_the_accepted_rows_and_undoing_takes_them_back(batch, importing, register):
    services.check(batch, by=importing)
    services.apply(batch, by=importing)
    assert (batch.state, register.held) == ("applied", {"An": 9.0})
    services.undo(batch, by=importing)
    assert (batch.state, register.held) == ("undone", {})
    actions = AuditEntry.objects.filter(table="intake_batch").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "batch.receive", "batch.check", "batch.apply", "batch.undo",
    ]  # fmt: skip


def test_a_batch_is_applied_once(batch, importing):
    services.apply(batch, by=importing)
    with pytest.raises(Refused, match="hãy nạp lại tệp"):
        services.apply(batch, by=importing)


def test_the_same_file_twice_changes_nothing(batch, importing, commune, file):
    services.apply(batch, by=importing)
    again = services.receive(file, "dogs", by=importing, unit=commune)
    services.apply(again, by=importing)
    assert (again.counts["new"], again.counts["same"]) == (0, 1)
    assert list(Batch.objects.same_file_as(again)) == [batch]


def test_what_was_looked_at_must_still_hold_when_it_is_applied(batch, importing, register):
    services.check(batch, by=importing)
    register.held["An"] = 5.0
    with pytest.raises(Refused):
        services.apply(batch, by=importing)
    batch.refresh_from_db()
    assert (batch.state, batch.counts["changed"], register.held) == ("checked", 1, {"An": 5.0})
    services.apply(batch, by=importing)
    assert register.held == {"An": 9.0}


def test_a_batch_is_undone_within_thirty_days(batch, importing):
    services.apply(batch, by=importing)
    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(Refused):
        services.undo(batch, by=importing)


def test_an_undo_that_the_importer_refuses_leaves_the_batch_applied(batch, importing, register):
    services.apply(batch, by=importing)
    register.held["Giữ"] = 1
    with pytest.raises(Refused, match="Giữ lại"):
        services.undo(batch, by=importing)
    batch.refresh_from_db()
    assert batch.state == "applied"


def test_the_file_is_kept_sealed(batch):
    kept = batch.file.read_bytes()
    assert b"PK" not in kept[:8]
    assert batch.folder.stat().st_mode & 0o077 == 0
    assert batch.file.stat().st_mode & 0o077 == 0


def test_an_altered_or_cut_off_file_is_refused(batch, importing):
    batch.file.write_bytes(batch.file.read_bytes()[:-1])
    with pytest.raises(Refused):
        services.check(batch, by=importing)


def test_a_file_that_cannot_be_read_is_refused_for_good_and_dropped(
    register, importing, commune, tmp_path
):
    (tmp_path / "no.xlsx").write_bytes(b"\x00\x01\x02nothing")
    batch = services.receive(tmp_path / "no.xlsx", "dogs", by=importing, unit=commune)
    with pytest.raises(Refused, match=r"no\.xlsx"):
        services.check(batch, by=importing)
    batch.refresh_from_db()
    assert batch.state == "refused"
    assert "no.xlsx" in batch.refusal
    assert not batch.folder.exists()
