"""What a person should look at before trusting the plan: the warnings."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mangnon.documents.reading.heading import Heading
from mangnon.documents.reading.indicators import unread_goals
from mangnon.documents.reading.model import Indicator, PlanDocument, PlanWarning
from mangnon.documents.reading.passages import Passage
from mangnon.documents.reading.sections import Section
from mangnon.documents.reading.slips import find_doubled_words, find_impossible_dates
from mangnon.documents.reading.targets.measures import is_plausible
from mangnon.documents.reading.text import fold

# A share that no decimal says: a person must.
_FRACTION = re.compile(
    r"(?<![\d,./])[1-9]\s?/\s?(?:[2-9]|10)\s+(?=(?:tổng |các )*(?:số|trẻ|xã|trường|ấp|thôn|vụ))"
    r"|(?:một|hai|ba)\s+phần\s+(?:hai|ba|tư|năm)(?!\w)|một nửa"
)


def find_warnings(
    plan: PlanDocument, heading: Heading, sections: list[Section], passages: list[Passage]
) -> PlanDocument:
    """Return the plan with its warnings, in order of their lines."""
    warnings = [*_of_heading(heading), *_of_indicators(plan.indicators)]
    warnings += _of_numbers(plan, sections)
    for passage in unread_goals(sections, {int(indicator.line) for indicator in plan.indicators}):
        warnings.append(PlanWarning("unread-target", passage.text, passage.line))
    for passage in passages:
        warnings += find_doubled_words(passage)
        warnings += find_impossible_dates(passage)
    return replace(plan, warnings=tuple(sorted(warnings, key=lambda w: int(w.line))))


def _of_heading(heading: Heading) -> Iterator[PlanWarning]:
    if heading.number is None:
        yield PlanWarning("missing-number", "Kế hoạch chưa ghi số.", heading.number_line)
    if heading.is_date_impossible:
        yield PlanWarning("impossible-date", "Ngày ban hành không có thật.", heading.date_line)
    elif heading.issued_on is None:
        yield PlanWarning("missing-date", "Kế hoạch chưa ghi ngày ban hành.", heading.date_line)


def _of_indicators(indicators: tuple[Indicator, ...]) -> Iterator[PlanWarning]:
    for indicator in indicators:
        name, line = f"Chỉ tiêu {indicator.number}", indicator.line
        if not indicator.targets or _FRACTION.search(fold(indicator.text)):
            yield PlanWarning("unread-target", f"{name}: {indicator.text}", line)
        if not indicator.leads:
            yield PlanWarning("no-lead", f"{name} chưa có cơ quan chủ trì.", line)
        if len(indicator.leads) > 1:
            leads = ", ".join(indicator.leads)
            yield PlanWarning("several-leads", f"{name} có nhiều cơ quan chủ trì: {leads}.", line)
        for target in indicator.targets:
            values = [v for v in (target.value, target.value_max) if v is not None]
            if not is_plausible(target.measure, target.unit, target.relation, *values):
                text = f"{name}: {target.measure} {' - '.join(values)}"
                yield PlanWarning("implausible-value", text, line)


def _of_numbers(plan: PlanDocument, sections: list[Section]) -> Iterator[PlanWarning]:
    seen: set[str] = set()
    for indicator in plan.indicators:
        if indicator.number in seen:
            text = f"Chỉ tiêu {indicator.number} được đánh số nhiều lần."
            yield PlanWarning("duplicate-number", text, indicator.line)
        seen.add(indicator.number)
    for section in sections:
        if section.kind not in {"targets", "general_aim"}:
            yield from _repeated(section)


def _repeated(section: Section) -> Iterator[PlanWarning]:
    """Yield the items of one section that carry a number another item has."""
    seen: set[tuple[str, str]] = set()
    for node in section.items:
        key = (node.marker.kind if node.marker else "", node.number)
        if node.number and key in seen:
            yield PlanWarning("duplicate-number", f"Mục {node.number} lặp lại số.", node.line)
        seen.add(key)
