"""Files that lie sealed in the home, each with a key of its own, and can be read from any byte.

A file is a row of blocks: nonce, then AES-256-GCM of at most BLOCK bytes. Each block is sealed
with its file's name, its number and whether it is the last, so that none can be moved, dropped or
cut off without being noticed.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BLOCK = 64 * 1024
NONCE, TAG = 12, 16
STORED = NONCE + BLOCK + TAG


def new_key() -> str:
    return secrets.token_hex(32)


def seal(source: BinaryIO, target: Path, key: str) -> int:
    """Seal what can be read from `source` into the file, whole or not at all; return its length."""
    cipher, draft = AESGCM(bytes.fromhex(key)), target.with_suffix(".draft")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    length, number, block = 0, 0, source.read(BLOCK)
    descriptor = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        while True:
            following = source.read(BLOCK)
            nonce = os.urandom(NONCE)
            about = _about(target, number, is_last=not following)
            stream.write(nonce + cipher.encrypt(nonce, block, about))
            length += len(block)
            if not following:
                break
            number, block = number + 1, following
        stream.flush()
        os.fsync(stream.fileno())
    draft.rename(target)
    return length


def length_of(file: Path) -> int:
    """Return how many bytes were sealed in the file."""
    stored = file.stat().st_size
    return stored - -(-stored // STORED) * (NONCE + TAG)


def opened(file: Path, key: str, first: int = 0, last: int | None = None) -> Iterator[bytes]:
    """Yield what was sealed, from the byte `first` to the byte `last`, both in."""
    size = length_of(file)
    last = size - 1 if last is None else last
    cipher, blocks = AESGCM(bytes.fromhex(key)), max(-(-size // BLOCK), 1)
    with file.open("rb") as stream:
        for number in range(first // BLOCK, max(last, 0) // BLOCK + 1):
            stream.seek(number * STORED)
            held = stream.read(STORED)
            about = _about(file, number, is_last=number == blocks - 1)
            block = cipher.decrypt(held[:NONCE], held[NONCE:], about)
            yield block[max(first - number * BLOCK, 0) : last - number * BLOCK + 1]


def _about(file: Path, number: int, *, is_last: bool) -> bytes:
    return f"{file.parent.name}/{file.name} {number} {'last' if is_last else 'more'}".encode()
