"""Random (person, route, record) triples: what is answered beside what the oracle expects."""

import random
import re

from django.db import transaction
from django.test import Client

from tests.access_oracle import sees
from tests.access_routes import ANSWERED, FORBIDDEN, NOT_FOUND, ROUTES, SIGN_IN

STATUS = {302: ANSWERED, 403: FORBIDDEN, 404: NOT_FOUND}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
LISTS = {
    "plan": ("/plans/", rb'href="/plans/(\d+)/"'),
    "report": ("/reports/", rb'id="report-(\d+)"'),
}


class Asking:
    """Everyone of the site signed in once; each request is undone after its answer."""

    def __init__(self, site):
        self.site = site
        self.clients = {}

    def client(self, person) -> Client:
        if person.pk not in self.clients:
            self.clients[person.pk] = Client()
            self.clients[person.pk].force_login(person)
        return self.clients[person.pk]

    def answer(self, ask, person, thing) -> tuple[str, bytes]:
        """Return what kind of answer came, and its bytes without the token against forgery."""
        client = self.client(person)
        with transaction.atomic():
            response = ask(client, thing)
            transaction.set_rollback(True)
        told = STATUS.get(response.status_code, ANSWERED)
        if response.status_code == 302 and response.headers["Location"].startswith("/sign-in/"):
            told = SIGN_IN
        if response.status_code >= 500:
            told = f"failed with {response.status_code}"
        return told, TOKEN.sub(b"", b"".join(response))

    def open(self, person, address) -> tuple[str, bytes]:
        return self.answer(lambda client, _thing: client.get(address), person, None)


def leaks(site, *, seed: int, triples: int) -> list[str]:
    """Return each triple that was not answered as the oracle says, or told more than that."""
    chance, asking, found = random.Random(seed), Asking(site), []
    for _triple in range(triples):
        route = chance.choice(ROUTES)
        users = [pair for pair in site.people if pair[0].role in route.users]
        # Half of them have the right, so that the scope decides as often as the role does.
        person, unit = chance.choice(chance.choice([users or site.people, site.people]))
        thing = chance.choice([thing for thing in site.things if route.is_for(thing)])
        name = f"{person.username} {route.method} {route.address} {thing.record!r} of {thing.unit}"
        expected = route.expected(person, unit, thing)
        told, content = asking.answer(route.ask, person, thing)
        if told != expected:
            found.append(f"{name}: {told} instead of {expected}")
        elif told == NOT_FOUND and not route.is_explainer:
            nothing = asking.answer(route.ask_for_nothing, person, thing)
            if (told, content) != nothing:
                found.append(f"{name}: its 404 differs from that of a record that is not there")
    return found


def wrong_lists(site, people) -> list[str]:
    """Return each list that shows other records, or another number of them, than the oracle."""
    asking, found = Asking(site), []
    for person, unit in people:
        for kind, (address, row) in LISTS.items():
            told, page = asking.open(person, address)
            shown = [int(number) for number in re.findall(row, page)] if told == ANSWERED else []
            expected = [
                thing.record.pk
                for thing in site.things
                if thing.kind == kind and sees(person, unit, thing)
            ]
            if sorted(shown) != sorted(expected):
                found.append(f"{person.username} {address}: {shown} instead of {expected}")
    return found
