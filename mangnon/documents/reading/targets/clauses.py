"""From the text of an indicator to its targets: clauses, measures, populations, years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mangnon.documents.reading.numbers import decimal_string
from mangnon.documents.reading.targets.comparators import (
    Chain,
    change_verb,
    is_right_after_verb,
    read_chain,
    relation_after,
)
from mangnon.documents.reading.targets.fragments import completed, is_topic, without_group
from mangnon.documents.reading.targets.measures import is_lower_better, unit_of
from mangnon.documents.reading.targets.scopes import (
    Scope,
    after_figure,
    before_figure,
)
from mangnon.documents.reading.targets.values import Figure, find_figures
from mangnon.documents.reading.text import fold
from mangnon.documents.reading.words import any_of

_CLAUSE_END = re.compile(r";\s*|(?<=[^\d\s.])\.\s+(?=[^\W\d_a-zà-ỹ])|\.\s*$")
_MEASURE_START = re.compile(rf"(?:,|\s+và|,\s+và)\s+(?={any_of('comparators', 'measure_start')})")
_JOINT = re.compile(r"\s*(?:,\s*và|,|;|\bvà|\bhoặc)\s*$")
_COUNTS = re.compile(r"(?:tổng\s+)?số\b")
_FORBIDS = re.compile(r"(?<!\w)không\s+(?:để|cho)(?!\w)")
_HAS_VERB = re.compile(r"\b(?:được|bị|có|đạt|biết|tham gia|tỷ lệ|tỷ suất|số)\b")
_LAST_JOINT = re.compile(r"(?:,|\bvà\b)(?!.*(?:,|\bvà\b))\s*")
_STRONG_END = re.compile(r"\s*(?:$|[;,.)(]|và\b|đối với|vào|ở\b|tại\b)")


_CHANGES = {"reduce_by", "increase_by"}


@dataclass(frozen=True)
class RawTarget:
    """One figure that binds, before it gets its leaf; `year` is None when none is written."""

    measure: str
    relation: str
    value: str
    value_max: str | None
    unit: str
    population: str | None
    year: int | None
    base_year: int | None
    is_due: bool = False


@dataclass
class _State:
    """What a figure without words of its own takes over from the figure before it."""

    measure: str = ""
    head: str = ""
    relation: str = ""
    unit: str = ""
    population: str | None = None
    year: int | None = None


def read_targets(text: str, *, plan_year: int | None) -> list[RawTarget]:
    """Return every target in the text of an indicator, in text order."""
    state = _State()
    targets: list[RawTarget] = []
    at = 0
    for end in [*_CLAUSE_END.finditer(text), None]:
        clause = text[at : end.start() if end else len(text)]
        targets += _clause(clause, state, plan_year)
        at = end.end() if end else at
    return targets


def _clause(clause: str, state: _State, plan_year: int | None) -> Iterator[RawTarget]:
    folded = fold(clause)
    figures = _binding(folded, find_figures(folded))
    start, previous_in_clause = 0, False
    for index, figure in enumerate(figures):
        chain = read_chain(folded, figure.start, floor=start)
        following = figures[index + 1] if index + 1 < len(figures) else None
        limit = _limit(folded, figure, following)
        target, start = _target(clause, folded, figure, chain, start, limit, state)
        if target is None:
            continue
        if previous_in_clause and _is_comment(target, folded, figure, limit, state):
            continue
        previous_in_clause = True
        if (
            target.year
            and plan_year
            and target.year < plan_year
            and target.base_year == target.year
        ):
            continue
        if target.relation in _CHANGES and target.base_year is None:
            target = replace(target, base_year=after_figure(clause[start:], is_tail=True).base_year)
        state.measure, state.relation, state.unit = target.measure, target.relation, target.unit
        state.population = target.population
        if not _is_result(target, plan_year):
            yield target


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
    return [
        f
        for f in figures
        if f.unit
        or (read_chain(folded, f.start, floor=0).sets_level and _STRONG_END.match(folded, f.end))
    ]


def _follows_joint(folded: str, at: int) -> bool:
    return _JOINT.search(folded[max(0, at - 12) : at]) is not None


def _limit(folded: str, figure: Figure, following: Figure | None) -> int:
    """Return where the words that may belong to this figure end."""
    if following is None:
        return len(folded)
    chain = read_chain(folded, following.start, floor=figure.end)
    between = folded[figure.end : chain.start]
    fresh = _MEASURE_START.search(between)
    if fresh:
        return figure.end + fresh.start()
    joint = _JOINT.search(between)
    return figure.end + (joint.start() if joint else len(between))


def _target(
    clause: str, folded: str, figure: Figure, chain: Chain, start: int, limit: int, state: _State
) -> tuple[RawTarget | None, int]:
    """Return what the figure binds, and where the words of the next figure may start."""
    before = before_figure(clause[start : chain.start])
    if before.measure or before.population:
        joint = _LAST_JOINT.search(folded, figure.end, limit)
        limit = joint.end() if joint and limit < len(folded) else limit
    has_colon = ":" in folded[chain.start : figure.start]
    is_about = has_colon and is_topic(folded[start : chain.start])
    is_tail = bool(before.measure) and not is_about
    after = after_figure(clause[figure.end : limit], is_tail=is_tail)
    if after.measure and is_about:
        before = replace(before, measure="")
    measure, own = _measure(before, after, state)
    is_count = figure.unit is None and unit_of(own) == "count"
    if is_count and before.measure and after.noun and not _COUNTS.match(fold(own)):
        has = "có " if folded.startswith("có ", chain.start) else ""
        measure = f"{before.measure} {has}{after.noun}"
    if not measure:
        return None, limit
    population = after.population or before.population
    if population is None and before.is_part and not _HAS_VERB.search(fold(before.measure)):
        population, measure = before.measure, state.measure or measure
    target = RawTarget(
        measure,
        _relation(folded, start, figure, chain, measure, not own, state),
        decimal_string(figure.written),
        decimal_string(figure.upper) if figure.upper else None,
        figure.unit or (state.unit if not own and state.unit else unit_of(measure)),
        population,
        after.year or before.year,
        after.base_year or before.base_year,
        after.is_due if after.year else before.is_due,
    )
    return target, limit


def _measure(before: Scope, after: Scope, state: _State) -> tuple[str, str]:
    """Return the whole measure, and the words of it that stand at this figure."""
    if before.head:
        state.head, state.measure = before.head, ""
    if before.measure:
        own = completed(before.measure, state.head, state.measure)
        state.head = state.head if own != before.measure else ""
        return own, own
    if state.head and (before.population or (before.head and not after.measure)):
        return state.head, state.head
    if after.measure:
        state.head = ""
        return after.measure, after.measure
    if before.population and before.population not in {"rural", "urban"}:
        return without_group(state.measure), ""
    return state.measure, ""


def _relation(
    folded: str,
    start: int,
    figure: Figure,
    chain: Chain,
    measure: str,
    inherits: bool,
    state: _State,
) -> str:
    prefix = folded[start : chain.start]
    verb = change_verb(prefix)
    if verb and ((is_right_after_verb(prefix) and chain.relation != "<") or not chain.sets_level):
        return verb
    written = relation_after(folded, figure.end) or chain.relation
    if written == ">" and _FORBIDS.search(prefix):
        return "<="
    if written:
        return written
    follows_change = state.relation in _CHANGES and start > 0 and chain.relation is None
    if (inherits and state.relation) or (follows_change and not _JOINT.sub("", prefix).strip()):
        return state.relation
    return "<=" if is_lower_better(measure) else ">="


def _is_result(target: RawTarget, plan_year: int | None) -> bool:
    """True for a figure of a past year; "đạt 82% vào năm 2025" stays a target of that year."""
    past = target.year is not None and plan_year is not None and target.year < plan_year
    return past and not target.is_due


def _is_comment(target: RawTarget, folded: str, figure: Figure, limit: int, state: _State) -> bool:
    """True for "đạt 95%, tăng 2% so với năm 2024": the rise only explains the target."""
    is_change = target.relation in _CHANGES
    return is_change and target.measure == state.measure and "so với" in folded[figure.end : limit]
