"""What a plan says: the shape of `plan read --json`.

`line` is a number, or "page.line" in a PDF. `unsure` marks what was read from a scan,
or a direction that was guessed; the JSON holds it only where it is true.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from mangnon.documents.reading.passages import SourceLine


@dataclass(frozen=True)
class Signer:
    name: str | None
    capacity: str | None


@dataclass(frozen=True)
class LegalBasis:
    kind: str
    number: str | None
    date: dt.date | None
    issuer: str | None
    title: str | None
    cited_in: str
    line: int | str
    unsure: bool = False


@dataclass(frozen=True)
class Target:
    """One leaf: `value` and `value_max` are decimal strings with a point."""

    leaf: str
    measure: str
    relation: str
    value: str
    value_max: str | None
    unit: str
    population: str | None
    year: int | None
    base_year: int | None
    unsure: bool = False


@dataclass(frozen=True)
class Indicator:
    number: str
    text: str
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    line: int | str
    targets: tuple[Target, ...]
    unsure: bool = False


@dataclass(frozen=True)
class Item:
    text: str
    line: int | str
    unsure: bool = False


@dataclass(frozen=True)
class KeyTask:
    number: str
    text: str
    line: int | str
    items: tuple[Item, ...]
    unsure: bool = False


@dataclass(frozen=True)
class Task:
    text: str
    line: int | str
    context: str | None
    unsure: bool = False


@dataclass(frozen=True)
class Agency:
    name: str
    bodies: tuple[str, ...]
    requested: bool
    line: int | str
    tasks: tuple[Task, ...]
    leads_indicators: tuple[str, ...]
    unsure: bool = False


@dataclass(frozen=True)
class Deadline:
    on: dt.date | None
    inclusive: bool
    recurring: str | None
    reporters: tuple[str, ...]
    recipients: tuple[str, ...]
    via: str | None
    text: str
    line: int | str
    unsure: bool = False


@dataclass(frozen=True)
class PlanWarning:
    code: str
    text: str
    line: int | str


@dataclass(frozen=True)
class PlanDocument:
    title: str | None
    number: str | None
    place: str | None
    issued_on: dt.date | None
    year: int | None
    issuer: str | None
    signer: Signer
    legal_bases: tuple[LegalBasis, ...]
    indicators: tuple[Indicator, ...]
    key_tasks: tuple[KeyTask, ...]
    agencies: tuple[Agency, ...]
    funding: tuple[Item, ...]
    deadlines: tuple[Deadline, ...]
    recipients: tuple[str, ...]
    warnings: tuple[PlanWarning, ...]
    source_lines: tuple[SourceLine, ...] = field(default=(), repr=False, compare=False)

    def as_dict(self) -> dict[str, Any]:
        """Return the contract's shape as plain lists, texts and numbers."""
        plain: dict[str, Any] = json.loads(self.to_json())
        return plain

    def to_json(self, indent: int | None = 2) -> str:
        """Return the one JSON document of `plan read --json`."""
        entries = _without_sure(asdict(replace(self, source_lines=())))
        del entries["source_lines"]
        return json.dumps(entries, ensure_ascii=False, indent=indent, default=dt.date.isoformat)


def _without_sure(value: Any) -> Any:
    """Leave out every `unsure` that is false."""
    if isinstance(value, dict):
        return {k: _without_sure(v) for k, v in value.items() if k != "unsure" or v}
    if isinstance(value, list | tuple):
        return [_without_sure(item) for item in value]
    return value
