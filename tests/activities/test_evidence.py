"""Proof of an activity, and the tasks of the plan that it carries out."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mangnon.activities.evidence.adding import add_proofs, link_tasks, tasks_for
from mangnon.activities.models import Proof
from mangnon.core.models import Refused, Upload
from mangnon.plans.models import Assignment


@pytest.fixture
def prove(settings, tmp_path, keeper):
    settings.HOME = tmp_path

    def add(activity, text="Biên bản diễn đàn", *, by=keeper, shows_children=True):
        file = SimpleUploadedFile("bien-ban.txt", text.encode())
        now = timezone.now()
        return add_proofs(activity.pk, [file], shows_children=shows_children, by=by, now=now)

    return add


@pytest.fixture
def make_task(keeper):
    def make(unit, title="Tổ chức diễn đàn trẻ em", **fields):
        task = Assignment(unit=unit, created_by=keeper, created_at=timezone.now(), **fields)
        task.set_title(title)
        task.save()
        return task

    return make


def test_what_may_show_children_is_opened_by_the_keeper_alone(
    enter, prove, keeper, focal_point, leader
):
    activity = enter()
    (signed,) = prove(activity)
    (decision,) = prove(activity, "Quyết định", shows_children=False)
    assert set(Proof.objects.visible_to(keeper)) == {signed, decision}
    for other in (focal_point, leader):
        assert list(Proof.objects.visible_to(other)) == [decision]
        assert list(Upload.objects.visible_to(other)) == [decision.upload]


def test_the_same_file_is_kept_once_and_none_is_refused(enter, prove, keeper, focal_point):
    activity = enter()
    prove(activity)
    assert prove(activity) == []
    with pytest.raises(Refused, match="chọn tệp"):
        add_proofs(activity.pk, [], shows_children=True, by=keeper, now=timezone.now())
    with pytest.raises(Refused, match="cơ quan hoặc xã khác"):
        prove(activity, by=focal_point)


def test_an_activity_carries_out_tasks_of_its_unit_alone(enter, make_task, keeper, ward, next_ward):
    activity, own, other = enter(), make_task(ward), make_task(next_ward)
    done = make_task(ward, state="done", closed_on=datetime.date(2025, 6, 1))
    assert list(tasks_for(activity, keeper)) == [own]
    link_tasks(activity.pk, [own.pk], by=keeper)
    for wrong in (other, done):
        with pytest.raises(Refused, match="nhiệm vụ của đơn vị"):
            link_tasks(activity.pk, [wrong.pk], by=keeper)
    assert list(activity.assignments.all()) == [own]
    link_tasks(activity.pk, [], by=keeper)
    assert not activity.assignments.exists()
