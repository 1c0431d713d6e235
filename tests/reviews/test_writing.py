"""A review: figures nobody types, words of some, approval of another, and then nothing changes."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mangnon.core.models import AuditEntry, Refused
from mangnon.plans.models import Review
from mangnon.plans.reviews.waiting import reviews_waiting_for
from mangnon.plans.reviews.writing import (
    Part,
    approve,
    begin_review,
    draft_again,
    give_back,
    revise,
    submit,
    write_words,
)
from mangnon.reports.reviews.drafting import draft_of
from mangnon.ui.context import now
from tests.at_once import at_once
from tests.reviews.conftest import TODAY, WORDS, YEAR


def decide(review, by):
    return approve(review.pk, seen_at=review.changed_at, by=by, now=now())


def write(review, by, seen_at=None, **words):
    return write_words(review.pk, WORDS | words, seen_at=seen_at or review.changed_at, by=by)


def test_who_may_not_review_drafts_none(plan, leader, chair, officer):
    part = Part(officer.unit, None)
    made = draft_of(part, YEAR, by=officer, today=TODAY)
    for person in (leader, chair):
        with pytest.raises(PermissionDenied):
            begin_review(uuid4(), part, YEAR, made, by=person, now=now())


def test_nobody_reviews_the_part_of_another(plan, officer, agency, keeper, health):
    made = draft_of(Part(officer.unit, None), YEAR, by=officer, today=TODAY)
    for person, part in (
        (agency, Part(officer.unit, None)), (keeper, Part(officer.unit, None)),
        (officer, Part(health.unit, health)),
    ):  # fmt: skip
        with pytest.raises(Refused, match="đơn vị hoặc cơ quan mình"):
            begin_review(uuid4(), part, YEAR, made, by=person, now=now())


def test_a_period_is_reviewed_once_and_a_form_sent_again_is_that_review(draft, officer):
    key = uuid4()
    assert draft(officer, key=key) == draft(officer, key=key)
    with pytest.raises(Refused, match="đã có bản"):
        draft(officer)
    assert AuditEntry.objects.filter(action="review.draft").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_draft_at_once_one_is_told(draft, officer, colleague):
    results = at_once(lambda: draft(officer), lambda: draft(colleague))
    assert sorted(type(result).__name__ for result in results) == ["Refused", "Review"]


def test_words_are_written_figures_are_not(draft, officer, hold):
    review = draft(officer)
    hold(TODAY, 40)
    written = write(review, officer, results="Khá")
    assert written.results == "Khá"
    assert written.figures == review.figures
    again = draft_again(
        review.pk, draft_of(Part(officer.unit, None), YEAR, by=officer, today=TODAY),
        seen_at=written.changed_at, by=officer, now=now(),
    )  # fmt: skip
    assert again.frozen.activities.children == 40
    assert again.results == "Khá"
    with pytest.raises(Refused, match="đã sửa"):
        write(review, officer, seen_at=review.changed_at)


def test_figures_change_in_the_database_only_with_a_new_drafting(draft, officer):
    review = draft(officer)
    forged = review.figures | {"snapshot": "khác"}
    with pytest.raises(IntegrityError, match="drafted again"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(figures=forged)


def test_a_review_without_its_words_is_not_handed_in(draft, officer):
    review = write(draft(officer), officer, lessons="")
    with pytest.raises(Refused, match="bài học"):
        submit(review.pk, seen_at=review.changed_at, by=officer)


def test_another_person_approves_and_then_nothing_changes(handed_in, officer, colleague):
    review = handed_in(officer)
    with pytest.raises(Refused, match="người khác phê duyệt"):
        decide(review, officer)
    assert [one.title for one in reviews_waiting_for(colleague, TODAY)] == [str(review)]
    assert not list(reviews_waiting_for(officer, TODAY))
    approved = decide(review, colleague)
    assert (approved.state, approved.approved_by) == ("approved", colleague)
    with pytest.raises(Refused, match="không sửa được"):
        write(approved, officer)
    for change in (
        lambda: Review.objects.filter(pk=review.pk).update(lessons="Khác"),
        lambda: Review.objects.filter(pk=review.pk).update(state="draft"),
        lambda: Review.objects.get(pk=review.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


def test_an_approved_review_is_followed_by_a_version_that_says_why(
    handed_in, officer, colleague, chair, leader
):
    review = handed_in(officer)

    def anew(one, by=officer, reason="Bổ sung số liệu quý IV", key=None):
        part = Part(one.unit, one.organisation)
        made = draft_of(part, YEAR, by=by, today=TODAY)
        return revise(one.pk, key or uuid4(), reason, made, by=by, now=now())

    with pytest.raises(Refused, match="chưa được phê duyệt"):
        anew(review)
    review = decide(review, colleague)
    with pytest.raises(PermissionDenied):
        anew(review, by=leader)
    with pytest.raises(Refused, match="vì sao"):
        anew(review, reason=" ")
    key = uuid4()
    second = anew(review, key=key)
    assert anew(review, key=key) == second
    with pytest.raises(Refused, match="đã có bản tiếp theo"):
        anew(review, by=colleague)
    assert (second.version, second.revises, second.state) == (2, review, "draft")
    assert second.lessons == review.lessons
    assert list(Review.objects.visible_to(leader)) == [review]
    assert not Review.objects.with_what_replaced().get(pk=review.pk).is_replaced
    second = submit(second.pk, seen_at=second.changed_at, by=officer)
    with pytest.raises(Refused, match="người khác phê duyệt"):
        decide(second, officer)
    decide(second, colleague)
    assert Review.objects.with_what_replaced().get(pk=review.pk).is_replaced
    assert Review.objects.get(pk=review.pk).figures == review.figures
    assert "bản 2" in str(second)
    entry = AuditEntry.objects.get(action="review.revise")
    assert entry.details["revises"] == str(review.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_next_versions_at_once_one_is_told(handed_in, officer, colleague):
    review = decide(handed_in(officer), colleague)
    part = Part(review.unit, None)
    made = draft_of(part, YEAR, by=officer, today=TODAY)
    told = at_once(
        *(lambda by=by: revise(review.pk, uuid4(), "Sửa", made, by=by, now=now())
          for by in (officer, colleague))
    )  # fmt: skip
    assert sorted(type(result).__name__ for result in told) == ["Refused", "Review"]


def test_whoever_wrote_a_word_of_it_does_not_approve_it(draft, officer, colleague, make_user):
    review = write(draft(officer), colleague)
    review = submit(review.pk, seen_at=review.changed_at, by=officer)
    with pytest.raises(Refused, match="người khác phê duyệt"):
        decide(review, colleague)
    third = make_user("focal_office", officer.unit, "thu-ba")
    assert decide(review, third).state == "approved"


def test_what_is_given_back_is_written_on(handed_in, keeper, chair):
    review = handed_in(keeper)
    with pytest.raises(PermissionDenied):
        give_back(review.pk, "Thiếu", seen_at=review.changed_at, by=keeper)
    back = give_back(review.pk, "Thiếu số liệu", seen_at=review.changed_at, by=chair)
    assert (back.state, back.returned_because) == ("draft", "Thiếu số liệu")
    with pytest.raises(Refused, match="không chờ"):
        decide(back, chair)
    again = submit(back.pk, seen_at=back.changed_at, by=keeper)
    assert again.returned_because == ""
    assert decide(again, chair).state == "approved"


def test_who_sees_which_review(handed_in, officer, agency, keeper, colleague, leader, stranger):
    whole, own, commune = (handed_in(person) for person in (officer, agency, keeper))
    seen = {
        person: set(Review.objects.visible_to(person))
        for person in (officer, agency, keeper, leader, stranger)
    }
    assert seen == {
        officer: {whole, own, commune}, agency: {own}, keeper: {commune}, leader: set(),
        stranger: set(),
    }  # fmt: skip
    decide(whole, colleague)
    assert list(Review.objects.visible_to(leader)) == [whole]
