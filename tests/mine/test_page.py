"""The page "Việc của tôi", as a person sees it."""

import re

from mangnon.core.registries import MOST_WAITING
from tests.mine.conftest import thing
from tests.mine.test_parts import day


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_who_is_not_signed_in_signs_in_first(client, db):
    assert client.get("/mine/").url == "/sign-in/?next=/mine/"


def test_for_whom_nothing_waits_the_page_is_friendly(source, client, make_user, province):
    client.force_login(make_user("analyst", province))
    page = words(client.get("/mine/"))
    assert "Không có việc nào chờ anh/chị" in page
    assert "Quá hạn" not in page


def test_each_line_says_what_why_until_when_and_leads_there(source, client, leader):
    source(thing("Trễ", day(30, 5)), thing("Gần", day(6)), thing("Hôm nay", day(2)), thing("Chờ"))
    client.force_login(leader)
    answer = client.get("/mine/")
    page = words(answer)
    assert "Trễ Nhiệm vụ · Vì sao 30/05/2025 quá 1 ngày làm việc" in page
    assert "Gần Nhiệm vụ · Vì sao 06/06/2025 còn 4 ngày làm việc" in page
    assert "02/06/2025 hạn hôm nay" in page
    assert 'href="/plans/?Chờ"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_part_of_a_long_list_names_the_page_that_has_all(source, client, leader):
    source(*(thing(f"Việc {n}") for n in range(MOST_WAITING)))
    client.force_login(leader)
    answer = client.get("/mine/?part=asked")
    assert "Nhiệm vụ: đang hiện 100 việc gấp nhất. Xem tất cả" in words(answer)
    assert 'href="/plans/work/"' in answer.content.decode()


def test_what_is_only_to_be_read_has_its_button(source, client, leader):
    source(thing(read_url="/cases/notices/1/read/"))
    client.force_login(leader)
    assert 'action="/cases/notices/1/read/"' in client.get("/mine/").content.decode()


def test_the_page_stands_first_in_the_navigation(source, client, leader):
    client.force_login(leader)
    page = client.get("/mine/").content.decode()
    nav = page[page.index('<nav class="mn-nav"') : page.index("</nav>")]
    assert re.findall(r'href="([^"]*)"', nav)[0] == "/mine/"
    assert 'href="/mine/" aria-current="page"' in nav


def test_a_full_page_of_an_officer_asks_few_things(client, worker, django_assert_max_num_queries):
    client.force_login(worker)
    client.get("/mine/")
    with django_assert_max_num_queries(40):
        assert client.get("/mine/").status_code == 200
