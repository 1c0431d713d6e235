"""What passes to whom when a draft is applied, and what only a person can decide."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import Promise

from mangnon.core.models import Unit
from mangnon.core.reforms.batch import ReformBatch
from mangnon.core.reforms.outcome import Outcome
from mangnon.core.registries import UNIT_MOVERS


@dataclass(frozen=True)
class Passing:
    """Records of one unit that pass together. `key` is None where all of the unit's do.

    `to_code` is the successor; None where nobody has decided. A unit that lasts keeps its records
    until somebody decides otherwise.
    """

    mover: str
    label: str | Promise
    unit: Unit
    key: str | None
    count: int
    candidates: tuple[str, ...]
    to_code: str | None

    @property
    def choice(self) -> str:
        """The name of this decision among the draft's choices."""
        return choice_name(self.mover, self.unit.pk, self.key or "")

    @property
    def is_open(self) -> bool:
        return len(self.candidates) > 1


def choice_name(mover: str, unit_id: int, key: str) -> str:
    return f"{mover}|{unit_id}|{key}"


def passing_of(batch: ReformBatch, outcome: Outcome) -> list[Passing]:
    """Return everything that passes on, by app and unit, what is not decided last."""
    units = _leaving(outcome)
    found: list[Passing] = []
    for mover in UNIT_MOVERS.values():
        whole: dict[int, int] = defaultdict(int)
        for group in mover.preview(units.keys()):
            candidates = tuple(outcome.successors(units[group.unit_id].code))
            if len(candidates) == 1:
                whole[group.unit_id] += group.count
                continue
            chosen = batch.choices.get(choice_name(mover.name, group.unit_id, group.key))
            found.append(
                Passing(
                    mover.name, mover.label, units[group.unit_id], group.key, group.count,
                    candidates, chosen if chosen in candidates else None,
                )
            )  # fmt: skip
        for unit_id, count in whole.items():
            (heir,) = outcome.successors(units[unit_id].code)
            found.append(
                Passing(mover.name, mover.label, units[unit_id], None, count, (heir,), heir)
            )
    return sorted(found, key=lambda passing: (passing.is_open, passing.unit.code, passing.mover))


def _leaving(outcome: Outcome) -> dict[int, Unit]:
    """Return the units that records may leave: those that end, and those that lose a part."""
    units = {unit.pk: unit for unit in outcome.ending.values()}
    for change in outcome.changes:
        lasting = outcome.lasting.get(change.from_code)
        if lasting is not None and change.to_code != change.from_code:
            units[lasting.pk] = lasting
    return units
