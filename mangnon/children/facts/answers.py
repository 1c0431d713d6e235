"""Answers of a fact as Python values, as JSON in the database, and as words on a page.

A question that was not asked has no value here: absent is not "unknown", and neither is "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from mangnon.engine.definitions import Code, Text
from mangnon.engine.fact_kinds import DATES, FactCatalog, FactField, FactKind
from mangnon.ui.formats import date_text, number

Values = dict[str, Any]
NOTHING: tuple[object, ...] = (None, "", [])


def answered(values: Mapping[str, Any]) -> Values:
    """Return what was answered at all."""
    return {name: value for name, value in values.items() if value not in NOTHING}


def as_json(kind: FactKind, values: Mapping[str, Any]) -> Values:
    """Return the answers of a kind as they lie in the database."""
    found = answered({field.name: values.get(field.name) for field in kind.fields})
    return {name: _plain(value) for name, value in found.items()}


def from_json(kind: FactKind, answers: Mapping[str, Any]) -> Values:
    """Return the answers as Python values; of a question that is no longer asked, none."""
    fields = kind.by_name
    return {n: _read(fields[n], value) for n, value in answers.items() if n in fields}


def as_state(kind: FactKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a fact as plain JSON: its days and answers."""
    days = {name: values[name].isoformat() for name in DATES if values.get(name)}
    return {**days, "answers": as_json(kind, values)}


def from_state(kind: FactKind, state: Mapping[str, Any]) -> Values:
    """Return the values of a fact from what `as_state` made of them."""
    days = {name: date.fromisoformat(state[name]) for name in DATES if state.get(name)}
    return days | from_json(kind, state["answers"])


def said(text: Text | Code) -> str:
    """Return a word of the catalogue in the language of the reader."""
    return text.en if (get_language() or "vi").startswith("en") else text.vi


def in_words(catalog: FactCatalog, field: FactField, value: Any, places: Mapping[str, str]) -> str:
    """Return an answer as a person reads it; `places` names the places that are meant."""
    if field.kind in ("code", "codes", "yes_no_unknown"):
        codes = catalog.codes(field).by_code
        chosen = value if isinstance(value, list) else [value]
        return "; ".join(said(codes[code]) if code in codes else code for code in chosen)
    if field.kind == "date":
        return date_text(value)
    if field.kind == "number":
        return number(value)
    if field.kind == "school_year":
        return school_year_in_words(int(value))
    return places.get(value, "") if field.kind == "place" else str(value)


def school_year_in_words(year: int) -> str:
    """Return "2024-2025" for the school year that is named by the year it ends in, 2025."""
    return f"{year - 1}-{year}"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _read(field: FactField, value: Any) -> Any:
    if field.kind in ("number", "school_year"):
        return Decimal(str(value))
    return date.fromisoformat(value) if field.kind == "date" else value
