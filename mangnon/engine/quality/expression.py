"""Rules between figures of one unit: `numerator('3a') <= numerator('3b')`.

The language is small: value, numerator and denominator of a leaf, numbers, + - * and comparisons
that must all hold. A rule says nothing of a unit that lacks one of its figures.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterator

from sqlglot import exp

Number = float | int
Lookup = Callable[[str, str], Number | None]  # role and leaf

ROLES = ("value", "numerator", "denominator")
SUMS: dict[type[exp.Expr], Callable[[Number, Number], Number]] = {
    exp.Add: operator.add,
    exp.Sub: operator.sub,
    exp.Mul: operator.mul,
}
COMPARISONS: dict[type[exp.Expr], Callable[[Number, Number], bool]] = {
    exp.LTE: operator.le,
    exp.LT: operator.lt,
    exp.GTE: operator.ge,
    exp.GT: operator.gt,
    exp.EQ: operator.eq,
}
EXAMPLE = "numerator('3a') <= numerator('3b')"


def rule_problems(tree: exp.Expr | None, leaves: Collection[str]) -> list[str]:
    """Return a sentence for each thing that is wrong with a rule; nothing when it may be asked."""
    if tree is None:
        return [f"Không đọc được quy tắc; hãy viết một phép so sánh như {EXAMPLE}."]
    return list(dict.fromkeys(_wrong_with_comparison(tree, leaves)))


def terms_of(tree: exp.Expr) -> list[tuple[str, str]]:
    """Return role and leaf of each figure that a rule names, in the order of its text."""
    calls = tree.find_all(exp.Anonymous, bfs=False)
    return list(dict.fromkeys((node.name, node.expressions[0].this) for node in calls))


def holds(tree: exp.Expr, figure: Lookup) -> bool | None:
    """Say whether a rule holds; None where it asks for a figure that is not there."""
    if isinstance(tree, exp.Paren):
        return holds(tree.this, figure)
    if isinstance(tree, exp.And):
        both = [holds(side, figure) for side in _sides(tree)]
        return None if None in both else all(both)
    left, right = (_number(side, figure) for side in _sides(tree))
    if left is None or right is None:
        return None
    return COMPARISONS[type(tree)](left, right)


def _number(node: exp.Expr, figure: Lookup) -> Number | None:
    if isinstance(node, exp.Paren):
        return _number(node.this, figure)
    if isinstance(node, exp.Literal):
        return float(node.this)
    if isinstance(node, exp.Anonymous):
        return figure(node.name, node.expressions[0].this)
    left, right = (_number(side, figure) for side in _sides(node))
    return None if left is None or right is None else SUMS[type(node)](left, right)


def _wrong_with_comparison(node: exp.Expr, leaves: Collection[str]) -> Iterator[str]:
    if isinstance(node, exp.Paren):
        yield from _wrong_with_comparison(node.this, leaves)
    elif isinstance(node, exp.And):
        for side in _sides(node):
            yield from _wrong_with_comparison(side, leaves)
    elif type(node) in COMPARISONS:
        for side in _sides(node):
            yield from _wrong_with_number(side, leaves)
    else:
        yield f"“{_short(node)}” không phải phép so sánh; hãy viết như {EXAMPLE}."


def _wrong_with_number(node: exp.Expr, leaves: Collection[str]) -> Iterator[str]:
    if isinstance(node, exp.Paren):
        yield from _wrong_with_number(node.this, leaves)
    elif type(node) in SUMS:
        for side in _sides(node):
            yield from _wrong_with_number(side, leaves)
    elif isinstance(node, exp.Anonymous):
        yield from _wrong_with_call(node, leaves)
    elif not isinstance(node, exp.Literal) or node.is_string:
        allowed = ", ".join(ROLES)
        yield f"“{_short(node)}” không dùng được trong quy tắc; chỉ số, + - * và {allowed}."


def _wrong_with_call(node: exp.Anonymous, leaves: Collection[str]) -> Iterator[str]:
    given = node.expressions
    if node.name not in ROLES:
        yield f"Không có hàm “{node.name}”; có: {', '.join(ROLES)}."
    elif len(given) != 1 or not isinstance(given[0], exp.Literal) or not given[0].is_string:
        yield f"{node.name} cần đúng một chỉ tiêu trong nháy đơn, như {node.name}('3a')."
    elif given[0].this not in leaves:
        yield f"Không có chỉ tiêu “{given[0].this}” trong danh mục."


def _sides(node: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    return node.args["this"], node.args["expression"]


def _short(node: exp.Expr) -> str:
    return node.sql()[:60]
