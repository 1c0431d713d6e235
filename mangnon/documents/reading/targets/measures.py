"""What a measure's own words tell: its direction, its unit, its plausible values."""

import re

from mangnon.documents.reading.numbers import as_decimal
from mangnon.documents.reading.targets.masks import RATE_BASE
from mangnon.documents.reading.text import fold
from mangnon.documents.reading.words import any_of, load, pattern

_PER = {"1000": "per_1000", "100000": "per_100000"}


def is_lower_better(measure: str) -> bool:
    """True when the measure counts something bad, such as deaths; help for children is good."""
    folded = fold(measure)
    bad = list(pattern("measures", "lower").finditer(folded))
    if not bad:
        return False
    good = [m.start() for m in pattern("measures", "higher").finditer(folded)]
    return not any(at < bad[0].start() or at >= bad[-1].end() - 1 for at in good)


def is_telling(measure: str) -> bool:
    """True when some word of the measure tells which way is better."""
    return pattern("measures", "lower", "higher", "good").search(fold(measure)) is not None


def unit_of(measure: str) -> str:
    """Return the unit a bare number of this measure is in."""
    folded = fold(measure)
    if pattern("measures", "ratio_words").search(folded):
        return "count"
    base = RATE_BASE.search(folded)
    if base:
        unit = _PER.get(
            re.sub(r"\D", "", base["base"].replace("nghìn", "000").replace("ngàn", "000"))
        )
        if unit:
            return unit
    if re.search(any_of("measures", "share_words"), folded):
        return "percent"
    if re.search(any_of("measures", "rate_words"), folded):
        per = pattern("measures", "per_100000").search(folded)
        return "per_100000" if per else "per_1000"
    return "count"


def is_plausible(measure: str, unit: str, relation: str, *values: str) -> bool:
    """False when a value lies outside every range the catalogue gives for such a measure."""
    folded = fold(measure)
    is_change = relation in {"reduce_by", "increase_by"}
    for entry in load("measures")["ranges"]:
        if entry["unit"] != unit or not all(fold(word) in folded for word in entry["words"]):
            continue
        if entry["words"] and is_change:
            continue
        if entry.get("better") == "lower" and not is_lower_better(measure):
            continue
        if any(not entry["low"] <= as_decimal(value) <= entry["high"] for value in values):
            return False
    return True
