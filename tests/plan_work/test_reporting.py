"""Reports: who may send them, what closes a task, and the proof that is asked for."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.core.models import Refused
from mangnon.plans.models import Assignment
from mangnon.plans.work.reporting import Report, report
from tests.plan_work.conftest import NOW, TODAY, fresh

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


def proof():
    return SimpleUploadedFile("biên bản.pdf", PDF)


def send(task, by, kind="progress", **said):
    return report(task, Report(kind=kind, **said), by=by, now=NOW)


def test_who_does_a_task_reports_on_it_and_nobody_else(
    make_task, health, labour, health_clerk, clerk, leader, commune_officer, stranger
):
    task = make_task(organisation=health, partners=[labour])
    send(task, health_clerk, text="Đã mở hai lớp.", percent=40)
    assert (fresh(task).state, fresh(task).percent) == ("doing", 40)
    for person in (clerk, leader):  # the partner sees the task, and so does the leader
        with pytest.raises(PermissionDenied):
            send(task, person, text="Việc khác")
    for person in (commune_officer, stranger):
        with pytest.raises(Assignment.DoesNotExist):
            send(task, person, text="Việc khác")


def test_a_commune_reports_on_its_own(make_task, commune, commune_officer):
    task = make_task(unit=commune)
    send(task, commune_officer, "done", text="Xong.")
    assert (fresh(task).state, fresh(task).percent, fresh(task).closed_on) == ("done", 100, TODAY)


def test_no_task_that_asks_for_proof_is_closed_without_it(make_task, officer):
    task = make_task(needs_evidence=True)
    with pytest.raises(Refused, match="minh chứng"):
        send(task, officer, "done", text="Xong.")
    assert fresh(task).is_open
    send(task, officer, files=[proof()])
    note = send(task, officer, "done", text="Xong.")
    assert fresh(task).state == "done"
    assert not note.evidence.exists()


def test_proof_may_come_with_the_report_that_closes(make_task, officer):
    task = make_task(needs_evidence=True)
    note = send(task, officer, "done", files=[proof()])
    assert note.evidence.get().name == "biên bản.pdf"


def test_proof_from_before_a_reopening_closes_nothing_again(make_task, officer):
    task, later = make_task(needs_evidence=True), NOW + timedelta(hours=1)
    send(task, officer, "done", text="Xong.", files=[proof()])
    report(task, Report("reopened", "Phải làm lại."), by=officer, now=later)
    with pytest.raises(Refused, match="minh chứng"):
        report(task, Report("done", "Xong."), by=officer, now=later + timedelta(hours=1))
    again = Report("done", "Xong.", files=[proof()])
    report(task, again, by=officer, now=later + timedelta(hours=2))
    assert fresh(task).state == "done"


def test_nothing_is_left_of_a_report_whose_file_is_refused(make_task, officer):
    task = make_task()
    with pytest.raises(Refused, match=r"\.docx"):
        send(task, officer, text="Xong.", files=[SimpleUploadedFile("a.pdf", b"MZ\0\0")])
    assert not task.notes.exists()


def test_a_report_that_is_sent_twice_counts_once(make_task, officer):
    task, key = make_task(), uuid.uuid4()
    for _time in (1, 2):
        send(task, officer, "done", text="Xong.", key=key)
    assert task.notes.count() == 1


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("progress", {}, "nội dung"),
        ("not_done", {}, "lý do"),
        ("reopened", {"text": "Sai"}, "đang mở"),
    ],
)
def test_a_report_that_says_nothing_is_refused(make_task, officer, kind, said, words):
    with pytest.raises(Refused, match=words):
        send(make_task(), officer, kind, **said)


def test_a_closed_task_is_reopened_with_a_reason_before_more_is_reported(make_task, officer):
    task = make_task()
    send(task, officer, "not_done", text="Không có kinh phí.")
    for kind, said, words in (
        ("progress", {"text": "Thêm"}, "mở lại"),
        ("reopened", {}, "lý do"),
    ):
        with pytest.raises(Refused, match=words):
            send(task, officer, kind, **said)
    send(task, officer, "reopened", text="Đã có kinh phí.")
    assert (fresh(task).state, fresh(task).closed_on) == ("doing", None)
