"""How wide text is in Times New Roman: for rules, hanging dashes and lines broken in balance."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

_POINT_IN_MM = 25.4 / 72
_HORN = "\u031b"  # the only mark that makes a letter wider

# Thousandths of the letter size -> the letters that wide; read from a font with Times' metrics.
_UPRIGHT = {
    180: "'", 200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr’", 389: "Js", 408: '"',
    444: "?acez“”", 500: "#$*0123456789_bdghknopquvxyđ–", 529: "ơ", 542: "ư", 549: "≥≤", 556: "FPS",
    564: "+<=>", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐƠ", 776: "Ư", 778: "&m", 833: "%",
    889: "M", 921: "@", 944: "W", 1000: "—…‰",
}  # fmt: skip
_BOLD = {
    220: "|", 250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt’", 389: "Is", 444: "cerz",
    500: "#$*0123456789?J_agovxy–“”", 549: "≥≤", 554: "ơ", 556: "Sbdhknpquđ", 570: "+<=>",
    600: "ư", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQƠ", 796: "Ư", 833: "&m",
    930: "@", 944: "M", 1000: "%W—…‰",
}  # fmt: skip
_ANOTHER = 500  # any other sign


def _by_letter(groups: Mapping[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in groups.items() for letter in letters}


_WIDTHS = {False: _by_letter(_UPRIGHT), True: _by_letter(_BOLD)}


def width_mm(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text prints, in millimetres.

    >>> round(width_mm("Độc lập - Tự do - Hạnh phúc", 13, bold=True), 1)
    56.1
    """
    widths = _WIDTHS[bold]
    ems = sum(widths.get(letter, _ANOTHER) for letter in _letters(text))
    return ems / 1000 * size * _POINT_IN_MM


def _letters(text: str) -> Iterator[str]:
    """Yield each letter without its tone, which takes no room of its own."""
    for sign in unicodedata.normalize("NFC", text).replace("\u00a0", " "):
        taken_apart = unicodedata.normalize("NFD", sign)
        horn = _HORN if _HORN in taken_apart else ""
        yield unicodedata.normalize("NFC", taken_apart[0] + horn)


def balanced(text: str, line_mm: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the text on as few lines as it needs, the lines of like lengths.

    >>> balanced("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 40, 12, bold=True)
    ('SỞ GIÁO DỤC', 'VÀ ĐÀO TẠO')
    """
    lines = filled(text, line_mm, size, bold)
    while len(lines) > 1:
        line_mm -= 1
        narrower = filled(text, line_mm, size, bold)
        if len(narrower) > len(lines) or line_mm < 1:
            break
        lines = narrower
    return tuple(lines)


def filled(text: str, line_mm: float, size: float, bold: bool = False) -> list[str]:
    """Break the text as a typist does: a word that no longer fits begins the next line."""
    words = text.split(" ")
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width_mm(longer, size, bold=bold) <= line_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
