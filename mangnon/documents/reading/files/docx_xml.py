"""Parsing the parts of a Word file: no entities, no network, bounded depth."""

from functools import lru_cache
from typing import Any

from lxml import etree

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}


def parse_xml(content: bytes) -> Any:
    """Return the root element; lxml itself refuses more than 256 levels and huge texts."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


@lru_cache(maxsize=256)
def qn(name: str) -> str:
    """Return the full name of "w:p"."""
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"
