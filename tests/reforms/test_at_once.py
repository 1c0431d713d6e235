"""Two people apply one draft, or accept one hand-over, at the same moment: one of them does it."""

import threading

import pytest
from django.db import connection

from mangnon.core.models import Handover, Refused, Unit, UnitChange
from mangnon.core.reforms.applying import apply_reform
from mangnon.core.reforms.handing import accept_handover
from tests.reforms.test_applying import MERGE, MERGED, SPLIT

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps):
    """Run every step in a thread of its own from one starting line; return what each answered."""
    line, answers = threading.Barrier(len(steps)), []

    def run(step):
        try:
            line.wait()
            step()
            answers.append("done")
        except Refused as refusal:
            answers.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers, key=lambda answer: answer != "done")


def test_one_draft_is_applied_once(draft, officer, make_user, province):
    batch = draft(MERGE, MERGED)
    other = make_user("focal_office", province, "dau-moi-2")
    answers = at_once(
        *(
            lambda by=by: apply_reform(batch.pk, by=by, seen=batch.version)
            for by in (officer, other)
        )
    )
    assert answers[0] == "done"
    assert "không còn là bản nháp" in answers[1]
    assert UnitChange.objects.count() == 2


def test_of_two_drafts_that_end_one_unit_one_is_applied(draft, officer):
    first, second = draft(MERGE, MERGED), draft(SPLIT)
    answers = at_once(
        *(
            lambda batch=batch: apply_reform(batch.pk, by=officer, seen=batch.version)
            for batch in (first, second)
        )
    )
    assert answers[0] == "done"
    assert "25216" in answers[1]
    assert Unit.objects.filter(code="25216").count() == 1


def test_records_that_two_successors_accept_go_to_one(draft, apply, make_child, make_user, unit):
    child = make_child("25216", "Điểu A", "Thôn 1")
    chairs = {code: make_user("commune_chair", unit(code)) for code in ("25217", "25270")}
    apply(draft(SPLIT))
    offered = {code: Handover.objects.get(to_unit__code=code) for code in chairs}
    answers = at_once(
        *(lambda code=code: accept_handover(offered[code].pk, by=chairs[code]) for code in chairs)
    )
    assert answers[0] == "done"
    assert answers[1] != "done"
    child.refresh_from_db()
    (accepted,) = Handover.objects.filter(state="accepted")
    assert child.unit == accepted.to_unit
