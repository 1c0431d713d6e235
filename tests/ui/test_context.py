import datetime

import pytest
import time_machine
from django.test import RequestFactory

from mangnon.core.models import User
from mangnon.ui import context


def links(path, role):
    request = RequestFactory().get(path)
    request.user = User(role=role)
    return {link.address: link.is_current for link in context.navigation(request)}


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "/"),
        ("/indicators/4b/", "/"),
        ("/plans/", "/plans/"),
        ("/plans/3/review/", "/plans/"),
        ("/reports/", "/reports/"),
    ],
)
def test_the_navigation_marks_one_part_and_only_one(path, current):
    found = links(path, "leader")
    assert [address for address, is_current in found.items() if is_current] == [current]


@pytest.mark.parametrize(
    ("role", "open_to_it"),
    [
        (
            "leader",
            [
                "/mine/",
                "/",
                "/explorer/",
                "/plans/",
                "/cases/",
                "/activities/",
                "/places/",
                "/data/",
                "/reports/",
                "/administration/",
            ],
        ),
        ("analyst", ["/mine/", "/", "/explorer/", "/places/", "/data/", "/administration/"]),
        ("technical_admin", ["/mine/", "/places/", "/administration/"]),
        (
            "village_collaborator",
            ["/mine/", "/children/", "/cases/", "/places/", "/administration/"],
        ),
    ],
)
def test_the_navigation_offers_only_what_the_role_may_open(role, open_to_it):
    assert list(links("/", role)) == open_to_it


def test_a_page_drawn_before_the_person_is_known_offers_nothing():
    assert context.navigation(RequestFactory().get("/")) == []


def test_today_is_the_fixed_day_of_the_demonstration(settings):
    settings.TODAY = datetime.date(2025, 10, 31)
    assert context.today() == datetime.date(2025, 10, 31)


@time_machine.travel(datetime.datetime(2025, 10, 31, 20, 0, tzinfo=datetime.UTC))
def test_without_a_fixed_day_today_is_the_day_in_the_province(settings):
    settings.TODAY = None
    assert context.today() == datetime.date(2025, 11, 1)


def test_accounts_are_shown_in_a_demonstration_and_never_elsewhere(settings):
    settings.DEMO_ACCOUNTS = [{"role": "Lãnh đạo", "username": "a", "password": "b"}]
    request = RequestFactory().get("/sign-in/")
    settings.IS_DEMO = False
    assert context.page(request)["demo_accounts"] == ()
    settings.IS_DEMO = True
    assert context.page(request)["demo_accounts"] == settings.DEMO_ACCOUNTS


def test_parts_of_one_menu_stand_where_its_first_stands():
    request = RequestFactory().get("/data/quality/")
    request.user = User(role="analyst")
    found = context.menus(context.navigation(request))
    assert [[link.address for link in menu.links] for menu in found] == [
        ["/mine/"], ["/"], ["/explorer/", "/data/"], ["/places/"], ["/administration/"],
    ]  # fmt: skip
    assert [bool(menu.label) for menu in found] == [False, False, True, False, False]
    assert [menu.is_current for menu in found] == [False, False, True, False, False]


def tabs(path, role):
    """Return each row of tabs: all addresses, and those that are marked."""
    request = RequestFactory().get(path)
    request.user = User(role=role)
    rows = [row.links for row in context.tab_rows(request)]
    return [
        ([link.address for link in row], [link.address for link in row if link.is_current])
        for row in rows
    ]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/plans/", ["/plans/"]),
        ("/plans/3/review/", ["/plans/"]),
        ("/plans/work/", ["/plans/work/", "/plans/work/"]),
        ("/plans/work/timeline/", ["/plans/work/", "/plans/work/timeline/"]),
        ("/plans/cascade/4b/", ["/plans/local/", "/plans/cascade/"]),
        ("/plans/fund/", ["/plans/fund/"]),
        ("/activities/", ["/activities/", "/activities/"]),
        (
            "/activities/inspections/plans/",
            ["/activities/inspections/", "/activities/inspections/plans/"],
        ),
        ("/cases/statistics/", ["/cases/statistics/"]),
        ("/", []),
    ],
)
def test_one_tab_of_the_part_is_marked_and_one_view_of_that_tab(path, current):
    assert [marked for _all, (marked,) in tabs(path, "leader")] == current


def test_tabs_are_those_of_which_the_role_has_the_right():
    (of_part, _current), *_views = tabs("/plans/", "commune_chair")
    assert "/plans/work/" in of_part
    assert "/plans/funding/" not in of_part
    assert tabs("/plans/", "analyst") == []


def test_who_may_open_one_tab_alone_is_shown_no_row():
    assert tabs("/activities/summer/", "school_staff") == []


def test_a_page_drawn_before_the_person_is_known_has_no_tabs():
    assert context.tab_rows(RequestFactory().get("/plans/")) == []
