"""A text field that the database only ever sees sealed, bound to the row that it belongs to.

The value is opened when it is read from its record (`child.identity_number`) and at no other time:
`values()`, a record's `__dict__`, a log of queries hold it sealed. It is sealed anew, with the key
that is current, whenever its record is saved; `update()` and `bulk_update()` know no row and refuse
it. Of the lookups only `isnull` is there, and `matches` where the field is searched by a mark.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.functions import Substr
from django.db.models.lookups import IsNull, Lookup
from django.db.models.query_utils import DeferredAttribute

from mangnon.core.encryption.keyring import keyring
from mangnon.core.encryption.values import MARK_AT, MARK_BYTES, Comparable, Place, Sealed


@dataclass(frozen=True)
class Assigned:
    """A text that was put into a record and is not saved yet; it shows nothing of itself."""

    text: str = field(repr=False)


class OpenedOnReading(DeferredAttribute):
    """Gives the text of a record's sealed value, "" where there is none."""

    field: EncryptedTextField

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        held = super().__get__(instance, cls)
        if isinstance(held, Sealed):
            return self.field.place.open(held, self.field.row(instance), keyring(settings.KEYRING))
        return held.text if isinstance(held, Assigned) else held or ""

    def __set__(self, instance: Any, value: object) -> None:
        if isinstance(value, str):
            instance.__dict__[self.field.attname] = Assigned(value)
        elif value is None or isinstance(value, Sealed):
            instance.__dict__[self.field.attname] = value
        else:
            raise TypeError(f"{self.field.name} takes text, not {type(value).__name__}")


class EncryptedTextField(models.Field):  # type: ignore[type-arg] # Django has none
    """Text, at most `max_length` long, sealed in the database; NULL there is "" here.

    With `comparable`, a function from the text to what is compared, equal values are found.
    """

    descriptor_class = OpenedOnReading
    description = "Encrypted text"

    def __init__(self, *args: Any, comparable: Comparable | None = None, **options: Any) -> None:
        self.comparable = comparable
        options |= {"null": True, "blank": True, "default": ""}
        super().__init__(*args, **options)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for implied in ("null", "blank", "default"):
            options.pop(implied, None)
        if self.comparable is not None:
            options["comparable"] = self.comparable
        return name, path, args, options

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        return [*super().check(**options), *self._check_key()]

    def _check_key(self) -> list[checks.CheckMessage]:
        """Only a row whose identifier is known before it is written can be bound to its value."""
        key: models.Field[Any, Any] = self.model._meta.pk
        while isinstance(key, models.ForeignKey):
            key = key.target_field
        if isinstance(key, models.UUIDField):
            return []
        return [checks.Error("An encrypted field needs a UUID as its model's key.", obj=self)]

    @cached_property
    def place(self) -> Place:
        return Place(self.model._meta.db_table, str(self.column), self.comparable)

    def row(self, instance: models.Model) -> uuid.UUID:
        row: uuid.UUID = instance._meta.pk.to_python(instance.pk)
        return row

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: bytes | None, *_about: object) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, instance: models.Model, add: bool) -> Sealed | None:
        text = getattr(instance, self.attname)
        if not text:
            return None
        return self.place.seal(text, self.row(instance), keyring(settings.KEYRING))

    def get_prep_value(self, value: Any) -> Sealed | None:
        if not value or isinstance(value, Sealed):
            return value or None
        raise TypeError(f"{self.name} is sealed for its row: set it on the record and save that")

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        if lookup_name == "matches" and self.comparable is not None:
            return Matches
        return IsNull if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> None:
        return None

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.name} is never written out as plain text")


class Matches(Lookup):
    """Equal to a text as the field compares it, found by the mark."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.process_lhs(compiler, connection)
        marks = self.lhs.output_field.place.marks(self.rhs, keyring(settings.KEYRING))
        mark = f"SUBSTRING({sql}, {MARK_AT + 1}, {MARK_BYTES})"
        return f"{mark} = ANY(%s::bytea[])", (*params, marks)


def mark_of(field: str) -> Substr:
    """Return the mark of a searched field as an expression: to index, to group by."""
    return Substr(field, MARK_AT + 1, MARK_BYTES, output_field=models.BinaryField())


def encrypted_fields() -> list[EncryptedTextField]:
    """Return every encrypted field of the database, table by table."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    ]
