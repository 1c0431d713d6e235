"""What a draft would make of the units: which end, which begin, which are led to a new parent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, Unit, UnitChange, User
from mangnon.core.reforms.batch import ReformBatch
from mangnon.core.units.lineage import served_from
from mangnon.core.units.rows import change_of_row, unit_of_row
from mangnon.core.units.rules import ROUNDED, problems

# What leaves a unit the same one under another row, as long as it takes in nobody else.
GOES_ON = {UnitChange.Kind.RENAME, UnitChange.Kind.RETYPE, UnitChange.Kind.REPARENT}


@dataclass
class Outcome:
    """The rows that applying the draft would end and make, and every reason why it cannot."""

    ending: dict[str, Unit] = field(default_factory=dict)
    making: dict[str, Unit] = field(default_factory=dict)
    changes: list[UnitChange] = field(default_factory=list)
    led_along: list[UnitChange] = field(default_factory=list)
    lasting: dict[str, Unit] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def all_changes(self) -> list[UnitChange]:
        return [*self.changes, *self.led_along]

    def successors(self, code: str) -> list[str]:
        """Return the codes that a unit's records may pass to; it may keep a part itself."""
        codes = {change.to_code for change in self.all_changes() if change.from_code == code}
        return sorted(codes | ({code} & set(self.lasting)))

    def going_on(self) -> dict[str, str]:
        """Return the new code of each unit that goes on as one unit, by the code it had."""
        coming = Counter(change.to_code for change in self.all_changes())
        return {
            change.from_code: change.to_code
            for change in self.all_changes()
            if change.kind in GOES_ON
            and change.share == 1
            and coming[change.to_code] == 1
            and change.from_code in self.ending
            and change.to_code in self.making
        }


def outcome_of(batch: ReformBatch, by: User) -> Outcome:
    """Return what the draft would do, by its rows and by the units of today's register."""
    outcome = Outcome()
    _read(batch, outcome)
    stored = list(Unit.objects.all())
    standing = {unit.code: unit for unit in stored if unit.exists_on(batch.on)}
    outcome.ending = {code: unit for code, unit in standing.items() if _ends(code, outcome)}
    _lead_along(batch, outcome, standing)
    outcome.lasting = {c: unit for c, unit in standing.items() if c not in outcome.ending}
    outcome.problems += _outside(outcome, standing, by)
    if not outcome.problems:
        changes = [*UnitChange.objects.all(), *outcome.all_changes()]
        outcome.problems += _broken(batch, outcome, stored, changes)
    if not outcome.changes and not outcome.problems:
        outcome.problems.append(_("The draft has no change yet; enter or upload what changes."))
    return outcome


def _read(batch: ReformBatch, outcome: Outcome) -> None:
    for number, row in enumerate(batch.units, start=1):
        where = _("New unit %(number)s") % {"number": number}
        try:
            unit = unit_of_row(row, where)
        except Refused as refusal:
            outcome.problems.append(str(refusal))
            continue
        if unit.code in outcome.making:
            outcome.problems.append(
                _("%(where)s: unit %(code)s stands there twice; remove one.")
                % {"where": where, "code": unit.code}
            )
        outcome.making[unit.code] = unit
    seen = set()
    for number, row in enumerate(batch.changes, start=1):
        where = _("Change %(number)s") % {"number": number}
        try:
            change = change_of_row(row, where)
        except Refused as refusal:
            outcome.problems.append(str(refusal))
            continue
        if (key := (change.from_code, change.to_code, change.kind)) in seen:
            outcome.problems.append(
                _("%(where)s: “%(row)s” stands there twice; remove one.")
                % {"where": where, "row": change}
            )
        seen.add(key)
        outcome.changes.append(change)


def _ends(code: str, outcome: Outcome) -> bool:
    """Say whether the unit ends: another begins under its code, or all of it goes elsewhere."""
    if code in outcome.making:
        return True
    leaving = [change for change in outcome.changes if change.from_code == code]
    total = sum((change.share for change in leaving), Decimal(0))
    return total >= 1 - ROUNDED and all(change.to_code != code for change in leaving)


def _lead_along(batch: ReformBatch, outcome: Outcome, standing: dict[str, Unit]) -> None:
    """Give a unit whose parent goes, and that no row names, the parent's one successor."""
    for code, unit in sorted(standing.items()):
        parent = outcome.ending.get(unit.parent_code)
        if parent is None or code in outcome.ending or unit.parent_code in outcome.making:
            continue
        heirs = outcome.successors(unit.parent_code)
        if len(heirs) != 1:
            continue  # which of them takes it only a person can say: the rules ask for a row
        new = Unit(
            code=code, valid_from=batch.on, level=unit.level, type=unit.type, name=unit.name,
            name_key=unit.name_key, parent_code=heirs[0], latitude=unit.latitude,
            longitude=unit.longitude, area_km2=unit.area_km2, legal_basis=batch.number,
        )  # fmt: skip
        outcome.ending[code], outcome.making[code] = unit, new
        outcome.led_along.append(
            UnitChange(
                on=batch.on, from_code=code, to_code=code, kind=UnitChange.Kind.REPARENT,
                share=Decimal(1), legal_basis=batch.number,
            )
        )  # fmt: skip


def _outside(outcome: Outcome, standing: dict[str, Unit], by: User) -> Iterator[str]:
    """Yield a sentence for each unit that the draft would touch outside the person's scope."""
    if by.unit_id is None:
        yield _("You serve no unit; ask the administrator to enter yours.")
        return
    served = set(Unit.objects.filter(pk__in=served_from(by.unit_id)).values_list("pk", flat=True))
    named = {change.from_code for change in outcome.changes} | set(outcome.ending)
    named |= {change.to_code for change in outcome.changes} - set(outcome.making)
    named |= {unit.parent_code for unit in outcome.making.values()} - set(outcome.making)
    for code in sorted(named & set(standing)):
        if standing[code].pk not in served:
            yield (
                _("Unit %(code)s is not in your area; its own province must change it.")
                % {"code": code}
            )


def _broken(
    batch: ReformBatch, outcome: Outcome, stored: Sequence[Unit], changes: Sequence[UnitChange]
) -> list[str]:
    """Return the rules that the draft would break; what was broken elsewhere is not its work."""
    ending = {unit.pk for unit in outcome.ending.values()}
    for unit in stored:
        if unit.pk in ending:
            unit.valid_to = batch.on
    units = [*stored, *outcome.making.values()]
    # Made once: a large file may be wrong in every row.
    codes = outcome.ending.keys() | outcome.making.keys()
    sources = codes | {change.from_code for change in outcome.changes}

    def is_touched(row: Unit | UnitChange) -> bool:
        """Say whether the row is of the draft, or stands after its day on a unit it changes."""
        if isinstance(row, UnitChange):
            return row.on >= batch.on and not sources.isdisjoint({row.from_code, row.to_code})
        if row in (outcome.ending.get(row.code), outcome.making.get(row.code)):
            return True
        is_later = row.valid_to is None or row.valid_to > batch.on
        return is_later and not codes.isdisjoint({row.code, row.parent_code})

    return [problem.sentence for problem in problems(units, changes) if is_touched(problem.row)]
