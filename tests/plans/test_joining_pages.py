"""Undo, merge and split as pages: without JavaScript, and with htmx."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.plans import services
from mangnon.plans.models import Indicator, Task
from tests.plans.test_pages import HTMX, words


@pytest.fixture
def base(draft):
    return f"/plans/{draft.pk}"


def test_a_split_without_a_mark_keeps_what_was_typed(officer_client, draft, base):
    task = Task.objects.of(draft).get(line="10")
    address = f"{base}/task/{task.pk}/split/"
    assert task.text in words(officer_client.get(address))
    answer = officer_client.post(address, {"text": "Chủ trì các chỉ tiêu"})
    assert answer.status_code == 422
    assert "once, where the second half begins" in words(answer)
    assert "Chủ trì các chỉ tiêu</textarea>" in answer.content.decode()


def test_what_is_not_one_text_has_no_page_to_split_it(officer_client, draft, base):
    deadline = draft.deadlines.get()
    assert officer_client.get(f"{base}/deadline/{deadline.pk}/split/").status_code == 404


def test_an_item_is_split_merged_and_taken_back_without_javascript(officer_client, draft, base):
    task = Task.objects.of(draft).get(line="10")
    at = f"{base}/task/{task.pk}"
    answer = officer_client.post(
        f"{at}/split/", {"text": "Chủ trì || các chỉ tiêu", "version": "1"}
    )
    assert answer.url == f"{base}/review/#block-agency-{task.agency_id}"
    half = Task.objects.of(draft).get(text="các chỉ tiêu")
    merge = f"{at}/merge/{half.pk}/"
    assert f'formaction="{merge}"' in officer_client.get(f"{base}/review/").content.decode()
    assert officer_client.post(merge, {"version": "2"}).status_code == 302
    assert officer_client.post(f"{at}/undo/", {"version": "3"}).status_code == 302
    assert officer_client.post(f"{at}/undo/", {"version": "4"}).status_code == 302
    task.refresh_from_db()
    assert (task.text, task.state) == ("Chủ trì các chỉ tiêu 01, 04.", "proposed")
    answer = officer_client.post(f"{at}/undo/", {"version": "5"})
    assert answer.status_code == 422
    assert "nothing to undo" in words(answer)


def test_htmx_takes_the_merged_block_off_the_page_and_brings_it_back(officer_client, draft, base):
    four, thirteen = Indicator.objects.of(draft)[1:]
    at = f"{base}/indicator/{four.pk}"
    page = officer_client.post(f"{at}/merge/{thirteen.pk}/", headers=HTMX).content.decode()
    gone = rf'<article id="block-indicator-{thirteen.pk}"\s+hx-swap-oob="delete">'
    assert re.search(gone, page)
    assert page.count('class="plan-block"') == 1
    answer = officer_client.post(f"{at}/undo/", headers=HTMX)
    page = answer.content.decode()
    assert page.count('class="plan-block"') == 2
    assert answer["HX-Retarget"] == f"#block-indicator-{four.pk}"
    assert "items still wait" in words(answer)


def test_htmx_settles_a_warning_and_shows_its_item_anew(officer_client, draft, base):
    warning = draft.warnings.get(code="doubled-word")
    answer = officer_client.post(f"{base}/warnings/{warning.pk}/settle/", headers=HTMX)
    page = answer.content.decode()
    task = Task.objects.of(draft).get(line="13")
    assert answer["HX-Reswap"] == "none"
    assert re.search(rf'id="block-agency-{task.agency_id}"\s+hx-swap-oob="true"', page)
    row = re.search(rf'id="task-{task.pk}".*?tabindex', page, re.DOTALL).group()
    assert "data-first" not in row


def test_an_item_merged_away_is_told_to_who_still_sees_it(officer_client, draft, base, officer):
    four, thirteen = Indicator.objects.of(draft)[1:]
    services.merge_items(four, thirteen, by=officer)
    answer = officer_client.post(f"{base}/indicator/{thirteen.pk}/confirm/", headers=HTMX)
    assert answer.status_code == 422
    assert "merged or withdrawn" in words(answer)


def test_what_was_dropped_is_listed_beside_last_years_plan(
    officer_client, approved, make_draft, officer
):
    draft = make_draft(year=2026, number="2/KH-UBND", funding=())
    text = words(officer_client.get(f"/plans/{draft.pk}/review/"))
    assert "In last year's plan and not in this one" in text.replace("&#x27;", "'")
    assert "Source of funding (1)" in text
    assert "as last year" in text
    answer = officer_client.post(f"/plans/{draft.pk}/confirm-same/")
    assert answer.url == f"/plans/{draft.pk}/review/"
    assert draft.indicators.confirmed().exists()


ITEMS_OF_A_LONG_PLAN = 300


def test_a_page_of_three_hundred_items_asks_the_database_no_more_than_a_short_one(
    officer_client, draft
):
    address = f"/plans/{draft.pk}/review/"
    officer_client.get(address)  # what is kept between requests is there
    short = queries_of(officer_client, address)
    agency = draft.agencies.first()
    Task.objects.bulk_create(
        Task(agency=agency, text=f"Tổ chức truyền thông lần {number}", line="10")
        for number in range(ITEMS_OF_A_LONG_PLAN)
    )
    assert queries_of(officer_client, address) == short


def queries_of(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
