"""The keys at the command line: one sentence when they are missing, damaged or open to others."""

import json

import pytest

from tests.command_line import made_home, mangnon, refused


@pytest.fixture
def home():
    with made_home() as folder:
        yield folder


def problems(home):
    done = mangnon("doctor", "--json", home=home)
    found = json.loads(done.stdout)
    assert done.returncode == (1 if found["problems"] else 0)
    return found["keys"], found["problems"]


def test_keys_are_listed_rotated_and_checked(home):
    before = json.loads(mangnon("keys", "list", "--json", home=home).stdout)
    assert [(key["kind"], key["state"], key["rows"]) for key in before] == [
        ("values", "current", 0),
        ("index", "current", 0),
    ]
    done = json.loads(mangnon("keys", "rotate", "--json", home=home).stdout)
    assert done["retired"] == [before[0]["id"]]
    after = json.loads(mangnon("keys", "list", "--json", home=home).stdout)
    assert {key["id"]: key["state"] for key in after} == {
        before[0]["id"]: "retired",
        done["key"]: "current",
        before[1]["id"]: "current",
    }
    keys, wrong = problems(home)
    assert (keys["permissions"], len(keys["keys"]), wrong) == ("0600", 3, [])


def test_doctor_says_when_others_may_read_the_keys_or_they_are_damaged(home):
    ring = home / "keys" / "keyring.json"
    ring.chmod(0o644)
    keys, wrong = problems(home)
    assert keys["permissions"] == "0644"
    assert len(wrong) == 1
    assert "chmod 600" in wrong[0]
    ring.write_text("{}")
    assert "bị hỏng" in problems(home)[1][0]
    refused(mangnon("keys", "rotate", home=home), "bị hỏng")
    refused(mangnon("serve", home=home), "bị hỏng")
    refused(mangnon("backup", home.parent / "x.age", home=home), "bị hỏng")


def test_the_keys_may_lie_elsewhere(home, tmp_path):
    ring = tmp_path / "kept" / "keyring.json"
    assert mangnon("doctor", home=home, MANGNON_KEYS=ring).returncode == 0
    assert ring.exists()


def test_only_who_may_rotates_them(home):
    refused(mangnon("keys", "rotate", "--user", "nobody", home=home), "nobody")
