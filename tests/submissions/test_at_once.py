"""Several people take a step with one report at the same moment: one is done, the other is told."""

from uuid import uuid4

import pytest

from mangnon.core.models import Refused
from mangnon.reports.models import Obligation, SubmissionVersion
from mangnon.reports.obligations.asking import withdraw
from mangnon.reports.submissions import receiving, sending, writing
from mangnon.reports.submissions.writing import Conflict
from mangnon.ui.context import now
from tests.at_once import at_once

from .conftest import TODAY, fresh, send, signed, submit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def second(make_user, ward):
    return lambda role: make_user(role, ward, f"{role}-thu-hai")


def one_of(told):
    """Return what the one step gave that was done; the others were refused."""
    (done,) = [one for one in told if not isinstance(one, Refused)]
    assert len(told) > 1
    return done


def test_two_people_write_one_section_and_the_second_sees_what_the_first_wrote(
    report, keeper, second
):
    section = report.sections.get(key="activities")
    colleague = second("commune_officer")

    def write(by, text):
        return lambda: writing.write_section(
            report.pk, "activities", text, seen_at=section.changed_at, by=by
        )

    told = at_once(write(keeper, "Một."), write(colleague, "Hai."))
    written = one_of(told)
    (conflict,) = [one for one in told if isinstance(one, Conflict)]
    assert conflict.section.text == written.text
    section.refresh_from_db()
    assert section.text == written.text


def test_two_people_write_two_sections_and_both_stand(report, keeper, second):
    first, other = report.sections.all()[:2]
    colleague = second("commune_officer")

    def write(section, by):
        return lambda: writing.write_section(
            report.pk, section.key, "Đã viết.", seen_at=section.changed_at, by=by
        )

    told = at_once(write(first, keeper), write(other, colleague))
    assert not [one for one in told if isinstance(one, Refused)]
    keys = {first.key, other.key}
    texts = report.sections.filter(key__in=keys).values_list("text", flat=True)
    assert list(texts) == ["Đã viết."] * 2


def test_what_is_handed_in_while_somebody_writes_is_one_or_the_other(report, keeper, second):
    section, seen_at = report.sections.get(key="activities"), fresh(report).changed_at
    colleague = second("commune_officer")
    told = at_once(
        lambda: submit(report, keeper, seen_at=seen_at),
        lambda: writing.write_section(
            report.pk, "activities", "Mới.", seen_at=section.changed_at, by=colleague
        ),
    )
    one_of(told)
    section.refresh_from_db()
    assert (section.text == "Mới.") == (fresh(report).state == "draft")


def test_handed_in_anew_and_returned_again_at_once_it_is_handed_in(sent, keeper, officer):
    about = {"key": uuid4(), "seen_at": sent.changed_at, "now": now()}
    receiving.return_it(sent.pk, "Thiếu số liệu", by=officer, **about)
    (asked,) = sent.comments.all()
    told = {"key": uuid4(), "now": now()}
    receiving.answer(sent.pk, asked.pk, "Đã bổ sung", by=keeper, **told)
    seen_at = fresh(sent).changed_at
    again = {"key": uuid4(), "seen_at": seen_at, "now": now()}
    told = at_once(
        lambda: submit(sent, keeper, seen_at=seen_at),
        lambda: receiving.return_it(sent.pk, "Lần nữa", by=officer, **again),
    )
    assert one_of(told).state == fresh(sent).state == "submitted"


def test_accepted_and_returned_at_once_it_is_one_of_the_two(sent, officer, make_user, province):
    colleague = make_user("focal_office", province, "nguoi-nhan-thu-hai")
    seen = {"seen_at": sent.changed_at, "now": now()}
    told = at_once(
        lambda: receiving.accept(sent.pk, key=uuid4(), by=officer, **seen),
        lambda: receiving.return_it(sent.pk, "Sai", key=uuid4(), by=colleague, **seen),
    )
    assert one_of(told).state == fresh(sent).state
    assert sent.steps.filter(kind__in=("accepted", "returned")).count() == 1


def test_two_accept_and_one_of_them_has(sent, officer, make_user, province):
    colleague = make_user("focal_office", province, "nguoi-nhan-thu-hai")
    seen = {"seen_at": sent.changed_at, "now": now()}
    told = at_once(
        *(
            lambda by=by: receiving.accept(sent.pk, key=uuid4(), by=by, **seen)
            for by in (officer, colleague)
        )
    )
    assert one_of(told).state == "accepted"
    assert sent.steps.filter(kind="accepted").count() == 1


def test_two_leaders_sign_and_one_number_stands(report, keeper, chair, second):
    deputy = second("commune_chair")
    submit(report, keeper)
    seen_at = fresh(report).changed_at
    told = at_once(
        lambda: send(report, chair, 15, seen_at=seen_at),
        lambda: send(report, deputy, 16, seen_at=seen_at),
    )
    version = SubmissionVersion.objects.get(submission=report)
    assert one_of(told).number == version.number


def test_one_form_sent_twice_at_once_sends_once(report, keeper, chair):
    submit(report, keeper)
    form = {"key": uuid4(), "seen_at": fresh(report).changed_at, "today": TODAY, "now": now()}
    told = at_once(
        *(lambda: sending.sign_and_send(report.pk, signed(), by=chair, **form) for _ in range(2))
    )
    assert [one.number for one in told] == ["15/BC-UBND"] * 2
    assert report.versions.count() == 1


def test_what_is_taken_back_at_the_same_moment_is_not_sent(report, keeper, chair, officer):
    submit(report, keeper)
    owed = Obligation.objects.get(pk=report.obligation_id)
    about = {"reason": "Không cần", "of_everybody": False, "by": officer, "now": now()}
    done = at_once(lambda: send(report, chair), lambda: withdraw(owed, **about))
    owed.refresh_from_db()
    is_sent = fresh(report).state == "sent"
    assert is_sent != (owed.withdrawn_at is not None)
    assert [isinstance(one, Refused) for one in done] == [not is_sent, is_sent]
