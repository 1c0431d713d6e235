"""Spaces at which a line must not end: "ngày | 31/10/2025", "Bảng | 1"."""

from __future__ import annotations

import re

from mangnon.documents.writing.model import Figure, Text

_WORDS = "ngày|tháng|[Nn]ăm|số|Số|Bảng|Biểu đồ|[Cc]hỉ tiêu|Phụ lục|Điều|khoản"
_BEFORE_NUMBER = re.compile(rf"\b({_WORDS}) (?=\d|[IVX]+\b)")
_AFTER_DASH = re.compile(r"^([-+]) ")
_LAST_WORD = re.compile(r" (\S{1,6})$")
_FAST = "\u00a0"


def bound(text: Text) -> Text:
    """Return the text with each number bound to the word before it, an item to its dash, and a
    short last word to the one before, so that it never stands alone on a line.

    >>> bound("- Tính đến ngày 31/10/2025 thì đạt.").replace(chr(160), "~")
    '-~Tính đến ngày~31/10/2025 thì~đạt.'
    """
    pieces: list[str | Figure] = [text] if isinstance(text, str) else list(text)
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            pieces[place] = _BEFORE_NUMBER.sub(rf"\1{_FAST}", piece)
    if isinstance(first := pieces[0], str):
        pieces[0] = _AFTER_DASH.sub(rf"\1{_FAST}", first)
    if isinstance(last := pieces[-1], str):
        pieces[-1] = _LAST_WORD.sub(rf"{_FAST}\1", last)
    return str(pieces[0]) if isinstance(text, str) else tuple(pieces)
