"""Raising a difficulty: by whom, in whose name, about what, and until when it is answered."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.core.models import AuditEntry, Refused, Upload
from mangnon.plans.difficulties.raising import Said, raise_difficulty
from mangnon.plans.models import Difficulty
from mangnon.plans.work.giving import Asked, give
from tests.at_once import at_once
from tests.difficulties.conftest import NOW, TODAY


def test_who_only_reads_or_has_no_organisation_raises_nothing(raised, leader, make_user, province):
    with pytest.raises(PermissionDenied):
        raised(by=leader)
    with pytest.raises(Refused, match="chưa gắn với cơ quan"):
        raised(by=make_user("agency_focal_point", province))


def test_a_difficulty_is_raised_in_the_name_of_the_agency_or_the_commune(
    raised, health_clerk, health, province, commune
):
    of_commune, of_agency = raised(), raised(by=health_clerk)
    assert (of_commune.unit, of_commune.organisation) == (commune, None)
    assert (of_agency.unit, of_agency.organisation) == (province, health)
    assert AuditEntry.objects.filter(action="difficulty.raise").count() == 2


def test_the_limit_is_seven_working_days(raised):
    # Mon 2 June: 3, 4, 5, 6, 9, 10 and 11 June are the seven working days.
    assert raised().answer_by == date(2025, 6, 11)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"what": " "}, "nội dung khó khăn"),
        ({"proposed": ""}, "đề xuất"),
        ({"since": date(2025, 6, 3)}, "chưa đến"),
        ({"about": "task"}, "nhiệm vụ hoặc chỉ tiêu"),
        ({"about": "plan"}, "Hãy chọn kế hoạch"),
    ],
)
def test_a_difficulty_that_says_too_little_is_refused(raised, more, words):
    with pytest.raises(Refused, match=words):
        raised(**more)
    assert not Difficulty.objects.exists()


def test_the_task_of_another_agency_is_not_in_scope(
    raised, health_clerk, officer, labour, province
):
    task = give(Asked("Dạy nghề", province, labour), by=officer, now=NOW)
    with pytest.raises(Refused, match="không thuộc phạm vi"):
        raised(by=health_clerk, about="task", task=task)


def test_a_difficulty_takes_field_and_plan_of_its_task(raised, health_clerk, officer, health):
    asked = Asked("Tiêm chủng", health.unit, health, field="health")
    task = give(asked, by=officer, now=NOW)
    made = raised(by=health_clerk, about="task", task=task)
    assert (made.field, made.plan, made.task) == ("health", None, task)


def test_files_come_with_it_and_stay_where_it_is_seen(raised, officer, stranger):
    made = raised(files=[SimpleUploadedFile("tờ trình.txt", "Đề nghị".encode())])
    upload = made.notes.get().files.get()
    assert Upload.objects.visible_to(officer).filter(pk=upload.pk).exists()
    assert not Upload.objects.visible_to(stranger).filter(pk=upload.pk).exists()


def test_the_same_form_sent_again_is_the_same_difficulty(raised, health_clerk):
    key = uuid.uuid4()
    assert raised(key=key) == raised("Sửa rồi gửi lại", key=key)
    assert Difficulty.objects.get().title == "Chưa có hồ bơi"


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_is_one_difficulty(commune_officer):
    said = Said("Chưa có hồ bơi", "Chưa có.", "Bố trí.", TODAY)

    def send():
        return raise_difficulty(said, by=commune_officer, now=NOW)

    first, second = at_once(send, send)
    assert first == second
    assert Difficulty.objects.get().notes.count() == 1


def test_each_sees_their_own_and_the_office_all(
    raised, commune_officer, health_clerk, clerk, officer, leader, stranger, make_user, province
):
    of_commune, of_agency = raised(), raised(by=health_clerk)
    seen = {
        person.username: set(Difficulty.objects.visible_to(person))
        for person in (commune_officer, health_clerk, clerk, officer, leader, stranger)
    }
    assert seen == {
        commune_officer.username: {of_commune},
        health_clerk.username: {of_agency},
        clerk.username: set(),
        officer.username: {of_commune, of_agency},
        leader.username: {of_commune, of_agency},
        stranger.username: set(),
    }
    assert not Difficulty.objects.visible_to(make_user("agency_focal_point", province)).exists()


def test_who_does_a_task_sees_what_a_partner_raised_about_it(
    raised, health_clerk, clerk, officer, health, labour
):
    asked = Asked("Dạy bơi", health.unit, labour, partners=[health])
    task = give(asked, by=officer, now=NOW)
    made = raised(by=health_clerk, about="task", task=task)
    assert list(Difficulty.objects.visible_to(clerk)) == [made]
    assert clerk.organisation == labour
