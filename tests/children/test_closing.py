"""Closing a record, opening it again, and turning 16: what lists and figures make of it."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.models import (
    Birth,
    Child,
    Death,
    FactVersion,
    Injury,
    Measurement,
    PovertySpell,
    ResidenceSpell,
    Schooling,
)
from mangnon.children.record.closing import close_record, reopen_record
from mangnon.core.models import AuditEntry, Refused
from tests.children.extracting import AS_OF, DAY_BEFORE, only, rows

TODAY = AS_OF
BORN = date(2022, 5, 17)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


def close(child, by, reason="left_country", on=TODAY, **more):
    close_record(child.pk, reason=reason, on=on, by=by, today=TODAY, **more)


def test_who_may_not_move_children_closes_and_opens_nothing(client, make_child, make_user, ward):
    child, other = make_child(), make_child(closed_on=TODAY, closed_reason="left_country")
    collaborator = make_user("village_collaborator", ward)
    with pytest.raises(PermissionDenied):
        close(child, collaborator)
    with pytest.raises(PermissionDenied):
        reopen_record(other.pk, by=collaborator)
    client.force_login(collaborator)
    assert client.post(f"/children/{child.pk}/close/").status_code == 403
    assert "Đóng hồ sơ" not in client.get(f"/children/{child.pk}/").content.decode()


def test_a_record_is_closed_from_a_day_and_opened_again(make_child, keeper):
    child = make_child(BORN)
    close(child, keeper)
    assert not Child.objects.living_on(TODAY).exists()
    assert Child.objects.living_on(DAY_BEFORE).get() == child
    with pytest.raises(Refused, match="đã đóng"):
        close(child, keeper)
    reopen_record(child.pk, by=keeper)
    assert Child.objects.living_on(TODAY).get() == child
    with pytest.raises(Refused, match="đang mở"):
        reopen_record(child.pk, by=keeper)
    entry = AuditEntry.objects.get(action="child.reopen")
    assert entry.details == {"reason": "left_country"}


@pytest.mark.parametrize("on", [BORN - timedelta(1), TODAY + timedelta(1)])
def test_a_day_that_cannot_be_is_refused(make_child, keeper, on):
    child = make_child(BORN)
    with pytest.raises(Refused):
        close(child, keeper, on=on)


def test_a_death_closes_the_record_where_the_child_lived(make_child, keeper, ward, township):
    child = make_child(BORN)
    ResidenceSpell.objects.create(
        child=child, unit=township, began_on=BORN, ended_on=date(2025, 2, 1)
    )
    ResidenceSpell.objects.create(child=child, unit=ward, began_on=date(2025, 2, 1))
    close(child, keeper, "died", date(2025, 1, 5), cause="illness")
    death = Death.objects.get(child=child)
    assert (death.unit, death.died_on, death.cause) == (township, date(2025, 1, 5), "illness")
    reopen_record(child.pk, by=keeper)
    assert not Death.objects.exists()
    assert Child.objects.open_on(TODAY).get() == child


def test_a_death_that_was_none_stays_in_the_history(make_child, keeper):
    child = make_child(BORN)
    close(child, keeper, "died", date(2025, 1, 5), cause="illness")
    reopen_record(child.pk, by=keeper)
    version = FactVersion.objects.visible_to(keeper).get(child=child)
    assert (version.kind, version.change, version.changed_by) == ("death", "removed", keeper)
    assert json.loads(version.row) == {"began_on": "2025-01-05", "answers": {"cause": "illness"}}
    assert version.reason == "Hồ sơ được mở lại."


def test_what_was_entered_by_mistake_counts_on_no_day(make_child, keeper):
    child = make_child(BORN)
    close(child, keeper, "mistake")
    assert not Child.objects.living_on(DAY_BEFORE).exists()
    assert not Child.objects.open_on(BORN).exists()


def with_facts(child):
    day = date(2025, 9, 10)
    Birth.objects.create(child=child, unit=child.unit, born_on=child.birth_date)
    Injury.objects.create(child=child, unit=child.unit, injured_on=day, is_fatal=False)
    Measurement.objects.create(child=child, unit=child.unit, measured_on=day, weight_kg=12, waz=-1)
    Schooling.objects.create(
        child=child, unit=child.unit, school_year=2026, level="primary", grade=1,
        is_enrolled_at_start=True,
    )  # fmt: skip
    return child


STANDING, EVENTS = ("children", "measurements", "pupils"), ("births", "injuries")


def test_a_snapshot_leaves_a_closed_record_out_from_its_day_and_keeps_its_events(
    make_child, keeper
):
    child = with_facts(make_child(BORN))
    for table in (*STANDING, *EVENTS):
        assert len(rows(table)) == 1, table
    close(child, keeper)
    for table in STANDING:
        assert not rows(table), table
        assert len(rows(table, as_of=DAY_BEFORE)) == 1, table
    for table in EVENTS:
        assert len(rows(table)) == 1, table


def test_a_snapshot_holds_nothing_of_a_mistake_or_of_a_merged_record(make_child, keeper):
    mistake, second = with_facts(make_child(BORN)), with_facts(make_child(BORN))
    close(mistake, keeper, "mistake")
    first = make_child(BORN)
    second.merged_into = first
    second.save()
    for table in (*STANDING, *EVENTS):
        expected = 1 if table == "children" else 0  # the first record, which has no facts
        assert len(rows(table, as_of=DAY_BEFORE)) == expected, table
    Death.objects.create(child=mistake, unit=mistake.unit, died_on=DAY_BEFORE)
    assert not rows("deaths")


def test_a_birth_of_a_child_who_never_entered_is_still_counted(ward):
    Birth.objects.create(unit=ward, born_on=BORN)
    assert len(rows("births")) == 1


def test_a_snapshot_takes_the_poverty_class_of_its_day(make_child):
    child = with_facts(make_child(BORN, poverty="not_poor"))
    assert only("children")["poverty"] == "not_poor"
    PovertySpell.objects.create(
        child=child, poverty="poor", began_on=date(2025, 1, 1), ended_on=AS_OF
    )
    assert only("children", as_of=DAY_BEFORE)["poverty"] == "poor"
    assert only("measurements", as_of=DAY_BEFORE)["poverty"] == "poor"
    assert only("children")["poverty"] == "not_poor"


def test_turning_16_ends_the_child_by_date_alone_and_keeps_the_record_open(
    client, make_child, keeper
):
    child = make_child(date(2009, 10, 31))
    client.force_login(keeper)
    assert child.full_name not in client.get("/children/").content.decode()
    page = client.get(f"/children/{child.pk}/")
    assert page.status_code == 200
    assert "đã đủ 16 tuổi" in page.content.decode()
    assert client.get(f"/children/{child.pk}/edit/").status_code == 200
    assert Child.objects.open_on(TODAY).get() == child


def test_the_pages_close_a_record_and_open_it_again(client, make_child, keeper):
    child = make_child(BORN)
    client.force_login(keeper)
    sent = {"reason": "left_province", "on": "2025-10-01", "cause": ""}
    assert (
        client.post(f"/children/{child.pk}/close/", {"reason": "left_province"}).status_code == 422
    )
    closed = client.post(f"/children/{child.pk}/close/", sent, follow=True).content.decode()
    assert "Hồ sơ đã đóng từ 01/10/2025: Đã chuyển sang tỉnh khác" in closed
    again = client.post(f"/children/{child.pk}/reopen/", follow=True).content.decode()
    assert "Đã mở lại hồ sơ" in again
    assert client.post(f"/children/{child.pk}/reopen/").status_code == 302
