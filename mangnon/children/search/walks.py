"""Where a page of children comes from: walks over an index that stop when the page is full.

No walk counts or sorts the register. In a few communes each commune's own children are walked in
name order, whatever is asked of the name. Over many communes the children of the rarest word asked
for are walked; the other words stand in the same row of the index. Decision 0022 says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from mangnon.children.models import Child, NameWord
from mangnon.children.search.words import Words

FEW_UNITS = 12
MANY_WORDS = 40

MERGED = """
SELECT DISTINCT listed.*
FROM unnest(%s::{kind}[]) AS each(value) CROSS JOIN LATERAL ({one}) AS listed
ORDER BY 1 {direction}, 2 {direction} LIMIT %s
"""
# The distinct words that begin so, found by skipping from one to the next in the index.
BEGINNING = """
WITH RECURSIVE found AS (
    (SELECT word FROM children_name_word WHERE word >= %(begun)s ORDER BY word LIMIT 1)
    UNION ALL
    SELECT (
        SELECT word FROM children_name_word WHERE word > found.word ORDER BY word LIMIT 1
    ) FROM found WHERE starts_with(found.word, %(begun)s)
)
SELECT word FROM found WHERE starts_with(word, %(begun)s) LIMIT %(most)s
"""
# As ANALYZE counted last: a word that is not there is rare.
COMMON = """
SELECT word, share FROM pg_stats,
    unnest(most_common_vals::text::text[], most_common_freqs) AS common(word, share)
WHERE schemaname = current_schema AND tablename = 'children_name_word' AND attname = 'word'
  AND (word = ANY(%(whole)s) OR starts_with(word, %(begun)s))
"""


@dataclass(frozen=True)
class Place:
    """A place in name order: of the child that a page ends or begins with."""

    name_key: str
    child: UUID

    @property
    def mark(self) -> str:
        """The place as a page's button posts it; it tells the name, so it is in no address."""
        return f"{self.child} {self.name_key}"

    @classmethod
    def read(cls, mark: str) -> Place | None:
        """Return the place; None for a mark that no button has."""
        child, _between, name_key = mark.partition(" ")
        try:
            return cls(name_key, UUID(child)) if name_key.isascii() and name_key else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Walk:
    """Which way to go from which place, and how far."""

    start: Place | None
    is_backward: bool
    most: int

    def within(self, listed: QuerySet[Any], key: str) -> QuerySet[Any]:
        """Return the first of the rows behind the place; `key` is the field with the child."""
        if self.start is not None:
            name_key, child = self.start.name_key, self.start.child
            way = "lt" if self.is_backward else "gt"
            listed = listed.filter(
                Q(**{f"name_key__{way}e": name_key}),
                Q(**{f"name_key__{way}": name_key}) | Q(**{f"{key}__{way}": child}),
            )
        sign = "-" if self.is_backward else ""
        return listed.order_by(f"{sign}name_key", f"{sign}{key}").values_list("name_key", key)[
            : self.most
        ]


def over_all(children: QuerySet[Child], words: Words, walk: Walk) -> list[Place]:
    """Walk as the database plans it: for few children, or for no word in name order."""
    return [Place(*row) for row in walk.within(children.filter(*words.held()), "pk")]


def over_units(
    children: QuerySet[Child], units: Sequence[int], words: Words, walk: Walk
) -> list[Place]:
    """Walk the children of each unit and merge what was found."""
    of_one = children.filter(*words.held(), unit_id=RawSQL("each.value", []))
    return _merged(walk.within(of_one, "pk"), list(units), "bigint", walk)


def over_words(children: QuerySet[Child], words: Words, walk: Walk) -> list[Place]:
    """Walk the children of the rarest word, of each word that begins so, and merge them."""
    walked = rarest(words)
    if not walked:
        return over_all(children, words, walk)
    of_one = NameWord.objects.filter(
        *words.held(), word=RawSQL("each.value", []), child__in=children
    )
    return _merged(walk.within(of_one, "child"), walked, "text", walk)


def rarest(words: Words) -> list[str]:
    """Return the word to walk, or those that the last one begins; none when they are too many."""
    with connection.cursor() as cursor:
        cursor.execute(COMMON, {"whole": list(words.whole), "begun": words.begun})
        shares = dict(cursor.fetchall())
        of_begun = sum(share for word, share in shares.items() if word.startswith(words.begun))
        whole = min(words.whole, key=lambda word: shares.get(word, 0.0), default="")
        if whole and shares.get(whole, 0.0) <= of_begun:
            return [whole]
        cursor.execute(BEGINNING, {"begun": words.begun, "most": MANY_WORDS + 1})
        beginning = [word for (word,) in cursor.fetchall()]
    if len(beginning) <= MANY_WORDS:
        return beginning or [words.begun]
    return [whole] if whole else []


def _merged(one: QuerySet[Any], values: list[Any], kind: str, walk: Walk) -> list[Place]:
    """Return the first of all that the walk finds for each of the values."""
    sql, params = one.query.sql_with_params()
    direction = "DESC" if walk.is_backward else "ASC"
    with connection.cursor() as cursor:
        merged = MERGED.format(one=sql, kind=kind, direction=direction)
        cursor.execute(merged, [values, *params, walk.most])
        return [Place(*row) for row in cursor.fetchall()]
