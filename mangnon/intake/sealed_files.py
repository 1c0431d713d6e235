"""Files that are kept sealed: in pieces, each bound to its batch, its name, its place and the end.

Every batch has a key of its own, which its record keeps sealed by the keyring: a rotation of the
keys passes by the files, and without the record nothing opens them, in a backup neither.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused

PIECE = 1024**2
_PREFIX_BYTES, _TAG_BYTES = 8, 16


def new_key() -> str:
    return secrets.token_hex(32)


def seal(pieces: Iterator[bytes], target: Path, key: str) -> None:
    """Write what comes in pieces of PIECE bytes to a file, whole or not at all."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    cipher, prefix = AESGCM(bytes.fromhex(key)), os.urandom(_PREFIX_BYTES)
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(prefix)
            for at, piece, is_last in _numbered(pieces):
                file.write(cipher.encrypt(_nonce(prefix, at), piece, _about(target, is_last)))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def opened(source: Path, key: str) -> Iterator[bytes]:
    """Yield what a sealed file holds; raise Refused when it is gone, cut off or altered."""
    try:
        with source.open("rb") as file:
            prefix = file.read(_PREFIX_BYTES)
            cipher = AESGCM(bytes.fromhex(key))
            for at, piece, is_last in _numbered(pieces_of(file, PIECE + _TAG_BYTES)):
                yield cipher.decrypt(_nonce(prefix, at), piece, _about(source, is_last))
    except (FileNotFoundError, InvalidTag, ValueError):
        raise Refused(
            _("The file that was kept is gone or damaged; bring it in once more.")
        ) from None


def pieces_of(file: BinaryIO, size: int = PIECE) -> Iterator[bytes]:
    while piece := file.read(size):
        yield piece


def _numbered(pieces: Iterator[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Yield each piece with its place and whether it is the last; nothing at all is one piece."""
    before = next(pieces, b"")
    at = 0
    for piece in pieces:
        yield at, before, False
        before, at = piece, at + 1
    yield at, before, True


def _nonce(prefix: bytes, at: int) -> bytes:
    return prefix + at.to_bytes(4, "big")


def _about(file: Path, is_last: bool) -> bytes:
    return f"{file.parent.name}/{file.name}/{is_last}".encode()
