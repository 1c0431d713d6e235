"""Words as they are compared: without marks, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG
from mangnon.core.vietnamese import fold


@lru_cache(maxsize=4096)
def exact(text: str) -> str:
    """Return the words in lower case with their marks, without punctuation."""
    composed = unicodedata.normalize("NFC", text).lower()
    return " ".join(re.sub(r"[\W_]+", " ", composed).split())


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return the words in lower case without their marks and punctuation.

    >>> plain("Ngày, tháng, năm sinh:")
    'ngay thang nam sinh'
    """
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


class Lookup:
    """Finds what a text stands for: first as it is written, then without marks.

    What is written alike without marks and means two things is found only with them.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self.exact: dict[str, str] = {}
        folded: dict[str, set[str]] = {}
        for word, meaning in words.items():
            self.exact.setdefault(exact(word), meaning)
            folded.setdefault(plain(word), set()).add(meaning)
        self.plain = {word: next(iter(found)) for word, found in folded.items() if len(found) == 1}

    def find(self, text: str) -> str | None:
        return self.exact.get(exact(text)) or self.plain.get(plain(text))


@cache
def around_tables() -> dict[str, Any]:
    """Return the words of totals and signatures."""
    text = (CATALOG / "imports" / "words.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)
    return words
