"""The part of a file that a browser asks for when it goes on with a download."""

from __future__ import annotations

import re
from dataclasses import dataclass

ONE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


@dataclass(frozen=True)
class Range:
    """From the first to the last byte, both in."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class NotInFile(Exception):
    """The part that is asked for begins behind the end of the file."""


def asked_range(header: str, size: int) -> Range | None:
    """Return the one range that the header names, None when it names none or several.

    >>> asked_range("bytes=2-", 10)
    Range(first=2, last=9)
    """
    found = ONE.fullmatch(header.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:  # the last so many bytes
        first, last = max(size - int(found[2]), 0), size - 1
    else:
        first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
        if found[2] and int(found[2]) < first:
            return None
    if first >= size:
        raise NotInFile
    return Range(first, last)
