"""A mail server on this machine, and two people who want to be written to."""

import datetime

import pytest

from mangnon.accounts.digests.choosing import choose
from mangnon.core import registries
from mangnon.core.models import Unit
from mangnon.core.registries import Waiting, waits_for
from tests.digests.mail_server import mail_server

ZONE = datetime.timezone(datetime.timedelta(hours=7))
MONDAY = datetime.datetime(2025, 6, 2, 9, 23, tzinfo=ZONE)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
SITE = "https://treem.example.vn"
SECRET = "Điểu Thị Bé"


@pytest.fixture(autouse=True)
def day(settings):
    settings.TODAY = MONDAY.date()


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "nhacviec@treem.example.vn"
        settings.SITE_ADDRESS = SITE
        yield server


@pytest.fixture
def source(monkeypatch):
    """Let two things wait for everybody, one of them late; their titles tell too much."""
    monkeypatch.setattr(registries, "WAITS", {})
    monkeypatch.setattr("mangnon.core.waiting.WAITS", registries.WAITS)
    found = [
        Waiting(f"Vụ việc của {SECRET}", "/cases/7/", datetime.date(2025, 5, 30), SECRET),
        Waiting("70-2025-0001", "/cases/8/", None, "Bố đánh cháu"),
    ]
    waits_for("cases", lambda _user, _day: found, "Vụ việc bảo vệ trẻ em", "cases")
    return found


@pytest.fixture
def worker(make_user, province):
    return make_user("commune_officer", Unit.objects.get(code="25216"), "can-bo-xa")


@pytest.fixture
def subscribe():
    def to(person, address, often="daily"):
        return choose(often, address, by=person, now=MONDAY)

    return to
