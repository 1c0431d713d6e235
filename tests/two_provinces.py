"""Two provinces, one of them reformed, with people of every role and records of every kind.

The areas below are worked by hand. On 1/7/2025 province 70 passed to 75, its districts were
abolished, 25216 and 25217 became the new 25217 (a code used again), and 25270 was parted.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.utils import timezone

from mangnon.children.models import Child, CircumstanceSpell
from mangnon.core.access import NEEDS_SECOND_FACTOR, Role
from mangnon.core.models import Organisation, Unit, UnitChange, User
from mangnon.indicators.models import Finding, Result, Run
from mangnon.places.models import Place, School
from mangnon.plans.models import Indicator, Plan
from mangnon.reports.models import Report
from mangnon.snapshots.models import Snapshot
from mangnon.values.models import ReportedValue
from tests.conftest import make_unit_row
from tests.frozen import freeze
from tests.in_force import as_if_written_so

REFORM = datetime.date(2025, 7, 1)
TODAY = datetime.date(2025, 10, 31)
MOMENT = datetime.datetime(2025, 10, 31, 8, tzinfo=datetime.UTC)
# name here: code, name, level, type, parent, first day, day after the last
UNITS = {
    "70": ("70", "Bình Phước", "province", "Tỉnh", "", None, REFORM),
    "688": ("688", "Phước Long", "district", "Thị xã", "70", None, REFORM),
    "692": ("692", "Lộc Ninh", "district", "Huyện", "70", None, REFORM),
    "25216": ("25216", "Thác Mơ", "commune", "Phường", "688", None, REFORM),
    "25217": ("25217", "Long Thủy", "commune", "Phường", "688", None, REFORM),
    "25270": ("25270", "Lộc Ninh", "commune", "Thị trấn", "692", None, REFORM),
    "75": ("75", "Đồng Nai", "province", "Tỉnh", "", REFORM, None),
    "25217 new": ("25217", "Phước Bình", "commune", "Phường", "75", REFORM, None),
    "25280": ("25280", "Lộc Thành", "commune", "Xã", "75", REFORM, None),
    "25281": ("25281", "Lộc Hưng", "commune", "Xã", "75", REFORM, None),
    "79": ("79", "Nơi khác", "province", "Tỉnh", "", None, None),
    "760": ("760", "Quận Một", "district", "Quận", "79", None, None),
    "26734": ("26734", "Bến Nghé", "commune", "Phường", "760", None, None),
}
CHANGES = [
    ("70", "75", "merge", 1),
    ("688", "75", "abolish_level", 1),
    ("692", "75", "abolish_level", 1),
    ("25216", "25217", "merge", 1),
    ("25217", "25217", "merge", 1),
    ("25270", "25280", "part_transfer", Decimal("0.6")),
    ("25270", "25281", "part_transfer", Decimal("0.4")),
]
OLD = {"70", "688", "692", "25216", "25217", "25270"}
# Whose records a person of the unit answers for.
AREAS: dict[str, set[str]] = {
    "70": OLD,
    "688": {"688", "25216", "25217"},
    "692": {"692", "25270"},
    "25216": {"25216"},
    "25217": {"25217"},
    "25270": {"25270"},
    "75": OLD | {"75", "25217 new", "25280", "25281"},
    "25217 new": {"25217 new", "25216", "25217"},
    "25280": {"25280"},
    "25281": {"25281"},
    "79": {"79", "760", "26734"},
    "760": {"760", "26734"},
    "26734": {"26734"},
    "": set(),
}


@dataclass(frozen=True)
class Thing:
    """A record with the name of its unit; `state` says what a plan or an item of it is."""

    kind: str
    record: object
    unit: str
    state: str = ""


@dataclass(frozen=True)
class Site:
    units: dict[str, Unit]
    people: list[tuple[User, str]]  # each with the name of their unit
    things: list[Thing]


def fill(settings, folder: Path) -> Site:
    """Make everything; the files of documents and reports lie under the folder."""
    settings.TODAY, settings.HOME, settings.SNAPSHOTS = TODAY, folder, folder
    settings.REPORTS = folder / "reports"
    units = {name: _unit(*columns) for name, columns in UNITS.items()}
    for old, new, kind, share in CHANGES:
        UnitChange.objects.create(
            on=REFORM, from_code=old, to_code=new, kind=kind, share=share, legal_basis="NQ thử",
            share_basis="whole" if share == 1 else "area",
        )  # fmt: skip
    people = _people(units)
    officer = next(person for person, unit in people if person.role == Role.FOCAL_OFFICE)
    _stations(units, people)
    things = [Thing("unit", unit, name) for name, unit in units.items()]
    things += [Thing("person", person, unit) for person, unit in people]
    run = _run(officer)
    for name, unit in units.items():
        things += _plans(name, unit, officer, folder)
        things += [_report(name, unit, run, officer, folder), *_registers(name, unit, run, officer)]
    return Site(units, people, things)


def _unit(code, name, level, kind, parent, since, until):
    since = since or datetime.date(1997, 1, 1)
    return make_unit_row(code, name, level, kind, parent, valid_from=since, valid_to=until)


def _people(units) -> list[tuple[User, str]]:
    """One person for each role and unit, one of each role who left, and one without a unit."""
    rows = [
        (f"{role}.{name.replace(' ', '-') or 'none'}", role, name, True)
        for role in Role
        for name in [*units, ""]
    ]
    rows += [(f"{role}.left", role, "70", False) for role in Role]
    people = [
        (
            User(
                username=username, full_name=username, role=role, unit=units.get(name),
                is_active=is_active, password="!",
            ),
            name,
        )
        for username, role, name, is_active in rows
    ]  # fmt: skip
    found = User.objects.bulk_create([person for person, _name in people])
    kind = Authenticator.Type.TOTP
    needing = [person for person in found if person.role in NEEDS_SECOND_FACTOR]
    Authenticator.objects.bulk_create(
        Authenticator(user=person, type=kind, data={}) for person in needing
    )
    return people


def _stations(units, people) -> None:
    """Give every commune a health station, whose staff are the commune's people of that role."""
    for name, unit in units.items():
        if unit.level != Unit.Level.COMMUNE:
            continue
        body = Organisation.objects.create(name=f"Trạm Y tế {name}", code=f"tram-{name}")
        Place.objects.create(kind="health_station", name=body.name, unit=unit, organisation=body)
        for person, of_unit in people:
            if person.role == Role.HEALTH_STATION_STAFF and of_unit == name and person.is_active:
                person.organisation = body
                person.save()


def _plans(name, unit, officer, folder) -> list[Thing]:
    (folder / "documents").mkdir(exist_ok=True)
    stored = f"{name}.txt"
    (folder / "documents" / stored).write_text(f"Kế hoạch của {name}", encoding="utf-8")
    found = []
    for year, state in ((2025, "approved"), (2026, "draft"), (2024, "rejected")):
        approved = {"approved_by": officer, "approved_at": timezone.now()}
        plan = Plan.objects.create(
            title=f"Kế hoạch {year} {name}", year=year, unit=unit, state=state,
            file_name=stored, sha256="0" * 64, stored_as=stored, created_by=officer,
            **(approved if state == "approved" else {}),
        )  # fmt: skip
        item_state = "confirmed" if state == "approved" else "proposed"
        with as_if_written_so():
            item = Indicator.objects.create(
                plan=plan, number="1", text="Chỉ tiêu", state=item_state, line="1"
            )
        found += [Thing("plan", plan, name, state), Thing("indicator", item, name, state)]
    return found


def _run(officer) -> Run:
    snapshot = Snapshot.objects.create(
        code="2025-10-31-0001", as_of=TODAY, taken_at=MOMENT, taken_by=officer,
        manifest_sha256="ab" * 32, catalog_sha256="cd" * 32,
    )  # fmt: skip
    freeze(snapshot, [("1", ">=", "76.9", "", "percent")], [])
    return Run.objects.create(
        snapshot=snapshot, engine="duckdb", engine_version="1", software_version="1",
        catalog_sha256="cd" * 32, results_sha256="ef" * 32, computed_by=officer, seconds=1,
    )  # fmt: skip


def _report(name, unit, run, officer, folder) -> Thing:
    (folder / "reports").mkdir(exist_ok=True)
    for suffix in ("docx", "xlsx"):
        (folder / "reports" / f"{name}.{suffix}").write_bytes(name.encode())
    report = Report.objects.create(
        unit=unit, year=2025, kind="consolidated", run=run, built_by=officer,
        docx_name=f"{name}.docx", docx_sha256=name.ljust(64), xlsx_name=f"{name}.xlsx",
        xlsx_sha256=name.ljust(64),
    )  # fmt: skip
    return Thing("report", report, name)


def _registers(name, unit, run, officer) -> list[Thing]:
    child = Child(full_name="Điểu A", birth_date=datetime.date(2020, 1, 1), unit=unit)
    child.set_name_key()
    child.save()
    spell = CircumstanceSpell.objects.create(
        child=child, group="a", began_on=datetime.date(2024, 1, 1)
    )
    school = School.objects.create(unit=unit, name="Trường thử", level="primary")
    value = ReportedValue.objects.create(
        leaf="10", unit=unit, year=2025, value=4.1, state="value", basis="estimated",
        source="Khảo sát", method="Hỏi", entered_by=officer, entered_at=MOMENT,
    )  # fmt: skip
    figure = Result.objects.create(
        run=run, leaf="1", unit=unit, dimension="total", member="total", value=100, numerator=1,
        denominator=1, attainment="met", basis="provisional",
    )  # fmt: skip
    finding = Finding.objects.create(
        run=run, unit=unit, check_name="jump", severity="warning", leaf="1", figure="100 1 1",
        says="Tăng.", advice="Xem.", begins_on=datetime.date(2025, 1, 1),
    )  # fmt: skip
    return [
        Thing("child", child, name),
        Thing("circumstance", spell, name),
        Thing("school", school, name),
        Thing("value", value, name),
        Thing("figure", figure, name),
        Thing("finding", finding, name),
    ]
