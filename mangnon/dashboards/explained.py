"""Why a figure is what it is: the rows counted and left out, the list behind it, a value to try."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mangnon.core.models import User
from mangnon.engine.behind.left_out import Chain, fell_out
from mangnon.engine.behind.missing import count_missing, why_no_list
from mangnon.engine.issues import EngineError
from mangnon.engine.what_if import WhatIf
from mangnon.indicators.explain import try_result
from mangnon.indicators.gaps.counted import Counted, counted_rows
from mangnon.indicators.gaps.gap import Gap
from mangnon.indicators.gaps.rights import may_open
from mangnon.indicators.models import Result
from mangnon.indicators.shelves import Shelf
from mangnon.ui.formats import count_text

WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Explained:
    """What the page tells beside the figure; `why_no_list` stands where there is no list."""

    counted: Counted
    noun: str
    missing: str
    why_no_list: str
    may_open: bool
    may_try: bool
    asked: str
    tried: WhatIf | None
    refusal: str

    @property
    def chains(self) -> Sequence[tuple[Chain, str]]:
        """Return each chain with what became of the rows that fall out in it."""
        return [(chain, fell_out(self.counted.definition, chain)) for chain in self.counted.chains]


def explained(result: Result, shelf: Shelf, by: User, asked: str) -> Explained:
    """Explain a figure to a person; `asked` is how many more they want to try, as they wrote it."""
    gap = Gap(result.run, result.leaf, result.unit, shelf)
    why_not = why_no_list(gap.definition)
    count = count_missing(gap.definition, result.numerator, result.denominator)
    tried, refusal = _tried(result, shelf, asked.strip())
    return Explained(
        counted=counted_rows(gap, result, by),
        noun=gap.catalog.noun_of(gap.definition) if why_not else gap.noun,
        missing="" if count is None else count_text(count),
        why_no_list=why_not,
        may_open=not why_not and may_open(by, gap.definition, gap.catalog),
        may_try=isinstance(result.numerator, int) and bool(result.denominator),
        asked=asked.strip(),
        tried=tried,
        refusal=refusal,
    )


def _tried(result: Result, shelf: Shelf, asked: str) -> tuple[WhatIf | None, str]:
    if not asked:
        return None, ""
    if not WHOLE.fullmatch(asked):
        return None, _("“%(asked)s” is not a whole number, such as 3 or -3.") % {"asked": asked}
    try:
        return try_result(result, shelf, int(asked)), ""
    except EngineError as refusal:
        return None, str(refusal)
