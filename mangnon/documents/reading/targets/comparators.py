"""How a figure binds: the words right before and after it, and the verb that governs it."""

import re
from dataclasses import dataclass

from mangnon.documents.reading.words import any_of, pattern

_RELATIONS = {"less": "<", "at_most": "<=", "at_least": ">=", "more": ">", "level": ""}
_ANY = any_of("comparators", *_RELATIONS, "neutral")
_LAST = re.compile(rf"({_ANY})\s*$")
_OR_MORE = re.compile(r"\s*(?:[^\W\d_]+\s+){0,3}?trở\s+lên")
_OR_LESS = re.compile(r"\s*(?:[^\W\d_]+\s+){0,3}?trở\s+xuống")
_UPWARD = {">": ">", ">=": ">="}


@dataclass(frozen=True)
class Chain:
    """The comparing words before a figure: their start, and the relation they set if any.

    `sets_level` is False when the words could also measure a change ("giảm ít nhất 5%").
    """

    start: int
    relation: str | None
    sets_level: bool


def read_chain(folded: str, end: int, *, floor: int) -> Chain:
    """Read the comparing words that end at `end`, not going before `floor`."""
    start, relation, sets_level = end, None, False
    while found := _LAST.search(folded, max(floor, start - 40), start):
        start = found.start()
        kind = _kind(found[1])
        if kind not in {"neutral", "level"} and relation is None:
            relation = _RELATIONS[kind]
        if not pattern("comparators", "quantifiers").fullmatch(found[1]) and kind != "neutral":
            sets_level = True
    return Chain(start, relation, sets_level)


def _kind(word: str) -> str:
    for kind in (*_RELATIONS, "neutral"):
        if re.fullmatch(any_of("comparators", kind), word):
            return kind
    return "neutral"


def relation_after(folded: str, end: int) -> str | None:
    """Return the relation of "95% trở lên" or "5 em trở xuống"."""
    if _OR_MORE.match(folded, end):
        return ">="
    return "<=" if _OR_LESS.match(folded, end) else None


def change_verb(prefix: str) -> str | None:
    """Return reduce_by or increase_by when a verb of change governs what follows the prefix."""
    plain = pattern("comparators", "not_change").sub(lambda m: "\x01" * len(m[0]), prefix)
    falls = [m.start() for m in pattern("comparators", "falls").finditer(plain)]
    rises = [m.start() for m in pattern("comparators", "rises").finditer(plain)]
    if not falls and not rises:
        return None
    return "reduce_by" if max(falls, default=-1) > max(rises, default=-1) else "increase_by"


def is_right_after_verb(prefix: str) -> bool:
    """True for "giảm 5%": nothing but the verb of change stands before the figure."""
    return re.search(rf"{any_of('comparators', 'falls', 'rises')}\s*$", prefix) is not None
