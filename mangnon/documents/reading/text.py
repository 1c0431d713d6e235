"""Vietnamese text made comparable without changing what is shown."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\x00-\x08\x0b\x0e-\x1f\x7f]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\x0c]")
_DASHES = re.compile("[\u2010-\u2015\u2212\uf02d]")

# Two schools place the tone of an open oa, oe, uy on different letters: hoà, hòa; uỷ, ủy.
_TONES = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_OPEN_TONE = re.compile(rf"(?<!q)({'|'.join(_TONES)})(?!\w)")
_TI = re.compile(r"\b(?:tỉ|tỷ)(?=\s+(?:lệ|suất|số|trọng|đồng)\b)")
# A line that holds a page number and nothing else: "2", "- 2 -", "– 2 –", "Trang 2", "2/9".
PAGE_NUMBER = re.compile(r"\s*(?:[-–—]\s*|[Tt]rang\s+)?(\d{1,3})(?:\s*[-–—]|\s*/\s*\d{1,3})?\s*")
_GLYPHS = str.maketrans({"≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥", "％": "%"})


# A full stop that ends a sentence, not "TP. Huế" or "Q. 1".
SENTENCE_END = re.compile(r"(?<!\b[A-ZĐ])(?<!\b[A-ZĐ]{2})(?<=[^\s.])\.\s+(?=[A-ZĐÀ-Ỹ]|\d+\s*[%‰])")


def tidy(text: str) -> str:
    """Compose letters (NFC), drop invisible signs and make every space an ordinary one."""
    text = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", _SPACES.sub(" ", text)).translate(_GLYPHS)


def squeeze(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Return a form for comparing only; every character stays at its own offset."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lowered = _DASHES.sub("-", lowered)
    lowered = _OPEN_TONE.sub(lambda found: _TONES[found[1]], lowered)
    return _TI.sub("tỷ", lowered)


def is_capitals(text: str) -> bool:
    """True for a line set in capital letters, as official headings are."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def starts_capital(text: str) -> bool:
    """True when the first letter or digit, after any quote mark, is a capital or a digit."""
    first = text.lstrip("“\"'‘(«[").lstrip()[:1]
    return first.isupper() or first.isdigit()
