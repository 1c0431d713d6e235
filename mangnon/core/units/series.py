"""Whether the figures of a unit may be read on from those of the units that it was made of."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.db.models import Q

from mangnon.core.models import Unit, UnitChange
from mangnon.engine.continuity import COMPARABLE, Continuity, Event, continuity_of
from mangnon.engine.territory import Part, Territory


def continuity_of_unit(unit: Unit) -> Continuity:
    """Return the note for the unit's series by its own changes, from its first day to its last."""
    since, until = unit.valid_from, unit.valid_to or date.max
    touching = Q(to_code=unit.code, on__gte=since) | Q(from_code=unit.code, on__gt=since)
    changes = list(UnitChange.objects.filter(touching, on__lt=until).order_by("on", "pk"))
    later = [change for change in changes if change.on > since]
    given = [c for c in later if c.from_code == unit.code and c.to_code != unit.code]
    taken = [c for c in changes if c not in given and not (c in later and c.from_code == unit.code)]
    parts = [
        Part((change.from_code, change.on), Fraction(change.share), change.share_basis)
        for change in taken
    ]
    if later:
        kept = 1 - sum((Fraction(change.share) for change in given), Fraction(0))
        basis = given[0].share_basis if given else UnitChange.Basis.WHOLE
        parts.append(Part((unit.code, since), kept, basis))
    if not parts:
        return COMPARABLE
    is_one = len(parts) == 1 and parts[0].is_whole
    same = parts[0].unit if is_one else None
    own = tuple(parts)
    # What a unit gives away leaves the rest with it: the day of it is a day of its series.
    events = [Event(c.on, c.from_code, unit.code, c.kind, c.legal_basis) for c in (*taken, *given)]
    return continuity_of(
        Territory((unit.code, since), unit.level, own, own, same, False), events, ()
    )
