"""Vietnamese order and search, without a database collation.

Letters first (a ă â b c d đ e ê …), tones second (ngang, huyền, hỏi, ngã, sắc, nặng), as in
ICU's `vi` collation. The key is plain ASCII, so every engine sorts it alike byte by byte: one
character a letter, then the tone of each word, for a word of Vietnamese has one.
"""

import unicodedata
from functools import lru_cache

_ORDER = " 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_KEY = {letter: chr(ord("0") + rank) for rank, letter in enumerate(_ORDER)}
_OTHER = "~"
_BETWEEN_WORDS = "-'’.,"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def sort_key(text: str) -> str:
    """Return an ASCII key that sorts words in Vietnamese order.

    >>> sorted(["Đak Nhau", "Bù Đăng", "Đăk Ơ", "Dân Chủ", "Bu"], key=sort_key)
    ['Bu', 'Bù Đăng', 'Dân Chủ', 'Đak Nhau', 'Đăk Ơ']
    """
    letters, tones, tone_of_word = [], [], "0"
    for character in unicodedata.normalize("NFC", text).lower():
        base, tone = _without_tone(character)
        if not base:  # a tone that stands on no letter
            continue
        if base.isspace() or base in _BETWEEN_WORDS:
            letters.append(_LETTER_KEY[" "])
            tones.append(tone_of_word)
            tone_of_word = "0"
        else:
            letters.append(_LETTER_KEY.get(base, _OTHER))
            tone_of_word = max(tone_of_word, tone)
    return "".join(letters) + "." + "".join([*tones, tone_of_word]).rstrip("0")


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
