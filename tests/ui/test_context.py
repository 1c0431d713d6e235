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
