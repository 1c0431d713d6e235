"""The pages at work: without JavaScript, with htmx, and how many queries they need."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.plans import services
from mangnon.plans.forms import LARGEST_DOCUMENT
from mangnon.plans.models import FundingLine, IndicatorLead, Plan, Target, Task
from tests.documents import pdf_pages
from tests.plans.conftest import ITEMS

HTMX = {"HX-Request": "true"}


def words(answer):
    """Return the page's text with its tags gone and its spaces evened out."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def the_target(plan, leaf="4a"):
    return Target.objects.of(plan).get(leaf=leaf)


def test_a_file_that_is_no_plan_is_refused_in_one_sentence(officer_client):
    upload = SimpleUploadedFile("ghi-chu.txt", "Mua sữa, mua gạo.".encode())
    answer = officer_client.post("/plans/import/", {"document": upload})
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["document"]) == 1
    assert not Plan.objects.exists()


def test_a_pdf_is_read_and_its_lines_are_named_by_page(officer_client):
    lines = ["KẾ HOẠCH", "Trẻ em năm 2026", "I. CHỈ TIÊU", "1. Chỉ tiêu 1: 95% trẻ em biết bơi."]
    page = "".join(pdf_pages.text(60, 60 + at * 20, line) for at, line in enumerate(lines))
    upload = SimpleUploadedFile("ke-hoach.pdf", pdf_pages.document([page]))
    answer = officer_client.post("/plans/import/", {"document": upload})
    plan = Plan.objects.get()
    assert answer.url == f"/plans/{plan.pk}/review/?show=first"  # nobody leads the indicator
    assert [line.label for line in plan.lines.all()] == ["1.1", "1.2", "1.3", "1.4"]
    assert plan.indicators.get().line == "1.4"
    review = officer_client.get(answer.url)
    assert 'id="line-1.4"' in review.content.decode()


def test_a_locked_pdf_is_refused_in_one_sentence(officer_client):
    locked = pdf_pages.document([pdf_pages.text(60, 60, "KẾ HOẠCH")], is_locked=True)
    upload = SimpleUploadedFile("khoa.pdf", locked)
    answer = officer_client.post("/plans/import/", {"document": upload})
    assert answer.status_code == 422
    assert "mật khẩu" in words(answer)
    assert not Plan.objects.exists()


def test_an_empty_broken_or_missing_file_is_refused(officer_client):
    for upload in (
        {},
        {"document": SimpleUploadedFile("trong.txt", b"")},
        {"document": SimpleUploadedFile("hong.docx", b"PK\x03\x04 not a zip")},
        {"document": SimpleUploadedFile("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
        {"document": SimpleUploadedFile("nul.txt", b"\x00\x01\x02")},
    ):
        assert officer_client.post("/plans/import/", upload).status_code == 422
    assert not Plan.objects.exists()


def test_an_empty_file_says_what_to_do(officer_client):
    upload = SimpleUploadedFile("trong.txt", b"")
    answer = officer_client.post("/plans/import/", {"document": upload})
    assert "The file is empty; choose the one that holds the plan." in words(answer)


def test_a_document_over_ten_megabytes_is_refused_unread(officer_client):
    upload = SimpleUploadedFile("to.txt", b"a" * (LARGEST_DOCUMENT + 1))
    answer = officer_client.post("/plans/import/", {"document": upload})
    assert answer.status_code == 422
    assert "larger than 10 MB" in words(answer)


def test_the_same_document_twice_is_refused_on_the_page(officer_client, shared):
    seed = (shared / "seed" / "000_4295d422e4411f9f.txt").read_bytes()
    first = officer_client.post("/plans/import/", {"document": SimpleUploadedFile("a.txt", seed)})
    assert first.url == f"/plans/{Plan.objects.get().pk}/review/?show=first"
    again = officer_client.post("/plans/import/", {"document": SimpleUploadedFile("b.txt", seed)})
    assert again.status_code == 422
    assert "already waits for review" in words(again)


def test_the_list_says_where_every_plan_stands(officer_client, approved, make_draft):
    make_draft(number="2/KH-UBND", title="Kế hoạch sửa đổi")
    text = words(officer_client.get("/plans/"))
    assert "In force" in text
    assert "Kế hoạch sửa đổi" in text
    assert "Draft" in text


def test_an_empty_list_says_what_to_do(officer_client):
    assert "Import the signed plan document to begin." in words(officer_client.get("/plans/"))


def test_the_review_shows_the_document_the_warnings_and_every_item(officer_client, draft):
    answer = officer_client.get(f"/plans/{draft.pk}/review/")
    page, text = answer.content.decode(), words(answer)
    assert f"0 of {ITEMS} items confirmed" in text
    assert 'id="line-13"' in page
    assert page.index('id="warnings"') < page.index('id="section-indicators"')
    assert page.count("data-row") == ITEMS + 2
    assert page.count('href="#line-13"') == 2  # the doubled word and the task
    assert "4a · ≤ 5% · tỷ lệ trẻ béo phì · rural areas" in text


def test_a_line_leads_to_what_was_read_from_it(officer_client, draft):
    page = officer_client.get(f"/plans/{draft.pk}/review/").content.decode()
    line = re.search(r'<li id="line-8".*?</li>', page, re.DOTALL).group()
    assert f'href="#funding-{FundingLine.objects.of(draft).get().pk}"' in line
    assert "href" not in re.search(r'<li id="line-1".*?</li>', page, re.DOTALL).group()


def test_a_plan_is_reviewed_and_approved_without_javascript(officer_client, draft):
    base = f"/plans/{draft.pk}"
    share = the_target(draft, "1")
    answer = officer_client.post(f"{base}/target/{share.pk}/confirm/")
    assert answer.url == f"{base}/review/#block-indicator-{share.indicator_id}"
    answer = officer_client.post(f"{base}/approve/")
    assert answer.status_code == 422
    assert f"{ITEMS - 1} items still wait" in words(answer)
    for warning in draft.warnings.all():
        officer_client.post(f"{base}/warnings/{warning.pk}/settle/")
    for section in ("indicators", "key-tasks", "agencies", "funding", "deadlines", "legal-bases"):
        answer = officer_client.post(f"{base}/confirm-all/", {"section": section})
        assert answer.url == f"{base}/review/#section-{section}"
    assert f"{ITEMS} of {ITEMS} items confirmed" in words(officer_client.get(f"{base}/review/"))
    assert officer_client.post(f"{base}/approve/").url == f"{base}/"
    assert Plan.objects.in_force(2025) == draft
    text = words(officer_client.get(f"{base}/"))
    assert "1 · ≥ 76,9%" in text
    assert "before 20/11/2025" in text


def test_an_item_is_corrected_on_its_own_page_without_javascript(officer_client, draft):
    share = the_target(draft)
    address = f"/plans/{draft.pk}/target/{share.pk}/edit/"
    page = officer_client.get(address)
    assert page.context["form"]["value"].value() == "5"
    assert "<html" in page.content.decode()
    values = {
        "leaf": "4a", "measure": "béo phì", "relation": "<", "value": "4,75", "unit": "percent",
        "population": "rural", "year": "2025",
    }  # fmt: skip
    answer = officer_client.post(address, values)
    assert answer.url.endswith(f"/review/#block-indicator-{share.indicator_id}")
    share.refresh_from_db()
    assert (share.goal, share.state, share.is_edited) == ("dưới 4,75%", "confirmed", True)


def test_a_wrong_correction_shows_what_is_wrong_and_keeps_what_was_typed(officer_client, draft):
    address = f"/plans/{draft.pk}/target/{the_target(draft).pk}/edit/"
    answer = officer_client.post(address, {"leaf": "4a", "relation": "<", "value": "năm"})
    assert answer.status_code == 422
    assert {"value", "measure", "unit"} <= set(answer.context["form"].errors)
    assert 'value="năm"' in answer.content.decode()
    assert the_target(draft).value == 5


def test_a_rule_of_the_register_speaks_on_the_form(officer_client, draft):
    partner = IndicatorLead.objects.of(draft).get(role="partner")
    answer = officer_client.post(
        f"/plans/{draft.pk}/lead/{partner.pk}/edit/", {"role": "lead", "name": "Sở Y tế"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_a_missed_lead_is_added(officer_client, draft):
    indicator = draft.indicators.get(number="13")
    address = f"/plans/{draft.pk}/add/lead/{indicator.pk}/"
    assert officer_client.get(address).status_code == 200
    answer = officer_client.post(address, {"role": "partner", "name": "Hội LHPN tỉnh"})
    assert answer.status_code == 302
    added = IndicatorLead.objects.of(draft).get(name="Hội LHPN tỉnh")
    assert (added.indicator, added.state) == (indicator, "confirmed")


def test_a_missed_main_item_is_added_to_the_plan(officer_client, draft):
    address = f"/plans/{draft.pk}/add/funding/{draft.pk}/"
    assert officer_client.get(address).context["cancel"] == f"/plans/{draft.pk}/review/"
    officer_client.post(address, {"text": "Nguồn tài trợ."})
    assert FundingLine.objects.of(draft).filter(text="Nguồn tài trợ.").exists()


def test_a_main_item_is_added_to_no_other_plan(officer_client, draft, make_draft):
    other = make_draft(number="2/KH-UBND")
    answer = officer_client.post(f"/plans/{draft.pk}/add/funding/{other.pk}/", {"text": "Tài trợ"})
    assert answer.status_code == 404
    assert FundingLine.objects.count() == 2


def test_a_section_that_does_not_exist_is_refused_on_the_page(officer_client, draft):
    answer = officer_client.post(f"/plans/{draft.pk}/confirm-all/", {"section": "<b>"})
    assert answer.status_code == 422
    assert "no part “&lt;b&gt;”" in answer.content.decode()


def test_every_refusal_is_a_sentence_on_the_page(officer_client, draft, officer):
    """On a discarded draft every action of the review is refused."""
    share, warning = the_target(draft), draft.warnings.first()
    task, following = Task.objects.of(draft)[:2]
    services.reject_plan(draft, by=officer)
    target = {"leaf": "4a", "measure": "béo phì", "relation": "<", "value": "4", "unit": "percent"}
    for tail, typed in (
        (f"target/{share.pk}/confirm/", {}),
        (f"target/{share.pk}/reject/", {}),
        (f"target/{share.pk}/undo/", {}),
        (f"target/{share.pk}/edit/", target),
        (f"task/{task.pk}/merge/{following.pk}/", {}),
        (f"task/{task.pk}/split/", {"text": "một || hai"}),
        (f"add/target/{share.indicator_id}/", target),
        (f"add/funding/{draft.pk}/", {"text": "Tài trợ"}),
        (f"warnings/{warning.pk}/settle/", {}),
        ("heading/", {"title": "Kế hoạch", "year": "2025"}),
        ("confirm-all/", {"section": "funding"}),
        ("confirm-sure/", {"section": "funding"}),
        ("confirm-same/", {}),
        ("compare/", {}),
        ("approve/", {}),
        ("reject/", {}),
    ):
        for headers in ({}, HTMX):
            answer = officer_client.post(f"/plans/{draft.pk}/{tail}", typed, headers=headers)
            assert answer.status_code == 422, tail
            assert "not a draft any more" in words(answer), tail


def test_a_letter_that_no_database_keeps_is_refused_on_the_form(officer_client, draft):
    values = {"title": "Kế hoạch", "year": "2025", "recipients": "Bộ Y tế\nSở\x00Y tế"}
    answer = officer_client.post(f"/plans/{draft.pk}/heading/", values)
    assert answer.status_code == 422
    assert answer.context["form"].errors["recipients"]


def test_the_heading_is_corrected_on_its_page(officer_client, draft):
    address = f"/plans/{draft.pk}/heading/"
    answer = officer_client.post(address, {"title": "Kế hoạch", "issued_on": "31/02/2025"})
    assert answer.status_code == 422
    values = {
        "title": "Kế hoạch", "number": "9/KH-UBND", "issued_on": "05/06/2025", "year": "2025",
        "recipients": "Bộ Y tế\n\nSở, ngành tỉnh\n",
    }  # fmt: skip
    assert officer_client.post(address, values).url == f"/plans/{draft.pk}/review/"
    draft.refresh_from_db()
    assert (draft.number, f"{draft.issued_on:%d/%m/%Y}") == ("9/KH-UBND", "05/06/2025")
    assert draft.recipients == ["Bộ Y tế", "Sở, ngành tỉnh"]


def test_htmx_gets_the_block_the_progress_and_the_warnings(officer_client, draft):
    share = the_target(draft)
    address = f"/plans/{draft.pk}/target/{share.pk}/confirm/"
    answer = officer_client.post(address, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["HX-Retarget"] == f"#block-indicator-{share.indicator_id}"
    assert page.count("<article") == 1
    assert "<html" not in page
    assert re.search(r'id="progress"[^>]*hx-swap-oob="true"', page)
    assert f"1 of {ITEMS} items confirmed" in words(answer)


def test_htmx_gets_the_refusal_beside_the_item(officer_client, draft, officer):
    share = the_target(draft)
    services.reject_item(share.indicator, by=officer)
    answer = officer_client.post(f"/plans/{draft.pk}/target/{share.pk}/confirm/", headers=HTMX)
    assert answer.status_code == 422
    assert "confirm that first" in words(answer)
    without = officer_client.post(f"/plans/{draft.pk}/target/{share.pk}/confirm/")
    assert without.status_code == 422
    assert "<html" in without.content.decode()


def test_htmx_edits_in_place(officer_client, draft):
    share = the_target(draft)
    address = f"/plans/{draft.pk}/target/{share.pk}/edit/"
    form = officer_client.get(address, headers=HTMX).content.decode()
    assert "<html" not in form
    assert f'hx-post="{address}"' in form
    wrong = officer_client.post(address, {"leaf": ""}, headers=HTMX)
    assert wrong.status_code == 422
    assert "HX-Retarget" not in wrong
    back = officer_client.get(f"/plans/{draft.pk}/target/{share.pk}/", headers=HTMX)
    assert back["HX-Retarget"] == f"#block-indicator-{share.indicator_id}"


def test_a_page_is_not_mistaken_for_its_fragment_by_a_cache(officer_client, draft):
    address = f"/plans/{draft.pk}/target/{the_target(draft).pk}/edit/"
    assert "HX-Request" in officer_client.get(address)["Vary"]


def test_an_approved_plan_is_shown_beside_its_document_without_buttons(officer_client, approved):
    page = officer_client.get(f"/plans/{approved.pk}/review/").content.decode()
    assert 'form="review"' not in page
    assert 'id="line-13"' in page
    answer = officer_client.post(f"/plans/{approved.pk}/confirm-all/")
    assert answer.status_code == 422
    assert "not a draft any more" in words(answer)


def test_a_second_plan_asks_whether_it_replaces_the_first(
    officer_client, approved, make_draft, officer
):
    later = make_draft(number="2/KH-UBND")
    services.confirm_all(later, by=officer)
    services.settle_all_warnings(later, by=officer)
    assert 'name="replace"' in officer_client.get(f"/plans/{later.pk}/review/").content.decode()
    assert officer_client.post(f"/plans/{later.pk}/approve/").status_code == 422
    officer_client.post(f"/plans/{later.pk}/approve/", {"replace": "1"})
    assert Plan.objects.in_force(2025) == later
    assert "superseded" in words(officer_client.get(f"/plans/{approved.pk}/"))


def test_a_discarded_draft_stays_to_be_seen(officer_client, draft):
    officer_client.post(f"/plans/{draft.pk}/reject/")
    assert "Rejected" in words(officer_client.get(f"/plans/{draft.pk}/review/"))


def test_the_plan_in_force_hides_what_was_rejected(leader_client, draft, officer):
    services.reject_item(the_target(draft, "4b"), by=officer)
    services.confirm_all(draft, by=officer)
    services.settle_all_warnings(draft, by=officer)
    services.approve_plan(draft, by=officer)
    text = words(leader_client.get(f"/plans/{draft.pk}/"))
    assert "4a · ≤ 5%" in text
    assert "dưới 10% tỷ lệ" not in text
    assert "4b ·" not in text


def test_the_document_page_shows_every_line(leader_client, approved):
    page = leader_client.get(f"/plans/{approved.pk}/document/").content.decode()
    assert page.count('<li id="line-') == approved.lines.count()


@pytest.mark.parametrize("plans", [1, 4])
def test_the_list_needs_the_same_queries_however_many_plans(
    plans, officer_client, make_draft, django_assert_num_queries
):
    for number in range(plans):
        make_draft(number=f"{number}/KH-UBND")
    officer_client.get("/plans/")
    with django_assert_num_queries(LIST_QUERIES):
        officer_client.get("/plans/")


@pytest.mark.parametrize("tasks", [0, 20])
def test_the_review_needs_the_same_queries_however_long_the_plan(
    tasks, officer_client, draft, officer, django_assert_num_queries
):
    agency = draft.agencies.first()
    for number in range(tasks):
        agency.tasks.create(text=f"Nhiệm vụ {number}", line="10")
    with django_assert_num_queries(REVIEW_QUERIES):
        officer_client.get(f"/plans/{draft.pk}/review/")


# Session, user, their unit, and the plans of its subtree.
LIST_QUERIES = 4
# The same for the plan, ten kinds, lines, warnings, progress, and the plan it would replace.
REVIEW_QUERIES = 19
