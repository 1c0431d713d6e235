"""Where the answers of each kind lie, read and written alike: `home` in the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db import models

from mangnon.children.facts.answers import Values, answered, as_json, from_json
from mangnon.children.facts.circumstance import CircumstanceSpell
from mangnon.children.facts.disability import DisabilitySpell
from mangnon.children.facts.fact import Fact, RestrictedFact
from mangnon.children.facts.injury import Injury
from mangnon.children.facts.life import Death
from mangnon.children.facts.vaccination import Vaccination
from mangnon.children.growing import Measurement, Schooling
from mangnon.engine.fact_kinds import DATES, FactKind

YES_NO = {"yes": True, "no": False}
POSITIONS = {"standing": True, "lying": False, "unknown": None}


class Home(Protocol):
    """A table of facts. Values are the answers with `began_on` and `ended_on`, as Python values."""

    @property
    def model(self) -> type[models.Model]: ...

    def kind_of(self, row: Any) -> str | None:
        """Return the kind that a row says it is of; None where the table holds one kind alone."""

    def values(self, kind: FactKind, row: Any) -> Values: ...

    def fill(self, kind: FactKind, row: Any, values: Mapping[str, Any]) -> None: ...


@dataclass(frozen=True)
class Open:
    """A `Fact`: the answers are JSON. Answers to what is no longer asked stay as they are."""

    model: type[models.Model] = Fact

    def kind_of(self, row: Fact) -> str | None:
        return row.kind

    def values(self, kind: FactKind, row: Fact) -> Values:
        dates = {name: getattr(row, name) for name in DATES}
        return answered(dates) | from_json(kind, row.answers)

    def fill(self, kind: FactKind, row: Fact, values: Mapping[str, Any]) -> None:
        kept = {name: value for name, value in row.answers.items() if name not in kind.by_name}
        row.kind = kind.kind
        row.began_on, row.ended_on = values["began_on"], values.get("ended_on")
        row.answers = kept | as_json(kind, values)


@dataclass(frozen=True)
class Sealed:
    """A `RestrictedFact`: kind, days and answers are one sealed text."""

    model: type[models.Model] = RestrictedFact

    def kind_of(self, row: RestrictedFact) -> str | None:
        return str(json.loads(row.content)["kind"])

    def values(self, kind: FactKind, row: RestrictedFact) -> Values:
        held = json.loads(row.content)
        dates = {name: date.fromisoformat(held[name]) for name in DATES if held.get(name)}
        return dates | from_json(kind, held["answers"])

    def fill(self, kind: FactKind, row: RestrictedFact, values: Mapping[str, Any]) -> None:
        held = json.loads(row.content) if row.content else {"answers": {}}
        kept = {n: value for n, value in held["answers"].items() if n not in kind.by_name}
        dates = {name: values[name].isoformat() for name in DATES if values.get(name)}
        content = {"kind": kind.kind, **dates, "answers": kept | as_json(kind, values)}
        row.content = json.dumps(content, ensure_ascii=False)


@dataclass(frozen=True)
class Columns:
    """A table of its own. `columns` names those that are called otherwise than the question."""

    model: type[models.Model]
    columns: Mapping[str, str] = field(default_factory=dict)
    coded: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()  # true when the box is ticked, else not said

    def kind_of(self, row: Any) -> str | None:
        return None

    def values(self, kind: FactKind, row: Any) -> Values:
        found = {}
        for name in self._names(kind):
            value = getattr(row, self.columns.get(name, name))
            if name in self.ticked:
                value = ["yes"] if value else None
            elif codes := self.coded.get(name):
                value = next(code for code, held in codes.items() if held is value)
            is_place = name in kind.by_name and kind.by_name[name].kind == "place"
            found[name] = str(value) if is_place and value else value
        return answered(found)

    def fill(self, kind: FactKind, row: Any, values: Mapping[str, Any]) -> None:
        for name in self._names(kind):
            column: Any = self.model._meta.get_field(self.columns.get(name, name))
            value = values.get(name)
            if name in self.ticked:
                value = bool(value)
            elif codes := self.coded.get(name):
                value = codes.get(value or "unknown")
            elif value is None and isinstance(column, models.CharField):
                value = ""
            setattr(row, column.attname, column.to_python(value))

    def _names(self, kind: FactKind) -> list[str]:
        dates = {"day": DATES[:1], "spell": DATES}.get(kind.when, ())
        return [*dates, *kind.by_name]


HOMES: Mapping[str, Home] = {
    "answers": Open(),
    "sealed": Sealed(),
    "circumstance": Columns(CircumstanceSpell),
    "disability": Columns(DisabilitySpell),
    "injury": Columns(Injury, {"began_on": "injured_on"}, {"is_fatal": YES_NO}),
    "death": Columns(Death, {"began_on": "died_on"}),
    "vaccination": Columns(Vaccination, {"began_on": "given_on", "place": "place_id"}),
    "measurement": Columns(
        Measurement,
        {"began_on": "measured_on", "position": "is_standing"},
        {"position": POSITIONS},
        frozenset({"has_oedema"}),
    ),
    "schooling": Columns(Schooling, {"school": "school_id"}, {"is_enrolled_at_start": YES_NO}),
}
