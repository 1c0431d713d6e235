"""Preparing, opening and closing a consultation, and its codes."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.activities.voice.catalog import AskedQuestion, question_sets
from mangnon.activities.voice.coding import as_typed, end_code, make_code
from mangnon.activities.voice.consultation import Question
from mangnon.activities.voice.holding import (
    add_question,
    change_consultation,
    close_consultation,
    enter_consultation,
    open_consultation,
    remove_question,
    show_back,
    take_set,
)
from mangnon.core.models import AuditEntry, Refused
from tests.at_once import at_once
from tests.voice.conftest import NOW

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.mark.parametrize("role", ["leader", "auditor", "external_supervisor", "commune_chair"])
def test_who_only_reads_asks_nobody(make_user, ward, values, role):
    with pytest.raises(PermissionDenied):
        enter_consultation(uuid4(), values, by=make_user(role, ward))


def test_an_agency_asks_in_its_own_name_and_a_form_makes_one(health_clerk, health, values, labour):
    with pytest.raises(Refused, match="organisation that asks"):
        enter_consultation(uuid4(), values, by=health_clerk)
    with pytest.raises(Refused, match="own organisation alone"):
        enter_consultation(uuid4(), values | {"organisation": labour}, by=health_clerk)
    key, own = uuid4(), values | {"organisation": health}
    made = enter_consultation(key, own, by=health_clerk)
    assert enter_consultation(key, own, by=health_clerk) == made


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"from_age": 12, "below_age": 12}, "not below"),
        ({"title": ""}, "blank"),
        ({"purpose": ""}, "blank"),
    ],
)
def test_what_cannot_be_asked_is_refused(holder, values, told, sentence):
    with pytest.raises(Refused, match=sentence):
        enter_consultation(uuid4(), values | told, by=holder)


def test_a_question_that_offers_answers_has_two_that_differ(draft, holder):
    for choices, sentence in ((["Có"], "2 to 8"), (["Có", "Có"], "the same"), ([], "2 to 8")):
        with pytest.raises(Refused, match=sentence):
            add_question(draft.pk, AskedQuestion("choice", "Vui?", choices), by=holder)
    with pytest.raises(Refused, match="Write the question"):
        add_question(draft.pk, AskedQuestion("text", " "), by=holder)


def test_a_set_suits_the_ages_and_every_set_can_be_taken(holder, values):
    small = enter_consultation(uuid4(), values | {"below_age": 10}, by=holder)
    with pytest.raises(Refused, match="other ages"):
        take_set(small.pk, question_sets()["11_15"], by=holder)
    for one in question_sets().values():
        made = enter_consultation(uuid4(), values, by=holder)
        take_set(made.pk, one, by=holder)
        assert made.questions.count() == len(one.questions)


def test_once_open_its_questions_stay(draft, holder, values):
    empty = enter_consultation(uuid4(), values, by=holder)
    with pytest.raises(Refused, match="Add a question"):
        open_consultation(empty.pk, seen_at=empty.changed_at, by=holder)
    opened = open_consultation(draft.pk, seen_at=draft.changed_at, by=holder)
    with pytest.raises(Refused, match="another state now: open"):
        add_question(opened.pk, AskedQuestion("text", "Thêm?"), by=holder)
    with pytest.raises(Refused, match="another state"):
        remove_question(Question.objects.first().pk, by=holder)
    with pytest.raises(Refused, match="another state"):
        change_consultation(opened.pk, values, seen_at=opened.changed_at, by=holder)
    with pytest.raises(Refused, match="another state"):
        show_back(opened.pk, seen_at=opened.changed_at, by=holder)


def test_what_was_changed_meanwhile_is_not_written_over(draft, holder, values):
    change_consultation(draft.pk, values, seen_at=draft.changed_at, by=holder)
    with pytest.raises(Refused, match="Somebody has changed"):
        change_consultation(draft.pk, values, seen_at=draft.changed_at, by=holder)


def test_another_commune_and_agency_hold_nothing_of_it(draft, health_clerk):
    with pytest.raises(Refused, match="another organisation or commune"):
        add_question(draft.pk, AskedQuestion("text", "Thêm?"), by=health_clerk)


def test_codes_are_made_while_it_is_not_closed_and_typed_in_any_way(opened, holder):
    code = make_code(opened.pk, "Lớp 4B", 30, by=holder, now=NOW)
    typed = f" {code.code[:4].lower()}-{code.code[4:].lower()} "
    assert as_typed(typed) == code.code
    for places, sentence in ((0, "1 to 500"), (501, "1 to 500")):
        with pytest.raises(Refused, match=sentence):
            make_code(opened.pk, "Lớp 4C", places, by=holder, now=NOW)
    assert end_code(code.pk, by=holder).is_ended
    opened.refresh_from_db()
    closed = close_consultation(opened.pk, seen_at=opened.changed_at, by=holder)
    with pytest.raises(Refused, match="prepare another"):
        make_code(closed.pk, "Lớp 4C", 30, by=holder, now=NOW)
    assert not AuditEntry.objects.filter(details__icontains=code.code).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_at_once_one_is_told_it_changed(draft, holder):
    def begin():
        return open_consultation(draft.pk, seen_at=draft.changed_at, by=holder)

    assert sum(isinstance(said, Refused) for said in at_once(begin, begin)) == 1
