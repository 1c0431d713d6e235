"""Agencies' lists: sealed, whole or not at all, compared one by one and told by counts."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mangnon.cases.matching.comparing import _released, cases_matched, compared
from mangnon.cases.matching.loading import load_list
from mangnon.cases.models import AgencyRecord, CasePerson
from mangnon.cases.receiving.new_report import ReportedChild
from mangnon.cases.receiving.receiving import receive
from mangnon.core.models import Organisation, Refused
from mangnon.core.organisations.editing import Naming, store_name
from tests.at_once import at_once
from tests.cases.conftest import at

HEAD = "name,birth_year,commune,date,kind\n"
ROW = "Điểu Thị Bé,2018,25216,2025-06-08,violence\n"


@pytest.fixture
def police(make_user, province):
    return make_user("agency_focal_point", province, "police")


@pytest.fixture
def load(police):
    def _load(rows, **about):
        asked = {"source": "police", "year": 2025, "by": police, "now": at(1), **about}
        return load_list((HEAD + rows).encode(), "ds.csv", **asked)

    return _load


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Bé,2018,25216,2024-12-31,violence", "không thuộc năm 2025"),
        ("Bé,2018,25216,2025-06-11,violence", "chưa tới"),
        ("Bé,2018,25216,08/06/2025,violence", "08/06/2025"),
        ("Bé,2018,99999,2025-06-08,violence", "không có xã"),
        ("Bé,18,25216,2025-06-08,violence", "năm sinh"),
        ("Bé,2018,25216,2025-06-08,beating", "mã hành vi"),
        ("B" * 201 + ",2018,25216,2025-06-08,violence", "quá dài"),
    ],
)
def test_one_bad_row_keeps_the_list_out(load, row, words):
    with pytest.raises(Refused, match=words) as refusal:
        load(ROW + row + "\n")
    assert "ds.csv:3" in str(refusal.value)
    assert not AgencyRecord.objects.exists()


def test_only_an_agencys_focal_point_loads(load, worker, make_user, province):
    for user in (worker, make_user("focal_office", province)):
        with pytest.raises(PermissionDenied):
            load(ROW, by=user)


def test_a_new_list_takes_the_place_of_that_year_and_source_alone(load):
    load(ROW)
    load(ROW, source="health")
    load(ROW + "Khác,2015,25217,2025-01-05,neglect\n")
    assert AgencyRecord.objects.filter(source="police").count() == 2
    assert AgencyRecord.objects.filter(source="health").count() == 1


def test_only_who_loaded_a_list_replaces_it_while_they_exist(load, make_user, province):
    bodies = [
        Organisation.objects.create(unit=province, code=code) for code in ("police_own", "union")
    ]
    for body in bodies:
        store_name(body, Naming(body.code, valid_from=date(2020, 1, 1)))
    police, union = (make_user("agency_focal_point", province, body.code) for body in bodies)
    for user, body in zip((police, union), bodies, strict=True):
        user.organisation = body
        user.save()
    load(ROW, by=police)
    with pytest.raises(Refused, match="đã nạp danh sách"):
        load(ROW, by=union)
    load(ROW + ROW, by=police)
    bodies[0].names.update(valid_to=date(2025, 1, 1))
    load(ROW, by=union)  # who took the place of one that is no more
    assert AgencyRecord.objects.get().organisation == union.organisation


@pytest.mark.django_db(transaction=True)
def test_two_lists_at_once_leave_one(load):
    at_once(lambda: load(ROW), lambda: load(ROW))
    assert AgencyRecord.objects.count() == 1


def test_the_names_are_sealed(load):
    load(ROW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM cases_agencyrecord AS t")
        assert "Điểu" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("row", "is_alike"),
    [
        (ROW, True),
        ("dieu thi be,2017,25217,2025-05-12,neglect\n", True),  # no marks, a year, 29 days apart
        (ROW.replace("2018", ""), True),
        (ROW.replace("2018", "2015"), False),
        (ROW.replace("2025-06-08", "2025-05-10"), False),  # 31 days apart
        (ROW.replace("Bé", "Lớn"), False),
        (ROW.replace("Điểu Thị Bé", ""), False),
    ],
)
def test_who_is_alike(case, load, row, is_alike):
    load(row)
    found = cases_matched(list(AgencyRecord.objects.all()), 2025)
    assert list(found.values()) == ([case.pk] if is_alike else [])


def test_one_child_of_a_case_is_like_one_row_only(case, load):
    load(ROW + ROW)
    assert len(cases_matched(list(AgencyRecord.objects.all()), 2025)) == 1


def test_leaders_are_told_counts_of_many(operator, new_report, load, make_user, province):
    names = [f"Trẻ {chr(65 + i)}" for i in range(24)]
    for name in names:
        children = [ReportedChild(name=name, age=7)]
        receive(new_report(children=children), by=operator, now=at(0.1))
    listed = [*names[:12], *(f"Em {chr(65 + i)}" for i in range(13))]
    load("".join(f"{name},2018,25216,2025-06-08,violence\n" for name in listed))
    found = compared("police", 2025, 10, by=make_user("leader", province))
    assert (found.listed, found.in_both, found.only_list) == (25, 12, 13)
    assert (found.in_cases, found.only_cases) == (24, 12)
    assert CasePerson.objects.filter(child__isnull=False).count() == 0


def test_a_few_are_hidden_with_what_gives_them_away():
    found = _released([20, 3, 17, 30, 27], 10)
    assert (found.in_both, found.only_cases) == (None, None)
    assert found.listed is None or found.only_list is None


def test_a_commune_reads_its_rows_and_only_its_own_cases(
    case, take, load, worker, colleague, client, make_user, other_commune, chair
):
    take(case, "acknowledge", worker, 0.5)
    load(ROW)
    stranger = make_user("commune_officer", other_commune)
    pages = {}
    for user in (worker, colleague, stranger):
        client.force_login(user)
        pages[user] = client.get("/cases/lists/").content.decode()
    assert case.number in pages[worker]
    assert case.number not in pages[colleague]
    assert "Điểu Thị Bé" in pages[colleague]
    assert "Điểu Thị Bé" not in pages[stranger]
    client.force_login(chair)
    assert client.get("/cases/lists/").status_code == 403
