"""Text written in a TCVN3 or VNI font, as the Unicode that it stands for."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache

from mangnon.catalog import CATALOG

TCVN3, TCVN3_CAPITALS, VNI = "tcvn3", "tcvn3-capitals", "vni"
LAST_OLD_SIGN = 0xFF  # these fonts had room for 256 signs


def encoding_of_font(name: str) -> str | None:
    """Return how text in the font is written; None for a font of our time.

    Fonts of TCVN3 that end in H (.VnTimeH) show capitals for small letters.
    """
    lowered = name.strip().lower()
    if lowered.startswith(".vn"):
        return TCVN3_CAPITALS if name.strip().endswith("H") else TCVN3
    return VNI if lowered.startswith(("vni-", "vni ")) else None


def to_unicode(text: str, encoding: str | None) -> str:
    """Return the text in Unicode; what holds letters of Unicode alone was never written otherwise.

    >>> to_unicode("NguyÔn ThÞ Hoµ", "tcvn3")
    'Nguyễn Thị Hoà'
    >>> to_unicode("Nguyeãn Thò Hoaø", "vni")
    'Nguyễn Thị Hoà'
    """
    if encoding is None or any(ord(letter) > LAST_OLD_SIGN for letter in text):
        return text
    if encoding == VNI:
        signs = _table(VNI)
        return _pattern().sub(lambda found: signs[found[0]], text)
    converted = "".join(map(_table(TCVN3).get, text, text))
    return converted.upper() if encoding == TCVN3_CAPITALS else converted


@cache
def _table(encoding: str) -> dict[str, str]:
    """Return which letter each sign stands for, the small one where a sign stands for both."""
    letters: dict[str, str] = {}
    with (CATALOG / "names" / "legacy.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sign = unicodedata.normalize("NFC", row[encoding])
            if sign not in letters or row["letter"].islower():
                letters[sign] = row["letter"]
    return letters


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_table(VNI), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
