"""Entering activities: whose they are, what is refused, what counts once."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.activities.attendance.entering import set_counts
from mangnon.activities.closing import cancel, close_as_held, plan_again
from mangnon.activities.keeping import change_activity, enter_activity
from mangnon.activities.models import Activity, Proof
from mangnon.activities.sameness import say_same
from mangnon.core.models import AuditEntry, Refused
from tests.activities.conftest import DAY

NOW = datetime.datetime(2025, 6, 20, 9, tzinfo=datetime.UTC)
LATER = datetime.date(2026, 1, 1)  # when the ward is no more
RESULTS = "Trẻ em nêu 12 ý kiến; UBND phường trả lời 9."


def hold(activity, by, **told):
    activity.refresh_from_db()
    about = {"seen_at": activity.changed_at, "by": by, "now": NOW} | told
    return close_as_held(activity.pk, RESULTS, None, **about)


def test_who_may_not_keep_activities_enters_none(enter, make_user, ward):
    with pytest.raises(PermissionDenied):
        enter(by=make_user("leader", ward))


def test_a_form_sent_twice_makes_one_activity(keeper, ward):
    key = uuid4()
    about = {
        "kind": "campaign", "unit": ward, "organiser_words": "Đoàn xã", "from_day": DAY,
        "to_day": DAY, "leaves": [],
    }  # fmt: skip
    first, again = (enter_activity(key, "Tháng hành động", about, by=keeper) for _n in range(2))
    assert first == again
    assert Activity.objects.count() == 1
    assert AuditEntry.objects.filter(action="activity.enter").count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"to_day": datetime.date(2025, 5, 31)}, "Ngày cuối"),
        ({"kind": "dance"}, "loại hoạt động"),
        ({"organiser_words": ""}, "ai tổ chức"),
        ({"leaves": ["22", "22"]}, "hai lần"),
        ({"from_day": LATER, "to_day": LATER}, "01/01/2026"),
        ({"cost_planned": -1}, "0 đồng"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused_with_the_reason(values, words, enter):
    with pytest.raises(Refused, match=words):
        enter(**values)
    assert not Activity.objects.exists()


def test_nobody_enters_an_activity_where_they_do_not_serve(enter, next_ward):
    with pytest.raises(Refused, match="phục vụ"):
        enter(unit=next_ward)


def test_the_same_event_counts_once_for_a_target(enter, focal_point, union, ward):
    enter()
    with pytest.raises(Refused, match="chỉ tiêu 22"):
        enter("diễn đàn TRẺ EM", by=focal_point, organiser=union)
    later = enter(on=DAY + datetime.timedelta(days=1))
    unlinked = enter("Diễn đàn trẻ em", by=focal_point, organiser=union, leaves=[])
    assert later.counted_for == ["22"]
    assert unlinked.counted_for == []


def test_an_event_under_two_titles_is_said_to_be_the_same_and_counts_once(enter, keeper):
    first, second = enter(), enter("Diễn đàn với lãnh đạo phường")
    for one in (first, second):
        set_counts(one.pk, 30, 2, {}, by=keeper)
        hold(one, keeper)
    assert Activity.objects.counting_for("22", 2025).count() == 2
    say_same(second.pk, first.pk, by=keeper)
    assert list(Activity.objects.counting_for("22", 2025)) == [first]
    with pytest.raises(Refused, match="đứng thay"):
        say_same(first.pk, enter("Khác").pk, by=keeper)
    say_same(second.pk, None, by=keeper)
    assert Activity.objects.counting_for("22", 2025).count() == 2


def test_what_stood_for_a_cancelled_activity_counts_once_from_then_on(enter, keeper):
    first, *again = (enter(title) for title in ("Diễn đàn", "Diễn đàn hè", "Gặp mặt"))
    for one in again:
        set_counts(one.pk, 30, 2, {}, by=keeper)
        hold(one, keeper)
        say_same(one.pk, first.pk, by=keeper)
    assert not Activity.objects.counting_for("22", 2025).exists()
    first.refresh_from_db()
    cancel(first.pk, "Nhập nhầm", seen_at=first.changed_at, by=keeper)
    (counts,) = Activity.objects.counting_for("22", 2025)
    (other,) = counts.entered_again.all()
    assert {counts, other} == set(again)


def test_a_link_to_a_target_that_the_kind_does_not_count_is_a_link_alone(enter):
    activity = enter(kind="swimming", leaves=["11a", "22"])
    assert (activity.leaves, activity.counted_for) == (["11a", "22"], [])
    assert activity.only_links == ["11a", "22"]


def test_an_agency_keeps_its_own_activities_and_reads_the_others(enter, focal_point, union, health):
    own = enter("Tập huấn", by=focal_point, organiser=union, kind="training", leaves=[])
    enter("Của phường")
    mine = Activity.objects.edited_by(focal_point)
    assert list(mine) == [own]
    assert Activity.objects.visible_to(focal_point).count() == 2
    with pytest.raises(Refused, match="của cơ quan mình"):
        enter("Của Sở Y tế", by=focal_point, organiser=health)


def test_who_saw_it_before_somebody_changed_it_is_told(enter, keeper):
    activity = enter()
    seen_at = activity.changed_at
    about = {"from_day": DAY, "to_day": DAY}
    change_activity(activity, "Tên mới", about, seen_at=seen_at, by=keeper)
    with pytest.raises(Refused, match="đã sửa"):
        change_activity(activity, "Tên khác", about, seen_at=seen_at, by=keeper)


def test_an_activity_is_closed_when_it_is_over_and_told_of(enter, keeper):
    activity = enter()
    with pytest.raises(Refused, match="người tham dự"):
        hold(activity, keeper)
    set_counts(activity.pk, 30, 2, {}, by=keeper)
    activity.refresh_from_db()
    with pytest.raises(Refused, match="kết quả"):
        close_as_held(activity.pk, " ", None, seen_at=activity.changed_at, by=keeper, now=NOW)
    with pytest.raises(Refused, match="01/06/2025"):
        hold(activity, keeper, now=datetime.datetime(2025, 5, 31, 9, tzinfo=datetime.UTC))
    assert hold(activity, keeper).state == Activity.State.HELD
    activity.refresh_from_db()
    assert plan_again(activity.pk, seen_at=activity.changed_at, by=keeper).state == "planned"


def test_a_media_item_asks_for_its_reach(enter, keeper):
    item = enter("Phóng sự trên đài", kind="media", leaves=[])
    with pytest.raises(Refused, match="tiếp cận"):
        hold(item, keeper)
    Activity.objects.filter(pk=item.pk).update(reach=45_000)
    assert hold(item, keeper).state == "held"


def test_a_cancelled_activity_stays_with_its_reason(enter, keeper):
    activity = enter()
    with pytest.raises(Refused, match="vì sao"):
        cancel(activity.pk, "", seen_at=activity.changed_at, by=keeper)
    cancel(activity.pk, "Mưa bão", seen_at=activity.changed_at, by=keeper)
    with pytest.raises(Refused, match="đã hủy"):
        set_counts(activity.pk, 1, 0, {}, by=keeper)


def test_documents_of_what_was_spent_come_with_the_closing_and_stay_with_the_keeper(
    enter, keeper, leader
):
    activity = enter()
    set_counts(activity.pk, 30, 2, {}, by=keeper)
    hold(activity, keeper, files=[SimpleUploadedFile("phiếu chi.txt", "Chi 5 triệu".encode())])
    (proof,) = Proof.objects.visible_to(keeper).filter(activity=activity)
    assert proof.upload.name == "phiếu chi.txt"
    assert not Proof.objects.visible_to(leader).exists()
