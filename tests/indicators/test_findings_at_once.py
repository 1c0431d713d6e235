"""Two people who explain the same figure at the same moment, in two runs."""

import datetime

import pytest

from mangnon.core.models import Refused
from mangnon.indicators.models import Explanation, Finding
from mangnon.indicators.quality.explaining import explain_finding
from mangnon.indicators.services import compute_run
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Xã vừa rà soát toàn bộ sổ trong tháng 9."


def test_one_explains_and_the_other_learns_who_did(run, snapshot, officer, province):
    runs = [run, compute_run(snapshot, by=officer)]
    same = [
        Finding.objects.create(
            run=each, unit=province, check_name="jump", severity="warning", leaf="14",
            figure="60.0 3 5", says="Tăng.", advice="Xem.", begins_on=datetime.date(2025, 1, 1),
        )
        for each in runs
    ]  # fmt: skip
    answers = at_once(*(lambda f=f: explain_finding(f.pk, by=officer, reason=REASON) for f in same))
    kinds = sorted(type(answer).__name__ for answer in answers)
    assert kinds == ["Explanation", "Refused"]
    refusal = next(answer for answer in answers if isinstance(answer, Refused))
    assert officer.full_name in str(refusal)
    assert Explanation.objects.count() == 1
