"""One figure of a clause: what it measures, how it binds, for whom and by when."""

import re
from dataclasses import dataclass, replace

from mangnon.documents.reading.numbers import decimal_string
from mangnon.documents.reading.targets.comparators import (
    Chain,
    change_verb,
    is_right_after_verb,
    relation_after,
)
from mangnon.documents.reading.targets.fragments import (
    HAS_VERB,
    completed,
    is_action,
    is_kind,
    is_topic,
    subject_of,
    with_other_group,
)
from mangnon.documents.reading.targets.measures import (
    is_lower_better,
    is_plausible,
    is_telling,
    unit_of,
)
from mangnon.documents.reading.targets.scopes import Scope, after_figure, before_figure
from mangnon.documents.reading.targets.values import COUNTED, Figure
from mangnon.documents.reading.text import fold

CHANGES = {"reduce_by", "increase_by"}
JOINT = re.compile(r"\s*(?:,\s*và|,|;|\bvà|\bhoặc)\s*$")
_COUNTS = re.compile(r"(?:tổng\s+)?số\b")
# A count cannot be 2%: "Giảm số cuộc tảo hôn: 2%" says by how much it falls.
_CHANGE_OF_COUNT = re.compile(r"\W*(?:mức\s+(?:giảm|tăng)\s|(?:giảm|tăng)\s+số\s)")
_FORBIDS = re.compile(r"(?<!\w)không\s+(?:để|cho)(?!\w)")
_LAST_JOINT = re.compile(r"(?:,|\bvà\b)(?!.*(?:,|\bvà\b))\s*")


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
    unsure: bool = False

    @property
    def is_plausible(self) -> bool:
        """False where the catalogue's range for such a measure is left."""
        values = [value for value in (self.value, self.value_max) if value is not None]
        return is_plausible(self.measure, self.unit, self.relation, *values)


@dataclass(frozen=True)
class Reading:
    """A target with what only its clause needs to know.

    `is_due` says that its year is one to come ("đến năm 2030"), `trails` that its measure stands
    after it, `is_compared` that words set its relation, `follows` that only a comma parts it
    from the figure before; `noun` is what stands right after it.
    """

    target: RawTarget
    end: int
    is_due: bool
    trails: bool
    is_compared: bool
    noun: str
    follows: bool = False


@dataclass
class State:
    """What a figure without words of its own takes over from the figure before it."""

    measure: str = ""
    head: str = ""
    relation: str = ""
    unit: str = ""
    year: int | None = None

    def keep(self, target: RawTarget) -> None:
        self.measure, self.relation, self.unit = target.measure, target.relation, target.unit


def read_figure(
    clause: str, folded: str, figure: Figure, chain: Chain, start: int, limit: int, state: State
) -> Reading:
    """Read the words from `start` to `limit`; without a measure it has to wait for one."""
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
    if figure.unit and is_action(before.measure) and after.noun and not chain.sets_level:
        before = replace(before, measure=f"{before.measure} {after.noun}")
    group = before.population or (before.measure if before.is_part else "")
    if group and (moved := with_other_group(state.measure, group)):
        before = replace(before, measure=moved, population=None, is_part=False)
    measure, own = _measure(before, after, state)
    is_count = figure.unit is None and unit_of(own) == "count"
    if is_count and before.measure and after.noun and not _COUNTS.match(fold(own)):
        has = "có " if folded.startswith("có ", chain.start) else ""
        measure = f"{before.measure} {has}{after.noun}"
    population = after.population or before.population
    is_group = before.is_part and not is_kind(before.measure)
    if population is None and is_group and not HAS_VERB.search(fold(before.measure)):
        population, measure = before.measure, state.measure or measure
    written = _relation(folded, start, figure, chain, not own, state)
    target = RawTarget(
        measure,
        written or direction(measure),
        decimal_string(figure.written),
        decimal_string(figure.upper) if figure.upper else None,
        _unit(figure, after, measure, "" if own else state.unit),
        population,
        after.year or before.year,
        after.base_year or before.base_year,
        unsure=not (written or chain.sets_level) and is_guess(measure, figure.written),
    )
    is_due = after.is_due if after.year else before.is_due
    trails = bool(after.measure) and own == after.measure
    follows = start > 0 and not JOINT.sub("", folded[start : chain.start]).strip(" ,;")
    return Reading(target, limit, is_due, trails, written is not None, after.noun, follows)


def _unit(figure: Figure, after: Scope, measure: str, inherited: str) -> str:
    """Return the unit written, else the one of the figure before or of the measure's words."""
    if figure.unit is None and fold(after.noun) in COUNTED:
        return "count"
    return figure.unit or inherited or unit_of(measure)


def direction(measure: str) -> str:
    """Return the relation of a bare number: the measure's words say which way is better."""
    return "<=" if is_lower_better(measure) else ">="


def is_guess(measure: str, written: str) -> bool:
    """True for a bare number whose measure has no word that tells which way is better."""
    return written != "100" and not is_telling(measure)


def _measure(before: Scope, after: Scope, state: State) -> tuple[str, str]:
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
        whole = f"{subject_of(state.measure)} {after.verb} {after.measure}"
        return (whole, whole) if after.verb and state.measure else (after.measure, after.measure)
    return state.measure, ""


def _relation(
    folded: str, start: int, figure: Figure, chain: Chain, inherits: bool, state: State
) -> str | None:
    """Return the relation the words set, or the one of the figure before; None for neither."""
    prefix = folded[start : chain.start]
    verb = change_verb(prefix)
    if verb and ((is_right_after_verb(prefix) and chain.relation != "<") or not chain.sets_level):
        return verb
    is_share = figure.unit == "percent" and folded[chain.start : figure.start].strip() == ":"
    if verb and is_share and _CHANGE_OF_COUNT.match(prefix):
        return verb
    written = relation_after(folded, figure.end) or chain.relation
    if written == ">" and _FORBIDS.search(prefix):
        return "<="
    if written:
        return written
    follows_change = state.relation in CHANGES and start > 0 and chain.relation is None
    if (inherits and state.relation in CHANGES) or (
        follows_change and not JOINT.sub("", prefix).strip()
    ):
        return state.relation
    return {"<": "<=", ">": ">="}.get(state.relation[:1]) if inherits else None
