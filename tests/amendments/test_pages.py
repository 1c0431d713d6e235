"""The pages of amendments: from the version in force to the next one, and the plan over time."""

import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from mangnon.core.registries import WAITS
from mangnon.plans import services
from mangnon.plans.models import Agency, Amendment, Plan, Target, Task
from tests.amendments.conftest import change, fresh, submit
from tests.bases.conftest import TODAY
from tests.plans.conftest import import_small_plan


@pytest.fixture
def as_(client):
    """Let a person sign in, and return their browser."""

    def sign_in(person):
        client.force_login(person)
        return client

    with translation.override("vi"):
        yield sign_in


def text(answer):
    return answer.content.decode()


def seen(amendment):
    return {"seen_at": fresh(amendment).changed_at.isoformat()}


def test_a_plan_is_amended_from_page_to_page(as_, approved, decision, officer, second, leader):
    browser, key = as_(officer), uuid.uuid4()
    begin = {"reason": "Theo kết quả 5 tháng", "key": str(key)}
    page = browser.post(reverse("plans:amend", args=[approved.pk]), begin)["Location"]
    made = Amendment.objects.get(pk=key)
    head = {"reason": made.reason, "decision": decision.name, "effective_on": "01/06/2025"}
    of = {"args": [key]}
    assert browser.post(reverse("plans:amendment-head", **of), head).status_code == 422
    sent = browser.post(reverse("plans:amendment-head", **of), head | seen(made))
    assert sent["Location"] == page

    target = Target.objects.get(leaf="4b")
    items = text(browser.get(reverse("plans:amendment-items", **of)))
    address = reverse("plans:amendment-change", args=[key, "target", target.pk])
    assert address in items
    form = {"leaf": "4b", "measure": target.measure, "relation": "<", "unit": "percent",
            "population": "urban", "year": "2025"}  # fmt: skip
    assert browser.post(address, form | {"value": "9,5"}).status_code == 422
    assert browser.post(address, form | {"value": "9,5"} | seen(made))["Location"] == page
    agency, task = Agency.objects.first(), Task.objects.first()
    added = reverse("plans:amendment-add", args=[key, "task"]) + f"?parent={agency.pk}"
    told = {"text": "Dạy bơi", "context": "", "key": str(uuid.uuid4())}
    assert browser.post(added, told | seen(made))["Location"] == page
    removed = reverse("plans:amendment-remove", args=[key, "task", task.pk])
    assert browser.post(removed, seen(made))["Location"] == page
    shown = text(browser.get(page))
    assert "<del>10</del>" in shown
    assert "<ins>9,5</ins>" in shown
    assert "Dạy bơi" in shown
    dropped = made.changes.get(action="remove")
    drop = reverse("plans:amendment-drop", args=[key, dropped.pk])
    assert browser.post(drop, {"seen_at": "2020-01-01T00:00:00+0000"}).status_code == 422
    assert browser.post(drop, seen(made))["Location"] == page

    assert browser.post(reverse("plans:amendment-submit", **of), seen(made))["Location"] == page
    assert "Duyệt</button>" not in text(browser.get(page))
    assert [one.url for one in WAITS["amendments"](second, TODAY)] == [page]
    browser = as_(second)
    assert "Duyệt</button>" in text(browser.get(page))
    assert browser.post(reverse("plans:amendment-approve", **of), seen(made))["Location"] == page
    new = Plan.objects.in_force(2025, approved.unit)
    assert fresh(made).result == new
    browser = as_(leader)
    assert "01/06/2025" in text(browser.get(reverse("plans:detail", args=[new.pk])))
    assert "<del>10</del>" in text(browser.get(page))


def test_one_that_came_back_waits_for_who_wrote_it(as_, draft, officer, second):
    change(draft, Target.objects.get(leaf="4b"), officer, value=9)
    with translation.override("en"):
        submit(draft, officer)
    browser = as_(second)
    back = reverse("plans:amendment-return", args=[draft.pk])
    assert browser.post(back, {"reason": ""}).status_code == 422
    assert browser.post(back, {"reason": "Thiếu chỉ tiêu"}).status_code == 302
    assert [one.title for one in WAITS["amendments"](officer, TODAY)] == [draft.reason]
    assert "Thiếu chỉ tiêu" in text(as_(officer).get(reverse("plans:amendment", args=[draft.pk])))
    gone = browser.post(reverse("plans:amendment-withdraw", args=[draft.pk]))
    assert gone.status_code == 302
    assert fresh(draft).state == "withdrawn"


def test_a_draft_is_for_those_who_review(as_, draft, leader, stranger, officer):
    page = reverse("plans:amendment", args=[draft.pk])
    versions = reverse("plans:versions", args=[draft.plan_id])
    assert "Mở bản điều chỉnh hiện có" in text(as_(officer).get(versions))
    assert "Mở bản điều chỉnh hiện có" not in text(as_(leader).get(versions))
    assert as_(leader).get(page).status_code == 404
    assert as_(stranger).get(page).status_code == 404
    assert as_(leader).get(reverse("plans:amend", args=[draft.plan_id])).status_code == 403


def test_the_version_of_a_day_is_found(as_, amend, approved, officer, leader):
    with translation.override("en"):
        made = amend()
    browser, page = as_(leader), reverse("plans:versions", args=[approved.pk])
    found = text(browser.get(page, {"day": "31/05/2025"}))
    assert f"kế hoạch mã {approved.pk}</a>" in found.split('role="status"')[1]
    found = text(browser.get(page, {"day": "01/06/2025"}))
    assert f"kế hoạch mã {made.result_id}</a>" in found.split('role="status"')[1]
    assert "chưa có kế hoạch" in text(browser.get(page, {"day": "31/12/2024"}))
    assert browser.get(page, {"day": "hôm qua"}).status_code == 422
    assert "99/QĐ-UBND" in text(browser.get(page))


def test_a_superseded_version_says_what_took_its_place(as_, amend, approved, officer):
    with translation.override("en"):
        made = amend()
    browser = as_(officer)
    old = text(browser.get(reverse("plans:detail", args=[approved.pk])))
    assert reverse("plans:detail", args=[made.result_id]) in old
    begin = {"reason": "Lần nữa", "key": str(uuid.uuid4())}
    refused = browser.post(reverse("plans:amend", args=[approved.pk]), begin)
    assert refused.status_code == 422
    assert f"kế hoạch mã {made.result_id}" in text(refused)


def test_last_year_stands_beside(as_, approved, leader, officer, province, tmp_path):
    page = reverse("plans:last-year", args=[approved.pk])
    assert "Chưa có kế hoạch" in text(as_(leader).get(page))
    new = import_small_plan(tmp_path / "plans", officer, province, year=2026)
    with translation.override("en"):
        services.confirm_all(new, by=officer)
        services.settle_all_warnings(new, by=officer)
        services.approve_plan(new, by=officer)
    shown = text(as_(leader).get(reverse("plans:last-year", args=[new.pk])))
    assert "76,9" in shown
    assert "2025" in shown
    narrowed = text(as_(leader).get(reverse("plans:last-year", args=[new.pk]), {"how": "same"}))
    assert "76,9" not in narrowed.split("<table")[1]


def test_the_choosing_of_items_takes_few_statements(
    as_, draft, officer, django_assert_max_num_queries
):
    browser, page = as_(officer), reverse("plans:amendment-items", args=[draft.pk])
    browser.get(page)
    with django_assert_max_num_queries(40):
        browser.get(page, {"section": "agencies"})
