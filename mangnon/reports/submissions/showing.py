"""The figures of a report as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from mangnon.reports.submissions.content import Content, FigureContent
from mangnon.reports.submissions.layout import layout_on
from mangnon.reports.submissions.paper import computed_text, shown


@dataclass(frozen=True)
class FigureLine:
    """One figure: `result` as the body stands by it, `computed` beside a correction."""

    figure: FigureContent
    result: str
    computed: str
    expected: str
    last: str
    attainment: str


def figure_lines(content: Content) -> list[FigureLine]:
    signs = layout_on(content.layout_day).signs
    return [_line(one, signs) for one in content.figures]


def _line(one: FigureContent, signs: dict[str, str]) -> FigureLine:
    value = one.computed["value"]
    absent = signs["hidden"] if one.is_hidden else signs["none"]
    computed = computed_text(one) if value is not None else absent
    return FigureLine(
        figure=one,
        result=computed if one.corrected is None else shown(one, one.corrected),
        computed=computed,
        expected="" if one.estimate is None else shown(one, one.estimate),
        last=shown(one, one.last_year["value"]) if one.last_year else "",
        attainment="" if one.corrected is not None else one.computed["attainment"] or "suppressed",
    )
