"""Where the child lives, once that is known: the commune where it happened keeps the case."""

import datetime

import pytest

from mangnon.cases.models import Case
from mangnon.cases.record.changing import Overwrites
from mangnon.cases.record.residence import say_where_child_lives
from mangnon.core.models import Refused
from tests.cases.conftest import at


def said(case, unit, by, seen=None):
    seen = Case.objects.get(pk=case.pk).version if seen is None else seen
    say_where_child_lives(case.pk, unit, seen=seen, by=by, now=at(1))
    return Case.objects.get(pk=case.pk)


def test_it_is_said_and_taken_back_and_the_owner_stays(taken, worker, commune, other_commune):
    case = said(taken, other_commune, worker)
    assert (case.unit, case.residence_unit) == (commune, other_commune)
    assert said(taken, None, worker).residence_unit is None
    assert said(taken, commune, worker).residence_unit is None  # no other one


def test_who_does_not_work_on_the_case_says_nothing(taken, colleague, other_commune):
    with pytest.raises(Refused):
        said(taken, other_commune, colleague)


def test_what_is_no_commune_of_today_is_refused(taken, worker, other_commune, province):
    with pytest.raises(Refused, match="không phải"):
        said(taken, province, worker)
    other_commune.valid_to = datetime.date(2025, 6, 1)
    other_commune.save()
    with pytest.raises(Refused, match="không phải"):
        said(taken, other_commune, worker)


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(taken, worker, other_commune):
    seen = Case.objects.get(pk=taken.pk).version
    said(taken, other_commune, worker)
    assert said(taken, other_commune, worker, seen).residence_unit == other_commune  # sent again
    with pytest.raises(Overwrites):
        said(taken, None, worker, seen)


def test_the_page_begins_with_what_stands_there_and_shows_it_on_the_case(
    client, taken, worker, other_commune, commune
):
    client.force_login(worker)
    address = f"/cases/{taken.pk}/residence/"
    assert address in client.get(f"/cases/{taken.pk}/").content.decode()
    seen = Case.objects.get(pk=taken.pk).version
    sent = {"unit": other_commune.pk, "seen": seen}
    assert client.post(address, sent).status_code == 302
    assert f"trẻ cư trú tại {other_commune}" in client.get(f"/cases/{taken.pk}/").content.decode()
    again = client.post(address, {"unit": "", "seen": seen})
    assert again.status_code == 422
    assert "vừa sửa" in again.content.decode()
    assert str(other_commune) in again.content.decode()
