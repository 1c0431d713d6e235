"""Answers, findings, the close, and what is found again."""

import datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.activities.inspections.carrying_out import (
    Answered,
    Wrong,
    add_finding,
    answer,
    close,
    remove_finding,
    reopen,
)
from mangnon.activities.models import FindingPhoto, InspectionFinding
from mangnon.core.models import AuditEntry, Refused, Upload
from tests.at_once import at_once
from tests.inspections.conftest import DAY, ITEMS, NOW, TODAY, fresh

ALL_MET = {item: Answered("met") for item in ITEMS}

pytestmark = pytest.mark.usefixtures("in_english")


def said(one, answers, by):
    return answer(one.pk, answers, seen_at=fresh(one).changed_at, by=by)


def ended(one, by, on=DAY):
    return close(one.pk, "Kết luận", on, seen_at=fresh(one).changed_at, by=by)


def test_answers_are_written_piece_by_piece_and_over_one_another(planned, inspector):
    one = planned()
    said(one, {"fence": Answered("met", "Mới xây"), "water": Answered("")}, inspector)
    said(one, {"fence": Answered("not_met")}, inspector)
    assert list(one.answers.values_list("item", "value", "note")) == [("fence", "not_met", "")]
    with pytest.raises(Refused, match="does not ask “moat”"):
        said(one, {"moat": Answered("met")}, inspector)


def test_two_who_answer_at_once_do_not_write_over_each_other(planned, inspector):
    one = planned()
    seen_at = one.changed_at
    answer(one.pk, {"fence": Answered("met")}, seen_at=seen_at, by=inspector)
    with pytest.raises(Refused, match="Somebody has changed"):
        answer(one.pk, {"fence": Answered("not_met")}, seen_at=seen_at, by=inspector)


def test_it_is_closed_when_all_is_answered_and_what_is_not_met_is_explained(planned, inspector):
    one = planned()
    with pytest.raises(Refused, match="9 items are not answered yet"):
        ended(one, inspector)
    said(one, ALL_MET | {"fence": Answered("not_met")}, inspector)
    with pytest.raises(Refused, match="add a finding"):
        ended(one, inspector)
    with pytest.raises(Refused, match="as not met first"):
        add_finding(one.pk, uuid4(), Wrong("Nước đục", "minor", "water"), by=inspector, now=NOW)
    add_finding(one.pk, uuid4(), Wrong("Rào đổ", "grave", "fence"), by=inspector, now=NOW)
    with pytest.raises(Refused, match="has not come yet"):
        ended(one, inspector, on=TODAY + datetime.timedelta(days=1))
    assert ended(one, inspector).done_on == DAY
    with pytest.raises(Refused, match="closed already"):
        said(one, {"fence": Answered("met")}, inspector)


def test_a_finding_whose_item_is_answered_otherwise_stands_in_the_way(planned, inspector):
    one = planned()
    said(one, ALL_MET | {"fence": Answered("not_met")}, inspector)
    made = add_finding(one.pk, uuid4(), Wrong("Rào đổ", "grave", "fence"), by=inspector, now=NOW)
    said(one, {"fence": Answered("met")}, inspector)
    with pytest.raises(Refused, match="answered otherwise"):
        ended(one, inspector)
    remove_finding(made.pk, by=inspector)
    assert AuditEntry.objects.filter(action="inspection.remove_finding").count() == 1
    assert ended(one, inspector).is_done


def test_a_finding_is_made_once_however_often_its_form_is_sent(planned, inspector):
    one, key = planned(), uuid4()
    for _n in range(2):
        add_finding(one.pk, key, Wrong("Ổ điện hở", "grave"), by=inspector, now=NOW)
    assert InspectionFinding.objects.count() == 1
    with pytest.raises(Refused, match="what is wrong"):
        add_finding(one.pk, uuid4(), Wrong("  ", "grave"), by=inspector, now=NOW)


def test_a_photo_is_for_who_inspects_unless_it_shows_no_child(
    planned, inspector, leader, health_clerk
):
    one = planned()
    for shows in (True, False):
        photo = SimpleUploadedFile(f"{shows}.txt", f"ảnh {shows}".encode())
        wrong = Wrong("Rào đổ", "minor", photos=[photo], shows_children=shows)
        add_finding(one.pk, uuid4(), wrong, by=inspector, now=NOW)
    counts = {
        person.username: (
            FindingPhoto.objects.visible_to(person).count(),
            Upload.objects.visible_to(person).count(),
        )
        for person in (inspector, leader, health_clerk)
    }
    assert counts[inspector.username] == (2, 2)
    assert counts[leader.username] == counts[health_clerk.username] == (1, 1)


def test_what_is_wrong_again_at_the_same_place_is_recognised(done):
    first = done(on=datetime.date(2025, 3, 3), not_met=("fence", "water"))
    again = done(on=datetime.date(2025, 6, 10), not_met=("fence", "bus"))
    elsewhere = done(on=datetime.date(2025, 6, 11), place_words="Trường Mầm non Hoa Sen")
    assert [one.item for one in InspectionFinding.objects.repeated()] == ["fence"]
    assert InspectionFinding.objects.repeated().get().inspection == again
    # A name in words is the same however it is written; the fence is wrong there again.
    same = done(on=datetime.date(2025, 6, 12), place_words="TRƯỜNG MẦM NON  Hoa Sen")
    found = {one.inspection for one in InspectionFinding.objects.repeated()}
    assert found == {again, same}
    assert {first, elsewhere}.isdisjoint(found)


def test_what_has_followed_cannot_be_taken_back(done, inspector, planned):
    one = done()
    assert reopen(one.pk, seen_at=one.changed_at, by=inspector).state == "planned"
    with pytest.raises(Refused, match="planned already"):
        reopen(one.pk, seen_at=fresh(one).changed_at, by=inspector)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_at_once_one_is_told_it_changed(planned, inspector):
    one = planned()
    said(one, ALL_MET, inspector)
    seen_at = fresh(one).changed_at

    def end():
        return close(one.pk, "Đạt", DAY, seen_at=seen_at, by=inspector)

    assert sum(isinstance(said, Refused) for said in at_once(end, end)) == 1
