"""Which units of one day become which units of another, and by what share.

A unit is keyed by (code, valid_from): codes are reused under other names. Forward, every share
follows the dated changes and their resolutions. Backward, a unit is parted over those it was made
of, by a weight (children on the register, else area), and is therefore always an estimate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from mangnon.engine.issues import EngineError

UnitKey = tuple[str, date]

SAME = "unchanged"
WHOLE = "whole"
EQUAL_PARTS = "equal_parts"
ROUNDED = Fraction(1, 1_000_000)  # three shares of 0.33333333 are meant to be a whole


@dataclass(frozen=True)
class UnitSpan:
    """A unit and the days on which it exists; `valid_to` is the first day on which it does not."""

    code: str
    valid_from: date
    valid_to: date | None
    level: str

    @property
    def key(self) -> UnitKey:
        return self.code, self.valid_from

    def exists_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Change:
    """On a day a unit, or a share of it, becomes another; `basis` says what a share stands on."""

    on: date
    from_code: str
    to_code: str
    kind: str
    share: Fraction
    basis: str = WHOLE


@dataclass(frozen=True)
class Share:
    """What part of `source` lies in `target`; the shares from one unit add up to 1."""

    source: UnitKey
    target: UnitKey
    share: Fraction
    is_estimated: bool
    basis: str


Weights = Mapping[str, Mapping[UnitKey, float]]


@dataclass(frozen=True)
class Registry:
    """All units and changes that are known, ready for the crosswalk between any two days."""

    units: Sequence[UnitSpan]
    changes: Sequence[Change]

    def on(self, day: date) -> list[UnitSpan]:
        return [unit for unit in self.units if unit.exists_on(day)]

    def crosswalk(self, start: date, end: date, weights: Weights | None = None) -> list[Share]:
        """Return the shares of every unit of `start` in the units of `end`, by code.

        `weights` names the bases of a backward crosswalk in order of preference, each with the
        weight of a unit: the first basis that weighs every part of a unit is used, and equal
        parts where none does. Raises EngineError, with a sentence, when the changes do not say
        what becomes of a unit, or say it twice.
        """
        if start <= end:
            return _sorted(self._forward(start, end))
        return _sorted(_reversed(self._forward(end, start), self._levels(), weights or {}))

    def _levels(self) -> dict[UnitKey, str]:
        return {unit.key: unit.level for unit in self.units}

    def _forward(self, start: date, end: date) -> list[Share]:
        held = {unit.key: {unit.key: _SELF} for unit in self.on(start)}
        days = sorted({change.on for change in self.changes if start < change.on <= end})
        ends = {unit.valid_to for unit in self.units if unit.valid_to is not None}
        for day in sorted({*days, *(d for d in ends if start < d <= end)}):
            step = dict(self._step(day))
            held = {source: _then(parts, step) for source, parts in held.items()}
        return [
            Share(source, target, part.share, part.is_estimated, part.basis)
            for source, parts in held.items()
            for target, part in parts.items()
        ]

    def _step(self, day: date) -> Iterator[tuple[UnitKey, dict[UnitKey, _Part]]]:
        """Yield each unit that something happens to on the day, with what becomes of it."""
        before = {u.code: u for u in self.units if u.valid_from < day and _lasts_until(u, day)}
        after = {unit.code: unit for unit in self.units if unit.exists_on(day)}
        leaving: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            if change.on == day:
                leaving[change.from_code].append(change)
        for code, unit in before.items():
            if changes := leaving.get(code):
                yield unit.key, _parts(unit, changes, after, day)
            elif unit.valid_to == day:
                raise EngineError(
                    f"Đơn vị {code} hết hiệu lực ngày {day:%d/%m/%Y} mà không có thay đổi nào nói"
                    " thành đơn vị gì; hãy bổ sung vào danh sách thay đổi."
                )


@dataclass(frozen=True)
class _Part:
    share: Fraction
    is_estimated: bool
    basis: str

    def then(self, other: _Part) -> _Part:
        """Return the part of a part: an estimate on the way is an estimate at the end."""
        basis = next((p.basis for p in (self, other) if p.is_estimated), None)
        if basis is None:
            basis = self.basis if other.basis == SAME else other.basis
        return _Part(self.share * other.share, self.is_estimated or other.is_estimated, basis)

    def plus(self, other: _Part) -> _Part:
        first = self if self.is_estimated or not other.is_estimated else other
        is_estimated = self.is_estimated or other.is_estimated
        return _Part(self.share + other.share, is_estimated, first.basis)


_SELF = _Part(Fraction(1), False, SAME)


def _lasts_until(unit: UnitSpan, day: date) -> bool:
    return unit.valid_to is None or unit.valid_to >= day


def _then(
    parts: Mapping[UnitKey, _Part], step: Mapping[UnitKey, Mapping[UnitKey, _Part]]
) -> dict[UnitKey, _Part]:
    found: dict[UnitKey, _Part] = {}
    for key, part in parts.items():
        for target, further in step.get(key, {key: _SELF}).items():
            piece = part.then(further)
            found[target] = found[target].plus(piece) if target in found else piece
    return found


def _parts(
    unit: UnitSpan, changes: Sequence[Change], after: Mapping[str, UnitSpan], day: date
) -> dict[UnitKey, _Part]:
    found: dict[UnitKey, _Part] = {}
    for change in changes:
        target = after.get(change.to_code)
        if target is None:
            raise EngineError(
                f"Thay đổi ngày {day:%d/%m/%Y}: không có đơn vị {change.to_code} nhận từ"
                f" {unit.code}; hãy kiểm tra mã đơn vị mới."
            )
        piece = _Part(change.share, change.share != 1, change.basis)
        found[target.key] = found[target.key].plus(piece) if target.key in found else piece
    total = sum((part.share for part in found.values()), Fraction(0))
    if abs(1 - total) <= ROUNDED:
        return {key: replace(part, share=part.share / total) for key, part in found.items()}
    left = 1 - total
    if left < 0 or not unit.exists_on(day):
        written = f"{float(total):.8g}".replace(".", ",")
        raise EngineError(
            f"Đơn vị {unit.code} ngày {day:%d/%m/%Y}: các phần cộng lại bằng {written},"
            " phải bằng 1; hãy sửa tỷ lệ."
        )
    rest = _Part(left, True, changes[0].basis)
    found[unit.key] = found[unit.key].plus(rest) if unit.key in found else rest
    return found


def _reversed(
    shares: Iterable[Share], levels: Mapping[UnitKey, str], weights: Weights
) -> list[Share]:
    """Part every later unit over the earlier ones of its level, by weight."""
    sources: dict[UnitKey, list[Share]] = defaultdict(list)
    for share in shares:
        if levels[share.source] == levels[share.target]:
            sources[share.target].append(share)
    found = []
    for target, parts in sources.items():
        if len(parts) == 1 and parts[0].source == target:
            found.append(Share(target, target, Fraction(1), False, SAME))
            continue
        basis, weighed = _weighed(parts, weights)
        total = sum(weighed, Fraction(0))
        for part, weight in zip(parts, weighed, strict=True):
            if weight:
                found.append(Share(target, part.source, weight / total, True, basis))
    return found


def _weighed(parts: Sequence[Share], weights: Weights) -> tuple[str, list[Fraction]]:
    for basis, by_unit in weights.items():
        known = [by_unit.get(part.source) for part in parts]
        if all(weight is not None for weight in known) and any(known):
            return basis, [
                part.share * Fraction(weight or 0)
                for part, weight in zip(parts, known, strict=True)
            ]
    return EQUAL_PARTS, [part.share for part in parts]


def _sorted(shares: Iterable[Share]) -> list[Share]:
    return sorted(shares, key=lambda share: (share.source, share.target))
