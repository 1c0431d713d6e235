"""Sign-in by an OIDC service that the test itself plays on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount

from mangnon.config.settings import oidc_apps, oidc_origins
from mangnon.core.models import User
from tests.accounts.conftest import actions

START = "/sign-in/with/oidc/"


class Service(BaseHTTPRequestHandler):
    """Says who everyone is: whatever `claims` of the server holds."""

    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        self._say(
            {
                "issuer": base,
                "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token",
                "userinfo_endpoint": f"{base}/who",
                "jwks_uri": f"{base}/keys",
            }
            if "well-known" in self.path
            else self.server.claims
        )

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self._say({"access_token": "a-token", "token_type": "Bearer"})

    def log_message(self, *_args):
        pass

    def _say(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def service(settings):
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    environment = {
        "MANGNON_OIDC_ISSUER": f"http://127.0.0.1:{server.server_port}",
        "MANGNON_OIDC_CLIENT_ID": "mangnon",
        "MANGNON_OIDC_SECRET": "a-secret",
        "MANGNON_OIDC_NAME": "Cổng tỉnh",
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps(environment)}}
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def come_back(client, service, **claims):
    """Go to the service and back, as the browser does."""
    service.claims = claims
    there = client.post(START)
    asked = parse_qs(urlsplit(there.url).query)
    return client.get(START + "back/", {"code": "a-code", "state": asked["state"][0]})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_sign_in_page_names_the_service(client, service, db):
    assert "Đăng nhập bằng Cổng tỉnh" in client.get("/sign-in/").content.decode()


def test_a_person_comes_in_by_the_name_that_the_service_states(client, service, leader):
    come_back(client, service, sub="42", preferred_username=leader.username)
    assert client.session["_auth_user_id"] == str(leader.pk)
    assert actions(actor=leader) == ["person.sign_in"]


def test_no_account_is_made(client, service, leader):
    answer = come_back(client, service, sub="43", preferred_username="nguoi-la")
    assert answer.url == "/sign-in/refused/"
    assert not is_signed_in(client)
    assert not User.objects.filter(username="nguoi-la").exists()


def test_once_tied_the_subject_counts_and_not_the_name(client, service, leader, officer):
    come_back(client, service, sub="42", preferred_username=leader.username)
    client.post("/sign-out/")
    come_back(client, service, sub="99", preferred_username=leader.username)
    assert not is_signed_in(client)
    come_back(client, service, sub="42", preferred_username=officer.username)
    assert client.session["_auth_user_id"] == str(leader.pk)
    assert SocialAccount.objects.count() == 1


def test_a_closed_account_stays_closed(client, service, leader):
    come_back(client, service, sub="42", preferred_username=leader.username)
    client.post("/sign-out/")
    leader.is_active = False
    leader.save()
    come_back(client, service, sub="42", preferred_username=leader.username)
    assert not is_signed_in(client)


def test_the_second_factor_is_asked_all_the_same(client, service, make_user, province):
    auditor = make_user("auditor", province)
    answer = come_back(client, service, sub="42", preferred_username=auditor.username)
    assert answer.url == "/sign-in/second-factor/"
    assert not is_signed_in(client)


def test_a_forged_return_is_refused(client, service, leader):
    service.claims = {"sub": "42", "preferred_username": leader.username}
    client.get(START + "back/", {"code": "a-code", "state": "made-up"})
    assert not is_signed_in(client)


def test_nothing_is_configured_by_default():
    assert oidc_apps({}) == []
    assert oidc_origins({}) == []


def test_forms_may_end_at_the_service_and_nowhere_else():
    issuer = "https://sso.tinh.example:8443/realms/tinh"
    assert oidc_origins({"MANGNON_OIDC_ISSUER": issuer}) == ["https://sso.tinh.example:8443"]
