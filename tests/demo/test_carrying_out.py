"""What the demonstration shows of an amendment, a summer list and supervision."""

import datetime
import uuid

import pytest

from mangnon.activities.models import Recommendation, SummerChild, SummerList
from mangnon.children.models import Child
from mangnon.core.models import Unit, User
from mangnon.demo.accounts import COMMUNE_OFFICER, OFFICE, TEACHER, make_accounts
from mangnon.demo.amending import make_amendment
from mangnon.demo.inspections import make_inspections
from mangnon.demo.summer import make_summer_list
from mangnon.places.models import School
from mangnon.plans import services
from mangnon.plans.bases.entering import enter_document
from mangnon.plans.models import Amendment, Target
from tests.plans.conftest import import_small_plan

TODAY = datetime.date(2025, 10, 31)
MOMENT = datetime.datetime(2025, 10, 31, 9, tzinfo=datetime.UTC)


@pytest.fixture
def people(province, settings):
    settings.TODAY = datetime.date(2025, 6, 10)
    make_accounts(province, settings.TODAY)
    return {person.username: person for person in User.objects.all()}


def test_an_amendment_waits_for_another_person(people, province, officer, settings, tmp_path):
    settings.TODAY, settings.HOME = TODAY, tmp_path / "home"
    draft = import_small_plan(tmp_path, officer, province)
    Target.objects.filter(leaf="4b").update(leaf="21")
    services.confirm_all(draft, by=officer)
    services.settle_all_warnings(draft, by=officer)
    plan = services.approve_plan(draft, by=officer)
    make_amendment(plan, TODAY)
    assert not Amendment.objects.exists()  # its decision is not in the register
    decision = {
        "kind": "decision", "number": "1874/QĐ-UBND", "issued_on": datetime.date(2025, 10, 20),
        "issuer": "UBND tỉnh Đồng Nai", "title": "điều chỉnh chỉ tiêu 21",
    }  # fmt: skip
    enter_document(decision, by=people[OFFICE], now=MOMENT, key=uuid.uuid4())
    make_amendment(plan, TODAY)
    made = Amendment.objects.get()
    assert (made.state, made.effective_on) == ("waits", TODAY)
    after = {change.kind: change.after for change in made.changes.all()}
    assert after["target"] == {"value": "45"}
    assert "45%" in after["indicator"]["text"]


def test_a_commune_has_accepted_the_pupils_of_a_school(people, province):
    ward = Unit.objects.get(code="25216")
    school = School(kind="school", unit=ward, level="lower_secondary")
    school.set_name("Trường THCS Thác Mơ")
    school.save()
    for _twice in range(2):
        child = Child(unit=ward, birth_date=datetime.date(2015, 3, 5), sex="male")
        child.set_name("Lê Văn Ba")
        child.save()
    make_summer_list(datetime.date(2025, 6, 10))
    handed = SummerList.objects.get()
    assert (handed.state, handed.count, handed.unit) == ("accepted", 1, ward)
    for name in (COMMUNE_OFFICER, TEACHER):
        person = User.objects.get(username=name)
        assert SummerChild.objects.visible_to(person).get().child is None  # which of the two?


def test_a_supervisor_recommended_twice_and_was_answered_once(people):
    make_inspections(datetime.date(2025, 6, 10))
    answered = Recommendation.objects.order_by("reply_due_on").values_list("answered_on", flat=True)
    assert [day is None for day in answered] == [False, True]
