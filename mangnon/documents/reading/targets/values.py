"""Figures with their units, in order of the text."""

import re
from dataclasses import dataclass

from mangnon.documents.reading.numbers import NUMBER, WORDS
from mangnon.documents.reading.targets.masks import BASE_NOUNS, hide

_COUNTED = r"(?:trẻ em|trẻ|em|cháu|ca|vụ|người|bà mẹ|trường hợp)"
# What stands after a plain count and says no more than that it is one.
COUNTED = ("em", "trẻ", "trẻ em", "vụ", "ca", "cuộc", "cặp", "cháu", "người", "trường hợp")
_UNIT = re.compile(
    r"\s*(?:(?P<percent>%|phần\s+trăm|điểm\s+(?:%|phần\s+trăm))(?!o)"
    r"|(?P<per_1000>‰|%o|0/00|phần\s+(?:nghìn|ngàn)|"
    rf"(?:(?:{_COUNTED}\s*)?/|trên)\s*(?:1\.?000(?![.\d])|(?:1\s+)?(?:nghìn|ngàn)\b))"
    rf"|(?P<per_100000>(?:{_COUNTED}\s*)?"
    r"(?:/|trên)\s*100(?:\.?000|\s+(?:nghìn|ngàn))(?![.\d])))"
)
_NUMBER = re.compile(rf"(?<![\w.,/%‰\[\x00])(?:{NUMBER})")
_BASE_NOUN = re.compile(rf"\s+{BASE_NOUNS}(?=\s*(?:$|[,;.()]|và\b|vào\b|năm\b|đến\b|so\b))")
_WORD = re.compile(
    rf"(?:ít nhất|tối thiểu|không quá|không dưới)\s+(?:có\s+)?"
    rf"(?P<word>{'|'.join(WORDS)})(?=\s+[^\W\d])(?!\s+phần\s)"
)
_BAND = re.compile(r"\s*(?:-|đến|tới)\s*$")


@dataclass(frozen=True)
class Figure:
    """A number that may bind; `unit` is None when nothing right after it says so."""

    start: int
    end: int
    written: str
    unit: str | None
    upper: str | None = None


def find_figures(folded: str) -> list[Figure]:
    """Return the figures of a clause that are not ages, years, bases or document numbers."""
    hidden = hide(folded)
    figures = [_figure(folded, found) for found in _NUMBER.finditer(hidden)]
    figures += [
        Figure(found.start("word"), found.end("word"), found["word"], None)
        for found in _WORD.finditer(hidden)
    ]
    return _with_bands(folded, sorted(figures, key=lambda f: f.start))


def _figure(folded: str, found: re.Match[str]) -> Figure:
    written = found.group().rstrip(".,")
    end = found.start() + len(written)
    unit = _UNIT.match(folded, end)
    if unit is None:
        return Figure(found.start(), end, written, None)
    end = unit.end()
    if unit["per_1000"] or unit["per_100000"]:
        base = _BASE_NOUN.match(folded, end)
        end = base.end() if base else end
    return Figure(found.start(), end, written, unit.lastgroup)


def _with_bands(folded: str, figures: list[Figure]) -> list[Figure]:
    """Join "2% đến 3%", "2 - 3%" into one figure with an upper end."""
    joined: list[Figure] = []
    for figure in figures:
        low = joined[-1] if joined else None
        if (
            low is not None
            and low.upper is None
            and _BAND.fullmatch(folded[low.end : figure.start])
            and (low.unit in {None, figure.unit})
        ):
            joined[-1] = Figure(low.start, figure.end, low.written, figure.unit, figure.written)
        else:
            joined.append(figure)
    return joined
