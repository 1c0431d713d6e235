"""Files that lie sealed in the home, each under a key of its own, and can be read from any byte.

A file is a row of blocks: nonce, then AES-256-GCM of at most BLOCK bytes. Each block is sealed
with its file's folder and name, its number and whether it is the last, so none can be moved,
dropped or cut off without being noticed. The key stands in the record of the file, sealed by the
keyring: a rotation of the keys passes by the files, and without the record nothing opens them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused

BLOCK = 64 * 1024
NONCE, TAG = 12, 16
STORED = NONCE + BLOCK + TAG


def new_key() -> str:
    return secrets.token_hex(32)


@contextmanager
def sealing(target: Path, key: str) -> Iterator[Sealing]:
    """Give a stream whose bytes are in the file, sealed, once all of them are written.

    One process at a time writes to a target; what a killed one left of it is written over.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.draft")
    descriptor = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            stream = Sealing(target, key, file)
            yield stream
            stream.end()
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


class Sealing:
    """Takes bytes in pieces of any size and puts them into a file in sealed blocks."""

    def __init__(self, target: Path, key: str, file: BinaryIO) -> None:
        self.length = 0
        self._target, self._cipher, self._file = target, _cipher(key), file
        self._held, self._number = bytearray(), 0

    def write(self, piece: bytes) -> int:
        self._held += piece
        self.length += len(piece)
        while len(self._held) > BLOCK:  # which block is the last is known at the end only
            self._put(self._held[:BLOCK], is_last=False)
            del self._held[:BLOCK]
        return len(piece)

    def flush(self) -> None:
        """Do nothing: a block is put into the file when it is full."""

    def end(self) -> None:
        self._put(self._held, is_last=True)

    def _put(self, block: bytearray, *, is_last: bool) -> None:
        nonce = os.urandom(NONCE)
        about = _about(self._target, self._number, is_last=is_last)
        self._file.write(nonce + self._cipher.encrypt(nonce, block, about))
        self._number += 1


def seal(pieces: Iterable[bytes], target: Path, key: str) -> int:
    """Seal what comes in pieces of any size, whole or not at all; return how many bytes it was."""
    with sealing(target, key) as stream:
        for piece in pieces:
            stream.write(piece)
    return stream.length


def length_of(file: Path) -> int:
    """Return how many bytes were sealed in the file."""
    stored = file.stat().st_size
    return stored - -(-stored // STORED) * (NONCE + TAG)


def opened(file: Path, key: str, first: int = 0, last: int | None = None) -> Iterator[bytes]:
    """Yield what was sealed, from the byte `first` to the byte `last`, both in.

    Raises Refused when the file is gone, cut off or altered, or was sealed by another key.
    """
    try:
        size = length_of(file)
        last = size - 1 if last is None else last
        cipher, blocks = _cipher(key), max(-(-size // BLOCK), 1)
        with file.open("rb") as stream:
            for number in range(first // BLOCK, max(last, 0) // BLOCK + 1):
                stream.seek(number * STORED)
                held = stream.read(STORED)
                about = _about(file, number, is_last=number == blocks - 1)
                block = cipher.decrypt(held[:NONCE], held[NONCE:], about)
                yield block[max(first - number * BLOCK, 0) : last - number * BLOCK + 1]
    except (FileNotFoundError, InvalidTag, ValueError):
        raise Refused(
            _("The file that was kept is gone or damaged; bring it in or ask for it once more.")
        ) from None


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(BLOCK):
        yield piece


def _cipher(key: str) -> AESGCM:
    return AESGCM(bytes.fromhex(key))


def _about(file: Path, number: int, *, is_last: bool) -> bytes:
    return f"{file.parent.name}/{file.name} {number} {'last' if is_last else 'more'}".encode()
