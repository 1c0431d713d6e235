"""The pages of local plans, from the proposal to the approval, as each person sees them."""

import uuid

import pytest

from mangnon.core.models import Unit
from mangnon.plans.local.approving import send
from mangnon.plans.models import LocalPlan
from tests.local_plans.conftest import NOW, TODAY, fresh, target_of


@pytest.fixture
def as_person(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def test_a_commune_goes_from_the_proposal_to_a_plan_in_force(
    plan, commune, keeper, chair, as_person, tmp_path, settings
):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    client = as_person(keeper)
    assert "Soạn kế hoạch" in client.get("/plans/local/").content.decode()
    page = client.get("/plans/local/new/").content.decode()
    assert f'value="u-{commune.pk}"' in page
    assert "Mọi đơn vị chưa có" not in page  # there is but one
    form = {"holder": f"u-{commune.pk}", "way": "as_is", "key": uuid.uuid4()}
    answer = client.post("/plans/local/new/", form)
    local = LocalPlan.objects.get()
    assert answer.url == f"/plans/local/{local.pk}/"
    assert client.post("/plans/local/new/", form).url == answer.url

    page = client.get(answer.url).content.decode()
    assert "Như mục tiêu của tỉnh." in page
    assert "Trình duyệt" in page
    target = target_of(local)
    address = f"{answer.url}targets/{target.pk}/"
    assert "≤ 20%" in client.get(address).content.decode()
    seen = fresh(local).changed_at.isoformat()
    refused = client.post(address, {"value": "21,5", "reason": "", "seen_at": seen})
    assert refused.status_code == 422
    assert "hãy ghi lý do" in refused.content.decode()
    client.post(address, {"value": "21,5", "reason": "Vùng sâu", "seen_at": seen})
    page = client.get(answer.url).content.decode()
    assert "≤ 21,5%" in page
    assert "thấp hơn của tỉnh" in page
    assert "Sửa tay: Vùng sâu" in page
    client.post(f"{answer.url}send/", {"seen_at": fresh(local).changed_at.isoformat()})

    client = as_person(chair)
    page = client.get(answer.url).content.decode()
    assert "Số văn bản" in page
    assert "Trình duyệt" not in page
    seen = fresh(local).changed_at.isoformat()
    wrong = client.post(f"{answer.url}approve/", {"number": "", "issued_on": "", "seen_at": seen})
    assert wrong.status_code == 422
    day = f"{TODAY:%d/%m/%Y}"
    client.post(f"{answer.url}approve/", {"number": "9/KH", "issued_on": day, "seen_at": seen})
    assert fresh(local).is_in_force

    client = as_person(keeper)
    page = client.get(answer.url).content.decode()
    assert "Lập bản mới" in page
    key = uuid.uuid4()
    assert client.post(f"{answer.url}new-version/", {"key": key}).url == f"/plans/local/{key}/"


def test_a_draft_is_seen_by_who_works_on_it_alone(begin, keeper, leader, make_user, as_person):
    local = begin()
    address = f"/plans/local/{local.pk}/"
    other = make_user("commune_officer", Unit.objects.get(code="25217"))
    for person, status in ((leader, 404), (other, 404), (keeper, 200)):
        assert as_person(person).get(address).status_code == status
    agency = make_user("agency_focal_point", Unit.objects.get(code="70"))
    assert as_person(agency).get(address).status_code == 404


def test_a_plan_in_force_is_seen_by_agencies_and_leaders(begin, keeper, chair, leader, as_person):
    local = begin()
    send(local.pk, by=keeper, now=NOW, seen_at=fresh(local).changed_at)
    seen = fresh(local).changed_at.isoformat()
    form = {"number": "9/KH", "issued_on": f"{TODAY:%d/%m/%Y}", "seen_at": seen}
    as_person(chair).post(f"/plans/local/{local.pk}/approve/", form)
    page = as_person(leader).get(f"/plans/local/{local.pk}/").content.decode()
    assert "9/KH" in page
    assert "Lập bản mới" not in page


def test_all_communes_are_drafted_at_once(plan, officer, as_person, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    client = as_person(officer)
    assert "Mọi đơn vị chưa có" in client.get("/plans/local/new/").content.decode()
    form = {"level": "commune", "way": "own_start"}
    assert client.post("/plans/local/new/all/?year=2025", form).status_code == 302
    assert LocalPlan.objects.count() == 3
    again = client.post("/plans/local/new/all/?year=2025", form)
    assert again.status_code == 422
    assert "đã có kế hoạch hoặc dự thảo" in again.content.decode()
    none = client.post("/plans/local/new/all/?year=2031", form)
    assert "2031" in none.content.decode()


def test_proposals_are_asked_for_anew(begin, keeper, as_person, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    local = begin()
    client, address = as_person(keeper), f"/plans/local/{local.pk}/propose/"
    assert client.get(address).status_code == 200
    seen = fresh(local).changed_at.isoformat()
    assert client.post(address, {"way": "as_is", "seen_at": seen}).status_code == 302
    before = {"way": "as_is", "seen_at": "2020-01-01T00:00:00+0700"}
    late = client.post(address, before)
    assert late.status_code == 422
    assert "mở lại" in late.content.decode().lower()


def test_the_list_is_paged_and_filtered(plan, officer, province, as_person, make_unit):
    for place in range(60):
        unit = make_unit(f"3{place:04}", f"Xã {place:02}", "commune", "Xã", "692")
        LocalPlan.objects.create(
            plan=plan, year=2025, unit=unit, drafted_by=officer, drafted_at=NOW, changed_at=NOW
        )
    client = as_person(officer)
    first = client.get("/plans/local/")
    assert len(first.context["plans"]) == 50
    second = client.get(f"/plans/local/?{first.context['next']}")
    assert len(second.context["plans"]) == 10
    assert not set(first.context["plans"]) & set(second.context["plans"])
    for asked, count in (
        ("q=xa+07", 1),
        ("maker=district", 0),
        ("state=approved", 0),
        ("year=2024", 0),
        ("maker=commune&q=5", 15),
        ("state=nonsense", 50),
    ):
        assert len(client.get(f"/plans/local/?{asked}").context["plans"]) == count, asked


def test_the_list_costs_few_statements(
    plan, officer, province, as_person, make_unit, django_assert_max_num_queries
):
    for place in range(30):
        unit = make_unit(f"3{place:04}", f"Xã {place:02}", "commune", "Xã", "692")
        LocalPlan.objects.create(
            plan=plan, year=2025, unit=unit, drafted_by=officer, drafted_at=NOW, changed_at=NOW
        )
    client = as_person(officer)
    with django_assert_max_num_queries(14):
        client.get("/plans/local/")


def test_the_page_of_a_plan_costs_few_statements(
    begin, keeper, as_person, django_assert_max_num_queries
):
    local = begin()
    client = as_person(keeper)
    with django_assert_max_num_queries(14):
        client.get(f"/plans/local/{local.pk}/")
