"""Who reads what children wrote, what is shown of it, and what was done."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.activities.models import Consultation, FreeText, VoiceResponse
from mangnon.activities.voice.holding import enter_consultation, show_back
from mangnon.activities.voice.passing import PASSING
from mangnon.activities.voice.reading import attend, clear, place_of, set_aside, texts_to_read
from mangnon.activities.voice.responding import respond, withdraw_response
from mangnon.activities.voice.shown_back import shown_back
from mangnon.activities.voice.waiting import texts_waiting_for
from mangnon.core.models import AuditEntry, Refused
from mangnon.core.paging import ON_A_PAGE
from tests.voice.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("in_english")


def test_the_holder_alone_reads_once_it_is_closed_and_the_reading_is_noted(
    say, end, opened, holder, health_clerk, leader
):
    say(text="Thêm đèn đường")
    assert texts_to_read(opened, by=holder) == []
    assert texts_waiting_for(holder, TODAY) == []
    with pytest.raises(Refused, match="children still answer"):
        clear(FreeText.objects.get().pk, "Thêm đèn", by=holder)
    opened = end()
    with pytest.raises(PermissionDenied):
        texts_to_read(opened, by=leader)
    assert texts_to_read(opened, by=health_clerk) == []
    assert [one.text for one in texts_to_read(opened, by=holder)] == ["Thêm đèn đường"]
    assert AuditEntry.objects.filter(action="voice.read_texts", actor=holder).count() == 2


def test_who_has_no_organisation_reads_the_texts_of_none(
    values, health_clerk, health, make_user, province
):
    held = enter_consultation(uuid4(), values | {"organisation": health}, by=health_clerk)
    nobody = make_user("focal_office", province, "chua-co-co-quan")
    assert not Consultation.objects.edited_by(nobody).exists()
    assert list(Consultation.objects.edited_by(health_clerk)) == [held]
    with pytest.raises(Refused, match="in no organisation"):
        enter_consultation(uuid4(), values | {"organisation": health}, by=nobody)


def test_what_may_tell_of_abuse_is_told_at_once_and_waits_until_it_is_seen_to(
    say, end, opened, holder, health_clerk
):
    say(text="Thêm đèn đường")
    say(text="Bố hay đánh em")
    (first,) = texts_to_read(opened, by=holder)
    assert first.text == "Bố hay đánh em"
    (waiting,) = texts_waiting_for(holder, TODAY)
    assert (waiting.due_on, str(waiting.why)) == (TODAY, "A child’s words may tell of abuse")
    assert texts_waiting_for(health_clerk, TODAY) == []
    end()
    with pytest.raises(Refused, match="see to the child first"):
        clear(first.pk, "Bạn ấy sợ ở nhà", by=holder)
    attend(first.pk, by=holder)
    assert clear(first.pk, "Bạn ấy sợ ở nhà", by=holder).state == "cleared"
    (waiting,) = texts_waiting_for(holder, TODAY)
    assert (waiting.due_on, str(waiting.why)) == (None, "Texts to read")


def test_texts_come_in_pages_and_those_decided_meanwhile_are_not_in_the_way(
    say, end, opened, holder, client
):
    for n in range(ON_A_PAGE + 3):
        say(text=f"Ý kiến {n}")
    say(text="Bố hay đánh em")
    opened = end()
    first = texts_to_read(opened, by=holder)
    assert (len(first), first[0].text) == (ON_A_PAGE + 1, "Bố hay đánh em")
    place = place_of(first[ON_A_PAGE - 1])
    set_aside(first[ON_A_PAGE - 1].pk, by=holder)
    rest = texts_to_read(opened, by=holder, after=place)
    read = [one.pk for one in (*first[:ON_A_PAGE], *rest)]
    assert set(read) == set(FreeText.objects.values_list("pk", flat=True))
    assert [one.pk for one in rest[:-1]] == read[ON_A_PAGE:-1]
    assert rest[-1].state == "set_aside"  # it is told again among those that were decided
    client.force_login(holder)
    page = f"/activities/voice/{opened.pk}/texts/"
    shown = client.get(page).content.decode()
    assert shown.count("<blockquote") == ON_A_PAGE
    assert "?after=" in shown
    assert client.get(page, {"after": place}).content.decode().count("<blockquote") == len(rest)
    for nonsense in ("9.x", f"0.1.{'-' * 36}"):
        assert client.get(page, {"after": nonsense}).status_code == 200


def test_nothing_leads_from_the_audit_to_a_text(say, opened, holder):
    say(text="Bố hay đánh em")
    text = FreeText.objects.get()
    attend(text.pk, by=holder)
    set_aside(text.pk, by=holder)
    assert not AuditEntry.objects.filter(record_id=str(text.pk)).exists()


def test_children_read_cleared_texts_and_totals_of_no_few(say, end, opened, holder):
    for n in range(5):
        say(text=f"Ý kiến {n} của bạn Hoa")
    end()
    first, second = FreeText.objects.all()[:2]
    with pytest.raises(Refused, match="as it may be shown"):
        clear(first.pk, "  ", by=holder)
    clear(first.pk, "Ý kiến về đường", by=holder)
    set_aside(second.pk, by=holder)
    shown = shown_back(opened)
    assert [one.cleared for one in shown["cleared"]] == ["Ý kiến về đường"]
    assert shown["answers"] == 5
    assert set_aside(first.pk, by=holder).cleared == ""


def test_of_few_children_no_result_is_shown_back(say, end):
    for _n in range(4):
        say()
    shown = shown_back(end())
    assert (shown["answers"], list(shown["results"])) == (None, [])


def test_agencies_and_the_commune_say_what_they_did_once_it_is_closed(
    opened, end, holder, health_clerk, officer, leader
):
    with pytest.raises(PermissionDenied):
        respond(opened.pk, uuid4(), "Đã sửa", by=leader, now=NOW)
    with pytest.raises(Refused, match="Close the consultation first"):
        respond(opened.pk, uuid4(), "Đã sửa", by=holder, now=NOW)
    end()
    key = uuid4()
    own = respond(opened.pk, key, "Đã lắp 5 đèn", by=holder, now=NOW)
    assert respond(opened.pk, key, "Đã lắp 5 đèn", by=holder, now=NOW) == own
    theirs = respond(opened.pk, uuid4(), "Đã tập huấn", by=health_clerk, now=NOW)
    assert [one.whose for one in (own, theirs)] == [str(opened.unit), "Sở Y tế"]
    with pytest.raises(Refused, match="in no organisation"):
        respond(opened.pk, uuid4(), "Đã họp", by=officer, now=NOW)
    with pytest.raises(Refused, match="Only who wrote it"):
        withdraw_response(theirs.pk, by=holder)
    withdraw_response(own.pk, by=holder)
    assert VoiceResponse.objects.get(withdrawn=False) == theirs
    assert list(shown_back(opened)["responses"]) == [theirs]


def test_it_is_shown_back_once_it_is_closed(end, holder):
    one = end()
    assert show_back(one.pk, seen_at=one.changed_at, by=holder).is_shown


def test_what_is_not_over_passes_to_the_successor_of_an_organisation(
    values, health_clerk, health, home_affairs
):
    own = values | {"organisation": health}
    made = enter_consultation(uuid4(), own, by=health_clerk)
    passing = PASSING["voice.consultation"].passes_on
    assert passing.held_by(health.pk, TODAY) == [str(made.pk)]
    passing.move(str(made.pk), health.pk, home_affairs.pk, False)
    with pytest.raises(Refused, match="does not stand"):
        passing.move(str(made.pk), health.pk, home_affairs.pk, False)
