"""Secrets that a home makes for itself once and keeps in a file only its owner can read."""

import contextlib
import os
import secrets
from pathlib import Path


def kept_secret(file: Path) -> str:
    """Return the secret in the file, making it first when there is none.

    Two processes that make it at once agree: the file appears whole, and the first one stays.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_text(encoding="ascii")
