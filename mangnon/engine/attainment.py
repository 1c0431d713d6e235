"""Whether a target is met, and by which rule that was judged.

Everything is exact: whole counts and decimal targets are compared as fractions, never as the
rounded figures that pages show (76,9% of 111 communes needs 86, since 85 are 76,6%).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from mangnon.engine.definitions import Definition

Status = Literal["met", "on_track", "off_track", "missed", "no_data", "not_applicable"]
State = Literal["value", "zero", "not_applicable", "no_data"]

HIGHER = (">=", ">", "reduce_by", "increase_by")  # a fall of more than asked is good as well
LOWER = ("<=", "<")
CHANGES = ("reduce_by", "increase_by")  # the figure is itself the change on last year

# Rule -> why a figure was judged so, in words for pages, the console and reports.
RULES: dict[str, str] = {
    "no_target": "Không có mục tiêu để so sánh.",
    "no_cases": "Không phát sinh: không có trường hợp nào để tính.",
    "no_data": "Chưa có số liệu.",
    "hidden": "Không nêu mức độ vì từ đó suy ra được số nhỏ.",
    "final_met": "Kỳ đã kết thúc và số liệu đạt mục tiêu.",
    "final_missed": "Kỳ đã kết thúc và số liệu không đạt mục tiêu.",
    "annual_unmeasured": "Chỉ tiêu đo một lần mỗi năm, năm nay chưa đo.",
    "annual_met": "Chỉ tiêu đo một lần mỗi năm; lần đo năm nay đạt mục tiêu.",
    "annual_behind": "Chỉ tiêu đo một lần mỗi năm; lần đo năm nay chưa đạt mục tiêu.",
    "reached": "Số cộng dồn đã đến mục tiêu.",
    "building": "Số cộng dồn chưa đến mục tiêu nhưng không chậm hơn thời gian đã qua.",
    "building_behind": "Số cộng dồn chậm hơn phần mục tiêu ứng với thời gian đã qua.",
    "ceiling_passed": "Số cộng dồn đã vượt mức cho phép của cả kỳ.",
    "ceiling_kept": "Số cộng dồn trong phần được phép ứng với thời gian đã qua.",
    "ceiling_near": "Số cộng dồn chưa vượt mức cả kỳ nhưng vượt phần ứng với thời gian đã qua.",
    "change_kept": "Mức thay đổi so với năm trước đang đủ mục tiêu, kỳ chưa hết.",
    "change_short": "Mức thay đổi so với năm trước chưa đủ mục tiêu, kỳ chưa hết.",
    "holds": "Số liệu hiện đạt mục tiêu.",
    "improving": "Chưa đạt mục tiêu nhưng từ năm trước đến nay đi đủ nhanh để đạt.",
    "too_slow": "Chưa đạt mục tiêu và đi chậm hơn đường từ năm trước đến mục tiêu.",
    "no_baseline": "Chưa đạt mục tiêu; không có số năm trước để xét tiến độ.",
}


def level_words(label: str, why: str) -> str:
    """Return how far a figure is and why; only the why where it begins with the same words."""
    return why if why.startswith(label) else f"{label}. {why}"


@dataclass(frozen=True)
class Target:
    """What the plan asks of a leaf, in the leaf's own unit."""

    relation: str  # >=, >, <=, <, reduce_by (falls by at least value %), increase_by
    value: Decimal
    value_max: Decimal | None = None
    unit: str = "percent"
    population: str = ""

    @property
    def is_lower_better(self) -> bool:
        return self.relation in LOWER

    def is_met_by(self, value: Fraction) -> bool:
        bound = Fraction(self.value)
        if self.relation in ("<", ">"):
            return value < bound if self.relation == "<" else value > bound
        return value <= bound if self.is_lower_better else value >= bound

    def reaches(self, value: Fraction, bound: Fraction) -> bool:
        """Say whether the value is at the bound or on its good side."""
        return value <= bound if self.is_lower_better else value >= bound

    def needed(self, denominator: int | None, per: int) -> int | None:
        """Return the whole numerator that just meets the target; see `needed_numerator`."""
        if denominator is None:
            return None
        return needed_numerator(self.relation, self.value, denominator, per)


@dataclass(frozen=True)
class Attained:
    """A judgement and the rule behind it; `status` is None where there is no target."""

    status: Status | None
    rule: str

    @property
    def words(self) -> str:
        return RULES[self.rule]


def attain(
    definition: Definition,
    target: Target | None,
    value: Fraction | None,
    *,
    is_final: bool,
    elapsed: Fraction,
    state: State = "value",
    baseline: Fraction | None = None,
) -> Attained:
    """Judge one figure against its target.

    `value` and `baseline` (last year's value) are in the leaf's unit; `elapsed` is the share of
    the leaf's time that has passed; `is_final` says that the period is over. A value of None means
    that nothing was there to count (state not_applicable) or that nothing is known (no_data).
    """
    if target is None:
        return Attained(None, "no_target")
    if value is None:
        if state == "not_applicable":
            return Attained("not_applicable", "no_cases")
        is_waiting = definition.pace == "annual" and not is_final
        return Attained("no_data", "annual_unmeasured" if is_waiting else "no_data")
    if value == 0 and may_be_uncounted(definition, is_final=is_final):
        return Attained("no_data", "annual_unmeasured")
    is_met = target.is_met_by(value)
    if is_final:
        return Attained("met", "final_met") if is_met else Attained("missed", "final_missed")
    if definition.pace == "annual":
        return Attained("met", "annual_met") if is_met else Attained("off_track", "annual_behind")
    if target.relation in CHANGES:
        return _change(is_met)
    if definition.builds_up:
        return _building_up(target, value, elapsed, is_met)
    return _state(target, value, elapsed, baseline, is_met)


def may_be_uncounted(definition: Definition, *, is_final: bool) -> bool:
    """Say whether a zero of this leaf is no measured zero.

    A register counts nothing of an annual leaf before its measuring begins, and until the period
    is over nothing tells that from a true zero.
    """
    is_register = definition.is_computed and not definition.is_change
    return is_register and definition.pace == "annual" and not is_final


def _change(is_met: bool) -> Attained:
    if is_met:
        return Attained("on_track", "change_kept")
    return Attained("off_track", "change_short")


def _building_up(target: Target, value: Fraction, elapsed: Fraction, is_met: bool) -> Attained:
    is_on_pace = target.reaches(value, Fraction(target.value) * elapsed)
    if target.is_lower_better:
        if not is_met:
            return Attained("missed", "ceiling_passed")
        if is_on_pace:
            return Attained("on_track", "ceiling_kept")
        return Attained("off_track", "ceiling_near")
    if is_met:
        return Attained("met", "reached")
    if is_on_pace:
        return Attained("on_track", "building")
    return Attained("off_track", "building_behind")


def _state(
    target: Target, value: Fraction, elapsed: Fraction, baseline: Fraction | None, is_met: bool
) -> Attained:
    if is_met:
        return Attained("met", "holds")
    if baseline is None:
        return Attained("off_track", "no_baseline")
    path = baseline + (Fraction(target.value) - baseline) * elapsed
    if target.reaches(value, path):
        return Attained("on_track", "improving")
    return Attained("off_track", "too_slow")


def needed_numerator(relation: str, value: Decimal, denominator: int, per: int) -> int | None:
    """Return the whole numerator at which a target is just met.

    The smallest one when higher is better, the largest that still meets it when lower is better;
    None when no count can: nothing to count, a change on last year, a share above 100%.

    >>> needed_numerator(">=", Decimal("76.9"), 111, 100)
    86
    >>> needed_numerator("<", Decimal("9"), 200, 100)
    17
    """
    if denominator <= 0 or relation in CHANGES:
        return None
    bound = Fraction(value) * denominator / per
    needed = {
        ">=": math.ceil(bound),
        ">": math.floor(bound) + 1,
        "<=": math.floor(bound),
        "<": math.ceil(bound) - 1,
    }[relation]
    is_beyond = relation in HIGHER and per == 100 and needed > denominator
    return None if needed < 0 or is_beyond else needed
