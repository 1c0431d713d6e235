"""Sealing one value: authenticated encryption bound to the table, the field and the row.

A sealed value is

    version 1 | key 4 | [index key 4 | mark 16] | nonce 12 | AES-256-GCM of the padded text

where the mark, of fields that are searched, is the beginning of the HMAC-SHA-256 of the value as it
is compared. Everything before the nonce and the value's place are authenticated with it, so a value
moved to another row or field, or under another mark, does not open. `docs/decisions/0018`.
"""

from __future__ import annotations

import hmac
import os
import re
import unicodedata
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext as _

from mangnon.core.encryption.keyring import ID_BYTES, Key, Keyring, KeysRefused

VERSION = b"\x01"
KEY_AT = len(VERSION)
MARK_AT = KEY_AT + ID_BYTES
MARK_BYTES = ID_BYTES + 16  # the index key's name stands before the mark
NONCE_BYTES = 12
BLOCK = 32  # lengths are rounded up to it: "yes" is as long as "unknown"
END = b"\x80"

Comparable = Callable[[str], str]


def digits_only(number: str) -> str:
    """Return an identity number as it is compared: its digits, however they are spaced."""
    if number.isascii() and number.isdigit():
        return number
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", number), flags=re.ASCII)


class Sealed(bytes):
    """A value that is not opened yet; it shows nothing of itself."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


@dataclass(frozen=True)
class Place:
    """Where values are sealed, and how they are compared when they are searched."""

    table: str
    name: str
    comparable: Comparable | None = None

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"

    def seal(self, text: str, row: uuid.UUID, ring: Keyring) -> Sealed:
        return self._sealing(ring)(text, row.bytes)

    def seal_all(
        self, texts: Iterable[str | None], rows: Iterable[bytes], ring: Keyring
    ) -> list[Sealed | None]:
        """Seal many values for the rows with these identifiers; nothing for an empty one."""
        seal = self._sealing(ring)
        return [seal(text, row) if text else None for text, row in zip(texts, rows, strict=True)]

    def _sealing(self, ring: Keyring) -> Callable[[str, bytes], Sealed]:
        key, index, place = ring.values[-1], ring.index[-1], str(self).encode()
        own, encrypt, is_marked = (
            VERSION + key.name,
            key.cipher.encrypt,
            self.comparable is not None,
        )

        def seal(text: str, row: bytes) -> Sealed:
            head = own + self._mark(text, index) if is_marked else own
            nonce = os.urandom(NONCE_BYTES)
            return Sealed(head + nonce + encrypt(nonce, _padded(text), head + place + row))

        return seal

    def open(self, sealed: bytes, row: uuid.UUID, ring: Keyring) -> str:
        """Return the value; raise KeysRefused when its key is not there or it is not as sealed."""
        key = ring.by_name.get(sealed[KEY_AT:MARK_AT])
        if key is None:
            raise KeysRefused(
                _("The key %(key)s, which a value of %(place)s needs, is not in the keyring.")
                % {"key": sealed[KEY_AT:MARK_AT].hex(), "place": self}
            )
        nonce_at = MARK_AT if self.comparable is None else MARK_AT + MARK_BYTES
        body_at = nonce_at + NONCE_BYTES
        about = sealed[:nonce_at] + str(self).encode() + row.bytes
        try:
            padded = key.cipher.decrypt(sealed[nonce_at:body_at], sealed[body_at:], about)
        except (InvalidTag, ValueError):
            raise KeysRefused(
                _(
                    "A value of %(place)s, record %(row)s, does not open: it was altered, moved "
                    "from another record, or its key is another one of the same name."
                )
                % {"place": self, "row": row}
            ) from None
        return padded.rstrip(b"\0").removesuffix(END).decode()

    def marks(self, text: str, ring: Keyring) -> list[bytes]:
        """Return the marks that a value equal to this one may bear; none when nothing is asked."""
        if self.comparable is None or not self.comparable(text):
            return []
        return [self._mark(text, key) for key in ring.index]

    def marks_by(self, key: Key, texts: Iterable[str | None]) -> list[bytes | None]:
        """Return the mark that a key gives each text; none where nothing is asked."""
        comparable = self.comparable or (lambda _text: "")
        return [self._mark(text, key) if text and comparable(text) else None for text in texts]

    def _mark(self, text: str, key: Key) -> bytes:
        compared = self.comparable(text) if self.comparable else ""
        about = f"{self}\0{compared}".encode()
        # A value without anything to compare is like no other: its mark is chance.
        mark = hmac.digest(key.raw, about, "sha256") if compared else os.urandom(32)
        return key.name + mark[: MARK_BYTES - ID_BYTES]


def _padded(text: str) -> bytes:
    marked = text.encode() + END
    return marked.ljust(-(-len(marked) // BLOCK) * BLOCK, b"\0")
