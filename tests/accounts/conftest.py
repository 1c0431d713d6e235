import datetime

import pytest
from django.test import Client

from mangnon.core.models import AuditEntry

PASSWORD = "mot-mat-khau-dai-2025"
NOW = datetime.datetime(2025, 10, 31, 8, 0, tzinfo=datetime.UTC)


@pytest.fixture
def sign_in(client):
    """Send the sign-in form; the right password unless another is given."""

    def send(username, password=PASSWORD, browser=client, **extra):
        form = {"username": username, "password": password}
        return browser.post("/sign-in/", form, **extra)

    return send


@pytest.fixture
def client_elsewhere():
    """A second browser of the same person."""
    return Client()


@pytest.fixture
def admin(make_user, province):
    return make_user("technical_admin", province)


@pytest.fixture
def clock(time_machine):
    """A clock that stands still until a test moves it on."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


def actions(**filters):
    return list(
        AuditEntry.objects.filter(**filters).order_by("pk").values_list("action", flat=True)
    )
