"""The pages of the network: from a post opened to its figures; names only for whom they are."""

import datetime

import pytest
from django.urls import reverse

from mangnon.activities.models import CoreGroup, Holding, Post
from mangnon.core.sensitive import HIDDEN
from tests.network.activities import training_held
from tests.network.conftest import told

NAME = "Trần Thị Bình"


@pytest.fixture
def filled(open_one, fill):
    post = open_one()
    fill(post)
    return post


def text(client, name, *args, **asked):
    return client.get(reverse(name, args=args), asked).content.decode()


def test_from_opening_a_post_to_its_figures(client, keeper, ward, officer, make_organisation):
    client.force_login(keeper)
    page = client.get(reverse("network-post-new"))
    answers = {
        "key": page.context["form"]["key"].value(), "kind": "child_protection_officer",
        "unit": ward.pk, "words": "Công chức Văn hóa - Xã hội", "from_day": "01/01/2024",
    }  # fmt: skip
    client.post(reverse("network-post-new"), answers)
    post = Post.objects.get()
    assert "Trống" in text(client, "network-unit", ward.pk)
    page = client.get(reverse("network-post-fill", args=[post.pk]))
    answers = told(is_full_time="True", until="", from_day="01/02/2024") | {
        "key": page.context["form"]["key"].value()
    }
    client.post(reverse("network-post-fill", args=[post.pk]), answers)
    holding = Holding.objects.get()
    assert NAME in text(client, "network-unit", ward.pk)
    assert NAME not in text(client, "network-unit", ward.pk, day="2024-01-31")
    course = training_held(keeper, make_organisation("UBND", ward), ward)
    page = client.get(reverse("network-training", args=[holding.pk]))
    answers = {"key": page.context["form"]["key"].value(), "activity": course.pk}
    client.post(reverse("network-training", args=[holding.pk]), answers)
    assert "Tập huấn cán bộ" in text(client, "network-post", post.pk)
    figures = text(client, "network-figures")
    assert "1 trên 1 xã" in figures
    assert "(100,0%)" in figures


def test_what_is_refused_stands_on_the_form(client, officer, filled):
    client.force_login(officer)
    page = client.get(reverse("network-post-fill", args=[filled.pk]))
    answers = told(until="", from_day="01/02/2024") | {
        "key": page.context["form"]["key"].value(), "is_full_time": "True",
    }  # fmt: skip
    answer = client.post(reverse("network-post-fill", args=[filled.pk]), answers)
    assert answer.status_code == 422
    assert "Người khác giữ vị trí" in answer.content.decode()


def test_who_reads_figures_alone_reads_no_name(client, filled, ward, leader, make_user):
    client.force_login(leader)
    for name, key in (("network-unit", ward.pk), ("network-post", filled.pk)):
        page = text(client, name, key)
        assert NAME not in page
        assert str(HIDDEN) in page
    client.force_login(make_user("commune_chair", ward))
    assert NAME in text(client, "network-post", filled.pk)


def test_nobody_sees_the_posts_of_another_commune(client, filled, make_user, next_ward):
    client.force_login(make_user("commune_officer", next_ward))
    assert client.get(reverse("network-post", args=[filled.pk])).status_code == 404
    assert client.get(reverse("network-unit", args=[filled.unit_id])).status_code == 404


def test_the_list_tells_who_told_of_nothing(client, officer, filled):
    client.force_login(officer)
    page = text(client, "network")
    assert "1/1" in page
    assert "chưa báo vị trí nào" in page
    shown = text(client, "network", state="no_staff")
    assert "Long Thủy" in shown
    assert "Thác Mơ" not in shown
    assert "Trống" not in text(client, "network", state="vacant", day="no day")


def test_a_group_of_children_is_counted_on_its_page(client, keeper, leader, ward):
    client.force_login(keeper)
    page = client.get(reverse("network-group-new"))
    answers = {
        "key": page.context["form"]["key"].value(), "unit": ward.pk, "name": "Nhóm Măng Non",
        "from_day": "01/01/2024",
    }  # fmt: skip
    client.post(reverse("network-group-new"), answers)
    group = CoreGroup.objects.get()
    count = reverse("network-group-count", args=[group.pk])
    assert client.get(count).status_code == 200
    wrong = {"on": "01/06/2025", "children": 12, "sex-male": 8, "sex-female": 3}
    assert client.post(count, wrong).status_code == 422
    client.post(count, wrong | {"sex-female": 4})
    assert "12 trẻ em, ngày 01/06/2025" in text(client, "network-unit", ward.pk)
    client.force_login(leader)
    page = text(client, "network-group", group.pk)
    assert "12 trẻ em" in page
    assert "<strong>4</strong>" not in page  # a small count is for whoever keeps the group


def test_the_pages_take_few_statements(
    client, officer, filled, fill, open_one, ward, django_assert_max_num_queries
):
    for _n in range(5):
        fill(open_one())
    client.force_login(officer)
    for address in (
        reverse("network"), reverse("network-unit", args=[ward.pk]), reverse("network-figures"),
    ):  # fmt: skip
        with django_assert_max_num_queries(14):
            assert client.get(address).status_code == 200
    later = {"day": (datetime.date(2030, 1, 1)).isoformat()}
    assert client.get(reverse("network"), later).status_code == 200  # a day ahead is today
