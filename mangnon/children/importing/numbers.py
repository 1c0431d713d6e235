"""Numbers that the register keeps sealed, compared by their marks without being opened."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

import polars as pl
from django.apps import apps
from django.conf import settings

from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.encryption.keyring import keyring
from mangnon.core.encryption.values import Place


def place_of(model: str, name: str) -> Place:
    field = apps.get_model("children", model)._meta.get_field(name)
    if not isinstance(field, EncryptedTextField):
        raise TypeError(f"{model}.{name} is not sealed")
    return field.place


def marks_of(numbers: pl.Series, place: Place) -> pl.Series:
    """Return for each number the marks that an equal one may bear, as PostgreSQL writes them."""
    ring, texts = keyring(settings.KEYRING), numbers.to_list()
    by_key = [
        pl.Series(key.id, place.marks_by(key, texts), dtype=pl.Binary).bin.encode("hex")
        for key in ring.index
    ]
    marks = pl.select(pl.concat_list("\\x" + marked for marked in by_key).list.drop_nulls())
    return marks.to_series().alias(numbers.name)


def opened(sealed: pl.Series, rows: Iterable[str], place: Place) -> pl.Series:
    """Return the texts of sealed values of the rows with these identifiers."""
    ring = keyring(settings.KEYRING)
    texts = [
        place.open(bytes.fromhex(value[2:]), uuid.UUID(row), ring) if value else None
        for value, row in zip(sealed.to_list(), rows, strict=True)
    ]
    return pl.Series(sealed.name, texts, dtype=pl.String)


def sealed(texts: pl.Series, rows: pl.Series, place: Place) -> pl.Series:
    """Return the values as PostgreSQL reads them, sealed for the rows with these identifiers."""
    ring = keyring(settings.KEYRING)
    keys = rows.str.replace_all("-", "", literal=True).str.decode("hex").to_list()
    values = place.seal_all(texts.to_list(), keys, ring)
    found = pl.Series(texts.name, values, dtype=pl.Binary)
    return ("\\x" + found.bin.encode("hex")).alias(texts.name)
