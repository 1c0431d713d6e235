"""Every address of the site, and what each role gets there: in its scope, and outside it."""

from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from mangnon.core.access import GRANTS, LAST_DAYS, NEEDS_SECOND_FACTOR, Role
from tests.access_records import make_records
from tests.access_rows import PROVEN, answer, holds
from tests.access_table import ROLES, ROUTES, holders

TO_SIGN_IN = 302
SIGNED_IN = [role for role in ROLES if role != Role.CONSOLE]  # nobody signs in as the console


def routes(patterns=None, prefix="") -> Iterator[str]:
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern)


def test_every_address_is_in_the_table():
    assert set(routes()) == {route.partition("#")[0] for route in ROUTES}


def test_every_role_is_in_the_table_with_the_rights_that_the_policy_gives_it():
    assert sorted(ROLES) == sorted(role.value for role in Role)
    assert holders() == {role: set(GRANTS[role]) for role in ROLES}


def test_every_right_that_opens_an_address_is_a_right_of_somebody():
    asked = {one for row in ROUTES.values() for right in row.answers for one in right.split(" & ")}
    assert asked - {PROVEN} <= set().union(*GRANTS.values())


@pytest.fixture
def records(officer, province, settings, tmp_path):
    return make_records(officer, province, settings, tmp_path)


@pytest.fixture
def addresses(records):
    """The address of each route, made once: what a request does is undone."""
    return {route: records.address(route) for route in ROUTES}


@pytest.fixture
def people(make_user, records, province, elsewhere):
    """One person of each role who serves the province of the records, and one who does not.

    Who answers referrals belongs to the organisation that the record asks.
    """
    found = []
    for role in SIGNED_IN:
        for unit in (province, elsewhere):
            person = make_user(role, unit, f"{role} {unit.code}")
            if unit == province and "referral.answer" in GRANTS[role]:
                person.organisation = records.referral.organisation
                person.save()
            found.append((role, unit == province, person))
    return found


def test_everyone_gets_what_the_table_says(addresses, people):
    wrong = []
    rights = holders() | {role: set() for role in LAST_DAYS}  # the day is after the last day
    for role in NEEDS_SECOND_FACTOR:
        rights[role].add(PROVEN)
    for role, is_inside, person in people:
        browser = Browser(person)
        for route, row in ROUTES.items():
            if not is_inside and not any(holds(rights[role], right) for right in row.answers):
                continue  # refused for the role, wherever the person serves
            expected = answer(row, rights[role], is_inside=is_inside)
            got, _url = browser.answer(row.method, addresses[route])
            if got != expected:
                where = "inside" if is_inside else "outside"
                wrong.append(f"{role} {where}: {route} answers {got}, not {expected}")
    assert not wrong, "\n".join(wrong)


def test_who_is_not_signed_in_is_sent_to_sign_in(addresses):
    wrong = {}
    browser = Browser()
    for route, row in ROUTES.items():
        got, url = browser.answer(row.method, addresses[route])
        if got != row.nobody or (got == TO_SIGN_IN and not url.startswith("/sign-in/")):
            wrong[route] = got, url
    assert not wrong


class Browser:
    """A person's browser, or nobody's; each request finds it and the records as they were."""

    def __init__(self, person=None):
        self.client = Client()
        if person is not None:
            self.client.force_login(person)
        self.cookies = {name: one.value for name, one in self.client.cookies.items()}

    def answer(self, method, address) -> tuple[int, str]:
        """Return status and redirect of one request, and undo what it did."""
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            response = getattr(self.client, method)(address)
            transaction.set_rollback(True)
        return response.status_code, response.headers.get("Location", "")


def test_a_post_without_its_token_is_refused(records, officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post("/reports/build/").status_code == 403
