"""Loading administrative units and their changes from the two CSV files of the catalogue."""

import csv
import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.access import Role
from mangnon.core.audit import record
from mangnon.core.crosswalk import registry
from mangnon.core.models import Refused, Unit, UnitChange, User
from mangnon.engine.issues import EngineError

UNIT_COLUMNS = (
    "code", "valid_from", "valid_to", "level", "type", "name", "parent_code", "lat", "lon",
    "area_km2", "legal_basis", "certainty",
)  # fmt: skip
CHANGE_COLUMNS = ("from_code", "on", "to_code", "kind", "share", "legal_basis", "certainty")

# The seed plan was signed for these units. Figures stand on them (decision 0004).
RESULTS_ON = date(2025, 6, 30)


@dataclass(frozen=True)
class Loaded:
    """How many rows are in the register after a load, and how many of them are new."""

    units: int
    changes: int
    new_units: int
    new_changes: int


@transaction.atomic
def load_units(units_file: Path, changes_file: Path, *, by: User | None) -> Loaded:
    """Load both files, or nothing at all; raise Refused naming the file, the row and the reason.

    `by` is None when an empty home is prepared.
    Loading the same files again changes nothing. A row of a known (code, valid_from) updates it.
    """
    if by is not None:
        access.require(by, "units.load")
    units = [_unit(row, where) for row, where in _rows(units_file, UNIT_COLUMNS)]
    changes = [_change(row, where) for row, where in _rows(changes_file, CHANGE_COLUMNS)]
    _require_parents(units, units_file)
    _require_each_once(units, units_file)
    before = Unit.objects.count(), UnitChange.objects.count()
    _store(units, units_file)
    UnitChange.objects.bulk_create(changes, ignore_conflicts=True)
    _require_successors(changes_file)
    after = Unit.objects.count(), UnitChange.objects.count()
    record(by, "units.load", results_province(), units=len(units), changes=len(changes))
    return Loaded(*after, after[0] - before[0], after[1] - before[1])


def _store(units: list[Unit], file: Path) -> None:
    try:
        Unit.objects.bulk_create(
            units,
            update_conflicts=True,
            unique_fields=["code", "valid_from"],
            update_fields=[
                "valid_to", "level", "type", "name", "name_key", "parent_code", "latitude",
                "longitude", "area_km2", "legal_basis", "certainty",
            ],
        )  # fmt: skip
    except IntegrityError as error:
        raise Refused(
            _("%(file)s: a code is valid twice on one day, here or with what is loaded already.")
            % {"file": file.name}
        ) from error


def load_catalog_units(folder: Path) -> None:
    """Give an empty home the catalogue's units and the account of the local administrator."""
    if not Unit.objects.exists():
        load_units(folder / "units.csv", folder / "unit_changes.csv", by=None)
    local_administrator()


def local_administrator() -> User:
    """Return the person at the server's console: cannot sign in, serves the whole province."""
    user, _created = User.objects.get_or_create(
        username="quan-tri-tai-may",
        defaults={
            "full_name": "Quản trị tại máy chủ",
            "role": Role.CONSOLE,
            "unit": results_province(),
            "password": make_password(None),
        },
    )
    return user


def results_province() -> Unit:
    """Return the province on whose units figures stand: the first that was loaded."""
    provinces = Unit.objects.on(RESULTS_ON).filter(level=Unit.Level.PROVINCE)
    found: Unit | None = provinces.order_by("pk").first()
    if found is None:
        raise Refused(
            _("No province existed on %(day)s; load the units first.")
            % {"day": f"{RESULTS_ON:%d/%m/%Y}"}
        )
    return found


def _rows(file: Path, columns: tuple[str, ...]) -> list[tuple[dict[str, str], str]]:
    if file.exists() and not file.is_file():
        raise Refused(_("%(file)s is not a file; choose a CSV file.") % {"file": file})
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                raise Refused(
                    _("%(file)s: the columns %(missing)s are missing; add them and load again.")
                    % {"file": file.name, "missing": ", ".join(sorted(missing))}
                )
            rows = [(row, f"{file.name}:{number}") for number, row in enumerate(reader, start=2)]
    except FileNotFoundError:
        raise Refused(_("There is no file %(file)s.") % {"file": file}) from None
    except UnicodeDecodeError:
        raise Refused(
            _("%(file)s is not UTF-8; save it as CSV UTF-8 and load again.") % {"file": file.name}
        ) from None
    except csv.Error as error:
        raise Refused(f"{file.name}: {error}") from None
    for row, where in rows:
        if None in row or None in row.values() or any("\x00" in text for text in row.values()):
            raise Refused(
                _("%(where)s: the row has not one text for each column.") % {"where": where}
            )
    return rows


def _unit(row: dict[str, str], where: str) -> Unit:
    unit = Unit(
        code=row["code"],
        valid_from=_day(row["valid_from"], where),
        valid_to=_day(row["valid_to"], where) if row["valid_to"] else None,
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


def _change(row: dict[str, str], where: str) -> UnitChange:
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
        on=_day(row["on"], where),
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


def _require_clean(row: Unit | UnitChange, where: str) -> None:
    """Refuse what no column holds: a text that is too long, an empty name, too many decimals."""
    try:
        row.clean_fields(exclude=["name_key"])
    except ValidationError as wrong:
        raise Refused(f"{where}: {' '.join(wrong.messages)}") from wrong


def _share_basis(row: dict[str, str], share: Decimal, where: str) -> str:
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


def _require_successors(file: Path) -> None:
    """Refuse changes that leave a unit without a successor, or give away more or less than it."""
    days = sorted({*Unit.objects.values_list("valid_from", flat=True)})
    if days:
        try:
            registry().crosswalk(days[0], days[-1])
        except EngineError as error:
            raise Refused(f"{file.name}: {error}") from None


def _require_parents(units: list[Unit], file: Path) -> None:
    """Refuse a unit below the top whose parent does not exist on its first day."""
    for unit in units:
        if unit.level == Unit.Level.PROVINCE:
            continue
        above = Unit.Level.values[: Unit.Level.values.index(unit.level)]
        parents = (u for u in units if u.code == unit.parent_code and u.level in above)
        if not any(parent.exists_on(unit.valid_from) for parent in parents):
            raise Refused(
                _("%(file)s: unit %(code)s has no parent %(parent)s on %(day)s.")
                % {
                    "file": file.name,
                    "code": unit.code,
                    "parent": unit.parent_code or "(empty)",
                    "day": f"{unit.valid_from:%d/%m/%Y}",
                }
            )


def _require_each_once(units: list[Unit], file: Path) -> None:
    seen = set()
    for unit in units:
        if (key := (unit.code, unit.valid_from)) in seen:
            raise Refused(
                _("%(file)s: unit %(code)s of %(day)s stands there twice.")
                % {"file": file.name, "code": unit.code, "day": f"{unit.valid_from:%d/%m/%Y}"}
            )
        seen.add(key)


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("%(where)s: “%(text)s” is not a date; write it as 2025-07-01.")
            % {"where": where, "text": text}
        ) from None


def _number(text: str, where: str) -> float | None:
    try:
        number = float(text) if text else None
    except ValueError:
        number = math.nan
    if number is not None and not math.isfinite(number):
        raise Refused(_("%(where)s: “%(text)s” is not a number.") % {"where": where, "text": text})
    return number
