"""The pages of the register: from a plan's citation to the report, and who sees what."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from mangnon.plans.bases.linking import link
from mangnon.plans.models import BasisLink, CoordinationRules, LegalDocument, Supersession, Target
from mangnon.plans.work.giving import Asked, give
from tests.bases.conftest import NOW, day

FORM = {
    "kind": "resolution", "number": "26/2021/NQ-HĐND", "issued_on": "07/12/2021",
    "issuer": "HĐND tỉnh", "title": "Thông qua Đề án",
}  # fmt: skip


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


def test_a_citation_comes_into_the_register_with_its_file(as_, approved, officer, leader):
    browser, citation = as_(officer), approved.legal_bases.get()
    page = reverse("plans:bases-of-plan", args=[approved.pk])
    assert "26/2021/NQ-HĐND" in text(browser.get(page))
    address = f"{reverse('plans:basis-new')}?citation={citation.pk}"
    form = text(browser.get(address))
    assert 'value="26/2021/NQ-HĐND"' in form
    assert 'value="07/12/2021"' in form
    key = uuid.uuid4()
    proof = SimpleUploadedFile("nghị quyết.txt", "Nghị quyết".encode())
    sent = browser.post(address, FORM | {"key": str(key), "documents": proof})
    assert sent.status_code == 302, text(sent).split('role="alert"')[1][:600]
    assert sent["Location"] == reverse("plans:basis", args=[key])
    document = LegalDocument.objects.get(pk=key)
    assert document.files.count() == 1
    assert "Đang có hiệu lực" in text(browser.get(sent["Location"]))
    file = reverse("upload", args=[document.files.get().pk])
    assert as_(leader).get(file).status_code == 200
    assert "Kế hoạch thực hiện công tác trẻ em" in text(as_(leader).get(sent["Location"]))


def test_a_form_that_cannot_be_says_why(as_, officer, old):
    browser = as_(officer)
    answer = browser.post(reverse("plans:basis-new"), FORM | {"key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "26/2021/NQ-HĐND" in text(answer)


def test_a_document_is_found_without_tones_and_by_state(as_, officer, old, new, replace):
    replace(old, new)
    browser, page = as_(officer), reverse("plans:bases")
    found = text(browser.get(page, {"q": "de an tre em", "state": "ended"}))
    assert "26/2021/NQ-HĐND" in found
    assert "30/2025/NQ-HĐND" not in found
    assert "30/2025/NQ-HĐND" in text(browser.get(page, {"state": "in_force"}))
    assert "30/2025" not in text(browser.get(page, {"kind": "letter"}))


def test_the_register_goes_on_after_fifty(as_, officer, enter):
    for n in range(52):
        enter(f"{n + 1}/QĐ", issued_on=day(2020, 1, 1 + n % 28))
    browser, page = as_(officer), reverse("plans:bases")
    first = text(browser.get(page))
    after = first.split('href="?after=')[1].split('"')[0]
    second = text(browser.get(page, {"after": after}))
    assert first.count("/plans/bases/") - second.count("/plans/bases/") == 48


def test_the_list_takes_few_statements(as_, officer, enter, django_assert_max_num_queries):
    for n in range(20):
        enter(f"{n + 1}/QĐ")
    browser = as_(officer)
    browser.get(reverse("plans:bases"))
    with django_assert_max_num_queries(14):
        browser.get(reverse("plans:bases"))


def test_a_document_is_changed_replaced_and_both_are_shown(as_, officer, old, new):
    browser = as_(officer)
    page = reverse("plans:basis", args=[old.pk])
    form = {"new": new.name, "extent": "whole", "from_on": "01/06/2025"}
    replaces = reverse("plans:basis-replace", args=[old.pk])
    assert browser.post(replaces, form | {"new": "99/QĐ"}).status_code == 422
    assert browser.post(replaces, form)["Location"] == page
    assert "Hết hiệu lực" in text(browser.get(page))
    assert "26/2021/NQ-HĐND" in text(browser.get(reverse("plans:basis", args=[new.pk])))
    made = Supersession.objects.get()
    assert browser.post(reverse("plans:replacement-remove", args=[made.pk]))["Location"] == page
    old.refresh_from_db()
    change = FORM | {"key": str(old.pk), "seen_at": old.changed_at.isoformat(), "issuer": "HĐND"}
    assert browser.post(reverse("plans:basis-edit", args=[old.pk]), change)["Location"] == page
    gone = browser.post(reverse("plans:basis-withdraw", args=[old.pk]))
    assert gone.status_code == 302


def test_what_two_documents_bear_is_asked_for_by_its_day(as_, officer, old, enter, province):
    enter(issued_on=day(2022, 1, 1))
    browser = as_(officer)
    address = reverse("plans:basis-link", args=["unit", province.pk])
    answer = browser.post(address, {"document": "26/2021/NQ-HĐND"})
    assert "26/2021/NQ-HĐND (01/01/2022)" in text(answer)
    assert browser.post(address, {"document": old.name})["Location"] == reverse("plans:bases")
    assert "26/2021" in text(browser.get(reverse("plans:bases"), {"state": "unit"}))


def test_a_task_and_a_target_show_what_they_rest_on(as_, officer, old, new, replace, approved):
    task = give(Asked("Tập huấn", officer.unit), by=officer, now=NOW)
    browser, page = as_(officer), reverse("plans:task", args=[task.pk])
    address = reverse("plans:basis-link", args=["task", task.pk])
    assert address in text(browser.get(page))
    assert browser.get(f"{address}?document={old.pk}").status_code == 200
    assert browser.post(address, {"document": old.name})["Location"] == page
    target = Target.objects.get(leaf="4b")
    link(target, old, by=officer, now=NOW)
    replace(old, new)
    for shown in (page, reverse("plans:detail", args=[approved.pk])):
        assert "30/2025/NQ-HĐND" in text(browser.get(shown))


def test_what_needs_a_look_is_moved_or_stays(as_, officer, old, new, replace, province, approved):
    links = [link(thing, old, by=officer, now=NOW) for thing in (province, approved)]
    replace(old, new)
    browser, page = as_(officer), reverse("plans:bases-look")
    assert text(browser.get(page)).count("Giữ nguyên</button>") == 2
    moved = browser.post(reverse("plans:basis-link-move", args=[links[0].pk]))
    assert moved["Location"] == page
    stays = reverse("plans:basis-link-keep", args=[links[1].pk])
    assert browser.post(stays, {"note": ""}).status_code == 422
    assert browser.post(stays, {"note": "Cả năm nay"})["Location"] == page
    assert "Giữ nguyên</button>" not in text(browser.get(page))
    removed = browser.post(reverse("plans:basis-link-remove", args=[links[0].pk]))
    assert removed["Location"] == reverse("plans:basis", args=[new.pk])
    assert list(BasisLink.objects.all()) == links[1:]


def test_rules_of_a_unit_are_entered_and_reviewed(as_, officer, leader, old, ward):
    browser = as_(officer)
    page = reverse("plans:coordination")
    assert text(browser.get(page)).count("Chưa có</span>") == 4
    new, key = reverse("plans:coordination-new"), uuid.uuid4()
    form = {
        "unit": ward.pk, "subject": "protection", "document": old.name, "parties": "Công an",
        "key": str(key),
    }  # fmt: skip
    assert browser.post(new, form | {"parties": ""}).status_code == 422
    shown = browser.post(new, form)["Location"]
    review = reverse("plans:coordination-review", args=[key])
    told = {"on": "01/06/2025", "outcome": "keep", "key": str(uuid.uuid4())}
    assert browser.post(review, told | {"on": "01/06/2026"}).status_code == 422
    assert browser.post(review, told)["Location"] == shown
    assert "01/06/2025" in text(as_(leader).get(shown))
    assert CoordinationRules.objects.get().reviews.count() == 1
    narrowed = text(as_(leader).get(page, {"state": "lacking"}))
    assert "Thác Mơ" not in narrowed
    assert "Long Thủy" in narrowed


def test_a_commune_reads_the_province_but_changes_nothing_of_it(as_, ward_officer, old, approved):
    browser = as_(ward_officer)
    assert "Nghị quyết 26/2021" in text(browser.get(reverse("plans:basis", args=[old.pk])))
    assert "Sửa</a>" not in text(browser.get(reverse("plans:basis", args=[old.pk])))
    assert browser.post(reverse("plans:basis-withdraw", args=[old.pk])).status_code == 404
    assert browser.get(reverse("plans:bases-of-plan", args=[approved.pk])).status_code == 404


def test_who_linked_a_task_to_a_document_of_the_province_can_take_that_back(
    as_, officer, old, ward, ward_officer, province
):
    given = {"due_on": day(2025, 6, 30)}
    of_ward = give(Asked("Rà soát", ward, **given), by=ward_officer, now=NOW)
    of_province = give(Asked("Tập huấn", province, **given), by=officer, now=NOW)
    own, other = (
        reverse("plans:basis-link-remove", args=[link(thing, old, by=by, now=NOW).pk])
        for thing, by in ((of_ward, ward_officer), (of_province, officer))
    )
    page = reverse("plans:basis", args=[old.pk])
    for person, may in ((ward_officer, {own}), (officer, {own, other})):
        shown = text(as_(person).get(page))
        assert {address for address in (own, other) if address in shown} == may
    assert as_(ward_officer).post(own).status_code == 302
    assert BasisLink.objects.count() == 1
