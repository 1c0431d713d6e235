"""Settings that protect people are on, and an address of a database is read rightly."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from mangnon.config.settings import database
from tests.command_line import ROOT, new_home


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://mangnon@/mangnon?host=/tmp/socket",
            {"NAME": "mangnon", "USER": "mangnon", "HOST": "/tmp/socket", "PORT": ""},
        ),
        (
            "postgresql://user:p%40ss%2Fword@db.local:5433/tr%E1%BA%BB",
            {"NAME": "trẻ", "PASSWORD": "p@ss/word", "HOST": "db.local", "PORT": "5433"},
        ),
    ],
)
def test_an_address_of_a_database_is_read(url, expected):
    assert expected.items() <= database(url).items()


def test_pages_may_run_and_style_only_from_our_own_files():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    for name in ("default-src", "script-src", "style-src"):
        assert directives[name] == ["'self'"]
    assert directives["object-src"] == ["'none'"]
    assert directives["frame-ancestors"] == ["'none'"]


def test_sessions_are_kept_from_scripts_and_other_sites():
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.DEBUG is False
    assert settings.X_FRAME_OPTIONS == "DENY"


def test_passwords_are_kept_by_argon2_and_may_not_be_short():
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    options = [rule.get("OPTIONS", {}) for rule in settings.AUTH_PASSWORD_VALIDATORS]
    assert [each["min_length"] for each in options if "min_length" in each] == [12]


def seen_by_settings(home, **environment):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MANGNON")}
    kept |= {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT), **environment}
    program = (
        "from mangnon.config import settings as s; import json;"
        "print(json.dumps([str(s.TODAY), s.IS_DEMO, s.SECRET_KEY]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=kept, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_a_home_keeps_its_own_secret_and_the_demonstrations_day():
    with new_home() as home:
        today, is_demo, secret = seen_by_settings(home)
        assert (today, is_demo) == ("None", False)
        assert len(secret) >= 50
        (home / "demo.json").write_text(json.dumps({"today": "2025-10-31"}))
        assert seen_by_settings(home) == ["2025-10-31", True, secret]
        assert seen_by_settings(home, MANGNON_TODAY="2025-11-05")[0] == "2025-11-05"
        assert seen_by_settings(home, MANGNON_SECRET_KEY="given")[2] == "given"
