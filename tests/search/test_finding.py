"""Who is found: by words of the name in any order, with or without marks, and page by page."""

import re
from datetime import date
from unicodedata import normalize

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mangnon.children.models import Child
from mangnon.children.names import search_text
from mangnon.children.search import finding, walks
from mangnon.children.search.finding import find
from mangnon.children.search.wanted import Wanted
from tests.search.conftest import TODAY

NAMES = (
    "Nguyễn Thị Hòa", "Nguyễn Thị Hoà", "Nguyễn Văn An", "Trần Đức Anh", "Trần Đình Đan",
    "Điểu K'Rứt", "Thị D'Rớt", "Bưi", "Nguyễn Nguyên Nguyễn", "Lê Hoàng Gia Thị Bảo An", "H'Lan",
)  # fmt: skip
TYPED = st.lists(
    st.sampled_from(
        ["nguyễn", "NGUYEN", "thị", "hoà", "ho", "an", "a", "đ", "d", "krut", "tran", "xyz", "lê"]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


def names(page):
    return [child.full_name for child in page.children]


def search(text, by, **parts):
    return find(Wanted(text=text, **parts), by=by, day=TODAY)


@pytest.mark.parametrize(
    "typed",
    ["Nguyễn Thị Hòa", "nguyen thi hoa", "hoa nguyen", "Hoà  Thị", normalize("NFD", "Thị hoà"),
     "HOÀ", "thi ho"],
)  # fmt: skip
def test_a_name_is_found_by_its_words_in_any_order_and_spelling(make_child, keeper, typed):
    for name in ("Nguyễn Thị Hòa", "Nguyễn Thị Hoà", "Nguyễn Văn An"):
        make_child(full_name=name)
    assert set(names(search(typed, keeper))) == {"Nguyễn Thị Hòa", "Nguyễn Thị Hoà"}


@pytest.mark.parametrize("typed", ["dien", "đien", "Điền"])
def test_d_and_its_bar_are_one_letter_of_a_search(make_child, keeper, typed):
    make_child(full_name="Lê Điền"), make_child(full_name="Lê Diễn"), make_child(full_name="Lê An")
    assert len(search(typed, keeper).children) == 2


def test_only_the_last_word_may_be_a_beginning(make_child, keeper):
    make_child(full_name="Trần Hoàng")
    assert names(search("tran hoa", keeper)) == ["Trần Hoàng"]
    assert names(search("hoa tran", keeper)) == []


def test_the_list_is_in_name_order_with_the_open_records_only(make_child, keeper, township):
    make_child(full_name="Trần Văn Bình")
    make_child(full_name="Lê Thị An")
    make_child(date(2009, 10, 31), full_name="Mười Sáu Hôm Nay")
    make_child(full_name="Đã Đi", closed_on=TODAY, closed_reason="left_country")
    make_child(full_name="Đi Ngày Mai", closed_on=date(2025, 11, 1), closed_reason="left_country")
    other = make_child(full_name="Nơi Khác", unit=township)
    make_child(full_name="Bản Ghi Đôi", merged_into=other)
    assert names(search("", keeper)) == ["Lê Thị An", "Trần Văn Bình", "Đi Ngày Mai"]
    closed = names(search("", keeper, with_closed=True))
    assert closed == [
        "Lê Thị An", "Trần Văn Bình", "Đã Đi", "Đi Ngày Mai", "Mười Sáu Hôm Nay",
    ]  # fmt: skip


@pytest.fixture
def many(make_child, ward, township, village, elsewhere):
    units = (ward, township, village, elsewhere)
    return [
        make_child(full_name=name, unit=units[n % len(units)])
        for n, name in enumerate(NAMES * 3)
    ]  # fmt: skip


@pytest.fixture(params=[12, 0], ids=["unit by unit", "word by word"])
def way(request, monkeypatch):
    """Both ways to walk find the same."""
    monkeypatch.setattr(finding, "FEW_UNITS", request.param)
    monkeypatch.setattr(finding, "ON_A_PAGE", 2)


def keys_of(page):
    return [line.pk for line in page.children]


def all_pages(wanted, by):
    found, page = [], find(wanted, by=by, day=TODAY)
    while True:
        found += keys_of(page)
        if page.after is None:
            return found
        page = find(wanted, by=by, day=TODAY, start=page.after)


def expected(typed, by):
    *whole, begun = dict.fromkeys(search_text(typed).split())
    return [
        child.pk
        for child in Child.objects.visible_to(by).in_name_order()
        for words in [child.search_text.split()]
        if set(whole) <= set(words) and any(word.startswith(begun) for word in words)
    ]


@settings(
    deadline=None, max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(typed=TYPED)
def test_whoever_holds_all_the_words_is_found_and_nobody_else(typed, many, keeper, overseer, way):
    for by in (keeper, overseer):
        assert all_pages(Wanted(text=typed), by) == expected(typed, by)


@pytest.mark.parametrize("begun", ["n", "", "xyz"])
def test_a_beginning_of_too_many_words_is_found_too(begun, many, overseer, monkeypatch):
    monkeypatch.setattr(walks, "MANY_WORDS", 1)
    monkeypatch.setattr(finding, "FEW_UNITS", 0)
    found = all_pages(Wanted(text=f"nguyen {begun}"), overseer)
    assert found == expected(f"nguyen {begun}", overseer)


def test_the_database_knows_common_words_and_the_rarer_one_is_walked(make_child):
    for _n in range(40):
        make_child(full_name="Nguyễn Thị Lan")
    make_child(full_name="Nguyễn Thị Hoa")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE children_name_word")
    assert walks.rarest(Wanted(text="nguyen hoa lan").words) == ["hoa"]
    assert walks.rarest(Wanted(text="nguyen ho").words) == ["hoa"]
    assert walks.rarest(Wanted(text="lan ngu").words) == ["lan"]


def test_pages_go_forth_and_back_and_keep_their_place_while_children_are_entered(
    many, overseer, make_child, way
):
    first = find(Wanted(), by=overseer, day=TODAY)
    assert first.before is None
    second = find(Wanted(), by=overseer, day=TODAY, start=first.after)
    back = find(Wanted(), by=overseer, day=TODAY, start=second.before, is_backward=True)
    assert back.children == first.children
    assert back.before is None


def test_each_child_is_listed_once_while_others_are_entered(many, overseer, make_child, way):
    there = set(Child.objects.visible_to(overseer).values_list("pk", flat=True))
    seen, page, n = [], find(Wanted(), by=overseer, day=TODAY), 0
    while page.after is not None:
        seen += keys_of(page)
        n += 1
        if n < 8:
            make_child(full_name="An" if n % 2 else "Yến")
        page = find(Wanted(), by=overseer, day=TODAY, start=page.after)
    seen += keys_of(page)
    assert len(seen) == len(set(seen))
    assert there <= set(seen)


@pytest.mark.parametrize("mark", ["", "x", "x y", "00000000-0000-4000-8000-000000000000 é"])
def test_a_damaged_place_is_no_place(mark):
    assert walks.Place.read(mark) is None


def test_a_place_is_read_back_from_its_mark(make_child):
    child = make_child()
    place = walks.Place(child.name_key, child.pk)
    assert walks.Place.read(place.mark) == place


def test_a_search_in_a_commune_reads_the_index_alone(many, keeper):
    """Reading each child of a commune for it took ten times as long."""
    with CaptureQueriesContext(connection) as asked:
        find(Wanted(text="nguyen thi lan"), by=keeper, day=TODAY)
    (walk,) = [query["sql"] for query in asked if "each(value)" in query["sql"]]
    named = set(re.findall(r'"children_child"\."(\w+)"', walk))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'child_in_name_order'::regclass"
        )
        held = {name for (name,) in cursor.fetchall()}
    assert {"name_key", "search_text"} <= named <= held
