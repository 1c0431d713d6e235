"""Every kind of item goes through the same pages: shown, corrected, confirmed, rejected, added."""

import pytest

from mangnon.core.models import AuditEntry
from mangnon.plans import services
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import Plan

# What an officer types to correct or to add an item of each kind, and how it then reads.
TYPED = {
    "indicator": ({"number": "25", "text": "Chỉ tiêu mới."}, "25. Chỉ tiêu mới."),
    "target": (
        {
            "leaf": "25a", "measure": "tỷ lệ trẻ biết bơi", "relation": ">=", "value": "60,5",
            "unit": "percent", "population": "urban", "year": "2025",
        },
        "25a · ≥ 60,5% · tỷ lệ trẻ biết bơi · urban areas",
    ),
    "lead": ({"role": "partner", "name": "Tỉnh Đoàn"}, "Takes part: Tỉnh Đoàn"),
    "key-task": ({"number": "9", "text": "Chuyển đổi số."}, "9. Chuyển đổi số."),
    "point": ({"text": "Tổ chức diễn đàn trẻ em."}, "Tổ chức diễn đàn trẻ em."),
    "agency": (
        {"name": "Sở Xây dựng, Sở Tài chính", "bodies": "Sở Xây dựng\nSở Tài chính"},
        "Sở Xây dựng, Sở Tài chính",
    ),
    "task": ({"text": "Lập dự toán.", "context": "Hằng năm:"}, "Lập dự toán."),
    "funding": ({"text": "Nguồn xã hội hóa."}, "Nguồn xã hội hóa."),
    "deadline": (
        {
            "on": "10/11/2025", "is_inclusive": "on", "recurring": "yearly",
            "reporters": "Các sở, ngành\nUBND cấp huyện", "recipients": "UBND tỉnh",
            "via": "Sở Y tế", "text": "Báo cáo kết quả.",
        },
        "by 10/11/2025 at the latest · Các sở, ngành, UBND cấp huyện",
    ),
    "basis": (
        {
            "kind": "Quyết định", "number": "23/QĐ-TTg", "issued_on": "07/01/2021",
            "issuer": "Thủ tướng Chính phủ", "cited_in": "body",
        },
        "Quyết định 23/QĐ-TTg · 07/01/2021 · Thủ tướng Chính phủ",
    ),
}  # fmt: skip


def first(kind, plan):
    return kind.model.objects.of(plan).first()


def parent_of(kind, plan):
    return first(KINDS[kind.parent], plan) if kind.parent else plan


def test_every_kind_is_tried():
    assert set(TYPED) == set(KINDS)


@pytest.mark.parametrize("slug", KINDS)
def test_an_empty_form_is_refused_and_changes_nothing(slug, officer_client, draft):
    item = first(KINDS[slug], draft)
    before = str(item)
    answer = officer_client.post(f"/plans/{draft.pk}/{slug}/{item.pk}/edit/", {})
    assert answer.status_code == 422
    item.refresh_from_db()
    assert (str(item), item.state, item.is_edited) == (before, "proposed", False)


@pytest.mark.parametrize("slug", KINDS)
def test_an_item_is_shown_with_what_it_says_and_corrected(slug, officer_client, draft):
    kind, (typed, reads) = KINDS[slug], TYPED[slug]
    item = first(kind, draft)
    address = f"/plans/{draft.pk}/{slug}/{item.pk}/edit/"
    form = officer_client.get(address).context["form"]
    assert list(form.fields) == list(kind.fields)
    assert officer_client.post(address, typed).status_code == 302
    item.refresh_from_db()
    assert (str(item), item.state, item.is_edited) == (reads, "confirmed", True)
    details = AuditEntry.objects.get(action="plan.edit_item").details
    words = set(details["after"]) - {"state", "is_edited"}
    assert words
    assert words <= set(kind.fields)


@pytest.mark.parametrize("slug", KINDS)
def test_saving_a_form_as_it_was_shown_changes_no_word(slug, officer_client, draft):
    item = first(KINDS[slug], draft)
    address = f"/plans/{draft.pk}/{slug}/{item.pk}/edit/"
    form = officer_client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    shown = {name: value for name, value in shown.items() if value not in (None, False)}
    shown |= {k: f"{v:%d/%m/%Y}" for k, v in shown.items() if hasattr(v, "strftime")}
    before = str(item)
    assert officer_client.post(address, shown).status_code == 302
    item.refresh_from_db()
    assert str(item) == before
    assert not item.is_edited
    after = AuditEntry.objects.get(action="plan.edit_item").details["after"]
    assert after == {"state": "confirmed"}


@pytest.mark.parametrize("slug", KINDS)
def test_an_item_is_confirmed_then_rejected_then_confirmed_again(slug, officer_client, draft):
    item = first(KINDS[slug], draft)
    for action, state in (
        ("confirm", "confirmed"),
        ("reject", "rejected"),
        ("confirm", "confirmed"),
    ):
        answer = officer_client.post(f"/plans/{draft.pk}/{slug}/{item.pk}/{action}/")
        assert answer.status_code == 302
        item.refresh_from_db()
        assert item.state == state


@pytest.mark.parametrize("slug", KINDS)
def test_a_missed_item_is_added_where_it_belongs(slug, officer_client, draft):
    kind, (typed, reads) = KINDS[slug], TYPED[slug]
    parent = parent_of(kind, draft)
    address = f"/plans/{draft.pk}/add/{slug}/{parent.pk}/"
    assert officer_client.get(address).status_code == 200
    assert officer_client.post(address, {}).status_code == 422
    assert officer_client.post(address, typed).status_code == 302
    added = kind.model.objects.of(draft).last()
    assert (str(added), added.state, added.is_edited) == (reads, "confirmed", True)
    assert getattr(added, kind.parent_field) == parent


@pytest.mark.parametrize("slug", KINDS)
def test_no_page_changes_an_approved_plan(slug, officer_client, approved):
    kind = KINDS[slug]
    item, parent = first(kind, approved), parent_of(kind, approved)
    before, count = str(item), kind.model.objects.of(approved).count()
    base = f"/plans/{approved.pk}"
    for address in (
        f"{base}/{slug}/{item.pk}/confirm/",
        f"{base}/{slug}/{item.pk}/reject/",
        f"{base}/{slug}/{item.pk}/edit/",
        f"{base}/add/{slug}/{parent.pk}/",
    ):
        assert officer_client.post(address, TYPED[slug][0]).status_code == 422, address
    item.refresh_from_db()
    assert (str(item), item.state) == (before, "confirmed")
    assert kind.model.objects.of(approved).count() == count
    assert Plan.objects.get(pk=approved.pk).is_in_force


@pytest.mark.parametrize("slug", KINDS)
def test_what_was_rejected_is_not_on_the_page_of_the_plan(slug, leader_client, draft, officer):
    item = first(KINDS[slug], draft)
    services.reject_item(item, by=officer)
    services.confirm_all(draft, by=officer)
    services.settle_all_warnings(draft, by=officer)
    if slug == "lead":  # the indicator then has no lead, and a person has let that stand
        assert draft.warnings.filter(code="no-lead", state="settled").exists()
    services.approve_plan(draft, by=officer)
    answer = leader_client.get(f"/plans/{draft.pk}/")
    assert answer.status_code == 200
    assert item not in list(_shown(answer.context))


def _shown(context):
    for section in ("indicators", "key_tasks", "agencies", "funding", "deadlines", "legal_bases"):
        for head, rows in context[section]:
            yield head
            yield from (row.item for row in rows)
