"""Why one figure is what it is: its definition, its counts, and what its target needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from mangnon.engine.attainment import Attained, State, Target, attain, level_words
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.flags import NOT_COMPARABLE, SUPPRESSED, flag_sentences
from mangnon.engine.periods import elapsed, period_of
from mangnon.engine.results import FINAL, exact_value, state_of, whole_counts
from mangnon.engine.words import day_text, measured, needs_words, number, target_words

ROLE_WORDS = {"numerator": "Tử số", "denominator": "Mẫu số"}
CHANGE_WORDS = {"numerator": "Năm nay", "denominator": "Năm trước"}


class Figure(Protocol):
    """One row of the results; a stored one will do as well.

    `low` and `high` are None without a value, of a reported figure, and of a share of units.
    """

    @property
    def numerator(self) -> int | Fraction | None: ...
    @property
    def denominator(self) -> int | Fraction | None: ...
    @property
    def value(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def attainment(self) -> str | None: ...
    @property
    def basis(self) -> str: ...
    @property
    def flags(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class ExplainedTerm:
    """One count of a figure; of a change on last year the numerator is what this year counted."""

    role: str
    count: int | float  # a decimal where only a part of a unit is counted
    meaning: str
    table: str
    where: str


@dataclass(frozen=True)
class Explanation:
    """A figure explained; `sentences` say all of it in Vietnamese, one thing each."""

    leaf: str
    code: str
    title: str
    unit: str
    as_of: date
    period_start: date
    period_end: date
    formula: str
    terms: tuple[ExplainedTerm, ...]
    value: float | None
    basis: str
    target: str | None
    needs: int | None
    attainment: str | None
    rule: str
    flags: tuple[str, ...]
    traps: tuple[str, ...]
    source: str
    certainty: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.sentences)

    def as_dict(self) -> dict[str, Any]:
        """Return the explanation ready for JSON, with its `text`."""
        days = ("as_of", "period_start", "period_end")
        written = {name: getattr(self, name).isoformat() for name in days}
        return asdict(self) | written | {"text": self.text}


def explain(
    catalog: Catalog,
    leaf: str,
    figure: Figure,
    *,
    unit_name: str,
    as_of: date,
    target: Target | None = None,
    baseline: float | None = None,
) -> Explanation:
    """Explain the figure of a leaf (or code) for one unit; KeyError for a leaf not in force.

    `baseline` is last year's value, which decides whether a state is improving fast enough.
    """
    in_force = catalog.in_force(as_of)
    definition = in_force.get(leaf) or {d.code: d for d in in_force.values()}[leaf]
    judged = judge(definition, figure, target=target, as_of=as_of, baseline=baseline)
    period = period_of(definition.period, as_of)
    return Explanation(
        leaf=definition.leaf,
        code=definition.code,
        title=definition.title.vi,
        unit=unit_name,
        as_of=as_of,
        period_start=period.start,
        period_end=period.counted_to,
        formula=definition.formula_vi,
        terms=_terms(definition, figure),
        value=figure.value,
        basis=figure.basis,
        target=target_words(target) if target else None,
        needs=_needed(definition, figure, target),
        attainment=judged.status,
        rule=judged.rule,
        flags=tuple(figure.flags),
        traps=definition.traps,
        source=definition.source,
        certainty=definition.certainty,
        sentences=tuple(_sentences(catalog, definition, figure, target, judged, unit_name, as_of)),
    )


def judge(
    definition: Definition,
    figure: Figure,
    *,
    target: Target | None,
    as_of: date,
    baseline: float | None = None,
) -> Attained:
    """Judge a stored figure again, to learn the rule behind its attainment."""
    if SUPPRESSED in figure.flags:
        return Attained(None, "hidden")
    state: State = "not_applicable" if figure.attainment == "not_applicable" else "no_data"
    value = _exact(figure.value)
    if figure.numerator is not None and figure.denominator is not None:
        value = exact_value(figure.numerator, figure.denominator, definition.per)
        state = state_of(figure.numerator, figure.denominator)
    return attain(
        definition,
        target,
        value,
        is_final=figure.basis == FINAL,
        elapsed=elapsed(definition.pace, as_of),
        state=state,
        baseline=_exact(baseline),
    )


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(Decimal(repr(value)))


def _terms(definition: Definition, figure: Figure) -> tuple[ExplainedTerm, ...]:
    counts = {"numerator": figure.numerator, "denominator": figure.denominator}
    if definition.is_change and figure.numerator is not None and figure.denominator is not None:
        counts["numerator"] = figure.denominator - figure.numerator
    return tuple(
        ExplainedTerm(
            role,
            count if isinstance(count, int) else float(count),
            term.meaning,
            term.table,
            term.where,
        )
        for role, term in definition.terms.items()
        if (count := counts[role]) is not None
    )


def _sentences(
    catalog: Catalog,
    definition: Definition,
    figure: Figure,
    target: Target | None,
    judged: Attained,
    unit_name: str,
    as_of: date,
) -> list[str]:
    period = period_of(definition.period, as_of)
    said = [
        f"Chỉ tiêu {definition.leaf}: {definition.title.vi}.",
        f"{unit_name[:1].upper()}{unit_name[1:]}, số liệu đến ngày {day_text(as_of)}; "
        f"kỳ từ {day_text(period.start)} đến {day_text(period.counted_to)}.",
        f"Công thức: {definition.formula_vi}.",
    ]
    for term in _terms(definition, figure):
        count = _count_words(term.count)
        role = (CHANGE_WORDS if definition.is_change else ROLE_WORDS)[term.role]
        said.append(f"{role}: {count} ({term.meaning.lower()}).")
    said.append(_value_sentence(catalog, definition, figure))
    if target:
        said += _target_sentences(catalog, definition, figure, target)
    if judged.status:
        label = catalog.label("attainment", judged.status)
        said.append(f"Mức độ: {level_words(label, judged.words)}")
    said += flag_sentences(figure.flags)
    said += [f"Lưu ý: {trap}" for trap in definition.traps]
    return said


def _needed(definition: Definition, figure: Figure, target: Target | None) -> int | None:
    _numerator, denominator = whole_counts(figure.numerator, figure.denominator)
    return target.needed(denominator, definition.per) if target else None


def _count_words(count: int | float) -> str:
    return number(count) if isinstance(count, int) else f"≈ {number(count, 1)}"


def _target_sentences(
    catalog: Catalog, definition: Definition, figure: Figure, target: Target
) -> list[str]:
    said = [f"Mục tiêu: {target_words(target)}."]
    numerator, denominator = whole_counts(figure.numerator, figure.denominator)
    if figure.value is not None and numerator is not None and denominator:
        noun = catalog.noun_of(definition)
        needs = needs_words(target, numerator, denominator, definition.per, noun)
        said += [needs] if needs else []
    return said


def _value_sentence(catalog: Catalog, definition: Definition, figure: Figure) -> str:
    if NOT_COMPARABLE in figure.flags:
        return "Kết quả: chưa so sánh được."
    if SUPPRESSED in figure.flags:
        return "Kết quả: không nêu (số nhỏ)."
    if figure.value is None:
        return "Kết quả: không phát sinh." if _is_empty(figure) else "Kết quả: chưa có số liệu."
    unit, decimals = definition.unit, definition.decimals
    basis = catalog.label("basis", figure.basis).lower()
    interval = ""
    if figure.low is not None and figure.high is not None:
        low, high = number(figure.low, decimals), measured(figure.high, unit, decimals)
        interval = f", khoảng tin cậy 95% từ {low} đến {high}"
    return f"Kết quả: {measured(figure.value, unit, decimals)} ({basis}{interval})."


def _is_empty(figure: Figure) -> bool:
    if figure.numerator is None or figure.denominator is None:
        return figure.attainment == "not_applicable"
    return state_of(figure.numerator, figure.denominator) == "not_applicable"
