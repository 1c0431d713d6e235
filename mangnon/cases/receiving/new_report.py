"""A report as whoever receives it enters it: nearly everything may be unknown."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from mangnon.core.models import Unit

NOBODY, NEVER = uuid.UUID(int=0), datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ReportedChild:
    """A child as far as it is known; `name` may be "", sex "unknown", the age a guess.

    `child` is the child on the register, where whoever receives it sees them there.
    """

    name: str = ""
    sex: str = "unknown"
    birth_date: date | None = None
    age: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    child: uuid.UUID | None = None


@dataclass(frozen=True)
class NewReport:
    """`unit` is the commune where it happened. The identifier is made by the form that asks.

    `informant` is empty where the person does not want to be named; `answers` are those of the
    form `report`.
    """

    unit: Unit
    channel: str
    received_at: datetime
    answers: Mapping[str, Any]
    children: Sequence[ReportedChild] = (ReportedChild(),)
    harms: Sequence[str] = ()
    setting: str = "unknown"
    happened_on: date | None = None
    is_danger: bool = False
    informant: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""
    residence_unit: Unit | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def fingerprint(self) -> str:
        """Return what is equal for two reports that say the same, by whatever form they came."""
        said = replace(self, id=NOBODY, received_at=NEVER)
        text = json.dumps(asdict(said), default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
