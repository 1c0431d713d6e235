"""What a backup holds, and how its two files are written and read.

`FILE` is one tar encrypted by age (age-encryption.org): the database's dump, the home's files and a
manifest. `FILE.keys` holds the identity that opens it, the home's pseudonym key and the keyring of
the sealed fields; it is written beside and must be kept elsewhere: who has both has everything.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pyrage
from psycopg import sql

from mangnon.core.encryption.keyring import Keyring
from mangnon.refusal import Refusal

MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files"
FOLDERS = ("audit", "cases", "catalogs", "documents", "reports", "snapshots", "uploads")
DERIVED = "bitmaps"  # of a snapshot, made again from it when they are asked for
PSEUDONYM_KEY = "pseudonym.key"
VERSION = 1
MADE_OF = {"version", "software", "made_at", "tables", "audit_head", "sha256"}


class BackupError(Refusal):
    """One sentence for the person: what of the backup cannot be made or read, and what to do."""


@dataclass(frozen=True)
class Keys:
    """What opens a backup and goes on where it left off."""

    identity: pyrage.x25519.Identity
    pseudonym_key: str
    keyring: Keyring | None  # None in a backup of a home that sealed nothing yet

    def write(self, file: Path) -> None:
        text = json.dumps(
            {
                "identity": str(self.identity),
                "pseudonym_key": self.pseudonym_key,
                "keyring": self.keyring and self.keyring.text,
            }
        )
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
            stream.write(text + "\n")

    @classmethod
    def read(cls, file: Path) -> Keys:
        try:
            entries = json.loads(file.read_text(encoding="ascii"))
            identity = pyrage.x25519.Identity.from_str(entries["identity"])
            pseudonym_key = str(entries["pseudonym_key"]).encode("ascii").decode()
            ring = entries.get("keyring")
            return cls(identity, pseudonym_key, Keyring.parse(ring) if ring else None)
        except FileNotFoundError:
            raise BackupError(
                f"Không có tệp khóa {file}; hãy đặt tệp .keys của bản sao lưu cạnh nó."
            ) from None
        except (ValueError, KeyError, TypeError, pyrage.IdentityError):
            raise BackupError(
                f"Tệp khóa {file} bị hỏng; hãy lấy lại từ nơi cất giữ khóa."
            ) from None


def keys_file(file: Path) -> Path:
    return file.with_name(file.name + ".keys")


def table_counts(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Return the exact number of rows of every table."""
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    ).fetchall()
    counts = {}
    for (table,) in tables:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        row = connection.execute(query).fetchone()
        counts[table] = row[0] if row else 0
    return counts


def totals(manifest: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many rows and how many files of the home a backup holds."""
    files = [name for name in manifest["sha256"] if name.startswith(f"{FILES}/")]
    return sum(manifest["tables"].values()), len(files)


def home_files(home: Path) -> Iterator[Path]:
    """Yield the files that the database's rows speak of: none half made, none made of others."""
    for folder in FOLDERS:
        for file in sorted((home / folder).rglob("*")):
            parts = file.relative_to(home).parts
            if DERIVED in parts or any(part.startswith(".") for part in parts):
                continue
            if file.is_file():
                yield file


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_archive(
    file: Path, members: Mapping[str, Path], folder: Path, identity: pyrage.x25519.Identity
) -> None:
    """Write the members as one encrypted tar: whole under its name, or not at all.

    `folder` is a private one of the home, for the tar before it is encrypted.
    """
    plain = folder / "archive.tar"
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with tarfile.open(plain, "w") as tar:
            for name, member in members.items():
                tar.add(member, arcname=name, recursive=False)
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with plain.open("rb") as source, os.fdopen(descriptor, "wb") as out:
            pyrage.encrypt_io(source, out, [identity.to_public()])
            out.flush()
            os.fsync(out.fileno())
        draft.rename(file)
    except (OSError, pyrage.EncryptError) as error:
        raise BackupError(
            f"Không ghi được bản sao lưu {file} ({error}); hãy kiểm tra chỗ trống và quyền ghi"
            " ở nơi đó và ở nơi lưu dữ liệu."
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def read_archive(file: Path, folder: Path, identity: pyrage.x25519.Identity) -> dict[str, Any]:
    """Unpack into an empty folder and return the manifest; raise BackupError unless whole."""
    plain = folder / "archive.tar"
    try:
        with file.open("rb") as source, plain.open("wb") as out:
            pyrage.decrypt_io(source, out, [identity])
        names = _unpack(plain, folder)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if names != sorted((MANIFEST, *manifest["sha256"])) or not manifest.keys() >= MADE_OF:
            raise ValueError("the archive does not hold what its manifest says")
        wrong = [n for n, digest in manifest["sha256"].items() if sha256(folder / n) != digest]
    except pyrage.DecryptError:
        raise BackupError(
            f"Khóa không mở được {file.name}, hoặc tệp không phải bản sao lưu;"
            " hãy kiểm tra tệp .keys."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, tarfile.TarError) as error:
        if isinstance(error, FileNotFoundError) and not file.exists():
            raise BackupError(f"Không có tệp {file}; hãy kiểm tra đường dẫn.") from None
        raise BackupError(
            f"Bản sao lưu {file.name} bị hỏng hoặc thiếu; hãy dùng bản khác."
        ) from None
    if manifest["version"] != VERSION:
        raise BackupError(
            f"Bản sao lưu {file.name} do bản phần mềm {manifest['software']} làm ra; hãy khôi phục"
            " bằng bản phần mềm đó."
        )
    if wrong:
        raise BackupError(f"Bản sao lưu {file.name} bị hỏng ở {wrong[0]}; hãy dùng bản khác.")
    return manifest


def _unpack(plain: Path, folder: Path) -> list[str]:
    """Unpack the tar into the folder and return the names in it, sorted; it holds files only.

    A link would point elsewhere once its file is moved into the home.
    """
    with tarfile.open(plain) as tar:
        members = tar.getmembers()
        if not all(member.isreg() for member in members):
            raise ValueError("the archive holds more than files")
        tar.extractall(folder, members, filter="data")
    plain.unlink()
    return sorted(member.name for member in members)
