"""Vietnamese order and search, without a database collation.

Letters first (a ă â b c d đ e ê …), tones second (ngang, huyền, hỏi, ngã, sắc, nặng), as in
ICU's `vi` collation. The key is plain ASCII, so every engine sorts it alike byte by byte.
"""

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_LETTERS, start=36)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def sort_key(text: str) -> str:
    """Return an ASCII key that sorts words in Vietnamese order.

    >>> sorted(["Đak Nhau", "Bù Đăng", "Đăk Ơ", "Dân Chủ", "Bu"], key=sort_key)
    ['Bu', 'Bù Đăng', 'Dân Chủ', 'Đak Nhau', 'Đăk Ơ']
    """
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", text).lower():
        base, tone = _without_tone(character)
        if not base:  # a tone that stands on no letter
            continue
        if base in _LETTER_RANK:
            letters.append(_LETTER_RANK[base])
            tones.append(tone)
        elif base in "0123456789":
            letters.append(f"{20 + int(base):02d}")
            tones.append("0")
        elif base.isspace() or base in "-'’.,":
            letters.append("00")
            tones.append("0")
        else:
            letters.append("99")
            tones.append("0")
    return "".join(letters) + "." + "".join(tones)


def fold(text: str) -> str:
    """Return the text without tones and marks, lower case: what search compares.

    >>> fold("Đường Nguyễn Thị Hoà")
    'duong nguyen thi hoa'
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=1024)
def _without_tone(character: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", character)
    tone = next((_TONES[mark] for mark in parts if mark in _TONES), "0")
    kept = "".join(mark for mark in parts if mark not in _TONES)
    return unicodedata.normalize("NFC", kept), tone
