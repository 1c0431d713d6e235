"""How a figure's counts come about: the rows there are, and how many fall out at each condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlglot import exp

from mangnon.engine.behind.asking import Asked, Rows
from mangnon.engine.definitions import Definition, Table, Term
from mangnon.engine.predicate_words import words_of, words_of_opposite
from mangnon.engine.words import number


@dataclass(frozen=True)
class Step:
    """The rows that fall out at one condition; `parts` are their answers, where it asks for one."""

    condition: str
    reason: str
    left_out: int
    parts: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        """Return the reason with the answers: "chưa đăng ký khai sinh (25 không, 12 không rõ)"."""
        parts = ", ".join(f"{number(count)} {label.lower()}" for label, count in self.parts)
        return f"{self.reason} ({parts})" if parts else self.reason


@dataclass(frozen=True)
class Chain:
    """From the rows that a term starts with to what it counts; `repeated` rows count once only.

    `start - left out - repeated = count`. A numerator within its denominator starts with the rows
    of the denominator.
    """

    role: str
    noun: str
    is_within: bool
    start: int
    steps: tuple[Step, ...]
    repeated: int
    count: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def chains(asked: Asked) -> tuple[Chain, ...]:
    """Return how the denominator and then the numerator came about; none of a reported leaf."""
    terms = asked.definition.terms
    if not terms:
        return ()
    with asked.opened() as rows:
        found = []
        for role in ("denominator", "numerator"):
            term, before = terms[role], rows.lie_in(asked.table(terms[role]))
            is_within = role == "numerator" and asked.is_within
            if is_within:
                before = [*before, *asked.conditions(terms["denominator"])]
            found.append(_chain(asked, rows, role, term, before, is_within=is_within))
        return tuple(found)


def chain_sentences(definition: Definition, found: Sequence[Chain]) -> list[str]:
    """Say each chain in one sentence; a condition at which nobody falls out goes unsaid."""
    return [_sentence(definition, chain) for chain in found]


def fell_out(definition: Definition, chain: Chain) -> str:
    """Return in a few words what became of the rows that fall out in a chain."""
    if not chain.is_within:
        return "không tính"
    return "chưa đạt" if definition.better == "higher" else "không thuộc tử số"


def _sentence(definition: Definition, chain: Chain) -> str:
    role = {"denominator": "mẫu số", "numerator": "tử số"}[chain.role]
    whole = "trong mẫu số" if chain.is_within else "trong sổ"
    said = [f"{number(chain.start)} {chain.noun} {whole}"]
    how = fell_out(definition, chain)
    said += [f"{number(step.left_out)} {how}: {step.text}" for step in chain.steps if step.left_out]
    if chain.repeated:
        said.append(f"{number(chain.repeated)} dòng lặp lại, mỗi trường hợp chỉ đếm một lần")
    return f"Cách đếm {role}: {'; '.join(said)}; còn {number(chain.count)}."


def _chain(
    asked: Asked, rows: Rows, role: str, term: Term, before: list[exp.Expr], *, is_within: bool
) -> Chain:
    table, conditions = asked.table(term), asked.conditions(term)
    reached = [[*before, *conditions[:place]] for place in range(len(conditions) + 1)]
    left = _counts(rows, table, term, reached)
    last = left[-1]
    count = _distinct(rows, table, term.distinct, reached[-1]) if term.distinct else last
    steps = tuple(
        Step(
            condition=words_of(condition, table, asked.catalog),
            reason=words_of_opposite(condition, table, asked.catalog),
            left_out=left[place] - left[place + 1],
            parts=_parts(asked, rows, term, condition, reached[place]),
        )
        for place, condition in enumerate(conditions)
    )
    return Chain(role, table.noun, is_within, left[0], steps, last - count, count)


def _counts(rows: Rows, table: Table, term: Term, reached: Sequence[list[exp.Expr]]) -> list[int]:
    """Return how many rows answer each list of conditions, or what they add up to, in one scan."""
    weight = exp.column(term.summed) if term.summed else exp.Literal.number(1)
    columns = [
        exp.Sum(this=exp.Case().when(_all(conditions), weight).else_(exp.Literal.number(0)))
        for conditions in reached
    ]
    found = _row(rows, exp.select(*columns).from_(table.name))
    return [int(value or 0) for value in found]  # of no rows at all a sum is null


def _all(conditions: list[exp.Expr]) -> exp.Expr:
    return exp.and_(*conditions, copy=True) if conditions else exp.true()


def _distinct(rows: Rows, table: Table, column: str | None, conditions: list[exp.Expr]) -> int:
    counted = exp.Count(this=exp.Distinct(expressions=[exp.column(column or "")]))
    query = exp.select(counted).from_(table.name).where(*conditions)
    return int(_row(rows, query)[0])


def _row(rows: Rows, query: exp.Select) -> list[Any]:
    return list(rows.ask(query).to_pylist()[0].values())


def _parts(
    asked: Asked, rows: Rows, term: Term, condition: exp.Expr, before: list[exp.Expr]
) -> tuple[tuple[str, int], ...]:
    """Return the answers of the rows that fall out, in the order of their list."""
    table = asked.table(term)
    columns = {column.name for column in condition.find_all(exp.Column)}
    asked_for = table.by_name[columns.pop()] if len(columns) == 1 else None
    if asked_for is None or asked_for.list is None:
        return ()
    counted = exp.Sum(this=exp.column(term.summed)) if term.summed else exp.Count(this=exp.Star())
    query = exp.select(exp.column(asked_for.name).as_("code"), counted.as_("n")).from_(table.name)
    query = query.where(*before, exp.not_(condition)).group_by("code")
    counts = {r["code"]: r["n"] for r in rows.ask(query).to_pylist()}
    codes = asked.catalog.lists[asked_for.list].by_code
    return tuple((code.vi, int(counts[name])) for name, code in codes.items() if name in counts)
