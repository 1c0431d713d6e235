"""The figures of a review, as they are frozen when it is drafted: plain values, kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TargetLine(Frozen):
    """One target and its figure; `shown` and `last` are as printed, "…" where there is none.

    `attainment` is as the run decided it, "suppressed" where the figure is hidden.
    """

    leaf: str
    title: str
    goal: str
    shown: str
    value: float | None = None
    attainment: str = "no_data"
    basis: str = ""
    last: str = ""


class TaskLine(Frozen):
    """A task that is late or was not done, and what was said of it."""

    title: str
    state: str
    due_on: date | None = None
    why: str = ""


class Tasks(Frozen):
    all: int = 0
    done: int = 0
    doing: int = 0
    not_started: int = 0
    not_done: int = 0
    late: int = 0
    troubled: tuple[TaskLine, ...] = ()


class Held(Frozen):
    """Activities that were held: visits of children and adults, đồng spent."""

    label: str = ""
    held: int = 0
    children: int = 0
    adults: int = 0
    spent: int = 0


class Money(Frozen):
    """In đồng, of approved lines."""

    needed: int = 0
    allocated: int = 0
    spent: int = 0
    settled: int = 0


class Trouble(Frozen):
    """A difficulty that was open at the end of the period."""

    title: str
    raiser: str
    proposed: str = ""


class Difficulties(Frozen):
    """Raised, solved and withdrawn within the period, and which were open at its end."""

    raised: int = 0
    solved: int = 0
    withdrawn: int = 0
    open: tuple[Trouble, ...] = ()


class Figures(Frozen):
    """`run` and `snapshot` are the receipt of the targets' figures; without any, None and ""."""

    day: date
    plan: str
    run: int | None = None
    snapshot: str = ""
    targets: tuple[TargetLine, ...] = ()
    tasks: Tasks = Tasks()
    kinds: tuple[Held, ...] = ()
    activities: Held = Held()
    last_activities: Held = Held()
    money: Money = Money()
    last_money: Money = Money()
    practices: Mapping[str, int] = {}
    difficulties: Difficulties = Difficulties()
    communes: int = 0
    with_staff: int = 0

    def attained(self, *attainments: str) -> int:
        return sum(line.attainment in attainments for line in self.targets)

    @property
    def without_figure(self) -> int:
        return len(self.targets) - self.attained("met", "on_track", "off_track", "missed")
