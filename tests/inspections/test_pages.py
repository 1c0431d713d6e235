"""The pages of inspections, by their addresses."""

import datetime
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.activities.models import Inspection, InspectionPlan, Recommendation
from mangnon.plans.models import Assignment
from tests.inspections.conftest import ITEMS, fresh

LIST = "/activities/inspections/"


@pytest.fixture
def site(client, inspector):
    client.force_login(inspector)
    return client


def shown(answer):
    return re.findall(rf'<a href="{LIST}([0-9a-f-]{{36}})/">', answer.content.decode())


def test_the_list_goes_on_behind_its_last_line_with_as_many_statements(
    site, planned, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("mangnon.core.paging.ON_A_PAGE", 4)
    days = [datetime.date(2025, 6, 1) + datetime.timedelta(days=n // 2) for n in range(10)]
    made = {str(planned(on=day).pk) for day in days}
    found, address = [], LIST
    while address:
        with django_assert_max_num_queries(14):
            answer = site.get(address)
        found += shown(answer)
        address = answer.context["next"] and f"{LIST}?{answer.context['next']}"
    assert len(found) == 10
    assert set(found) == made


def test_inspections_are_found_by_what_is_asked(site, planned, done, school):
    again = done(on=datetime.date(2025, 6, 10))
    done(on=datetime.date(2025, 3, 3))
    late = planned(on=datetime.date(2025, 6, 12), kind="river_crossing", place_words="Bến đò")
    asked = {
        "overdue": ({"state": "overdue"}, [late]),
        "again": ({"state": "repeated"}, [again]),
        "kind": ({"kind": "river_crossing"}, [late]),
        "year": ({"year": "2024"}, []),
    }
    for name, (query, expected) in asked.items():
        assert shown(site.get(LIST, query)) == [str(one.pk) for one in expected], name
    assert len(shown(site.get(LIST, {"place": school.pk}))) == 2
    assert len(shown(site.get(LIST, {"state": "no such", "unit": "x", "after": "y"}))) == 3


def test_an_inspection_goes_by_its_forms_from_plan_to_remedy(site, ward, school):
    plan = {
        "key": uuid4(), "title": "Kiểm tra hè", "year": "2025", "unit": ward.pk,
        "decision_number": "9/QĐ", "decision_on": "02/06/2025", "issuer": "UBND phường",
    }  # fmt: skip
    assert site.post(f"{LIST}plans/new/", plan).status_code == 302
    of_plan = InspectionPlan.objects.get()
    which = site.get(f"{LIST}new/", {"plan": of_plan.pk}).content.decode()
    assert "Trường học" in which
    address = f"{LIST}new/?plan={of_plan.pk}&unit={ward.pk}&kind=school"
    assert school.name in site.get(address).content.decode()
    told = {"key": uuid4(), "place": school.pk, "planned_on": "10/06/2025"}
    page = site.post(address, told)["Location"]
    one = Inspection.objects.get()
    seen_at = {"seen_at": one.changed_at.isoformat()}
    answers = {f"value-{item}": "met" for item in ITEMS} | {"value-fence": "not_met"}
    assert site.post(f"{page}answers/", seen_at | answers).status_code == 302
    photo = SimpleUploadedFile("rào.txt", "ảnh".encode())
    wrong = {"key": uuid4(), "item": "fence", "severity": "grave", "text": "Rào đổ"}
    assert "Có tường rào" in site.get(f"{page}finding/files/?item=fence").content.decode()
    found = site.post(f"{page}finding/files/", wrong | {"photos": photo})
    assert found.status_code == 302, found.context["form"].errors
    seen_at = {"seen_at": fresh(one).changed_at.isoformat()}
    end = seen_at | {"done_on": "10/06/2025", "conclusion": "Phải dựng lại rào"}
    closed = site.post(f"{page}close/", end)
    assert closed.status_code == 302, closed.context["wrong"].errors
    finding = one.findings.get()
    remedy = {"key": uuid4(), "text": "Dựng lại rào", "due_on": "30/06/2025"}
    assert site.post(f"{LIST}findings/{finding.pk}/remedy/", remedy).status_code == 302
    text = site.get(page).content.decode()
    assert f"/plans/work/{Assignment.objects.get().pk}/" in text
    assert "rào.txt" in text
    assert "chưa đối chiếu văn bản gốc" in text
    assert school.name in site.get(f"{LIST}plans/{of_plan.pk}/").content.decode()
    assert "88,9%" in site.get(f"{LIST}summary/").content.decode()


def test_what_cannot_be_saved_is_said_on_the_page(site, planned):
    one = planned()
    page = f"{LIST}{one.pk}/"
    seen_at = {"seen_at": one.changed_at.isoformat()}
    told = seen_at | {"done_on": "10/06/2025", "conclusion": "Đạt"}
    answer = site.post(f"{page}close/", told)
    assert answer.status_code == 422
    assert "Còn 9 mục chưa trả lời" in answer.content.decode()
    assert site.post(f"{page}cancel/", seen_at).status_code == 422


def test_a_page_of_many_findings_asks_as_few_statements(site, done, django_assert_max_num_queries):
    done(on=datetime.date(2025, 3, 3), not_met=ITEMS)
    one = done(not_met=ITEMS)
    with django_assert_max_num_queries(24):
        text = site.get(f"{LIST}{one.pk}/").content.decode()
    assert text.count("Tái diễn") == len(ITEMS)


def test_a_recommendation_is_replied_to_by_its_forms(client, supervisor, inspector, ward, done):
    one = done()
    client.force_login(supervisor)
    told = {
        "key": uuid4(), "supervisor": "council", "supervisor_words": "Ban VHXH", "unit": ward.pk,
        "reply_due_on": "30/06/2025", "text": "Rào lại ao",
    }  # fmt: skip
    page = client.post(f"{LIST}recommendations/new/?inspection={one.pk}", told)["Location"]
    assert "reply/files/" not in client.get(page).content.decode()
    client.force_login(inspector)
    assert "Rào lại ao" in client.get(f"{LIST}recommendations/?state=waiting").content.decode()
    assert "Rào lại ao" in client.get(f"{LIST}{one.pk}/").content.decode()
    assert client.post(f"{page}again/").status_code == 403
    proof = SimpleUploadedFile("ao.txt", "đã rào".encode())
    sent = {"key": uuid4(), "text": "Đã rào", "documents": proof}
    assert client.post(f"{page}reply/files/", sent).status_code == 302
    client.force_login(supervisor)
    text = client.get(page).content.decode()
    assert "ao.txt" in text
    assert "Đã rào" in text
    assert Recommendation.objects.get().answered_on is not None


def test_a_place_leads_to_its_inspections(site, school):
    page = site.get(f"/places/{school.pk}/").content.decode()
    assert f"{LIST}?place={school.pk}" in page
    answer = site.get(f"{LIST}new/", {"place": school.pk})
    assert answer.context["form"].initial["place"] == school
