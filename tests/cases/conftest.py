"""A commune with an officer and a chair, another commune, and a hotline."""

import datetime

import pytest
from django.utils import timezone

from mangnon.cases.receiving.new_report import NewReport, ReportedChild
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.referrals.sending import NewReferral, send
from mangnon.cases.steps.deciding import decide
from mangnon.cases.steps.taking import NewStep, take_step
from mangnon.core.models import Organisation, Unit
from mangnon.core.organisations.editing import Naming, store_name
from mangnon.places.models import Place

DAY = datetime.date(2025, 6, 10)
RECEIVED = datetime.datetime(2025, 6, 10, 8, 0, tzinfo=timezone.get_default_timezone())


def at(hours):
    """Return the moment so many hours after the report was received."""
    return RECEIVED + datetime.timedelta(hours=hours)


@pytest.fixture(autouse=True)
def the_day(settings, time_machine):
    """It is late on the day of the report, whatever the hour at which the tests run."""
    settings.TODAY = DAY
    late = timezone.localtime().replace(hour=22, minute=0, second=0, microsecond=0)
    time_machine.move_to(late, tick=True)


@pytest.fixture
def commune(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def other_commune(province):
    return Unit.objects.get(code="25217")


@pytest.fixture
def worker(make_user, commune):
    return make_user("commune_officer", commune, "worker")


@pytest.fixture
def colleague(make_user, commune):
    return make_user("commune_officer", commune, "colleague")


@pytest.fixture
def chair(make_user, commune):
    return make_user("commune_chair", commune, "chair")


@pytest.fixture
def operator(make_user, province):
    return make_user("hotline_operator", province, "operator")


@pytest.fixture
def new_report(commune):
    def make(**changes):
        fields = {
            "unit": commune,
            "channel": "hotline_111",
            "received_at": RECEIVED,
            "answers": {"what": "Bố đánh cháu bằng roi điện"},
            "children": [ReportedChild(name="Điểu Thị Bé", sex="female", age=7)],
            "harms": ["violence"],
            "setting": "family",
            "informant": {"name": "Bà hàng xóm", "phone": "0912345678"},
        }
        return NewReport(**{**fields, **changes})

    return make


@pytest.fixture
def other_case(operator, new_report):
    """A case of the same commune about another matter."""
    new = new_report(answers={"what": "Cháu bị bỏ ở nhà một mình"}, children=[ReportedChild(age=3)])
    return receive(new, by=operator, now=at(0.2)).case


@pytest.fixture
def case(operator, new_report):
    return receive(new_report(), by=operator, now=at(0.1)).case


@pytest.fixture
def take():
    """Take a step by its code, so many hours after the report."""

    def _take(case, code, by, hours, answers=None, **more):
        new = NewStep(code=code, happened_at=at(hours), answers=answers or {}, **more)
        return take_step(case.pk, new, by=by, now=at(hours + 0.1))

    return _take


@pytest.fixture
def agree():
    def _agree(step, by, hours):
        return decide(step.case_id, step.pk, agrees=True, by=by, now=at(hours))

    return _agree


@pytest.fixture
def body(commune):
    """An organisation that answers referrals."""
    made = Organisation.objects.create(name="Trung tâm Công tác xã hội", unit=commune)
    store_name(made, Naming(made.name))
    return made


@pytest.fixture
def partner(make_user, commune, body):
    person = make_user("case_partner", commune, "partner")
    person.organisation = body
    person.save()
    return person


@pytest.fixture
def counselling(commune, body):
    """A place of the organisation, in the directory of services."""
    place = Place(
        kind="counselling", unit=commune, organisation=body, services=["psychology"],
        phone="0271 3888 888",
    )  # fmt: skip
    place.set_name("Phòng tham vấn")
    place.save()
    return place


@pytest.fixture
def taken(case, take, worker):
    """The case in the hands of its manager."""
    take(case, "acknowledge", worker, 0.5)
    case.refresh_from_db()
    return case


@pytest.fixture
def new_referral(taken, counselling):
    def make(**changes):
        fields = {
            "about": taken.people.get(age=7).pk,
            "place": counselling,
            "service": "psychology",
            "purpose": "Tham vấn tâm lý cho cháu",
            "shares": ["name", "need"],
            "written": {"need": "Cháu sợ người lạ", "events": "Không chia sẻ"},
            "basis": "duty",
            "expires_on": DAY + datetime.timedelta(days=30),
        }
        return NewReferral(**{**fields, **changes})

    return make


@pytest.fixture
def referral(taken, new_referral, worker, partner):
    return send(taken.pk, new_referral(), by=worker, now=at(1))
