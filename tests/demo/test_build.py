"""The demonstration keeps its hands off real records, and is made once."""

import datetime
import json

import pytest

from mangnon.core.audit import record
from mangnon.core.models import AuditEntry, Refused
from mangnon.core.units.loading import local_administrator
from mangnon.demo import build as demonstration
from mangnon.demo.accounts import accounts
from mangnon.demo.build import build, seconds
from tests import small_province

TODAY = datetime.date(2025, 10, 31)


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME, settings.DEMO_RECORD = tmp_path, tmp_path / "demo.json"
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    return tmp_path


def never(step):
    raise AssertionError(f"the demonstration began: {step}")


def test_records_of_people_are_never_cleared(home, province, officer):
    small_province.fill(province, officer)
    with pytest.raises(Refused, match="MANGNON_HOME"):
        build(100, 1, TODAY, never)
    assert officer.pk


def test_a_lone_account_is_enough_to_be_left_alone(home, officer):
    with pytest.raises(Refused, match="MANGNON_HOME"):
        build(100, 1, TODAY, never)


def test_a_note_in_the_home_says_nothing_of_another_database(home, province, officer):
    """DATABASE_URL may name a real server while the home still holds a demonstration's note."""
    small_province.fill(province, officer)
    (home / "demo.json").write_text(json.dumps({"children": 100, "seed": 1}))
    with pytest.raises(Refused, match="MANGNON_HOME"):
        build(100, 1, TODAY, never)


def test_an_earlier_demonstration_is_recognised_by_the_database(province):
    assert not demonstration._is_demonstration()
    record(local_administrator(), demonstration.BEGUN, province)
    assert demonstration._is_demonstration()
    assert AuditEntry.objects.filter(action="demo.build").count() == 1


def test_what_the_demonstration_played_itself_is_nobodys_work(province, officer):
    record(officer, "case.receive", province)
    record(local_administrator(), demonstration.PLAYED, province)
    assert not demonstration._is_worked_in()
    record(officer, "case.receive", province)
    assert demonstration._is_worked_in()


def test_the_accounts_are_those_who_play_a_part_in_the_guide():
    assert [account["username"] for account in accounts()] == [
        "dau-moi", "lanh-dao", "so-nganh", "quan-tri", "kiem-tra", "tong-dai", "can-bo-xa",
        "truong-hoc", "can-bo-bao-ve", "chu-tich", "tram-y-te", "dau-moi-nay", "giam-sat",
    ]  # fmt: skip
    assert all(account["password"] and account["role"] for account in accounts())


def test_seconds_are_none_before_a_demonstration(home):
    assert seconds() == {}
