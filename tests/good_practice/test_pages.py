"""The pages of models of work: from entering one to its list; files for whom they are."""

import datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mangnon.activities.good_practice.keeping import count_practice
from mangnon.activities.models import Practice, PracticeFile, PracticeState
from mangnon.core.paging import ON_A_PAGE

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.HOME = tmp_path


def post(client, name, practice, **told):
    return client.post(reverse(name, args=[practice.pk]), told)


def key_on(page, form="form"):
    return page.context[form]["key"].value()


def test_from_entering_a_model_to_its_ending(client, keeper, ward, next_ward):
    client.force_login(keeper)
    page = client.get(reverse("practice-new"))
    answers = {
        "key": key_on(page), "name": "Ngôi nhà an toàn", "field": "protection", "unit": ward.pk,
        "organiser_words": "UBND phường", "state": "pilot", "from_day": "10/01/2025",
        "cost-local": "12.500.000", "leaves": ["23"],
    }  # fmt: skip
    client.post(reverse("practice-new"), answers)
    practice = Practice.objects.get()
    page = client.get(reverse("practice", args=[practice.pk]))
    assert "12.500.000 đ" in page.content.decode()
    wrong = post(client, "practice-state", practice, seen_at=practice.changed_at.isoformat(),
                 state="replicated", from_day="01/03/2025")  # fmt: skip
    assert wrong.status_code == 422
    assert "Trước hết hãy ghi đơn vị" in wrong.content.decode()
    key = key_on(page, "replication_form")
    post(client, "practice-replicate", practice, key=key, unit=ward.pk, from_day="01/03/2025")
    assert not practice.replications.exists()
    post(client, "practice-figure", practice, key=key_on(page, "figure_form"), label="Hộ tham gia",
         value="42,5", measure="%")  # fmt: skip
    post(client, "practice-commend", practice, key=key_on(page, "commendation_form"),
         who="Hội LHPN phường", form="Giấy khen", decision="12/QĐ-UBND", decided_on="01/06/2025",
         issuer="UBND tỉnh")  # fmt: skip
    counts = reverse("practice-counts", args=[practice.pk])
    assert client.get(counts).status_code == 200
    client.post(counts, {"children": 40, "adults": 5})
    practice.refresh_from_db()
    post(client, "practice-state", practice, seen_at=practice.changed_at.isoformat(),
         state="ended", from_day="15/06/2025", note="Hết thí điểm")  # fmt: skip
    shown = client.get(reverse("practice", args=[practice.pk])).content.decode()
    for words in ("42,5", "12/QĐ-UBND", "40 trẻ em", "Hết thí điểm", "Đã kết thúc"):
        assert words in shown
    practice.refresh_from_db()
    post(client, "practice-state-back", practice, seen_at=practice.changed_at.isoformat())
    assert Practice.objects.get().state == "pilot"


def test_the_list_is_filtered_and_goes_on_page_after_page(client, keeper, ward, enter):
    for number in range(ON_A_PAGE + 2):
        enter(f"Mô hình {number:02}")
    enter("Bơi an toàn", field="health", state="running")
    client.force_login(keeper)
    address = reverse("practices")
    assert [p.name for p in client.get(address, {"q": "boi an"}).context["practices"]] == [
        "Bơi an toàn"
    ]
    assert len(client.get(address, {"state": "running"}).context["practices"]) == 1
    first = client.get(address)
    second = client.get(f"{address}?{first.context['next']}")
    both = [one.pk for page in (first, second) for one in page.context["practices"]]
    assert len(both) == len(set(both)) == ON_A_PAGE + 3
    assert not second.context["next"]


def test_small_counts_are_for_who_keeps_the_model(client, enter, keeper, leader):
    practice = enter()
    count_practice(practice.pk, 40, 2, {"sex": {"male": 38, "female": 2}}, by=keeper)
    shown = {}
    for person in (keeper, leader):
        client.force_login(person)
        shown[person] = client.get(reverse("practice", args=[practice.pk])).content.decode()
    assert "mn-hidden" in shown[leader]
    assert "mn-hidden" not in shown[keeper]
    assert 'href="/activities/good-practice/new/"' not in shown[leader]


def test_a_file_is_opened_by_who_keeps_the_model_unless_it_shows_no_child(
    client, enter, keeper, leader
):
    practice = enter()
    client.force_login(keeper)
    for name, told in (("anh.pdf", {}), ("quyet-dinh.pdf", {"no_child": "on"})):
        content = SimpleUploadedFile(name, PDF + name.encode())
        answer = post(client, "practice-files", practice, proofs=content, **told)
        assert answer.status_code == 302
    assert PracticeFile.objects.count() == 2
    files = {one.upload.name: one.upload_id for one in PracticeFile.objects.all()}
    assert client.get(reverse("upload", args=[files["anh.pdf"]])).status_code == 200
    client.force_login(leader)
    assert client.get(reverse("upload", args=[files["anh.pdf"]])).status_code == 404
    assert client.get(reverse("upload", args=[files["quyet-dinh.pdf"]])).status_code == 200


def test_nobody_sees_or_changes_the_model_of_another_place(client, enter, make_user, next_ward):
    practice = enter()
    client.force_login(make_user("commune_officer", next_ward))
    assert client.get(reverse("practice", args=[practice.pk])).status_code == 404
    assert post(client, "practice-figure", practice).status_code == 404
    assert not client.get(reverse("practices")).context["practices"]


def test_the_list_takes_few_statements(client, keeper, ward, leader, django_assert_max_num_queries):
    for number in range(20):
        practice = Practice(
            unit=ward, field="protection", organiser_words="UBND", state="pilot",
            began_on=datetime.date(2025, 1, 1 + number), entered_by=keeper,
        )  # fmt: skip
        practice.set_name(f"Mô hình {number}")
        practice.save()
        PracticeState.objects.create(practice=practice, state="pilot", from_day=practice.began_on)
    client.force_login(leader)
    with django_assert_max_num_queries(8):
        client.get(reverse("practices"), {"after": str(uuid4()), "unit": "x"})
    with django_assert_max_num_queries(20):
        client.get(reverse("practice", args=[practice.pk]))
