"""Two people at the same moment: one result, and nothing is unlocked under the other's hands."""

import pytest
from django.db import transaction

from mangnon.core.models import Refused
from mangnon.reports.consolidating.sending import send
from mangnon.reports.consolidating.taking_in import begin, take_in
from mangnon.reports.models import ConsolidatedPassage, Submission
from mangnon.ui.context import now
from tests.at_once import at_once

from .conftest import DUE

pytestmark = pytest.mark.django_db(transaction=True)


def test_begun_and_taken_in_by_two_at_once_it_is_one_report(
    own, run, owe, accept, officer, colleague
):
    accept(owe("25216"), {"results": "Một.\nHai."})
    first, second = at_once(
        lambda: begin(own.pk, run, by=officer, now=now()),
        lambda: begin(own.pk, run, by=colleague, now=now()),
    )
    assert first.pk == second.pk
    accept(owe("25217"), {"results": "Ba."})
    made = at_once(*(lambda by=by: take_in(own.pk, by=by) for by in (officer, colleague)))
    assert sorted(made) == [0, 1]
    assert ConsolidatedPassage.objects.count() == 3


def test_a_source_is_returned_before_or_after_the_sending_never_under_it(
    own, owe, accept, waiting, officer, colleague, make_user, province
):
    source = accept(owe("25216"), {"results": "Một."})
    report = waiting()
    third = make_user("focal_office", province, "nguoi-thu-ba")

    def post(by, number):
        return send(
            own.pk, number=number, signed_on=DUE, seen_at=report.changed_at, by=by, now=now()
        )

    def give_back():
        """Do what returning an accepted report does: lock it, look, change."""
        with transaction.atomic():
            found = Submission.objects.select_for_update().get(pk=source.pk)
            if found.state != "accepted":
                raise Refused("locked")
            found.state = "returned"
            found.save()
            return "returned"

    sent = at_once(lambda: post(colleague, "1/BC"), lambda: post(third, "2/BC"), give_back)
    source.refresh_from_db()
    report.refresh_from_db()
    if source.state == "returned":
        assert all(isinstance(one, Refused) for one in sent[:2])
        assert report.state == "submitted"
    else:
        assert (source.state, report.state) == ("locked", "sent")
        assert sum(isinstance(one, Refused) for one in sent) == 2
        assert report.versions.count() == 1
