"""Makes officers who are signed in, in the home of a bench; prints their sessions as JSON.

Nine of ten serve a commune each, the others the province. Each has a second factor, as all who keep
the register must; the sessions are what a sign-in with it would have left behind.
"""

import json
import os
import sys
import time
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402

from mangnon.accounts.idle import SEEN, idle_seconds  # noqa: E402
from mangnon.children.models import Child  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.access import Role  # noqa: E402
from mangnon.core.models import Unit, User  # noqa: E402
from mangnon.core.units.province import results_province  # noqa: E402

OF_THE_PROVINCE, NAMES = 10, 200  # one officer in so many; names to search for


def officer(number: int, unit: Unit) -> User:
    made = User.objects.create_user(
        f"bench-{number}", None, full_name=f"Cán bộ {number}", role=Role.COMMUNE_OFFICER, unit=unit
    )
    Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={})
    return made


def session_of(person: User) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[SEEN] = int(time.time())
    session.set_expiry(idle_seconds(person))
    session.create()
    return str(session.session_key)


def measure(officers: int) -> dict[str, Any]:
    province = results_province()
    inside = Child.objects.order_by().values_list("unit", flat=True).distinct()
    communes = list(Unit.objects.filter(pk__in=inside).order_by("pk"))
    people = [
        officer(n, communes[n % len(communes)] if n % OF_THE_PROVINCE else province)
        for n in range(officers)
    ]
    names = Child.objects.order_by("pk").values_list("full_name", flat=True)[:NAMES]
    return {
        "sessions": [session_of(person) for person in people],
        "names": list(names),
        "children": Child.objects.count(),
        "communes": len(communes),
    }


if __name__ == "__main__":
    with ready():
        json.dump(measure(int(sys.argv[1])), sys.stdout)
