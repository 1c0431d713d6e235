"""What makes a catalogue incomplete, though every figure that it gives is right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mangnon.engine.check import LEAVES, Rule
from mangnon.engine.drafts import Draft
from mangnon.engine.issues import Issue


def no_leaf_of_the_plan_is_missing(draft: Draft) -> Iterator[Issue]:
    """Every code of the list `leaf` has a definition."""
    for entry in draft.lists:
        if entry.value.name != LEAVES:
            continue
        defined = {indicator.value.leaf for indicator in draft.indicators}
        for place, code in enumerate(entry.value.codes):
            if code.code not in defined:
                message = f"Chỉ tiêu {code.code} ({code.vi}) chưa có tệp trong indicators/."
                yield entry.issue(("codes", place), message)


def no_day_lies_between_definitions(draft: Draft) -> Iterator[Issue]:
    """The next definition of a leaf holds from the day on which the one before it ends."""
    ordered = sorted(draft.indicators, key=lambda e: (e.value.leaf, e.value.valid_from))
    for before, after in pairwise(ordered):
        ends, begins = before.value.valid_to, after.value.valid_from
        if before.value.leaf == after.value.leaf and ends is not None and ends < begins:
            yield before.issue(
                ("valid_to",),
                f"Từ {ends:%d/%m/%Y} đến trước {begins:%d/%m/%Y} chỉ tiêu {after.value.leaf} không "
                f"có định nghĩa nào; hãy đặt valid_to bằng valid_from của {after.source.file}, "
                f"là {begins}.",
            )


COMPLETENESS: tuple[Rule, ...] = (no_leaf_of_the_plan_is_missing, no_day_lies_between_definitions)
