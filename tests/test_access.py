"""Every address of the site, and what each person gets there: in their scope, and outside it."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

# nobody: not signed in; officer: focal office; leader; stranger: a focal officer elsewhere.
PEOPLE = ("nobody", "officer", "leader", "stranger")
TABLE: dict[str, tuple[str, list[int]]] = {}


def routes(patterns=None, prefix="") -> Iterator[str]:
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern)


def test_every_address_is_in_the_table():
    assert set(routes()) == set(TABLE)
