"""Receiving a report: which commune is meant, who may, and what comes of sending it again."""

import datetime

import pytest

from mangnon.cases.models import Case, Report
from mangnon.cases.receiving.communes import find_communes
from mangnon.cases.receiving.receiving import receive
from mangnon.children.models import Child
from mangnon.core.models import Refused, UnitChange
from mangnon.places.models import Place
from tests.at_once import at_once
from tests.cases.conftest import DAY, at
from tests.conftest import placed

MERGED_ON = datetime.date(2025, 7, 1)


def found(text, by, today=DAY):
    return [(str(c.unit), c.by, c.beside) for c in find_communes(text, by=by, today=today)]


@pytest.mark.parametrize("words", ["thac mo", "Thác Mơ", "phường thác", "THAC MO PHUOC LONG"])
def test_a_commune_is_found_by_the_beginnings_of_its_words(operator, words):
    assert found(words, operator) == [("Phường Thác Mơ", "", "Thị xã Phước Long")]


@pytest.mark.parametrize("words", ["", "t", "phước", "mơ mộng"])
def test_too_little_or_what_is_no_commune_finds_none(operator, words):
    assert found(words, operator) == []


def test_a_name_that_fits_in_full_comes_alone_though_a_district_has_it_too(operator, make_unit):
    make_unit("25300", "Lộc An", "commune", "Xã", "692")
    assert [name for name, _by, _beside in found("loc ninh", operator)] == ["Thị trấn Lộc Ninh"]
    assert [name for name, _by, _beside in found("loc an loc ninh", operator)] == ["Xã Lộc An"]


def test_an_old_name_leads_to_the_commune_of_today(operator, make_unit):
    make_unit("75", "Đồng Nai", "province", "Tỉnh", valid_from=MERGED_ON, valid_to=None)
    make_unit("25217", "Phước Bình", "commune", "Phường", "75", valid_from=MERGED_ON, valid_to=None)
    for code in ("25216", "25217"):
        UnitChange.objects.create(
            on=MERGED_ON, from_code=code, to_code="25217", kind="merge", share=1, legal_basis="NQ"
        )
    assert found("thac mo", operator, MERGED_ON) == [
        ("Phường Phước Bình", "trước là Phường Thác Mơ", "trước thuộc Thị xã Phước Long")
    ]


def test_a_place_or_a_hamlet_leads_to_its_commune(operator, commune, other_commune):
    place = Place(kind="school", unit=commune)
    place.set_name("Trường Tiểu học Kim Đồng")
    place.save()
    child = a_child("Thị Lan", other_commune)
    child.residences.create(unit=other_commune, hamlet="Bù Dinh", began_on=child.birth_date)
    assert found("kim dong", operator)[0][:2] == ("Phường Thác Mơ", "Trường Tiểu học Kim Đồng")
    assert found("bu dinh", operator)[0][:2] == ("Phường Long Thủy", "Bù Dinh")


def form_of(page, **said):
    """Return what a browser would send of the form of the page, with what is said besides."""
    form = page.context["form"]
    sent = {
        "key": form["key"].value(), "what": "Cháu bị đánh", "channel": "hotline_111",
        "received_at": "10/06/2025 00:00", "setting": "unknown", "place": "thac mo",
    }  # fmt: skip
    for child in form.child_forms:
        sent[child.add_prefix("sex")] = "unknown"
    total = len(form.child_forms.forms)
    sent |= {"children-TOTAL_FORMS": total, "children-INITIAL_FORMS": 0}
    return sent | said


@pytest.fixture
def signed_in(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def test_a_page_asks_which_commune_is_meant_where_several_fit(signed_in, operator):
    client = signed_in(operator)
    sent = form_of(client.get("/cases/new/"), place="lo")
    answer = client.post("/cases/new/", sent)
    assert answer.status_code == 422
    assert [c.unit.name for c in answer.context["form"].offered_place.found] == [
        "Long Thủy",
        "Lộc Ninh",
    ]
    chosen = answer.context["form"].offered_place.found[0].unit
    assert client.post("/cases/new/", {**sent, "unit": chosen.pk}).status_code == 302
    assert Case.objects.get().unit == chosen


def test_the_commune_that_was_chosen_before_the_words_changed_is_not_taken(
    signed_in, operator, commune
):
    client = signed_in(operator)
    sent = form_of(client.get("/cases/new/"), place="long thuy", unit=commune.pk)
    assert client.post("/cases/new/", sent).status_code == 302
    assert Case.objects.get().unit.name == "Long Thủy"


def test_several_children_and_what_little_is_known_of_them(signed_in, operator):
    client = signed_in(operator)
    sent = form_of(client.get("/cases/new/")) | {
        "children-0-age": "7", "children-1-name": "Điểu B", "children-1-age": "17/05/2018",
        "children-3-sex": "female",
    }  # fmt: skip
    client.post("/cases/new/", sent)
    people = sorted((p.name, p.sex, p.age, p.birth_date) for p in Case.objects.get().people.all())
    assert people == [
        ("", "female", None, None),
        ("", "unknown", 7, None),
        ("Điểu B", "unknown", 7, datetime.date(2018, 5, 17)),
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"what": ""}, "Hãy điền"),
        ({"place": "xyzzy"}, "Không tìm thấy"),
        ({"place": ""}, "Hãy ghi nơi xảy ra"),
        ({"children-0-age": "ba mươi"}, "không phải là tuổi"),
        ({"children-0-age": "31"}, "0 đến 17"),
        ({"received_at": "11/06/2025 08:00"}, "chưa tới"),
        ({"happened_on": "12/06/2025"}, "xem lại"),
    ],
)
def test_what_cannot_be_is_refused_on_the_page(signed_in, operator, said, words):
    client = signed_in(operator)
    answer = client.post("/cases/new/", form_of(client.get("/cases/new/"), **said))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_report_sent_twenty_times_at_once_makes_one_case(operator, new_report):
    """Ten times by one form, whose answers were lost, and ten from another tab."""
    first, other = new_report(), new_report()
    sends = [lambda new=new: receive(new, by=operator, now=at(0.1)) for new in (first, other) * 10]
    assert len({report.pk for report in at_once(*sends)}) == 1
    assert Case.objects.count() == Report.objects.count() == 1


def test_a_form_that_was_sent_says_nothing_else_afterwards(operator, new_report):
    new = new_report()
    receive(new, by=operator, now=at(0.1))
    changed = new_report(id=new.id, answers={"what": "Chuyện khác"})
    with pytest.raises(Refused, match="biểu mẫu mới"):
        receive(changed, by=operator, now=at(0.2))


def test_two_people_who_report_the_same_make_two_reports(operator, worker, new_report):
    receive(new_report(), by=operator, now=at(0.1))
    receive(new_report(), by=worker, now=at(0.2))
    assert Report.objects.count() == 2


def test_a_station_reports_a_child_that_it_looks_after_from_the_childs_page(
    signed_in, make_user, commune, other_commune, make_organisation
):
    body = make_organisation("Trạm Y tế Thác Mơ", commune)
    nurse = placed(make_user("health_station_staff", commune), body)
    station = Place(kind="health_station", unit=commune, organisation=body)
    station.set_name("Trạm Y tế Thác Mơ")
    station.save()
    patient, stranger = (a_child("Thị Lan", unit) for unit in (commune, other_commune))
    client = signed_in(nurse)
    assert client.get(f"/cases/new/?child={stranger.pk}").status_code == 404
    page = client.get(f"/cases/new/?child={patient.pk}")
    assert page.context["form"].child_forms[0]["name"].value() == "Thị Lan"
    sent = form_of(page) | {
        "children-0-name": "Thị Lan", "children-0-age": "08/03/2019", "children-0-child": patient.pk
    }  # fmt: skip
    forged = client.post("/cases/new/", {**sent, "children-0-child": stranger.pk})
    assert forged.status_code == 422
    answer = client.post("/cases/new/", sent)
    assert Case.objects.get().people.get().child == patient
    assert client.get(answer.url).status_code == 200
    assert client.get(f"/cases/{Case.objects.get().pk}/").status_code == 403
    assert client.get("/cases/").url == "/cases/reports/"


def a_child(name, unit):
    child = Child(birth_date=datetime.date(2019, 3, 8), unit=unit)
    child.set_name(name)
    child.save()
    return child
