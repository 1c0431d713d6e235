"""People's names: as they are kept, in which order they stand, and how they are searched."""

import re
import unicodedata

from mangnon.core.vietnamese import fold, sort_key

# How the apostrophe of a name such as K'Rứt is typed.
APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")


# Signs that nobody sees: two names would look alike and differ, or be read from right to left.
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def clean_name(text: str) -> str:
    """Return a name in NFC, with single spaces, one kind of apostrophe and no sign unseen.

    >>> clean_name("  Điểu   K’Rứt ")
    "Điểu K'Rứt"
    """
    composed = unicodedata.normalize("NFC", UNSEEN.sub("", text))
    return " ".join(composed.translate(APOSTROPHES).split())


def name_key(full_name: str) -> str:
    """Return the key that orders people the Vietnamese way: given name, family name, middle."""
    *before, given = full_name.split()
    return sort_key(" ".join([given, *before]))


def search_text(full_name: str) -> str:
    """Return the words of a name as search compares them.

    >>> search_text("Đặng Thị K'Rứt")
    'dang thi krut'
    """
    return " ".join(re.sub(r"[\W_]", "", word) for word in fold(full_name).split()).strip()
