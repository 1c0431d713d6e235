"""The dated layout of a report: headings, sentences with slots, signs. Read from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any, ClassVar, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from mangnon import catalog
from mangnon.documents.writing.model import Figure, Text

FOLDER = Path(catalog.__file__).parent / "reports"

SLOTS: dict[str, set[str]] = {
    "basis": {"document"},
    "cited_number": {"number"},
    "cited_day": {"day"},
    "cited_issuer": {"issuer"},
    "cited_title": {"about", "title"},
    "cited_replaced": {"document", "new"},
    "cited_ended": {"document", "day"},
    "opening": {"issuer", "year", "territory", "as_of"},
    "scope": {"plan", "indicators", "leaves", "tasks", "agencies"},
    "coverage": {"as_of", "districts", "communes", "computed", "reported", "units_on"},
    "counts": {"leaves", "counts"},
    "count": {"number", "attainment"},
    "count_with_share": {"number", "attainment", "share"},
    "table_by_field": {"number"},
    "chart_overview": {"number"},
    "charts_note": set(),
    "chart_over_years": {"number", "leaf"},
    "chart_by_district": {"number", "leaf"},
    "field_counts": {"leaves", "counts"},
    "leaf": {"leaf", "title"},
    "details": {"details"},
    "annexes": {"targets", "districts"},
    "annex_of_charts": {"charts"},
    "result": {"leaf", "value", "details", "target", "attainment"},
    "result_not_applicable": {"leaf", "target"},
    "result_no_data": {"leaf", "target"},
    "made_of_count": {"fraction", "counted"},
    "made_of_report": set(),
    "tasks_given": {"tasks", "agencies", "table"},
    "requested": {"name"},
    "tasks_without_progress": set(),
    "table_by_agency": {"number"},
    "nothing_behind": {"as_of"},
    "behind": {
        *("leaf", "value", "details", "target", "attainment"),
        *("before", "needs", "monthly", "ahead", "lowest"),
    },
    "before": {"year", "value"},
    "monthly": {"monthly"},
    "ahead": {"value", "interval"},
    "annex_of_years": {"years"},
    "needs_more": {"needed", "denominator", "counted", "numerator", "missing", "few"},
    "needs_fewer": {"needed", "denominator", "counted", "numerator", "missing"},
    "lowest": {"units"},
    "unit_value": {"unit", "value"},
    "nothing_without_data": set(),
    "leaf_with_leads": {"leaf", "leads"},
    "not_applicable_list": {"leaves"},
    "difficulties": {"raised", "solved", "open"},
    "no_difficulties": set(),
    "difficulty": {"raiser", "title", "since", "proposed", "escalated"},
    "difficulty_escalated": set(),
    "more_difficulties": {"more"},
    "deadline": {"when", "on", "reporters", "recipients", "via"},
    "due_before": set(),
    "due_by": set(),
    "via": {"via"},
    "lead_behind": {"lead", "leaves"},
    "lead_without_data": {"lead", "leaves"},
    "closing": {"year", "territory", "issuer", "addressees"},
    "source_note": {"snapshot", "as_of", "manifest", "catalog"},
    "signs_note": set(),
    "hidden_note": set(),
    "annex_national": {"year"},
    "annex_of_national": {"national", "programme", "milestone", "counts"},
    "national_count": {"number", "how", "leaves"},
    "national_note": {"programme", "title", "milestone"},
    "annex_targets": {"year"},
    "annex_districts": {"year"},
    "annex_charts": {"year"},
    "annex_years": {"year"},
    "years_note": set(),
    "annex_summary": {"year"},
    "annex_communes": {"year"},
    "annex_counts": {"year"},
    "how_to_verify": set(),
    "reported_by_lead": set(),
}


class Layout(BaseModel):
    """One dated report layout; a sentence that is missing or has a wrong slot is an error.

    A kind of report with sentences of its own declares them in `said`, with their slots.
    """

    said: ClassVar[Mapping[str, set[str]]] = SLOTS
    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: dict[str, str]
    kind: str
    subject: str
    number: str
    capacity: list[str]
    signer: str
    filed: str
    same_as_above: str
    attached_to: str
    parent: str
    names: dict[str, str]
    renamed: dict[str, str]
    symbols: dict[str, str]
    basis_kinds: list[str]
    cited_by_name: list[str]
    about: dict[str, str]
    actions: tuple[str, ...]
    headings: dict[str, str]
    basis: dict[str, str]
    targets: dict[str, str]
    table_targets: dict[str, str]
    signs: dict[str, str]
    redefined: str
    flags: dict[str, str]
    counted: dict[str, str]
    counted_short: dict[str, str]
    measures: dict[str, str]
    sentences: dict[str, str]
    national: dict[str, str]
    columns: dict[str, str]
    district_leaves: dict[str, str]
    sheets: dict[str, str]
    source_rows: dict[str, str]

    @model_validator(mode="after")
    def _sentences_are_whole(self) -> Layout:
        if missing := sorted(self.said.keys() - self.sentences.keys()):
            raise ValueError(f"sentences are missing: {', '.join(missing)}")
        for name, sentence in self.sentences.items():
            if name not in self.said:
                raise ValueError(f"no report says the sentence {name!r}")
            if unknown := sorted(slots(sentence) - self.said[name]):
                raise ValueError(f"sentence {name!r} has unknown slots: {', '.join(unknown)}")
        return self

    def say(self, sentence: str, **values: Text | int) -> Text:
        """Return the sentence with its slots filled; figures stay figures."""
        return fill(self.sentences[sentence], **values)


AnyLayout = TypeVar("AnyLayout", bound=Layout)


def load_layout(model: type[AnyLayout], code: str, on: date, folder: Path = FOLDER) -> AnyLayout:
    """Return the layout of a report kind for the units of a day; LookupError where there is none.

    A file may be `based_on` others of the folder, each read over the one before, and then holds
    only what it says otherwise.
    """
    for file in sorted(folder.glob(f"{code}@*.yaml"), reverse=True):
        layout = model(**_read(file))
        if layout.valid_from <= on and (layout.valid_to is None or on < layout.valid_to):
            return layout
    raise LookupError(f"no layout for the report {code!r} on {on}")


def _read(file: Path) -> dict[str, Any]:
    own: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    based_on = own.pop("based_on", [])
    whole: dict[str, Any] = {}
    for below in [based_on] if isinstance(based_on, str) else based_on:
        whole = _over(whole, _read(file.parent / below))
    return _over(whole, own)


def _over(whole: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return the whole with what is said otherwise; of tables, only the entries named."""
    return whole | {
        name: whole[name] | value
        if isinstance(value, dict) and isinstance(whole.get(name), dict)
        else value
        for name, value in own.items()
    }


def slots(template: str) -> set[str]:
    """Return the names in braces.

    >>> sorted(slots("{a} và {b}"))
    ['a', 'b']
    """
    return {name for _text, name, _form, _turn in Formatter().parse(template) if name}


def fill(template: str, **values: Text | int) -> Text:
    """Fill the slots of a template; the answer is a string unless a figure went in.

    >>> fill("đạt {value}.", value=("76,9", "%"))
    'đạt 76,9%.'
    """
    pieces: list[str | Figure] = []
    for text, name, _form, _turn in Formatter().parse(template):
        pieces.append(text)
        if name:
            value = values[name]
            pieces.extend(value if isinstance(value, tuple) else (str(value),))
    return joined(tuple(pieces))


def joined(pieces: tuple[str | Figure, ...]) -> Text:
    """Return the pieces with neighbouring strings made one; a lone string stays a string."""
    made: list[str | Figure] = []
    for piece in pieces:
        if isinstance(piece, str) and made and isinstance(made[-1], str):
            made[-1] += piece
        elif piece != "":
            made.append(piece)
    if not made:
        return ""
    return made[0] if len(made) == 1 and isinstance(made[0], str) else tuple(made)


def listed(items: list[Text], separator: str = ", ") -> Text:
    """Return the items one after another with a separator between."""
    pieces: list[str | Figure] = []
    for position, item in enumerate(items):
        if position:
            pieces.append(separator)
        pieces.extend(item if isinstance(item, tuple) else (item,))
    return joined(tuple(pieces))
