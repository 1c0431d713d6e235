"""A report as whoever receives it enters it: nearly everything may be unknown."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mangnon.core.models import Unit


@dataclass(frozen=True)
class ReportedChild:
    """A child as far as it is known; `name` may be "", sex "unknown", the age a guess."""

    name: str = ""
    sex: str = "unknown"
    birth_date: date | None = None
    age: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)


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
