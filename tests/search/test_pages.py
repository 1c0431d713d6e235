"""The list as a page: plain and by htmx, cheap, with clean addresses; lists that are kept."""

from datetime import date

import pytest
from django.urls import reverse

from mangnon.children.models import SavedList
from mangnon.core.models import AuditEntry

LIST = "/children/"
# The session, the person, their unit and second factor, the scope, the walk, the rows, the lists.
MOST_QUERIES = 8
HTMX = {"HTTP_HX_REQUEST": "true"}


def test_the_first_page_takes_few_queries(
    make_child, keeper, client, django_assert_max_num_queries
):
    for _n in range(60):
        make_child()
    client.force_login(keeper)
    client.get(LIST)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(LIST)
    assert page.content.decode().count("<tr>") == 51


def test_a_line_says_who_the_child_is_and_leads_to_it(make_child, keeper, client):
    child = make_child(date(2020, 5, 7), full_name="Thị H'Lan", sex="female")
    client.force_login(keeper)
    page = " ".join(client.get(LIST).content.decode().split())
    cells = ("07/05/2020", "Nữ", "Phường Thác Mơ")
    assert (
        f'<th scope="row"><a href="{LIST}{child.pk}/">Thị H&#x27;Lan</a></th> '
        + " ".join(f"<td>{cell}</td>" for cell in cells)
    ) in page


@pytest.mark.parametrize("asked", [{}, {"text": "dieu"}, {"sex": "female", "text": "die"}])
def test_no_page_counts_the_register(
    make_child, keeper, overseer, client, asked, django_assert_max_num_queries
):
    make_child()
    for person in (keeper, overseer):
        client.force_login(person)
        with django_assert_max_num_queries(30) as asked_for:
            client.post(LIST, asked)
        assert not [q["sql"] for q in asked_for if "count(" in q["sql"].lower()]


def test_a_search_by_htmx_answers_with_the_rows_alone(make_child, keeper, client):
    make_child()
    make_child(full_name="Trần Khác")
    client.force_login(keeper)
    answer = client.post(LIST, {"text": "dieu"}, **HTMX)
    text = answer.content.decode()
    assert "Điểu K&#x27;Rứt" in text
    assert "Trần Khác" not in text
    assert "<html" not in text
    assert "HX-Request" in answer["Vary"]
    assert "no-store" in answer["Cache-Control"]


def test_a_search_without_a_script_answers_with_the_page_and_what_was_typed(
    make_child, keeper, client
):
    make_child()
    client.force_login(keeper)
    text = client.post(LIST, {"text": "dieu", "sex": "unknown"}).content.decode()
    assert 'value="dieu"' in text
    assert '<option value="unknown" selected>' in text
    assert "Điểu K&#x27;Rứt" in text


def test_next_and_previous_keep_the_filters(make_child, keeper, client, monkeypatch):
    monkeypatch.setattr("mangnon.children.search.finding.ON_A_PAGE", 1)
    for name in ("Lê An", "Lê Bình", "Lê Chi"):
        make_child(full_name=name, sex="female")
    make_child(full_name="Lê Ân", sex="male")
    client.force_login(keeper)

    def page(**place):
        answer = client.post(LIST, {"text": "le", "sex": "female"} | place)
        (child,) = answer.context["page"].children
        return child.full_name, answer.context["page"]

    first, shown = page()
    second, shown = page(after=shown.after.mark)
    assert (first, second) == ("Lê An", "Lê Bình")
    third, end = page(after=shown.after.mark)
    assert (third, end.after) == ("Lê Chi", None)
    assert page(before=end.before.mark)[0] == "Lê Bình"


def test_nobody_found_says_what_to_do(keeper, client):
    client.force_login(keeper)
    assert "Không tìm thấy ai" in client.post(LIST, {"text": "xyz"}).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"age_from": "9", "age_to": "3"}, "Tuổi đến nhỏ hơn tuổi từ"),
        ({"age_from": "chín"}, "Tuổi từ"),
        ({"sex": "nam"}, "Giới tính"),
    ],
)
def test_a_wrong_filter_is_told_beside_its_field(keeper, client, wrong, sentence):
    client.force_login(keeper)
    answer = client.post(LIST, wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_who_may_not_ask_by_number_is_told_so(make_user, ward, client):
    client.force_login(make_user("village_collaborator", ward))
    answer = client.post(LIST, {"text": "0912345678"})
    assert answer.status_code == 422
    assert "chỉ được tìm theo tên" in answer.content.decode()
    assert "Hoàn cảnh đặc biệt" not in answer.content.decode()


def test_a_person_far_above_chooses_among_the_communes(
    make_child, township, overseer, client, settings
):
    settings.TODAY = date(2025, 6, 30)
    make_child(), make_child(full_name="Lê An", unit=township)
    client.force_login(overseer)
    text = client.post(LIST, {"unit": township.pk}).content.decode()
    assert "Lê An" in text
    assert "Điểu K" not in text
    assert f'<option value="{township.pk}" selected>Thị trấn Lộc Ninh</option>' in text


def keep(client, name, **asked):
    return client.post(reverse("children_saved"), {"name": name} | asked, follow=True)


def test_a_list_keeps_filters_and_no_word_of_a_person(make_child, keeper, client):
    girl = make_child(sex="female", full_name="Lê An")
    make_child(full_name="Lê Bình")
    client.force_login(keeper)
    shown = keep(client, " Con  gái ", text="le an", guardian="hoa", sex="female", age_to="9")
    assert "Đã lưu danh sách “Con gái”" in shown.content.decode()
    kept = SavedList.objects.get()
    assert (kept.name, kept.filters) == ("Con gái", {"sex": "female", "age_to": 9})
    opened = client.post(LIST, {"list": kept.pk})
    assert [line.pk for line in opened.context["page"].children] == [girl.pk]
    assert '<option value="female" selected>' in opened.content.decode()
    entry = AuditEntry.objects.get(action="child.save_list")
    assert entry.details == {"fields": ["age_to", "sex"]}


def test_a_list_of_the_same_name_takes_the_place_of_the_old_one(keeper, client):
    client.force_login(keeper)
    keep(client, "Của tôi", sex="female")
    keep(client, "Của tôi", sex="male")
    assert [kept.filters for kept in SavedList.objects.all()] == [{"sex": "male"}]


@pytest.mark.parametrize(
    ("name", "asked", "sentence"),
    [
        ("", {"sex": "male"}, "Hãy đặt tên cho danh sách"),
        ("Tên", {"text": "le an"}, "Hãy chọn bộ lọc trước"),
        ("Tên", {"sex": "nam"}, "Hãy chọn bộ lọc trước"),
    ],
)
def test_a_list_that_keeps_nothing_is_refused(keeper, client, name, asked, sentence):
    client.force_login(keeper)
    assert sentence in keep(client, name, **asked).content.decode()
    assert not SavedList.objects.exists()


def test_a_person_keeps_only_so_many_lists(keeper, client, monkeypatch):
    monkeypatch.setattr("mangnon.children.search.saved_list.MOST_LISTS", 1)
    client.force_login(keeper)
    keep(client, "Một", sex="female")
    assert "đã lưu 1 danh sách" in keep(client, "Hai", sex="male").content.decode()
    assert SavedList.objects.count() == 1


def test_a_list_is_its_persons_own(keeper, overseer, client):
    client.force_login(keeper)
    keep(client, "Riêng", sex="female")
    kept = SavedList.objects.get()
    client.force_login(overseer)
    assert "Riêng" not in client.get(LIST).content.decode()
    assert client.post(LIST, {"list": kept.pk}).status_code == 404
    assert client.post(reverse("children_saved"), {"remove": kept.pk}).status_code == 404
    client.force_login(keeper)
    assert "Riêng" in client.get(LIST).content.decode()
    shown = client.post(reverse("children_saved"), {"remove": kept.pk}, follow=True)
    assert "Đã bỏ danh sách" in shown.content.decode()
    assert not SavedList.objects.exists()
    assert AuditEntry.objects.filter(action="child.remove_list").count() == 1


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "-1", "٣"])
def test_a_list_that_was_never_kept_is_not_found(keeper, client, number):
    client.force_login(keeper)
    assert client.post(LIST, {"list": number}).status_code == 404
