"""The pages of limits, kept limits, notices, retention, breaches and consents fit a phone."""

import datetime

import pytest

from mangnon.cases.breaches.registering import enter_breach
from mangnon.cases.clocks.local import NewLimit, set_limit
from mangnon.cases.clocks.watching import watch
from mangnon.cases.consents.consenting import NewConsent, give_consent
from mangnon.cases.models import Case, CaseClock, Step
from mangnon.cases.receiving.receiving import receive
from mangnon.engine.cases.clocks import Limit
from tests.browsing import fits, in_chromium, page_of
from tests.cases.conftest import DAY, at

pytestmark = in_chromium


@pytest.fixture
def filled(case, take, worker, chair, officer, operator, new_report):
    """A case that is late, a closed one, a limit, a breach and a consent."""
    limit = NewLimit("emergency", Limit(unit="hours", count=8), DAY, "12/QĐ-UBND", DAY)
    set_limit(limit, by=chair, now=at(0))
    take(case, "acknowledge", worker, 0.5)
    CaseClock.objects.filter(code="emergency").update(
        started_at=at(-40), warns_at=at(-32), due_at=at(-28)
    )
    watch(at(-20))
    child = case.people.get().pk
    consent = NewConsent(child, "photo", True, "mother", "Điểu Thị Mẹ", at(1))
    give_consent(case.pk, consent, by=worker, now=at(2))
    closed = receive(new_report(), by=operator, now=at(0.1)).case
    Case.objects.filter(pk=closed.pk).update(
        closed_at=at(240), closing_reason="no_risk", stage="closed"
    )
    CaseClock.objects.filter(case=closed).update(
        stopped_at=at(200),
        stop_entered_at=at(230),
        stopped_by=Step.objects.get(case=closed, code="receive"),
    )
    enter_breach(
        discovered_at=at(-90), what="Mất máy tính", measures="", people=3, key=closed.pk,
        by=officer, now=at(0),
    )  # fmt: skip
    return case


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits(
    chromium, live_server, client, filled, worker, chair, officer, settings, width
):
    settings.TODAY = DAY + datetime.timedelta(1)
    visits = {
        worker: ["/cases/", f"/cases/{filled.pk}/", f"/cases/{filled.pk}/consents/"],
        chair: ["/cases/limits/", "/cases/limits/kept/", "/cases/retention/"],
        officer: ["/cases/limits/kept/", "/cases/breaches/"],
    }
    for person, addresses in visits.items():
        client.force_login(person)
        with page_of(chromium, live_server, client, width=width) as page:
            for address in addresses:
                page.goto(address)
                assert page.locator("h1").count() == 1
                if address.endswith("kept/") and person is chair:  # others are told no count here
                    page.locator(".mn-chart canvas, .mn-chart svg").first.wait_for()
                page.wait_for_load_state("networkidle")
                assert fits(page), (address, width)
