"""What a paragraph may start with: I., 1., 1.1., 1), a), -, +, "Chỉ tiêu 1:", "Phần thứ nhất"."""

import re
from dataclasses import dataclass

_ORDINALS = {"nhất": "1", "hai": "2", "ba": "3", "tư": "4", "năm": "5"} | {
    "sáu": "6",
    "bảy": "7",
    "tám": "8",
    "chín": "9",
    "mười": "10",
}
RANKS = {
    "annex": 0,
    "part": 1,
    "chapter": 2,
    "roman": 3,
    "capital": 4,
    "heading": 3,
    "number": 5,
    "decimal": 6,
    "agency": 8,
    "label": 9,
    "bracket": 10,
    "letter": 11,
    "bullet": 20,
}
BULLETS = "-–—−•●▪■◦○*+·✓➢►➤»"
_DEEPER_BULLETS = set("+o◦○▪■*")
_GAP = r"\s*[.):/\-–]?\s*"
_PATTERNS = (
    (
        "annex",
        re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?P<n>[IVX]+|\d+))?\s*(?=[.:\-–(]|$)[.:\-–]?\s*"),
    ),
    (
        "part",
        re.compile(
            r"(?i:phần)\s+(?:(?i:thứ)\s+(?P<w>\w+)|(?P<n>[IVX]+|\d+|[A-E]))(?!\w)" + _GAP,
        ),
    ),
    ("chapter", re.compile(r"(?:CHƯƠNG|Chương)\s+(?P<n>[IVX]+|\d+)(?!\w)" + _GAP)),
    ("chapter", re.compile(r"(?:ĐIỀU|Điều)\s+(?P<n>\d{1,2})\s*[.:]\s*")),
    ("roman", re.compile(r"(?:MỤC\s+|Mục\s+)?(?P<n>[IVX]+)\s*[.)/:\-–]+\s*(?=[^\W\d_])")),
    ("capital", re.compile(r"(?P<n>[A-HK-L])\s*[.)/]\s+(?=[^\W\d_])")),
    ("decimal", re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2})+)\s*[.):]?\s+(?=\S)")),
    ("bracket", re.compile(r"\(?(?P<n>\d{1,2})\)\s*(?=\S)")),
    ("number", re.compile(r"(?P<n>\d{1,3})\s*(?:[.]|/(?=\s|[^\W\d]))\s*(?=[^\W\d_a-z]|\s)")),
    ("label", re.compile(r"(?:CHỈ TIÊU|Chỉ tiêu)\s+(?:số\s+)?(?P<n>\d{1,3})\s*[:.)–-]\s*")),
    ("letter", re.compile(r"\(?(?P<n>[a-zđ])\s*\)\s*(?=\S)|(?P<m>[a-hđ])\.\s+(?=[^\W\d_])")),
    ("bullet", re.compile(rf"(?P<n>[{re.escape(BULLETS)}])\s*(?=\S)|(?P<m>o)\s+(?=[^\W\d_a-z])")),
)


@dataclass(frozen=True)
class Marker:
    """How a paragraph is numbered; a lower rank stands higher in the outline."""

    kind: str
    number: str
    rank: int

    @property
    def is_bullet(self) -> bool:
        return self.kind == "bullet"

    @property
    def goes_deeper(self) -> bool:
        """True for bullets used below others, as "+" below "-"."""
        return self.is_bullet and self.number in _DEEPER_BULLETS


def read_marker(text: str) -> tuple[Marker, int] | None:
    """Return the marker a paragraph starts with, and where its text starts."""
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        if not found:
            continue
        groups = found.groupdict()
        number = groups.get("n") or groups.get("m") or ""
        if groups.get("w"):
            number = _ORDINALS.get(groups["w"].lower(), "")
            if not number:
                continue
        rank = RANKS[kind] + (number.count(".") - 1 if kind == "decimal" else 0)
        offset = 0 if kind == "label" else found.end()
        return Marker(kind, "-" if number in "–—−" and number else number, rank), offset
    return None


def order(marker: Marker) -> int | None:
    """Return the place a numbered marker claims among its siblings, None for a bullet."""
    number = marker.number
    if marker.kind == "decimal":
        return int(number.rsplit(".", 1)[1])
    if number.isdigit():
        return int(number)
    if (
        number
        and marker.kind in {"roman", "part", "chapter", "annex"}
        and set(number) <= set("IVX")
    ):
        worth = {"I": 1, "V": 5, "X": 10}
        values = [worth[c] for c in number]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return sum(-v if v < after else v for v, after in pairs)
    if marker.kind == "letter":
        return "abcdđeghiklmnopqrstuvxyz".find(number) + 1 or None
    return None
