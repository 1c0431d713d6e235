"""Makes units, their changes and area classes of rows, from CSV files or from a form."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mangnon.core.csv_rows import Row, day_of
from mangnon.core.models import Refused, Unit, UnitChange
from mangnon.core.units.area_class import AreaClass, area_kinds

UNIT_COLUMNS = (
    "code", "valid_from", "valid_to", "level", "type", "name", "parent_code", "lat", "lon",
    "area_km2", "legal_basis", "certainty",
)  # fmt: skip
CHANGE_COLUMNS = ("from_code", "on", "to_code", "kind", "share", "legal_basis", "certainty")
AREA_COLUMNS = ("code", "kind", "valid_from", "valid_to", "legal_basis", "certainty")


def unit_of_row(row: Row, where: str) -> Unit:
    unit = Unit(
        code=row["code"],
        valid_from=day_of(row["valid_from"], where),
        valid_to=day_of(row["valid_to"], where) if row["valid_to"] else None,
        level=row["level"],
        type=row["type"],
        name=row["name"],
        parent_code=row["parent_code"],
        latitude=_number(row["lat"], where),
        longitude=_number(row["lon"], where),
        area_km2=_number(row["area_km2"], where),
        legal_basis=row["legal_basis"],
        certainty=row["certainty"],
    )
    if unit.level not in Unit.Level.values:
        raise Refused(
            _("%(where)s: the level “%(level)s” is not known; use %(known)s.")
            % {"where": where, "level": unit.level, "known": ", ".join(Unit.Level.values)}
        )
    if unit.area_km2 is not None and unit.area_km2 < 0:
        raise Refused(
            _("%(where)s: “%(text)s” is not a number.") % {"where": where, "text": row["area_km2"]}
        )
    if unit.valid_to is not None and unit.valid_to <= unit.valid_from:
        raise Refused(
            _("%(where)s: unit %(code)s ends before it begins.")
            % {"where": where, "code": unit.code}
        )
    _require_clean(unit, where)
    unit.set_name_key()
    return unit


def change_of_row(row: Row, where: str) -> UnitChange:
    if row["kind"] not in UnitChange.Kind.values:
        raise Refused(
            _("%(where)s: the kind of change “%(kind)s” is not known; use %(known)s.")
            % {"where": where, "kind": row["kind"], "known": ", ".join(UnitChange.Kind.values)}
        )
    try:
        share = Decimal(row["share"])
    except InvalidOperation:
        share = Decimal(-1)
    if not share.is_finite() or not 0 < share <= 1:
        raise Refused(
            _("%(where)s: the share “%(share)s” must be above 0 and at most 1.")
            % {"where": where, "share": row["share"]}
        )
    change = UnitChange(
        on=day_of(row["on"], where),
        from_code=row["from_code"],
        to_code=row["to_code"],
        kind=row["kind"],
        share=share,
        share_basis=_share_basis(row, share, where),
        legal_basis=row["legal_basis"],
        certainty=row["certainty"],
    )
    _require_clean(change, where)
    return change


def _require_clean(row: Unit | UnitChange | AreaClass, where: str) -> None:
    """Refuse what no column holds: a text that is too long, an empty name, too many decimals."""
    try:
        row.clean_fields(exclude=["name_key", "unit", "family"])
    except ValidationError as wrong:
        raise Refused(f"{where}: {' '.join(wrong.messages)}") from wrong


def _share_basis(row: Row, share: Decimal, where: str) -> str:
    """Return what the share stands on; the column may be left out where every share is whole."""
    basis = row.get("share_basis") or UnitChange.Basis.WHOLE
    is_part = share != 1
    if basis not in UnitChange.Basis.values or (is_part and basis == UnitChange.Basis.WHOLE):
        known = [name for name in UnitChange.Basis.values if name != UnitChange.Basis.WHOLE]
        raise Refused(
            _("%(where)s: write in share_basis what the share stands on: %(known)s.")
            % {"where": where, "known": ", ".join(known)}
        )
    return str(basis)


def area_of_row(row: Row, where: str) -> tuple[str, AreaClass]:
    """Return the unit's code and what is said of it; the unit itself is found on its first day."""
    kind = area_kinds().get(row["kind"])
    if kind is None:
        raise Refused(
            _("%(where)s: the kind of area “%(kind)s” is not known; use %(known)s.")
            % {"where": where, "kind": row["kind"], "known": ", ".join(area_kinds())}
        )
    area = AreaClass(
        kind=kind.kind,
        family=kind.family,
        valid_from=day_of(row["valid_from"], where),
        valid_to=day_of(row["valid_to"], where) if row["valid_to"] else None,
        legal_basis=row["legal_basis"],
        certainty=row["certainty"],
    )
    if area.valid_to is not None and area.valid_to <= area.valid_from:
        raise Refused(
            _("%(where)s: the class ends before it begins; correct the dates.") % {"where": where}
        )
    _require_clean(area, where)
    return row["code"], area


def _number(text: str, where: str) -> float | None:
    try:
        number = float(text) if text else None
    except ValueError:
        number = math.nan
    if number is not None and not math.isfinite(number):
        raise Refused(_("%(where)s: “%(text)s” is not a number.") % {"where": where, "text": text})
    return number
