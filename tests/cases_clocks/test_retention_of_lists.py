"""What stands on a list and in no case is kept, held and anonymised by the schedule too."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mangnon.cases.care.listing import enter_need, strike_carer
from mangnon.cases.care.placing import check, decide_on, end, hand_over, propose
from mangnon.cases.care.quarter import quarter_before
from mangnon.cases.matching.comparing import _matched, _people
from mangnon.cases.matching.loading import load_list
from mangnon.cases.models import AgencyRecord, CareNeed, Carer, Case, LegalHold, Placement
from mangnon.cases.punctuality.care import care_limits
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.retention.anonymising import anonymise, run_retention
from mangnon.cases.retention.anonymising_lists import anonymise_listed
from mangnon.cases.retention.holding import hold, let_go
from mangnon.cases.retention.listed import listed
from mangnon.cases.retention.schedule import all_due, all_kept
from mangnon.core.models import AuditEntry, Refused
from tests.cases.conftest import DAY, at
from tests.cases.test_care import CHECK, CONSENT, new_need, register
from tests.cases.test_matching import HEAD, ROW

FAR = date(2060, 1, 1)
LIST = "DS-police-2025"


@pytest.fixture
def keeper(make_user, province):
    return make_user("technical_admin", province, "keeper")


@pytest.fixture
def placement(worker, chair):
    """A child in no case whose care has ended on 20/06/2025."""
    need = enter_need(new_need(), by=worker, now=at(1))
    made = propose(need.pk, register(worker).pk, CONSENT, by=worker, now=at(1))
    decide_on(made.pk, agrees=True, number="12/QĐ-UBND", by=chair, now=at(2))
    hand_over(made.pk, on=DAY, by=worker, now=at(3))
    check(made.pk, CHECK, on=DAY, by=worker, now=at(4))
    return end(made.pk, on=date(2025, 6, 20), reason="home", by=worker, now=at(24 * 12))


@pytest.fixture
def load(make_user, province):
    police = make_user("agency_focal_point", province, "police")

    def _load(rows=ROW, source="police"):
        content = (HEAD + rows).encode()
        return load_list(content, "ds.csv", source=source, year=2025, by=police, now=at(24))

    return _load


def dated(by):
    return [(one.category.code, str(one.reference), str(one.due)) for one in all_kept(by, FAR)]


def the_child(by):
    (one,) = [one for one in listed(by) if one.of == "care_need"]
    return one


@pytest.mark.parametrize(
    ("born", "reference", "due"),
    [
        (date(2015, 1, 1), "2031-01-01", "2036-01-01"),
        (date(2009, 6, 1), "2025-06-20", "2030-06-20"),  # 16 before the list was left
        (None, "2041-06-20", "2046-06-20"),  # may be just born
    ],
)
def test_the_day_of_a_child_is_as_worked_by_hand(placement, keeper, born, reference, due):
    CareNeed.objects.update(birth_date=born)
    assert dated(keeper) == [("care_need", reference, due)]


def test_the_days_of_a_carer_and_of_a_list(placement, load, keeper, worker):
    assert len(dated(keeper)) == 1  # the carer is on the commune's list still
    strike_carer(placement.carer_id, by=worker, now=at(24 * 20))
    load()
    assert dated(keeper) == [
        ("agency_list", "2025-12-31", "2027-12-31"), ("carer", "2025-06-30", "2030-06-30"),
        ("care_need", "2031-01-01", "2036-01-01"),
    ]  # fmt: skip


def test_what_is_in_use_or_of_another_province_or_in_a_case_is_not_listed(
    worker, keeper, stranger, placement, case, load
):
    enter_need(new_need(name="Em"), by=worker, now=at(1))
    load()
    assert len(all_kept(keeper, date(2025, 12, 30))) == 1  # the year of the list is not over
    assert not all_kept(stranger, FAR)
    CareNeed.objects.filter(pk=placement.need_id).update(case=case)
    assert [one.number for one in all_kept(keeper, FAR)] == [LIST]


def test_a_child_loses_words_and_name_and_every_count_stays(placement, keeper, worker, commune):
    def counts():
        limits = care_limits([commune.pk], 2025)
        codes = list(CareNeed.objects.values_list("sex", "reason", "entered_at", "ended_on"))
        return limits, quarter_before(date(2025, 7, 5), worker), codes

    before = counts()
    (kept,) = all_due(keeper, FAR)
    assert run_retention(by=keeper, day=FAR, now=at(1)) == [kept.number]
    assert counts() == before
    need, made = CareNeed.objects.get(), Placement.objects.get()
    assert (need.name, need.answers, need.birth_date, need.anonymised_at) == ("", "", None, at(1))
    assert (made.answers, made.checks.get().answers) == ("", "")
    assert Carer.objects.get().name == "Thị Bà"  # who is on the list still
    assert run_retention(by=keeper, day=FAR, now=at(2)) == []
    assert AuditEntry.objects.filter(action="retention.anonymise").count() == 1


def test_an_anonymised_child_is_still_readable(placement, keeper, worker, client):
    run_retention(by=keeper, day=FAR, now=at(1))
    client.force_login(worker)
    assert client.get(f"/cases/care/{placement.need_id}/").status_code == 200


def test_a_carer_is_kept_while_a_child_is_of_whom_they_took_care(placement, keeper, worker):
    strike_carer(placement.carer_id, by=worker, now=at(24 * 20))
    assert not all_due(keeper, date(2031, 1, 1))
    run_retention(by=keeper, day=FAR, now=at(1))
    assert [one.category.code for one in all_due(keeper, FAR)] == ["carer"]
    run_retention(by=keeper, day=FAR, now=at(2))
    carer = Carer.objects.get()
    assert (carer.name, carer.answers, carer.verified) == ("", "", "")
    assert (carer.kind, carer.anonymised_at) == ("relatives", at(2))


def both():
    records = list(AgencyRecord.objects.filter(source="police"))
    kept = sum(record.was_in_case for record in records)
    return len(records), kept + len(_matched(records, _people(2025)))


@pytest.mark.parametrize("order", [("list", "case"), ("case", "list")])
def test_who_was_in_both_stays_counted_once_names_are_gone(
    operator, new_report, load, keeper, order
):
    case = receive(new_report(), by=operator, now=at(0.1)).case
    Case.objects.update(closed_at=at(24), closing_reason="no_risk", stage="closed")
    load(ROW + "Khác,2015,25216,2025-01-05,neglect\n" + ROW)
    load(source="health")
    assert both() == (3, 1)
    for kind in order:
        if kind == "case":
            anonymise(case, by=keeper, day=FAR, now=at(30))
        else:
            for one in listed(keeper):
                anonymise_listed(one, by=keeper, day=FAR, now=at(30))
        assert both() == (3, 1)
    values = set(AgencyRecord.objects.values_list("name", "birth_year", "occurred_on__year"))
    assert values == {(None, None, 2025)}
    with pytest.raises(Refused, match="không nạp lại"):
        load()


def test_nothing_goes_before_its_day_or_on_hold_or_without_the_right(
    placement, keeper, chair, worker
):
    one = the_child(keeper)
    with pytest.raises(Refused, match="chưa hết thời hạn"):
        anonymise_listed(one, by=keeper, day=date(2035, 12, 31), now=at(0))
    hold(one.number, reason="Tòa án đang xét xử", by=chair, now=at(0))
    assert [kept.is_held for kept in all_kept(keeper, FAR)] == [True]
    assert run_retention(by=keeper, day=FAR, now=at(0)) == []
    with pytest.raises(Refused, match="giữ lại"):
        anonymise_listed(one, by=keeper, day=FAR, now=at(0))
    with pytest.raises(Refused, match="đang được giữ"):
        hold(one.number, reason="Nữa", by=chair, now=at(1))
    let_go(one.number, by=chair, now=at(1))
    for person in (worker, chair):
        with pytest.raises(PermissionDenied):
            anonymise_listed(one, by=person, day=FAR, now=at(1))
    run_retention(by=keeper, day=FAR, now=at(2))
    assert LegalHold.objects.get().reason == ""
    with pytest.raises(Refused, match="Không có hồ sơ"):
        hold(one.number, reason="Muộn", by=chair, now=at(3))


def test_what_is_of_others_too_is_not_held(load, chair, make_user, other_commune, placement):
    load(ROW + "Khác,2015,25217,2025-01-05,neglect\n")
    elsewhere = make_user("commune_chair", other_commune)
    for number, person in ((LIST, chair), (the_child(chair).number, elsewhere)):
        with pytest.raises(Refused, match="Không có hồ sơ"):
            hold(number, reason="Giữ", by=person, now=at(0))
    assert not LegalHold.objects.exists()


def test_a_hold_names_a_case_or_what_is_listed_and_never_both(case, chair):
    for about in ({"case": case, "listed": LIST}, {"case": None, "listed": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LegalHold.objects.create(reason="A", since=at(0), by=chair, **about)


def test_the_page_tells_numbers_and_no_name(client, placement, chair, settings):
    settings.TODAY = date(2025, 6, 21)
    number = the_child(chair).number
    client.force_login(chair)
    page = client.get("/cases/retention/").content.decode()
    assert number in page
    assert "01/01/2036" in page
    assert "Điểu" not in page
    form = {"number": number, "what": "hold", "reason": "Tòa án đang xét xử"}
    assert client.post("/cases/retention/", form).status_code == 302
    assert "đang giữ lại" in client.get("/cases/retention/").content.decode()
