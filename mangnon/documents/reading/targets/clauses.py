"""From the text of an indicator to its targets: clauses, measures, populations, years."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mangnon.documents.reading.numbers import NUMBER
from mangnon.documents.reading.targets.comparators import read_chain
from mangnon.documents.reading.targets.fragments import HAS_VERB, predicate_of
from mangnon.documents.reading.targets.readings import (
    CHANGES,
    JOINT,
    RawTarget,
    Reading,
    State,
    direction,
    is_guess,
    read_figure,
)
from mangnon.documents.reading.targets.scopes import after_figure
from mangnon.documents.reading.targets.values import COUNTED, Figure, find_figures
from mangnon.documents.reading.text import fold
from mangnon.documents.reading.words import any_of

_CLAUSE_END = re.compile(r";\s*|(?<=[^\d\s.])\.\s+(?=[^\W\d_a-zà-ỹ])|\.\s*$")
_MEASURE_START = re.compile(rf"(?:,|\s+và|,\s+và)\s+(?={any_of('comparators', 'measure_start')})")
_NEXT_YEAR = re.compile(
    r"(?:,|\s+và|,\s+và)\s+(?:(?:đến|tới|vào|trong|hết|cuối|phấn đấu)\s+)*năm\s+\d{4}[\s:]*$"
)
_YEAR_OF_LIST = re.compile(
    r"\W*(?:phấn đấu\s+)?(?:đến|tới|vào|trong)?\s*(?:hết|cuối)?\s*năm\s+(?P<year>\d{4})\s*:"
)
_EACH = re.compile(r"(?:,|;|\bvà)\s+mỗi\s[^,;]*$")
_GROUPS_ASIDE = re.compile(
    r"\((?:(?:trong đó|ở|khu vực|vùng)\s*:?\s*)*"
    rf"(?:nông thôn|thành thị|đô thị|{any_of('comparators', 'groups')})\s(?![^()]*năm\s+\d{{4}})"
    r"[^()]*\d\s*[%‰][^()]*\)"
)
_YEAR_ASIDE = re.compile(
    r"\((?:phấn đấu\s+)?(?:đến|vào)\s+(?:hết\s+|cuối\s+)?năm\s+(?P<year>\d{4})"
    r"\s[^()]*\d\s*[%‰][^()]*\)"
)
_RATE = rf"{NUMBER}\s*[%‰]"
_YEARS_JOINT = r"\s*(?:,|/|và)\s*(?:(?:vào|đến)\s+)?(?:năm\s+)?"
_TWO_YEARS = re.compile(
    rf"(?P<first>{_RATE})\s*(?:/|,|và)\s*(?P<second>{_RATE})\s+(?:lần lượt\s+)?(?:vào|đến|trong)\s+"
    rf"(?:các\s+)?năm\s+(?P<year>\d{{4}}){_YEARS_JOINT}(?P<later>\d{{4}})(?!\d)"
)
_SAME_IN_YEARS = re.compile(
    rf"(?<!so với )năm\s+(?P<year>\d{{4}}){_YEARS_JOINT}(?P<later>\d{{4}})(?!\d)"
    r"(?!\s*(?::|đạt|là))"
)
_STRONG_END = re.compile(
    rf"\s*(?:(?:{'|'.join(COUNTED)})\b\s*)?(?:$|[;,.)(]|và\b|đối với|vào|ở\b|tại\b)"
)


def read_targets(text: str, *, plan_year: int | None) -> list[RawTarget]:
    """Return every target in the text of an indicator, in text order."""
    state = State()
    targets: list[RawTarget] = []
    at = 0
    text = _laid_out(text, plan_year)
    for end in [*_CLAUSE_END.finditer(text), None]:
        clause = text[at : end.start() if end else len(text)]
        if named := _YEAR_OF_LIST.match(fold(clause)):
            state.year = int(named["year"])
        targets += _clause(clause, state, plan_year)
        at = end.end() if end else at
    return targets


def _laid_out(text: str, plan_year: int | None) -> str:
    """Lay "dưới 10% (nông thôn dưới 8%)" and "95%/100% vào năm 2028 và năm 2030" out as lists."""
    asides = list(_GROUPS_ASIDE.finditer(fold(text)))
    coming = [m for m in _YEAR_ASIDE.finditer(fold(text)) if int(m["year"]) >= (plan_year or 0)]
    for found in sorted([*asides, *coming], key=lambda m: m.start(), reverse=True):
        inside = text[found.start() + 1 : found.end() - 1]
        text = f"{text[: found.start()].rstrip()}, {inside}{text[found.end() :]}"
    for found in reversed(list(_TWO_YEARS.finditer(fold(text)))):
        first, second = text[slice(*found.span("first"))], text[slice(*found.span("second"))]
        pairs = f"{first} vào năm {found['year']} và {second} vào năm {found['later']}"
        text = f"{text[: found.start()]}{pairs}{text[found.end() :]}"
    return text


def _clause(clause: str, state: State, plan_year: int | None) -> list[RawTarget]:
    folded = fold(clause)
    figures = _binding(folded, find_figures(folded))
    found: list[Reading] = []
    waiting: list[Reading] = []
    start = 0
    for index, figure in enumerate(figures):
        chain = read_chain(folded, figure.start, floor=start)
        following = figures[index + 1] if index + 1 < len(figures) else None
        limit = _limit(folded, figure, following)
        reading = read_figure(clause, folded, figure, chain, start, limit, state)
        start = reading.end
        if not reading.target.measure:
            waiting.append(reading)
            continue
        if found and _is_comment(reading.target, folded, figure, limit, state):
            continue
        found += _named_at_last(waiting, reading)
        waiting = []
        if _is_starting_point(reading.target, plan_year):
            continue
        if reading.target.relation in CHANGES and reading.target.base_year is None:
            base_year = after_figure(clause[start:], is_tail=True).base_year
            reading = replace(reading, target=replace(reading.target, base_year=base_year))
        if found and _replaces(reading, found[-1]):
            found.pop()
        state.keep(reading.target)
        found += [*_earlier_year(reading, folded, figure), reading]
    bound = _without_results(_with_predicates(found), plan_year)
    return [replace(t, year=t.year or state.year) for t in bound]


def _earlier_year(reading: Reading, folded: str, figure: Figure) -> list[Reading]:
    """Return the same target for 2028 in "đạt 100% vào năm 2028 và năm 2030"."""
    years = _SAME_IN_YEARS.search(folded, figure.end, reading.end)
    if years is None or reading.target.year != int(years["later"]):
        return []
    return [replace(reading, target=replace(reading.target, year=int(years["year"])))]


def _replaces(reading: Reading, before: Reading) -> bool:
    """True for "giảm 0,3% so với năm 2025, còn dưới 8,2%": the fall only explains the level."""
    this, other = reading.target, before.target
    is_level = other.relation in CHANGES and this.relation not in CHANGES
    is_same = (this.measure, this.population, this.year, this.unit) == (
        other.measure,
        other.population,
        other.year,
        other.unit,
    )
    return is_level and is_same and other.base_year is not None


def _named_at_last(waiting: list[Reading], named: Reading) -> Iterator[Reading]:
    """Yield the figures before the measure: "năm 2026: 80%, năm 2030: 90% xã có sân chơi"."""
    for early in waiting if named.trails else ():
        measure = early.noun or named.target.measure
        relation = early.target.relation if early.is_compared else direction(measure)
        unsure = not early.is_compared and is_guess(measure, early.target.value)
        target = replace(early.target, measure=measure, relation=relation, unsure=unsure)
        yield replace(early, target=target, trails=True)


def _with_predicates(found: list[Reading]) -> list[Reading]:
    """Read "95% trẻ em khuyết tật và 90% trẻ em mồ côi được trợ cấp" with its verb twice."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        this, following = shared[at], shared[at + 1]
        predicate = predicate_of(following.target.measure)
        is_bare = this.trails and not HAS_VERB.search(fold(this.target.measure))
        if is_bare and following.trails and predicate:
            measure = f"{this.target.measure} {predicate}"
            shared[at] = replace(this, target=replace(this.target, measure=measure))
    return shared


def _is_starting_point(target: RawTarget, plan_year: int | None) -> bool:
    """True for a figure of the very year that the target is compared with."""
    is_past = target.year is not None and plan_year is not None and target.year < plan_year
    return is_past and target.base_year == target.year


def _binding(folded: str, figures: list[Figure]) -> list[Figure]:
    """Where a share or rate stands in a clause, plain counts only describe the measure."""
    rated = [figure for figure in figures if figure.unit]
    if not rated:
        chains = [read_chain(folded, figure.start, floor=0) for figure in figures]
        is_compared = [bool(chain.relation) or chain.sets_level for chain in chains]
        first = is_compared.index(True) if True in is_compared else len(figures)
        listed = [
            figure
            for at, figure in enumerate(figures)
            if is_compared[at] or (at > first and _follows_joint(folded, figure.start))
        ]
        return listed or figures[:1]
    return [f for f in figures if f.unit or _counts_beside_shares(folded, f)]


def _counts_beside_shares(folded: str, figure: Figure) -> bool:
    """True for ", mỗi xã có ít nhất 01 mô hình", or a count that "đạt" sets and that ends there."""
    chain = read_chain(folded, figure.start, floor=0)
    if chain.relation and _EACH.search(folded[: chain.start]):
        return True
    if folded.startswith("không để", chain.start):
        return True
    return chain.sets_level and _STRONG_END.match(folded, figure.end) is not None


def _follows_joint(folded: str, at: int) -> bool:
    return JOINT.search(folded[max(0, at - 12) : at]) is not None


def _limit(folded: str, figure: Figure, following: Figure | None) -> int:
    """Return where the words that may belong to this figure end."""
    if following is None:
        return len(folded)
    chain = read_chain(folded, following.start, floor=figure.end)
    between = folded[figure.end : chain.start]
    fresh = _MEASURE_START.search(between) or _NEXT_YEAR.search(between)
    if fresh:
        return figure.end + fresh.start()
    joint = JOINT.search(between)
    return figure.end + (joint.start() if joint else len(between))


def _without_results(found: list[Reading], plan_year: int | None) -> list[RawTarget]:
    """Drop figures of past years, but not "82% vào năm 2025" or "65% năm 2025, 75% năm 2030"."""
    kept: list[RawTarget] = []
    leads_on = False
    for reading in reversed(found):
        year = reading.target.year
        is_past = year is not None and plan_year is not None and year < plan_year
        is_kept = not is_past or reading.is_due or leads_on
        leads_on = is_kept and reading.follows and year is not None
        kept += [reading.target] if is_kept else []
    return kept[::-1]


def _is_comment(target: RawTarget, folded: str, figure: Figure, limit: int, state: State) -> bool:
    """True for "đạt 95%, tăng 2% so với năm 2024": the rise only explains the target."""
    if target.relation not in CHANGES or state.relation in CHANGES:
        return False
    chain = read_chain(folded, figure.start, floor=0)
    is_bound = chain.relation is not None and target.unit != state.unit
    is_of_year = "so với" in folded[figure.end : limit]
    return target.measure == state.measure and is_of_year and not is_bound
