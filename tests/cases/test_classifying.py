"""Saying what a case is about once that is known: a report of thirty seconds knows little of it."""

import datetime

import pytest

from mangnon.cases.models import Case
from mangnon.core.models import Refused
from tests.cases.conftest import DAY

ONLINE = {
    "harms": ["sexual_abuse", "violence"], "setting": "online",
    "happened_on": datetime.date(2025, 6, 8), "grounds": "Công an xã xác minh",
}  # fmt: skip


def test_kind_of_harm_place_and_day_are_put_right_by_a_step_of_the_case(taken, take, worker):
    step = take(taken, "classify", worker, 2, ONLINE)
    case = Case.objects.get(pk=taken.pk)
    assert (case.harms, case.setting) == (["sexual_abuse", "violence"], "online")
    assert case.happened_on == datetime.date(2025, 6, 8)
    assert (case.stage, step.state, step.by) == (taken.stage, "done", worker)


def test_a_day_that_is_not_known_is_taken_away_again(taken, take, worker):
    take(taken, "classify", worker, 2, ONLINE)
    take(taken, "classify", worker, 3, {**ONLINE, "happened_on": None})
    assert Case.objects.get(pk=taken.pk).happened_on is None


def test_what_cannot_be_is_refused(taken, take, worker):
    after_the_report = {**ONLINE, "happened_on": DAY + datetime.timedelta(days=1)}
    with pytest.raises(Refused, match="sau ngày nhận tin báo"):
        take(taken, "classify", worker, 2, after_the_report)
    with pytest.raises(Refused):
        take(taken, "classify", worker, 2, {**ONLINE, "setting": "moon"})
    assert Case.objects.get(pk=taken.pk).harms == ["violence"]


def test_the_case_page_says_what_it_is_about_and_leads_to_the_form_with_it(
    client, taken, worker, take
):
    client.force_login(worker)
    shown = client.get(f"/cases/{taken.pk}/").content.decode()
    assert "Bạo lực" in shown
    assert "Gia đình" in shown
    assert f"/cases/{taken.pk}/online/" not in shown
    form = client.get(f"/cases/{taken.pk}/steps/classify/").content.decode()
    assert form.count(" checked") == 2
    take(taken, "classify", worker, 2, ONLINE)
    shown = client.get(f"/cases/{taken.pk}/").content.decode()
    assert "08/06/2025" in shown
    assert f"/cases/{taken.pk}/online/" in shown


def test_who_only_received_the_report_is_not_told_what_was_found(
    client, taken, take, operator, worker
):
    take(taken, "classify", worker, 2, ONLINE)
    client.force_login(operator)
    assert "Xâm hại tình dục" not in client.get(f"/cases/{taken.pk}/").content.decode()
