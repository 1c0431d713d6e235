"""The pages of the check, as people with other scopes and rights see them."""

import pytest

from mangnon.core.models import Unit
from mangnon.indicators.released import hidden_in
from tests.cascade.conftest import COMMUNES, make_run
from tests.cascade.test_hidden import SMALL
from tests.hiding.marks import hidden_marks, tells


@pytest.fixture
def open_page(client):
    def get(person, address, status=200):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status, address
        return answer.content.decode()

    return get


def test_the_list_says_what_each_target_comes_to(run, own, leader, open_page):
    own("25216", _4b=18, _5=96)
    page = open_page(leader, "/plans/cascade/")
    assert "vẫn còn 5 trên 7 mục tiêu không đạt" in page
    assert "1 trên 3" in page
    assert 'href="/plans/cascade/4b/?year=2025&amp;unit=70&amp;level=commune"' in page


def test_a_target_shows_its_sentence_and_its_units(run, own, admin, leader, open_page):
    local = own("25216", _1=100)
    page = open_page(leader, "/plans/cascade/1/")
    assert "Nếu mọi xã đạt mục tiêu của mình, tỉnh Bình Phước đạt 66,7%, không phải 76,9%" in page
    assert f'href="/plans/local/{local.pk}/#leaf-1"' in page
    assert "Phường Long Thủy" in page
    open_page(leader, "/plans/cascade/99/", 404)


def test_districts_are_chosen_and_asked_for(run, own, leader, open_page):
    own("688", _4b=10)
    page = open_page(leader, "/plans/cascade/4b/?level=district")
    assert "Nếu mọi huyện đạt mục tiêu của mình" in page
    assert "Thị xã Phước Long" in page
    assert "Phường Long Thủy" in open_page(leader, "/plans/cascade/4b/?unit=688")


def test_nobody_reads_hidden_counts_from_the_pages(province, plan, own, officer, open_page):
    run = make_run(officer, COMMUNES | {"4b": SMALL})
    own("25216", _4b=12), own("25270", _4b=31)
    marks = hidden_marks(run)
    assert marks
    assert any(leaf == "4b" for leaf, *_rest in hidden_in(run))
    for address in ("/plans/cascade/", "/plans/cascade/4b/", "/plans/cascade/4b/?level=district"):
        page = open_page(officer, address)
        assert not tells(page, marks), address
    assert "mn-hidden" in open_page(officer, "/plans/cascade/4b/")


def test_who_serves_a_commune_is_told_that_there_is_nothing_below(run, plan, make_user, open_page):
    keeper = make_user("commune_officer", Unit.objects.get(code="25216"))
    assert "bên dưới một huyện hoặc tỉnh" in open_page(keeper, "/plans/cascade/")
    assert "bên dưới" in open_page(keeper, "/plans/cascade/4b/")


def test_without_figures_or_a_plan_the_page_says_why(province, leader, officer, open_page):
    assert "Chưa tính chỉ tiêu nào" in open_page(leader, "/plans/cascade/")
    make_run(officer)
    assert "chưa có kế hoạch có hiệu lực cho năm 2025" in open_page(leader, "/plans/cascade/")


def test_another_unit_is_not_found(run, plan, leader, make_user, open_page):
    open_page(leader, "/plans/cascade/?unit=99999", 404)
    district = make_user("focal_office", Unit.objects.get(code="692"))
    open_page(district, "/plans/cascade/?unit=70", 404)
    assert "Lộc Ninh" in open_page(district, "/plans/cascade/")


def test_who_may_not_read_plans_or_figures_is_refused(run, plan, make_user, province, open_page):
    open_page(make_user("analyst", province), "/plans/cascade/", 403)
    open_page(make_user("technical_admin", province), "/plans/cascade/4b/", 403)


def test_the_pages_cost_few_statements(run, own, leader, client, django_assert_max_num_queries):
    own("25216", _4b=18), own("25217", _4b=18)
    client.force_login(leader)
    client.get("/plans/cascade/")
    with django_assert_max_num_queries(22):
        client.get("/plans/cascade/")
    with django_assert_max_num_queries(22):
        client.get("/plans/cascade/4b/")
