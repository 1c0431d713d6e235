"""Units in time, the people who use the system, and the record of what they did."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from mangnon.core.access import Role
from mangnon.core.organisations.organisation import (
    Certainty,
    Organisation,
    OrganisationName,
    OrganisationPower,
)
from mangnon.core.organisations.succession import (
    OrganisationChange,
    OrganisationHandover,
    Succession,
)
from mangnon.core.reforms.batch import Handover, ReformBatch, ReformMove
from mangnon.core.refused import Refused
from mangnon.core.scopes import AuditEntryQuerySet, ChangeQuerySet, PersonQuerySet
from mangnon.core.transaction_field import TransactionField
from mangnon.core.units.area_class import AreaClass
from mangnon.core.units.boundary import UnitBoundary
from mangnon.core.units.unit import Unit, UnitChange
from mangnon.core.uploads.upload import Upload

__all__ = [
    "AppliedCatalog", "AreaClass", "AuditEntry", "AuditSeal", "Certainty", "Change", "Handover",
    "Organisation", "OrganisationChange", "OrganisationHandover", "OrganisationName",
    "OrganisationPower", "ReformBatch", "ReformMove", "Refused", "Succession", "Unit",
    "UnitBoundary",
    "UnitChange", "Upload", "User",
]  # fmt: skip


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who signs in. The role says what they may do, the unit where."""

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=150)
    role = models.CharField(max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager.from_queryset(PersonQuerySet)()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.full_name or self.username


class AuditEntry(models.Model):
    """Who did what to which record, when and from where. Written by `audit.record`.

    The database refuses to change or delete one, and seals each when its transaction commits.
    """

    at = models.DateTimeField(auto_now_add=True)
    origin = models.CharField(max_length=45, blank=True)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    action = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    record_id = models.CharField(max_length=60)
    details = models.JSONField(default=dict)
    # Whose people may read the entry. Units that a reform made can be unmade; entries stay.
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, null=True, db_constraint=False, db_index=False
    )
    format = models.PositiveSmallIntegerField(default=2, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        # Each filter of the audit's page, in the order of its pages.
        indexes = [
            models.Index(fields=["at", "id"], name="audit_at"),
            models.Index(fields=["actor", "at", "id"], name="audit_actor"),
            models.Index(fields=["action", "at", "id"], name="audit_action"),
            models.Index(fields=["table", "record_id", "at", "id"], name="audit_record"),
            models.Index(fields=["origin", "at", "id"], name="audit_origin"),
            models.Index(fields=["unit", "at", "id"], name="audit_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.table} {self.record_id}"


class AuditSeal(models.Model):
    """The place of an audit entry in the chain: each hash covers the entry and the hash before it.

    Written by a trigger of the database (`core/sql/audit.sql`) in the order of commits.
    """

    seq = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class Change(models.Model):
    """One line of the change feed that snapshots and live figures read.

    `record_id` is empty where many records of the table changed in the unit.
    """

    table = models.CharField(max_length=60)
    record_id = models.CharField(max_length=60)
    # A line is no record of the unit: it keeps no reform from being undone, and stays after it.
    unit = models.ForeignKey(Unit, on_delete=models.DO_NOTHING, null=True, db_constraint=False)
    at = models.DateTimeField(auto_now_add=True)
    transaction = TransactionField()  # for who reads on from where they were: core/feed.py

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["transaction"], name="change_transaction")]

    def __str__(self) -> str:
        return f"{self.table} {self.record_id}"


class AppliedCatalog(models.Model):
    """One catalogue that was put into force; its files lie in a folder named by their hash.

    `packaged_sha256` is the hash of the catalogue that the software brought then: another one now
    tells that an update brought a newer catalogue, which nobody has put into force.
    """

    sha256 = models.CharField(max_length=64)
    packaged_sha256 = models.CharField(max_length=64)
    applied_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        get_latest_by = ["applied_at", "pk"]

    def __str__(self) -> str:
        return self.sha256[:16]

    @property
    def folder(self) -> Path:
        home: Path = settings.HOME
        return home / "catalogs" / self.sha256[:16]
