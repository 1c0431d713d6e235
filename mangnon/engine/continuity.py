"""Whether a series may be read across reforms: comparable, broken, or an estimate, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from mangnon.engine.flags import BASIS_WORDS, NOT_COMPARABLE
from mangnon.engine.territory import Territory

KIND_WORDS = {
    "merge": "sáp nhập",
    "split": "chia tách",
    "part_transfer": "điều chỉnh một phần địa giới",
    "rename": "đổi tên",
    "retype": "đổi loại đơn vị",
    "reparent": "chuyển sang đơn vị cấp trên khác",
    "abolish_level": "bỏ một cấp hành chính",
}


@dataclass(frozen=True)
class Event:
    """One dated change of units, with the resolution that made it."""

    on: date
    from_code: str
    to_code: str
    kind: str
    legal_basis: str


@dataclass(frozen=True)
class Continuity:
    """How the figures of one unit hang together in time.

    `parts` of the `of` units that it is made of were taken in part, by `bases`. `because` names
    what happened since `since`; `redefined` are the years that measure another thing.
    """

    kind: Literal["comparable", "break", "estimated"]
    since: date | None = None
    because: str = ""
    parts: int = 0
    of: int = 0
    bases: tuple[str, ...] = ()
    redefined: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Return the note as one Vietnamese sentence."""
        when = f"từ {self.since:%d/%m/%Y} vì {self.because}" if self.since else ""
        said = {
            "comparable": f"So sánh được, {when}" if when else "So sánh được",
            "break": f"Gián đoạn {when}".rstrip() + ": chưa so sánh được, chờ đánh giá lại",
            "estimated": f"Ước tính: {self._parted}" + (f", {when}" if when else ""),
        }[self.kind]
        if self.kind == "comparable" and when:
            said = f"So sánh được: cộng trọn các đơn vị cũ, sắp xếp {when}"
        if self.redefined:
            years = ", ".join(map(str, self.redefined))
            broken = f"gián đoạn ở {years} vì đo theo định nghĩa khác"
            said = f"G{broken[1:]}" if said == "So sánh được" else f"{said}; {broken}"
        return f"{said}."

    @property
    def _parted(self) -> str:
        by = ", ".join(BASIS_WORDS[basis] for basis in self.bases)
        return f"{self.parts} trên {self.of} đơn vị chia theo {by}"

    def as_dict(self) -> dict[str, Any]:
        since = self.since.isoformat() if self.since else None
        return asdict(self) | {"since": since, "text": self.text}


COMPARABLE = Continuity("comparable")


def continuity_of(
    territory: Territory, events: Sequence[Event], flags: Iterable[str], *, is_back: bool = False
) -> Continuity:
    """Return the note for the figures of one territory; `flags` are those of its figure.

    `events` lie between the two days; `is_back` says that the day asked for is the earlier one.
    """
    touched = _touching(territory.unit[0], events, is_back=is_back)
    first = min((event.on for event in touched), default=None)
    because = _reasons(touched)
    parted = [part for part in territory.parts if not part.is_whole]
    if NOT_COMPARABLE in flags:
        return Continuity("break", first, because)
    if parted and territory.same is None:
        bases = tuple(dict.fromkeys(part.basis for part in parted))
        count = len(territory.parts)
        return Continuity("estimated", first, because, len(parted), count, bases)
    return Continuity("comparable", first, because)


def table_note(shown: Sequence[Territory]) -> str:
    """Say how many units of a table are estimates, "" when none is."""
    estimated = [t for t in shown if t.same is None and not t.is_whole]
    if not estimated:
        return ""
    bases = dict.fromkeys(p.basis for t in estimated for p in t.parts if not p.is_whole)
    by = ", ".join(BASIS_WORDS[basis] for basis in bases)
    return f"Ước tính: {len(estimated)} trên {len(shown)} đơn vị chia theo {by}."


def _touching(code: str, events: Sequence[Event], *, is_back: bool) -> list[Event]:
    """Return what made this unit of those before it, walking back from its day.

    A code means another unit after a reform, so it is followed day by day.
    """
    codes, found = {code}, []
    for day in sorted({event.on for event in events}, reverse=not is_back):
        todays = [event for event in events if event.on == day]
        here = [e for e in todays if (e.from_code if is_back else e.to_code) in codes]
        found += here
        made = {e.from_code if is_back else e.to_code for e in here if e.kind != "part_transfer"}
        codes = (codes - made) | {e.to_code if is_back else e.from_code for e in here}
    return found


def _reasons(events: Iterable[Event]) -> str:
    by_law: dict[str, dict[str, None]] = {}
    for event in sorted(events, key=lambda e: e.on):
        by_law.setdefault(event.legal_basis, {})[KIND_WORDS[event.kind]] = None
    return "; ".join(
        ", ".join(kinds) + (f" ({law})" if law else "") for law, kinds in by_law.items()
    )
