"""What a plan says: the shape of `plan read --json`."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
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
    line: int


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


@dataclass(frozen=True)
class Indicator:
    number: str
    text: str
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    line: int
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Item:
    text: str
    line: int


@dataclass(frozen=True)
class KeyTask:
    number: str
    text: str
    line: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Task:
    text: str
    line: int
    context: str | None


@dataclass(frozen=True)
class Agency:
    name: str
    bodies: tuple[str, ...]
    requested: bool
    line: int
    tasks: tuple[Task, ...]
    leads_indicators: tuple[str, ...]


@dataclass(frozen=True)
class Deadline:
    on: dt.date | None
    inclusive: bool
    recurring: str | None
    reporters: tuple[str, ...]
    recipients: tuple[str, ...]
    via: str | None
    text: str
    line: int


@dataclass(frozen=True)
class PlanWarning:
    code: str
    text: str
    line: int


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
        entries = asdict(self)
        del entries["source_lines"]
        return json.dumps(entries, ensure_ascii=False, indent=indent, default=dt.date.isoformat)
