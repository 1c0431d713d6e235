"""A report is sent, or it is taken back: never both, whoever comes first."""

import pytest

from mangnon.core.models import Refused
from mangnon.reports.models import Obligation
from mangnon.reports.obligations.asking import withdraw
from mangnon.ui.context import now
from tests.at_once import at_once

from .conftest import fresh, send, submit

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_taken_back_at_the_same_moment_is_not_sent(report, keeper, chair, officer):
    submit(report, keeper)
    owed = Obligation.objects.get(pk=report.obligation_id)
    about = {"reason": "Không cần", "of_everybody": False, "by": officer, "now": now()}
    done = at_once(lambda: send(report, chair), lambda: withdraw(owed, **about))
    owed.refresh_from_db()
    is_sent = fresh(report).state == "sent"
    assert is_sent != (owed.withdrawn_at is not None)
    assert [isinstance(one, Refused) for one in done] == [not is_sent, is_sent]
