"""A breach of personal data is told of within 72 hours of its discovery, or visibly late."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.cases.breaches.registering import enter_breach, enter_notice
from mangnon.cases.models import BreachNotice, DataBreach
from mangnon.core.models import Refused
from tests.cases.conftest import at


@pytest.fixture
def enter(officer):
    def make(by=officer, **about):
        fields = {
            "discovered_at": at(0), "what": "Mất máy tính có sổ trẻ em", "measures": "Khóa máy",
            "people": 120, "key": uuid.uuid4(), "by": by, "now": at(30),
        }  # fmt: skip
        return enter_breach(**{**fields, **about})

    return make


def test_the_limit_runs_from_the_discovery_not_from_the_entry(enter):
    breach = enter()
    assert (breach.discovered_at, breach.entered_at, breach.due_at) == (at(0), at(30), at(72))


def test_the_same_form_twice_is_one_breach(enter):
    key = uuid.uuid4()
    assert enter(key=key).pk == enter(key=key).pk
    assert DataBreach.objects.count() == 1


@pytest.mark.parametrize(
    ("about", "words"), [({"discovered_at": at(31)}, "chưa tới"), ({"what": " "}, "đã xảy ra")]
)
def test_what_cannot_be_is_refused(enter, about, words):
    with pytest.raises(Refused, match=words):
        enter(**about)
    assert not DataBreach.objects.exists()


def test_whom_it_was_told_to_keeps_both_times(enter, officer):
    breach = enter()
    told = {"recipient": "a05", "reference": "5/TB", "by": officer}
    notice = enter_notice(breach.pk, told_at=at(71), now=at(90), **told)
    assert (notice.told_at, notice.entered_at) == (at(71), at(90))
    assert enter_notice(breach.pk, told_at=at(71), now=at(91), **told).pk == notice.pk  # sent again
    for moment, words in ((at(-1), "trước khi phát hiện"), (at(91), "chưa tới")):
        with pytest.raises(Refused, match=words):
            enter_notice(breach.pk, told_at=moment, now=at(90), **told)
    with pytest.raises(Refused, match="danh sách"):
        enter_notice(breach.pk, told_at=at(71), now=at(90), **told | {"recipient": "friend"})
    assert BreachNotice.objects.count() == 1


def test_others_neither_enter_nor_see_it(enter, worker, leader, stranger, make_user, province):
    breach = enter()
    for person in (worker, leader, make_user("auditor", province)):
        with pytest.raises(PermissionDenied):
            enter(by=person)
    assert not DataBreach.objects.visible_to(stranger).exists()
    with pytest.raises(Refused, match="Không có vi phạm"):
        enter_notice(
            breach.pk, recipient="a05", reference="", told_at=at(1), by=stranger, now=at(9)
        )


def test_the_pages_enter_and_show_it(client, officer, make_user, province):
    client.force_login(officer)
    form = {
        "key": str(uuid.uuid4()), "discovered_at": "01/06/2025 08:00", "people": "3",
        "what": "Gửi nhầm thư điện tử", "measures": "",
    }  # fmt: skip
    assert client.post("/cases/breaches/", form).status_code == 302
    breach = DataBreach.objects.get()
    page = client.get("/cases/breaches/").content.decode()
    assert "08:00 04/06/2025" in page
    assert "quá hạn" in page
    one = f"/cases/breaches/{breach.pk}/"
    assert "Gửi nhầm thư" in client.get(one).content.decode()
    told = {"recipient": "a05", "told_at": "03/06/2025 09:00", "reference": "5/TB"}
    assert client.post(one, told).status_code == 302
    assert "09:00 03/06/2025" in client.get(one).content.decode()
    client.force_login(make_user("auditor", province))
    assert client.get(one).status_code == 200
    assert client.post(one, told).status_code == 403
