"""The last step of reading: counted lines become "page.line", items of scanned pages unsure."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from mangnon.documents.reading.model import PlanDocument
from mangnon.documents.reading.passages import SourceLine


def with_labels(plan: PlanDocument, lines: Sequence[SourceLine]) -> PlanDocument:
    """Return the plan with the labels of its lines; only those of a PDF differ from the count."""
    if all(line.page_line is None for line in lines):
        return plan
    places = {line.line: line for line in lines}
    marked = {
        field.name: _marked(getattr(plan, field.name), places, is_unsure=False)
        for field in fields(plan)
        if field.name != "source_lines"
    }
    return replace(plan, **marked)


def _marked(value: Any, places: Mapping[int, SourceLine], *, is_unsure: bool) -> Any:
    """Mark an item and all that it holds; a target stands on the line of its indicator."""
    if isinstance(value, tuple):
        return tuple(_marked(item, places, is_unsure=is_unsure) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    item: Any = value
    names = {field.name for field in fields(item)}
    changes: dict[str, Any] = {}
    if "line" in names and (place := places.get(item.line)):
        changes["line"] = place.label
        is_unsure = place.is_unsure
    if "unsure" in names:
        changes["unsure"] = is_unsure or item.unsure
    for name in names - changes.keys():
        changes[name] = _marked(getattr(item, name), places, is_unsure=is_unsure)
    return replace(item, **changes)
