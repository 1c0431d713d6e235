"""The named cast: one small province, an officer of its focal office, its leader, and strangers."""

import datetime
import gc
import os
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management.commands import flush
from django.db.backends.postgresql.operations import DatabaseOperations

from mangnon.config.migrating import models_alone
from mangnon.core.access import NEEDS_SECOND_FACTOR
from mangnon.core.encryption.keyring import make_first
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.editing import Naming, store_name, store_power
from tests.browsing import chromium
from tests.emptying import emptied

__all__ = ["chromium"]

SHARED = Path(__file__).resolve().parents[2] / "shared"
WRITTEN_BY_MIGRATIONS = {"django_content_type", "auth_permission"}
PLAN_DAY = datetime.date(2025, 6, 30)
# Few tests, but minutes of them: begun first, they end before the others do.
LONG_FILES = {"test_access.py", "test_contract.py", "test_story.py", "test_build.py"}


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.name not in LONG_FILES)


def pytest_collection_finish():
    """Seek no garbage among what stays for the whole run, and seldom among the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 10)


def pytest_sessionfinish():
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def keys_of_fields():
    """A home has its keys before anything is sealed in it (`config/home.py`)."""
    make_first(settings.KEYRING)


@pytest.fixture(scope="session", autouse=True)
def quick_migrations():
    """Make the database of the tests as the product makes that of a new home."""
    with models_alone():
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_flush():
    """Delete a test's records where there are any; leave what the migrations wrote."""
    sql_flush = DatabaseOperations.sql_flush

    def of_records(self, style, tables, **how):
        tables = [name for name in tables if name not in WRITTEN_BY_MIGRATIONS]
        if emptied(self.connection, tables):
            return []
        truncates = sql_flush(self, style, tables, **how)
        return ["SET LOCAL mangnon.begins_anew = 'on';", *truncates]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", of_records)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_about: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_disk():
    """Write files without waiting for the disk: no test of this process pulls the plug."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Hash with the product's hasher, but with hardly any work: nobody attacks these passwords."""
    with pytest.MonkeyPatch.context() as patch:
        for cost, least in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
            patch.setattr(Argon2PasswordHasher, cost, least)
        yield


def make_unit_row(code, name, level, kind, parent="", **fields):
    unit = Unit(
        code=code,
        name=name,
        level=level,
        type=kind,
        parent_code=parent,
        valid_from=fields.pop("valid_from", datetime.date(1997, 1, 1)),
        valid_to=fields.pop("valid_to", datetime.date(2025, 7, 1)),
        **fields,
    )
    unit.set_name_key()
    unit.save()
    return unit


@pytest.fixture
def make_unit(db):
    return make_unit_row


def make_province_rows():
    """Bình Phước as it was until 30/6/2025: two districts, three communes are enough here."""
    province = make_unit_row("70", "Bình Phước", "province", "Tỉnh")
    make_unit_row("688", "Phước Long", "district", "Thị xã", "70")
    make_unit_row("692", "Lộc Ninh", "district", "Huyện", "70")
    make_unit_row("25216", "Thác Mơ", "commune", "Phường", "688")
    make_unit_row("25217", "Long Thủy", "commune", "Phường", "688")
    make_unit_row("25270", "Lộc Ninh", "commune", "Thị trấn", "692")
    return province


@pytest.fixture
def province(db):
    return make_province_rows()


@pytest.fixture
def elsewhere(db):
    """Another province, whose people must see nothing of ours."""
    return make_unit_row("79", "Nơi khác", "province", "Tỉnh")


@pytest.fixture
def make_user(db):
    def make(role, unit, username=None, *, second_factor=True):
        name = username or f"{role}-{unit.code}"
        person = User.objects.create_user(
            name, "mot-mat-khau-dai-2025", full_name=name, role=role, unit=unit
        )
        if role in NEEDS_SECOND_FACTOR and second_factor:
            Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
        return person

    return make


@pytest.fixture
def officer(make_user, province):
    return make_user("focal_office", province)


@pytest.fixture
def leader(make_user, province):
    return make_user("leader", province)


@pytest.fixture
def stranger(make_user, elsewhere):
    """A focal officer with every right, in another province."""
    return make_user("focal_office", elsewhere)


@pytest.fixture
def make_organisation(db):
    """Make an organisation that has borne its name since an unknown day, or as told."""

    def make(name, unit, *, kind="department", short_name="", **dated):
        organisation = Organisation.objects.create(name=name, unit=unit, kind=kind)
        store_name(organisation, Naming(name, short_name, **dated))
        return organisation

    return make


@pytest.fixture
def shared():
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is absent: the seed documents are not part of a clone")
    return SHARED


@pytest.fixture
def labour(make_organisation, province):
    """The department that answers for child affairs until its work passes on."""
    made = make_organisation("Sở Lao động", province)
    store_power(made, "child_affairs")
    return made


@pytest.fixture
def home_affairs(make_organisation, province):
    return make_organisation("Sở Nội vụ", province)


@pytest.fixture
def health(make_organisation, province):
    return make_organisation("Sở Y tế", province)


@pytest.fixture
def clerk(make_user, province, labour):
    """Somebody of the labour department, who passes on with it."""
    return placed(make_user("agency_focal_point", province, "can-bo"), labour)


@pytest.fixture
def receiver(make_user, province, home_affairs):
    """Somebody of the department that takes over."""
    return placed(make_user("agency_focal_point", province, "tiep-nhan"), home_affairs)


def placed(person, organisation):
    person.organisation = organisation
    person.save()
    return person
