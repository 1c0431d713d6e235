"""A pair that a person picks, a judgement taken back, and a pair across two communes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.duplicates.judging import judge_anew, judge_different
from mangnon.children.duplicates.merging import Decision, merge_children
from mangnon.children.duplicates.picking import pick_pair
from mangnon.children.models import Child, DuplicatePair, Merge
from mangnon.core.models import AuditEntry, Refused

BORN = date(2020, 5, 7)


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def site(client, keeper):
    client.force_login(keeper)
    return client


@pytest.fixture
def child(make_child):
    return make_child(BORN, full_name="Nguyễn Thị Lan", sex="female")


@pytest.fixture
def other(make_child):
    """Nothing agrees: no search would ever propose this one."""
    return make_child(date(2012, 2, 3), full_name="Lê Văn Bình", sex="male")


@pytest.fixture
def across(child, make_child, township, keeper):
    """A pair whose second record is kept by another commune."""
    there = make_child(BORN, full_name="Nguyen Thi Lan", sex="female")
    pair = pick_pair(child.pk, there.pk, by=keeper)
    Child.objects.filter(pk=there.pk).update(unit=township)
    return pair


def beside(child):
    return f"/children/{child.pk}/second-record/"


def test_who_may_not_merge_picks_no_pair(client, child, other, make_user, ward):
    collaborator = make_user("village_collaborator", ward)
    with pytest.raises(PermissionDenied):
        pick_pair(child.pk, other.pk, by=collaborator)
    client.force_login(collaborator)
    assert client.get(beside(child)).status_code == 403
    assert "second-record" not in client.get(f"/children/{child.pk}/").content.decode()


def test_a_record_elsewhere_or_merged_or_the_same_one_is_no_pair(child, other, keeper, township):
    with pytest.raises(Refused, match="chính nó"):
        pick_pair(child.pk, child.pk, by=keeper)
    Child.objects.filter(pk=other.pk).update(unit=township)
    with pytest.raises(Refused, match="không còn ở đây"):
        pick_pair(child.pk, other.pk, by=keeper)
    Child.objects.filter(pk=other.pk).update(unit=child.unit, merged_into=child)
    with pytest.raises(Refused, match="không còn ở đây"):
        pick_pair(child.pk, other.pk, by=keeper)
    assert not DuplicatePair.objects.exists()


def test_any_two_records_are_compared_and_the_pair_is_one_whoever_begins(child, other, keeper):
    pair = pick_pair(child.pk, other.pk, by=keeper)
    assert pick_pair(other.pk, child.pk, by=keeper) == pair
    assert pair.score < 0
    assert pair.levels.keys() >= {"name", "birth", "sex"}
    assert AuditEntry.objects.filter(action="child.pick_pair").count() == 1


def test_the_page_finds_the_other_record_and_leads_to_both(site, child, other):
    assert beside(child) in site.get(f"/children/{child.pk}/").content.decode()
    assert site.get(beside(child)).context["found"] is None
    page = site.post(beside(child), {"text": "le binh"})
    assert page.context["found"] == [other]
    assert child not in site.post(beside(child), {"text": "lan"}).context["found"]
    answer = site.post(beside(child), {"other": str(other.pk)})
    pair = DuplicatePair.objects.get()
    assert answer.url == f"/children/duplicates/{pair.pk}/"
    assert site.get(answer.url).context["is_waiting"]
    assert site.post(beside(child), {"other": str(child.pk)}).status_code == 422
    assert site.post(beside(child), {"other": "x"}).status_code == 404


def test_the_page_offers_what_is_likely_the_same_and_of_others_the_commune_alone(
    site, child, make_child, township
):
    twin = make_child(BORN, full_name="Nguyen Thi Lan", sex="female")
    assert [found.child for found in site.get(beside(child)).context["alike"]] == [twin]
    Child.objects.filter(pk=twin.pk).update(unit=township)
    page = site.get(beside(child)).content.decode()
    assert str(township) in page
    assert "Nguyen Thi Lan" not in page
    assert str(twin.pk) not in page


def test_two_children_stay_two_until_that_is_taken_back(site, child, other, keeper):
    pair = pick_pair(child.pk, other.pk, by=keeper)
    with pytest.raises(Refused, match="chưa được kết luận"):
        judge_anew(pair.pk, by=keeper)
    judge_different(pair.pk, by=keeper)
    with pytest.raises(Refused, match="rút kết luận"):
        merge_children(Decision(child.pk, other.pk), by=keeper)
    assert "Lê Văn Bình" not in site.get("/children/duplicates/").content.decode()
    assert "Lê Văn Bình" in site.get("/children/duplicates/?judged=different").content.decode()
    assert site.post(f"/children/duplicates/{pair.pk}/anew/").status_code == 302
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by, pair.decided_at) == ("open", None, None)
    merge_children(Decision(child.pk, other.pk), by=keeper)
    assert Merge.objects.count() == 1


def test_of_a_pair_across_communes_each_officer_sees_the_own_half(
    client, across, keeper, make_user, township
):
    there = make_user("commune_officer", township)
    for person, own, foreign in (
        (keeper, "Nguyễn Thị Lan", "Nguyen Thi Lan"), (there, "Nguyen Thi Lan", "Nguyễn Thị Lan"),
    ):  # fmt: skip
        client.force_login(person)
        for address in ("/children/duplicates/", f"/children/duplicates/{across.pk}/"):
            page = client.get(address).content.decode()
            assert own in page
            assert foreign not in page
        read = AuditEntry.objects.filter(actor=person, action="child.read")
        assert read.values("record_id").distinct().count() == 1


def test_of_a_pair_across_communes_nobody_with_one_half_decides(site, across, keeper):
    kept, second = across.first, across.second
    with pytest.raises(Refused, match="cả hai hồ sơ"):
        judge_different(across.pk, by=keeper)
    for act in ("merge", "different", "anew"):
        answer = site.post(f"/children/duplicates/{across.pk}/{act}/", {"keep": "first"})
        assert answer.status_code == 422
        assert "alert-danger" in answer.content.decode()
        assert "Nguyen Thi Lan" not in answer.content.decode()
    assert not Merge.objects.exists()
    Child.objects.filter(pk__in=[kept.pk, second.pk]).update(unit=keeper.unit)
    page = site.get(f"/children/duplicates/{across.pk}/")
    assert "Nguyen Thi Lan" in page.content.decode()
    sent = {"keep": "first", "seen": page.context["seen"]}
    assert site.post(f"/children/duplicates/{across.pk}/merge/", sent).status_code == 302


def test_a_pair_of_which_a_person_sees_nothing_is_not_there(site, across, township):
    Child.objects.update(unit=township)
    assert site.get(f"/children/duplicates/{across.pk}/").status_code == 404
    assert not site.get("/children/duplicates/").context["pairs"]
