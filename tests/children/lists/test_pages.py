"""The to-do pages: counts by hamlet, a page after another, the sheet, and who may see what."""

import pytest

from mangnon.children.lists import lines
from mangnon.children.models import Child
from mangnon.core.models import AuditEntry

REGISTERED = "/children/to-do/birth-not-registered/"
INCOMPLETE = "/children/to-do/incomplete-record/"


@pytest.fixture
def signed_in(client, keeper):
    client.force_login(keeper)
    return client


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_overview_counts_by_list_and_by_hamlet(signed_in, aged, house):
    house(aged(1, birth_registration="no"), "Thôn 10")
    house(aged(1, birth_registration="no"), "Thôn 2")
    house(aged(2, birth_registration="no"), "Thôn 2")
    aged(3, birth_registration="no")
    house(aged(3, birth_registration="unknown"), "Thôn 2")
    answer = signed_in.get("/children/to-do/")
    counts = {count.entry.name: count for count in answer.context["counts"]}
    found = counts["birth_not_registered"]
    assert (found.missing, found.unknown) == (4, 1)
    assert found.by_hamlet == {"Thôn 10": 1, "Thôn 2": 2, "": 1}
    assert answer.context["hamlets"][-1].name == ""
    page = answer.content.decode()
    assert "Chưa đăng ký khai sinh" in page
    assert "Chưa rõ thôn, ấp" in page


def test_a_hamlet_has_counts_and_a_list_of_its_own(signed_in, aged, house):
    house(aged(1, birth_registration="no", full_name="Thị Một"), "Thôn 1")
    house(aged(1, birth_registration="no", full_name="Thị Hai"), "Thôn 2")
    aged(1, birth_registration="no", full_name="Thị Ba")
    page = text_of(signed_in, f"{REGISTERED}?hamlet=Thôn 2")
    assert "Thị Hai" in page
    assert "Thị Một" not in page
    nowhere = text_of(signed_in, f"{REGISTERED}?hamlet=-")
    assert "Thị Ba" in nowhere
    assert "Thị Một" not in nowhere
    counts = signed_in.get("/children/to-do/?hamlet=Thôn 2").context["counts"]
    assert counts[0].missing == 1


def test_each_line_leads_to_the_child_and_says_what_is_missing(signed_in, aged, give_mother):
    child = aged(3, full_name="Thị Hai", ethnicity="unknown")
    give_mother(child)
    page = text_of(signed_in, INCOMPLETE)
    assert f"/children/{child.pk}/" in page
    assert "còn thiếu: số định danh, dân tộc" in page
    assert "bổ sung vào hồ sơ" in page


def test_not_known_is_a_list_of_its_own(signed_in, aged):
    aged(1, birth_registration="no", full_name="Thị Một")
    aged(1, birth_registration="unknown", full_name="Thị Hai")
    assert "Thị Hai" not in text_of(signed_in, REGISTERED)
    page = text_of(signed_in, f"{REGISTERED}?unknown=1")
    assert "Thị Hai" in page
    assert "Thị Một" not in page


def test_pages_follow_each_other_without_leaving_out_or_repeating(signed_in, aged, monkeypatch):
    monkeypatch.setattr(lines, "ON_A_PAGE", 3)
    names = [f"Thị {name}" for name in ("An", "Bé", "Bé", "Bé", "Bé", "Cúc", "Đào")]
    for name in names:
        aged(1, birth_registration="no", full_name=name)
    seen, after = [], ""
    while after is not None:
        context = signed_in.get(f"{REGISTERED}?after={after}").context
        seen += [line.child.pk for line in context["lines"]]
        after = context["following"]
    assert len(seen) == len(set(seen)) == 7
    by_name = Child.objects.in_bulk(seen)
    assert [by_name[pk].full_name for pk in seen] == names


def test_a_page_goes_on_after_a_child_that_is_done(signed_in, aged, monkeypatch):
    monkeypatch.setattr(lines, "ON_A_PAGE", 1)
    first = aged(1, birth_registration="no", full_name="Thị An")
    aged(1, birth_registration="no", full_name="Thị Bé")
    Child.objects.filter(pk=first.pk).update(birth_registration="yes")
    assert "Thị Bé" in text_of(signed_in, f"{REGISTERED}?after={first.pk}")


def test_a_list_costs_a_few_queries_however_long(signed_in, aged, django_assert_max_num_queries):
    for _ in range(12):
        aged(1, birth_registration="no")
    with django_assert_max_num_queries(14):
        signed_in.get(INCOMPLETE)


def test_the_sheet_groups_by_hamlet_and_household_with_a_box_a_child(
    signed_in, aged, house, give_mother
):
    first = house(aged(1, birth_registration="no", full_name="Thị An"), "Thôn 1", "H07")
    house(aged(2, birth_registration="no", full_name="Thị Bé"), "Thôn 1", "H07")
    house(aged(3, birth_registration="no", full_name="Thị Cúc"), "Thôn 2", "H01")
    give_mother(first, "0901234567")
    answer = signed_in.get(f"{REGISTERED}print/")
    hamlets = answer.context["hamlets"]
    assert [(hamlet.name, [h.code for h in hamlet.households]) for hamlet in hamlets] == [
        ("Thôn 1", ["H07"]),
        ("Thôn 2", ["H01"]),
    ]
    page = answer.content.decode()
    assert page.count('class="mn-box"') == 3
    assert "Thị Mẹ" in page
    assert "0901234567" in page
    entry = AuditEntry.objects.get(action="child.list_printed")
    assert entry.details == {"list": "birth-not-registered", "children": 3}


def test_a_collaborator_s_sheet_has_no_telephone_numbers(
    client, make_user, ward, aged, give_mother
):
    child = aged(1, birth_registration="no")
    give_mother(child, "0901234567")
    client.force_login(make_user("village_collaborator", ward))
    page = text_of(client, f"{REGISTERED}print/")
    assert "Thị Mẹ" in page
    assert "0901234567" not in page
    assert client.get("/children/to-do/circumstance-without-support/").status_code == 404


def test_children_of_another_commune_are_on_no_list_here(signed_in, aged, township):
    aged(1, birth_registration="no", full_name="Thị Xa", unit=township)
    assert "Thị Xa" not in text_of(signed_in, REGISTERED)
    assert signed_in.get(f"{REGISTERED}?unit={township.code}").status_code == 404


def test_a_list_that_there_is_not_and_a_place_that_is_none(signed_in):
    assert signed_in.get("/children/to-do/no-such-list/").status_code == 404
    assert signed_in.get(f"{REGISTERED}?after=x").status_code == 404
    assert "Không có trẻ nào" in text_of(signed_in, f"{REGISTERED}?hamlet=Thôn 99")
