"""A Monday in June, and sources of work that a test makes up."""

import datetime

import pytest

from mangnon.core import registries
from mangnon.core.models import Unit
from mangnon.core.registries import Waiting, waits_for

NOW = datetime.datetime(2025, 6, 2, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
TODAY = NOW.date()


def thing(title="Việc", due_on=None, **more):
    return Waiting(title, f"/plans/?{title}", due_on, "Vì sao", **more)


@pytest.fixture(autouse=True)
def day(settings, tmp_path, time_machine):
    settings.TODAY, settings.HOME = TODAY, tmp_path
    time_machine.move_to(NOW, tick=True)


@pytest.fixture
def source(monkeypatch):
    """Let only what a test says wait, under the kinds it names."""
    for known in ("WAITS", "WAITING_KINDS"):
        monkeypatch.setattr(f"mangnon.core.registries.{known}", {})
    monkeypatch.setattr("mangnon.core.waiting.WAITS", registries.WAITS)
    for user in ("dashboards.mine.page", "accounts.digests.words"):
        monkeypatch.setattr(f"mangnon.{user}.WAITING_KINDS", registries.WAITING_KINDS)

    def give(*things, kind="tasks", label="Nhiệm vụ", page="plans:tasks"):
        waits_for(kind, lambda _user, _day: things, label, page)

    return give


@pytest.fixture
def commune(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def worker(make_user, commune):
    return make_user("commune_officer", commune)
