"""Which targets the socio-economic plans carry, and the tasks that ask for the others."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mangnon.core.models import AuditEntry, Refused, Unit
from mangnon.plans.models import AskedTarget, Assignment, SocioeconomicPlan
from mangnon.plans.socioeconomic.asking import ask_for_missing
from mangnon.plans.socioeconomic.entering import Document, change_plan, enter_plan
from mangnon.plans.socioeconomic.matrix import Wanted, leaves, page, rows
from tests.at_once import at_once
from tests.local_plans.conftest import NOW, TODAY

DAY = datetime.date(2024, 12, 20)
DUE = datetime.date(2025, 9, 30)
YEARLY = Wanted("yearly", 2025)
LINES = {"4a": "Phụ lục 1, dòng 12", "5": " ", "14": "Mục II.3"}


@pytest.fixture
def enter(commune, keeper):
    def one(unit=commune, *, by=keeper, kind="yearly", year=2025, key=None, **document):
        told = {"number": "40/KH-UBND", "issued_on": DAY, "lines": LINES} | document
        return enter_plan(
            unit, kind, year, Document(**told), by=by, now=NOW, key=key or uuid.uuid4()
        )

    return one


@pytest.mark.parametrize("role", ["leader", "commune_chair", "auditor"])
def test_who_only_reads_enters_nothing(role, enter, make_user, commune):
    with pytest.raises(PermissionDenied):
        enter(by=make_user(role, commune, f"{role}-x"))


def test_a_commune_enters_its_own_plan_alone(enter, province, clerk_of_health):
    with pytest.raises(Refused, match="không phụ trách"):
        enter(Unit.objects.get(code="25217"))
    with pytest.raises(Refused, match="không phụ trách"):
        enter(by=clerk_of_health)
    assert enter().period == "2025"


def test_the_lines_that_carry_a_target_are_kept(enter):
    made = enter()
    carried = dict(made.carried.values_list("leaf", "line"))
    assert carried == {"4a": "Phụ lục 1, dòng 12", "14": "Mục II.3"}
    assert AuditEntry.objects.filter(action="socioeconomic.enter").count() == 1


def test_the_same_form_is_one_plan_and_a_second_plan_of_the_year_is_refused(enter):
    key = uuid.uuid4()
    assert enter(key=key) == enter(key=key)
    with pytest.raises(Refused, match="40/KH-UBND"):
        enter()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "five_year", "year": 2025}, "2026"),
        ({"kind": "monthly"}, "danh sách"),
        ({"number": " "}, "số văn bản"),
        ({"issued_on": TODAY + datetime.timedelta(days=1)}, "chưa tới"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(wrong, words, enter):
    with pytest.raises(Refused, match=words):
        enter(**wrong)


def test_a_five_year_plan_is_told_by_its_years(enter):
    assert enter(kind="five_year", year=2026).period == "2026–2030"


def test_a_plan_is_changed_by_its_unit_as_it_was_seen(enter, keeper, make_user):
    made = enter()
    later = Document("41/KH-UBND", DAY, lines={"4a": "Phụ lục 2", "5": "Mục III"})
    stranger = make_user("commune_officer", Unit.objects.get(code="25217"))
    with pytest.raises(Refused, match="chính đơn vị"):
        change_plan(made.pk, later, by=stranger, now=NOW, seen_at=made.changed_at)
    with pytest.raises(Refused, match="mở lại"):
        change_plan(made.pk, later, by=keeper, now=NOW, seen_at=NOW - datetime.timedelta(minutes=1))
    change_plan(made.pk, later, by=keeper, now=NOW, seen_at=made.changed_at)
    told = AuditEntry.objects.get(action="socioeconomic.change").details
    assert told["leaves"] == ["14", "4a", "5"]
    assert told["after"]["number"] == "41/KH-UBND"


def test_the_matrix_says_what_is_carried_and_what_is_missing(enter, officer, commune):
    made = enter()
    (row,) = rows([commune], YEARLY, by=officer)
    assert (row.plan, row.carried, len(row.cells)) == (made, 2, 34)
    assert [cell.line for cell in row.cells if cell.leaf == "4a"] == ["Phụ lục 1, dòng 12"]
    assert len(row.missing) == 32
    (other,) = rows([commune], Wanted("five_year", 2026), by=officer)
    assert (other.plan, other.carried) == (None, 0)


def test_all_units_stand_in_the_matrix_a_page_at_a_time(officer, province, make_unit):
    for place in range(60):
        make_unit(f"3{place:04}", f"Xã {place:02}", "commune", "Xã", "692")
    first, after = page(YEARLY, by=officer, day=TODAY)
    second, end = page(Wanted("yearly", 2025, after), by=officer, day=TODAY)
    assert (len(first), len(second), end) == (50, 16, None)
    assert not {row.unit for row in first} & {row.unit for row in second}


def test_what_is_missing_becomes_one_task_a_unit_and_once(enter, officer, commune, keeper):
    enter()
    assert ask_for_missing(YEARLY, due_on=DUE, by=officer, now=NOW) == 6
    assert ask_for_missing(YEARLY, due_on=DUE, by=officer, now=NOW) == 0
    task = Assignment.objects.get(unit=commune)
    assert task.title.startswith("Đưa chỉ tiêu về trẻ em vào kế hoạch phát triển kinh tế - xã hội")
    assert "4a" not in task.title.split(": ")[1].split(", ")
    assert (task.due_on, task.organisation) == (DUE, None)
    assert AskedTarget.objects.filter(unit=commune).count() == 32
    (row,) = rows([commune], YEARLY, by=officer)
    assert (row.missing, {cell.task for cell in row.cells}) == ([], {None, task.pk})


def test_what_comes_to_be_missing_later_is_asked_for_then(enter, officer, commune, keeper):
    made = enter()
    ask_for_missing(YEARLY, due_on=DUE, by=officer, now=NOW)
    less = Document("40/KH-UBND", DAY, lines={"4a": "Phụ lục 1"})
    change_plan(made.pk, less, by=keeper, now=NOW, seen_at=made.changed_at)
    assert ask_for_missing(YEARLY, due_on=DUE, by=officer, now=NOW) == 1
    assert Assignment.objects.filter(unit=commune).count() == 2


def test_only_who_gives_tasks_asks(enter, keeper, officer):
    with pytest.raises(PermissionDenied):
        ask_for_missing(YEARLY, due_on=DUE, by=keeper, now=NOW)
    with pytest.raises(Refused, match="đã qua"):
        ask_for_missing(YEARLY, due_on=DAY, by=officer, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_gives_the_tasks(officer, make_user, province):
    other = make_user("focal_office", province, "dau-moi-2")
    asked = at_once(
        *(lambda by=by: ask_for_missing(YEARLY, due_on=DUE, by=by, now=NOW)
          for by in (officer, other))
    )  # fmt: skip
    assert sorted(asked) == [0, 6]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE plans_askedtarget CASCADE")


def test_the_pages_enter_change_and_ask(commune, keeper, officer, client):
    client.force_login(keeper)
    address = "/plans/socioeconomic/new/?kind=five_year&year=2026"
    assert "2026–2030" in client.get(address).content.decode()
    form = {
        "unit": commune.pk, "number": "9/NQ-HĐND", "issued_on": "20/12/2024", "title": "",
        "line_4a": "Dòng 5", "key": uuid.uuid4(),
    }  # fmt: skip
    answer = client.post(address, form)
    made = SocioeconomicPlan.objects.get()
    assert answer.url == f"/plans/socioeconomic/{made.pk}/"
    assert (made.kind, made.first_year) == ("five_year", 2026)
    assert "Dòng 5" in client.get(answer.url).content.decode()
    seen = made.changed_at.isoformat()
    form |= {"line_4a": "Dòng 6", "seen_at": seen}
    assert 'value="Dòng 5"' in client.get(f"{answer.url}change/").content.decode()
    assert client.post(f"{answer.url}change/", form).status_code == 302
    assert "Giao nhiệm vụ bổ sung" not in client.get("/plans/socioeconomic/").content.decode()

    client.force_login(officer)
    shown = client.get("/plans/socioeconomic/?kind=five_year&year=2026").content.decode()
    assert "Dòng 6" in shown
    assert "chưa nhập văn bản" in shown
    ask = {"kind": "five_year", "year": 2026, "due_on": "01/01/2020"}
    wrong = client.post("/plans/socioeconomic/ask/", ask)
    assert wrong.status_code == 422
    assert "đã qua" in wrong.content.decode()
    answer = client.post("/plans/socioeconomic/ask/", ask | {"due_on": "30/09/2025"})
    assert client.get(answer.url, follow=True).status_code == 200
    assert Assignment.objects.count() == 6


def test_the_matrix_costs_few_statements(officer, province, client, django_assert_max_num_queries):
    client.force_login(officer)
    with django_assert_max_num_queries(16):
        client.get("/plans/socioeconomic/")
    assert len(leaves(2025)) == 34
