"""The holder's pages, and the pages that a code opens without an account."""

from uuid import uuid4

import pytest

from mangnon.activities.models import Consultation, FreeText, SessionCode, VoiceAnswer

LIST = "/activities/voice/"


@pytest.fixture
def site(client, holder):
    client.force_login(holder)
    return client


def seen_at(one):
    one.refresh_from_db()
    return {"seen_at": one.changed_at.isoformat()}


def test_a_consultation_goes_by_its_forms_until_children_read_what_was_done(
    client, site, holder, ward
):
    told = {
        "key": uuid4(), "title": "An toàn của em", "purpose": "Để em an toàn hơn", "unit": ward.pk,
        "from_age": "7", "below_age": "16", "asks_sex": "on",
    }  # fmt: skip
    page = site.post(f"{LIST}new/", told)["Location"]
    one = Consultation.objects.get()
    assert site.post(f"{page}question-set/", {"question_set": "7_10"}).status_code == 302
    asked = {"kind": "choice", "text": "Em có bạn không?", "choices": "Có\nKhông"}
    assert site.post(f"{page}question/", asked).status_code == 302
    first = one.questions.first()
    assert site.post(f"{LIST}questions/{first.pk}/remove/").status_code == 302
    assert one.questions.count() == 5
    assert site.post(f"{page}open/", seen_at(one)).status_code == 302
    assert site.post(f"{page}code/", {"session": "Lớp 5A", "places": "40"}).status_code == 302
    code = SessionCode.objects.get()
    assert code.code in site.get(page).content.decode()
    client.logout()
    text = one.questions.filter(kind="text").get()
    for n in range(5):
        child = client.get(f"/voice/?code={code.code.lower()}", follow=True)
        assert "Em có bạn không?" in child.content.decode()
        said = {"key": child.context["form"]["key"].initial, f"question-{text.pk}": f"Ý {n}"}
        assert "111" in client.post(f"/voice/{code.code}/", said).content.decode()
    client.force_login(holder)
    answer = FreeText.objects.first()
    assert "Ý 3" not in site.get(f"{page}texts/").content.decode()
    assert site.post(f"{page}close/", seen_at(one)).status_code == 302
    assert "Ý 3" in site.get(f"{page}texts/").content.decode()
    site.post(f"{LIST}texts/{answer.pk}/clear/", {"cleared": "Cần đèn"})
    client.logout()
    assert "đã kết thúc" in client.get(f"/voice/{code.code}/").content.decode()
    client.force_login(holder)
    site.post(f"{page}response/", {"key": uuid4(), "text": "Đã lắp đèn"})
    assert site.post(f"{page}show/", seen_at(one)).status_code == 302
    kept = site.get(page).content.decode()
    assert code.code in kept  # by it the children read what became of their words
    assert f"{page}code/" not in kept
    client.logout()
    back = client.get(f"/voice/{code.code}/").content.decode()
    for word in ("Cần đèn", "Đã lắp đèn", "5 em"):
        assert word in back
    assert "Ý 3" not in back


def test_the_answering_page_shows_no_menu_and_says_what_is_wrong(client, code, opened):
    page = client.get(f"/voice/{code.code}/")
    text = page.content.decode()
    assert "/sign-in/" not in text
    assert "sessionid" not in page.cookies
    empty = client.post(f"/voice/{code.code}/", {"key": uuid4()})
    assert empty.status_code == 422
    assert "ít nhất một câu" in empty.content.decode()
    assert not VoiceAnswer.objects.exists()
    assert client.get("/voice/").status_code == 200
    assert client.get("/voice/?code=%20!").status_code == 404


def test_an_alarming_text_shows_how_to_report_and_carries_nothing_there(site, say, opened, end):
    say(text="Bố hay đánh em")
    assert "bị xâm hại" in site.get(f"{LIST}{opened.pk}/").content.decode()
    page = site.get(f"{LIST}{opened.pk}/texts/").content.decode()
    assert 'href="/cases/new/"' in page
    text = FreeText.objects.get()
    assert f"{LIST}texts/{text.pk}/clear/" not in page
    end()
    assert site.post(f"{LIST}texts/{text.pk}/clear/", {"cleared": "x"}).status_code == 422
    site.post(f"{LIST}texts/{text.pk}/attend/")
    assert f"{LIST}texts/{text.pk}/clear/" in site.get(f"{LIST}{opened.pk}/texts/").content.decode()


def test_others_see_results_and_no_text_as_it_was_written(client, say, opened, leader):
    say(text="Bạn Hoa hay khóc")
    client.force_login(leader)
    page = client.get(f"{LIST}{opened.pk}/").content.decode()
    assert "Em đến trường bằng gì?" in page
    assert "Hoa" not in page
    assert client.get(f"{LIST}{opened.pk}/texts/").status_code == 403


def test_pages_cost_as_many_statements_whatever_was_said(
    site, say, opened, end, django_assert_max_num_queries
):
    for _n in range(12):
        say(text="Thêm sân chơi")
    end()
    with django_assert_max_num_queries(28):
        site.get(f"{LIST}{opened.pk}/")
    with django_assert_max_num_queries(16):
        site.get(f"{LIST}{opened.pk}/texts/")


def test_the_list_goes_on_behind_its_last_line(site, holder, values, monkeypatch):
    monkeypatch.setattr("mangnon.core.paging.ON_A_PAGE", 2)
    for n in range(5):
        Consultation.objects.create(entered_by=holder, **(values | {"title": f"Hỏi {n}"}))
    found, address = [], LIST
    while address:
        answer = site.get(address)
        found += [one.title for one in answer.context["consultations"]]
        address = answer.context["next"] and f"{LIST}?{answer.context['next']}"
    assert sorted(found) == [f"Hỏi {n}" for n in range(5)]


def test_an_activity_leads_to_its_consultation(site, holder, ward, values):
    from mangnon.activities.keeping import enter_activity  # noqa: PLC0415
    from tests.voice.conftest import TODAY  # noqa: PLC0415

    about = {"kind": "consultation", "unit": ward, "organiser_words": "UBND", "from_day": TODAY,
             "to_day": TODAY, "leaves": ["22"]}  # fmt: skip
    activity = enter_activity(uuid4(), "Lấy ý kiến", about, by=holder)
    one = Consultation.objects.create(entered_by=holder, **(values | {"activity": activity}))
    page = site.get(f"/activities/{activity.pk}/").content.decode()
    assert f"{LIST}{one.pk}/" in page
