"""The keyring: the keys that open the sensitive fields, in a file outside the database.

Keys come in two kinds. A `values` key seals values; an `index` key makes the marks by which an
identity number is found without being read. Of each kind the last one is current: it seals and
marks whatever is written. Those before it only open what they sealed, until nothing is sealed with
them any more; then they are retired, and dropped when the next rotation begins.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused

VERSION = 1
ID_BYTES, SECRET_BYTES = 4, 32
VALUES, INDEX = "values", "index"


class KeysRefused(Refused):
    """The keyring is missing or damaged, or lacks the key that a value was sealed with."""


@dataclass(frozen=True)
class Key:
    """One secret by a chance name, which stands in every value that it sealed."""

    id: str
    secret: str
    made_at: str
    retired_at: str = ""

    @classmethod
    def new(cls) -> Key:
        return cls(secrets.token_hex(ID_BYTES), secrets.token_hex(SECRET_BYTES), _now())

    def __repr__(self) -> str:
        return f"<Key {self.id}>"

    @cached_property
    def name(self) -> bytes:
        return bytes.fromhex(self.id)

    @cached_property
    def raw(self) -> bytes:
        return bytes.fromhex(self.secret)

    @cached_property
    def cipher(self) -> AESGCM:
        return AESGCM(self.raw)


@dataclass(frozen=True)
class Keyring:
    """All keys of a home, of each kind from the oldest to the current one."""

    values: tuple[Key, ...]
    index: tuple[Key, ...]

    @classmethod
    def new(cls) -> Keyring:
        return cls((Key.new(),), (Key.new(),))

    @classmethod
    def parse(cls, text: str) -> Keyring:
        """Read what `text` wrote; raise ValueError when it is anything else."""
        try:
            held = json.loads(text)
            values, index = (tuple(Key(**key) for key in held[kind]) for kind in (VALUES, INDEX))
            if held["version"] != VERSION or not values or not index:
                raise ValueError("not a keyring of this version")
            if any((len(k.name), len(k.raw)) != (ID_BYTES, SECRET_BYTES) for k in values + index):
                raise ValueError("a key is cut off")
        except (KeyError, TypeError) as error:
            raise ValueError("not a keyring") from error
        return cls(values, index)

    @property
    def text(self) -> str:
        held = {kind: [asdict(key) for key in self.of(kind)] for kind in (VALUES, INDEX)}
        return json.dumps({"version": VERSION, **held}, indent=1) + "\n"

    def of(self, kind: str) -> tuple[Key, ...]:
        return self.index if kind == INDEX else self.values

    def with_keys(self, kind: str, keys: tuple[Key, ...]) -> Keyring:
        return replace(self, **{kind: keys})

    @property
    def waiting(self) -> bool:
        """Say whether a rotation is not finished: some key is neither current nor retired."""
        return any(not key.retired_at for key in self.values[:-1] + self.index[:-1])

    @cached_property
    def by_name(self) -> dict[bytes, Key]:
        return {key.name: key for key in self.values}

    def joined(self, later: Keyring) -> Keyring:
        """Return the later ring with what only this one still holds."""
        rings = {}
        for kind in (VALUES, INDEX):
            known = {key.id for key in later.of(kind)}
            gone = tuple(key for key in self.of(kind) if key.id not in known)
            rings[kind] = gone + later.of(kind)
        return Keyring(**rings)


def keyring(file: Path) -> Keyring:
    """Return the keys in the file as it is now, another process may have rotated them."""
    try:
        state = file.stat()
        return _read(file, state.st_ino, state.st_mtime_ns, state.st_size)
    except FileNotFoundError:
        raise KeysRefused(
            _("The keys of the encrypted fields, %(file)s, are missing; put them back.")
            % {"file": file}
        ) from None
    except PermissionError:
        raise KeysRefused(
            _("The keys of the encrypted fields, %(file)s, may not be read by this account.")
            % {"file": file}
        ) from None
    except ValueError:
        raise KeysRefused(
            _("The keys of the encrypted fields, %(file)s, are damaged; put back a copy.")
            % {"file": file}
        ) from None


@lru_cache(maxsize=2)
def _read(file: Path, _inode: int, _changed: int, _size: int) -> Keyring:
    return Keyring.parse(file.read_text(encoding="ascii"))


def write(file: Path, ring: Keyring) -> None:
    """Put the keys in the file, whole or not at all, for its owner alone."""
    with _draft(file, ring) as draft:
        draft.rename(file)


def make_first(file: Path) -> None:
    """Make a keyring where there is none; of two processes that do so at once the first stays."""
    if not file.exists():
        with _draft(file, Keyring.new()) as draft, contextlib.suppress(FileExistsError):
            os.link(draft, file)


@contextlib.contextmanager
def _draft(file: Path, ring: Keyring) -> Iterator[Path]:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(ring.text)
            stream.flush()
            os.fsync(stream.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def retired(key: Key) -> Key:
    return replace(key, retired_at=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
