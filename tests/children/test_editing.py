"""Correcting a record: what two people write at once is kept, or both are asked."""

import re
from datetime import date

import pytest

from mangnon.children.births import KnownBirth
from mangnon.children.models import Child, DisabilitySpell
from mangnon.children.record.editing import ChangedMeanwhile, Edit, edit_child
from mangnon.core.models import AuditEntry, Refused

TODAY = date(2025, 6, 20)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def child(make_child):
    return make_child(sex="male", ethnicity="01", identity_number="070220123456")


@pytest.fixture
def site(client, keeper):
    client.force_login(keeper)
    return client


INPUT = re.compile(r'<input type="(?:hidden|text|date)" name="([^"]+)"(?: value="([^"]*)")?')
CHOSEN = re.compile(r'<select name="([^"]+)".*?<option value="([^"]*)" selected', re.S)


def filled(answer):
    """Return what a browser would send of the form as it stands on the page."""
    page = answer.content.decode().replace("&#x27;", "'")
    return {name: value or "" for name, value in INPUT.findall(page)} | dict(CHOSEN.findall(page))


def edit_page(child):
    return f"/children/{child.pk}/edit/"


def test_who_may_not_edit_changes_nothing(client, make_user, child, ward, township):
    for person, status in (
        (make_user("commune_officer", township), 404),
        (make_user("leader", ward), 403),
        (make_user("commune_chair", ward), 403),
    ):
        client.force_login(person)
        assert client.get(edit_page(child)).status_code == status
        assert client.post(edit_page(child), {"full_name": "X"}).status_code == status
    child.refresh_from_db()
    assert child.full_name == "Điểu K'Rứt"


def test_the_form_as_it_stands_changes_nothing(site, child):
    before = child.changed_at
    answer = site.post(edit_page(child), filled(site.get(edit_page(child))))
    assert answer.status_code == 302
    child.refresh_from_db()
    assert child.changed_at == before
    assert not AuditEntry.objects.filter(action="child.edit").exists()


def test_an_answer_is_corrected_and_the_audit_says_which_without_its_value(site, child):
    sent = filled(site.get(edit_page(child))) | {"full_name": "Điểu K'Rứk", "birth": "05/2020"}
    assert site.post(edit_page(child), sent).status_code == 302
    after = Child.objects.get()
    assert (after.full_name, after.search_text) == ("Điểu K'Rứk", "dieu kruk")
    assert (after.birth_date, after.birth_precision) == (date(2020, 5, 31), "month")
    assert after.changed_at > child.changed_at
    details = AuditEntry.objects.get(action="child.edit").details
    assert "full_name" in details["changed"]
    assert "Rứk" not in str(details)


def test_two_people_who_change_different_answers_both_keep_theirs(site, child):
    mine, other = (filled(site.get(edit_page(child))) for _each in range(2))
    site.post(edit_page(child), other | {"sex": "female"})
    assert site.post(edit_page(child), mine | {"ethnicity": "05"}).status_code == 302
    child.refresh_from_db()
    assert (child.sex, child.ethnicity) == ("female", "05")


@pytest.mark.parametrize(("kept", "sex"), [("mine", "unknown"), ("theirs", "female")])
def test_two_people_who_change_the_same_answer_see_both_and_choose(site, child, kept, sex):
    mine, other = (filled(site.get(edit_page(child))) for _each in range(2))
    site.post(edit_page(child), other | {"sex": "female"})
    asked = site.post(edit_page(child), mine | {"sex": "unknown", "ethnicity": "05"})
    assert asked.status_code == 409
    page = asked.content.decode()
    assert "Của anh/chị: Không rõ" in page
    assert "Của người kia: Nữ" in page
    child.refresh_from_db()
    assert (child.sex, child.ethnicity) == ("female", "01")
    again = filled(asked) | {"keep-sex": kept}
    assert site.post(edit_page(child), again).status_code == 302
    child.refresh_from_db()
    assert (child.sex, child.ethnicity) == (sex, "05")


@pytest.mark.parametrize("seen", ["9" * 30, "31/02/2020", "zz"])
def test_a_form_that_does_not_say_what_it_showed_is_asked(site, child, seen):
    sent = filled(site.get(edit_page(child))) | {"initial-insured_until": seen}
    assert site.post(edit_page(child), sent | {"insured_until": "2025-12-31"}).status_code == 409
    child.refresh_from_db()
    assert child.insured_until is None


def test_both_who_write_the_same_are_not_asked(site, child):
    mine, other = (filled(site.get(edit_page(child))) for _each in range(2))
    site.post(edit_page(child), other | {"sex": "female"})
    assert site.post(edit_page(child), mine | {"sex": "female"}).status_code == 302


def test_an_estimated_birth_that_nobody_touched_stays(site, make_child):
    child = make_child(date(2021, 3, 4), birth_precision="estimated")
    sent = filled(site.get(edit_page(child)))
    assert sent["birth"] == "khoảng 04/03/2021"
    site.post(edit_page(child), sent | {"sex": "female"})
    child.refresh_from_db()
    assert (child.birth_date, child.birth_precision) == (date(2021, 3, 4), "estimated")


def test_the_service_asks_when_what_was_seen_is_no_longer_there(child, keeper):
    edits = {"birth": Edit(KnownBirth(date(2019, 1, 1), "day"), KnownBirth(TODAY, "day"))}
    with pytest.raises(ChangedMeanwhile) as asked:
        edit_child(child.pk, by=keeper, edits=edits)
    assert asked.value.theirs == {"birth": KnownBirth(date(2020, 5, 17), "day")}


def test_a_record_that_counts_as_anothers_is_corrected_there(make_child, child, keeper):
    second = make_child(merged_into=child)
    with pytest.raises(Refused, match="trẻ khác"):
        edit_child(second.pk, by=keeper, edits={"sex": Edit("unknown", "male")})


def test_a_number_is_written_only_by_who_may_see_it(make_user, ward, child, client):
    client.force_login(make_user("village_collaborator", ward))
    page = client.get(edit_page(child)).content.decode()
    assert "070220123456" not in page
    client.post(edit_page(child), filled(client.get(edit_page(child))) | {
        "identity_number": "1", "initial-identity_number": "070220123456", "sex": "female",
    })  # fmt: skip
    child.refresh_from_db()
    assert (child.identity_number, child.sex) == ("070220123456", "female")


def test_what_disagrees_after_the_change_is_refused(site, child):
    sent = filled(site.get(edit_page(child))) | {
        "birth_registration": "yes", "birth_registered_on": "2020-05-01",
    }  # fmt: skip
    assert site.post(edit_page(child), sent).status_code == 422
    child.refresh_from_db()
    assert child.birth_registered_on is None


def test_the_answer_about_disability_follows_the_entries_on_the_timeline(site, child, keeper):
    DisabilitySpell.objects.create(child=child, types=["sight"], began_on=date(2022, 1, 1))
    page = site.get(f"/children/{child.pk}/").content.decode()
    assert "không khớp" in page
    with pytest.raises(Refused, match="dòng thời gian"):
        edit_child(child.pk, by=keeper, edits={"disability": Edit("unknown", "no")})
    edit_child(child.pk, by=keeper, edits={"disability": Edit("unknown", "yes")})
    assert "không khớp" not in site.get(f"/children/{child.pk}/").content.decode()
    assert "sửa các mục ấy" in site.get(edit_page(child)).content.decode()
