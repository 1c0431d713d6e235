"""Files that are whole or absent, whatever happens while they are written."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """Give a draft beside the file to write to; it takes the file's place only when all went well.

    An OSError, such as that of a full disk, comes with the name of the file.
    """
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        yield draft
        descriptor = os.open(draft, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        draft.replace(file)
    except OSError as error:
        if error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror or str(error), str(file)) from error
    finally:
        draft.unlink(missing_ok=True)
