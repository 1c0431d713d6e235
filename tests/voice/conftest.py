"""A commune that asks its children, its officer, and an agency that answers what it did."""

import datetime
from uuid import uuid4

import pytest
from django.utils import translation

from mangnon.activities.voice.answering import Said, take_answer
from mangnon.activities.voice.catalog import AskedQuestion
from mangnon.activities.voice.coding import make_code
from mangnon.activities.voice.holding import (
    add_question,
    close_consultation,
    enter_consultation,
    open_consultation,
)
from mangnon.core.models import Unit

NOW = datetime.datetime(2025, 6, 16, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.TODAY, settings.HOME = TODAY, tmp_path


@pytest.fixture
def in_english():
    """Refusals as the code writes them."""
    with translation.override("en"):
        yield


@pytest.fixture
def ward(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def holder(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def health_clerk(make_user, province, health):
    person = make_user("agency_focal_point", province, "y-te")
    person.organisation = health
    person.save()
    return person


@pytest.fixture
def values(ward):
    return {
        "title": "Đường đến trường", "purpose": "Để đường an toàn hơn", "unit": ward,
        "organisation": None, "activity": None, "from_age": 7, "below_age": 16, "asks_age": True,
        "asks_sex": True,
    }  # fmt: skip


@pytest.fixture
def draft(holder, values):
    """A consultation of three questions: one of faces, one with three answers, one free."""
    made = enter_consultation(uuid4(), values, by=holder)
    for asked in (
        AskedQuestion("faces", "Em đi học có vui không?"),
        AskedQuestion("choice", "Em đến trường bằng gì?", ["Đi bộ", "Xe đạp", "Xe máy"]),
        AskedQuestion("text", "Em muốn đổi điều gì?"),
    ):
        add_question(made.pk, asked, by=holder)
    made.refresh_from_db()
    return made


@pytest.fixture
def opened(draft, holder):
    return open_consultation(draft.pk, seen_at=draft.changed_at, by=holder)


@pytest.fixture
def code(opened, holder):
    return make_code(opened.pk, "Lớp 5A", 500, by=holder, now=NOW)


@pytest.fixture
def end(opened, holder):
    """Close the consultation."""

    def close():
        opened.refresh_from_db()
        return close_consultation(opened.pk, seen_at=opened.changed_at, by=holder)

    return close


@pytest.fixture
def say(opened, code):
    """Answer as one child does: the way to school, a text, age and sex."""

    def answer(way=1, text="", *, face=3, age="7_10", sex="female", key=None, by=code):
        faces, choice, free = opened.questions.values_list("pk", flat=True)
        texts = {free: text} if text else {}
        return take_answer(by, key or uuid4(), Said({faces: face, choice: way}, texts, age, sex))

    return answer
