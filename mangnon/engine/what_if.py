"""What a figure would be with more, or fewer, in its numerator."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from mangnon.engine.attainment import Target, level_words
from mangnon.engine.behind.missing import SHARES
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.explanation import Figure, judge
from mangnon.engine.issues import EngineError
from mangnon.engine.results import exact_value, whole_counts
from mangnon.engine.units_on import Moved
from mangnon.engine.words import measured, number


@dataclass(frozen=True)
class WhatIf:
    """The figure with `more` in the numerator, negative for fewer, and how it would be judged."""

    more: int
    numerator: int
    denominator: int
    value: float
    attainment: str | None
    text: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def what_if(
    catalog: Catalog,
    definition: Definition,
    figure: Figure,
    more: int,
    *,
    as_of: date,
    target: Target | None = None,
    baseline: float | None = None,
) -> WhatIf:
    """Try a figure with other counts; EngineError, in a sentence, for what could not be."""
    counted, denominator = whole_counts(figure.numerator, figure.denominator)
    if counted is None or not denominator:
        raise EngineError(
            f"Chỉ tiêu {definition.leaf} ở đơn vị này không có tử số và mẫu số nguyên để thử."
        )
    noun = catalog.noun_of(definition)
    numerator, words = _tried(definition, noun, counted, denominator, more)
    value = float(exact_value(numerator, denominator, definition.per) or 0)
    tried = Moved(numerator, denominator, value, basis=figure.basis)
    judged = judge(definition, tried, target=target, as_of=as_of, baseline=baseline)
    said = [f"{words} {measured(value, definition.unit, definition.decimals)}."]
    if judged.status:
        label = catalog.label("attainment", judged.status)
        said.append(f"Mức độ: {level_words(label, judged.words)}")
    return WhatIf(more, numerator, denominator, value, judged.status, " ".join(said))


def _tried(
    definition: Definition, noun: str, counted: int, denominator: int, more: int
) -> tuple[int, str]:
    """Return the figure's numerator with more of what its term counts, and say what was tried."""
    # The numerator of a change is the fall: what was there last year less what is there now.
    before = denominator - counted if definition.is_change else counted
    after = before + more
    if after < 0:
        raise EngineError(f"Tử số chỉ có {number(before)} {noun}, không bớt được {number(-more)}.")
    if definition.kind in SHARES and after > denominator:
        raise EngineError(
            f"Chỉ còn {number(denominator - before)} {noun} chưa ở trong tử số, "
            f"không thêm được {number(more)}."
        )
    how = f"Nếu {'thêm' if more >= 0 else 'bớt'} {number(abs(more))} {noun}"
    if definition.is_change:
        now = f"{how} trong năm nay: {number(after)}, năm trước {number(denominator)}, mức giảm"
        return denominator - after, now
    return after, f"{how} trong tử số: {number(after)} trên {number(denominator)},"
