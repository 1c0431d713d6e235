"""The demonstration from end to end: plan, province, snapshot, figures, report."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from pyarrow import csv

from mangnon import __version__
from mangnon.catalog import CATALOG
from mangnon.children.models import Child
from mangnon.core.audit import record
from mangnon.core.audit.action import Kind
from mangnon.core.audit.actions import of_kind
from mangnon.core.audit.batch import Rows, record_batch
from mangnon.core.models import AuditEntry, Refused, User
from mangnon.core.organisations.files import load_catalog_organisations
from mangnon.core.units.loading import load_catalog_units, local_administrator
from mangnon.core.units.province import results_province
from mangnon.demo.accounts import accounts, make_accounts
from mangnon.demo.activities import make_activities
from mangnon.demo.amending import make_amendment
from mangnon.demo.bases import make_bases
from mangnon.demo.cases import make_cases
from mangnon.demo.consolidating import make_consolidation
from mangnon.demo.difficulties import make_difficulties
from mangnon.demo.funding import make_money
from mangnon.demo.history import look_back
from mangnon.demo.inspections import make_inspections
from mangnon.demo.load import load
from mangnon.demo.local_plans import make_local_plans
from mangnon.demo.network import make_network
from mangnon.demo.obligations import make_obligations
from mangnon.demo.practices import make_practices
from mangnon.demo.province import generate
from mangnon.demo.reports import make_reports
from mangnon.demo.reviews import make_reviews
from mangnon.demo.summer import make_summer_list
from mangnon.demo.voice import make_voice
from mangnon.demo.work import make_work
from mangnon.documents import read_plan
from mangnon.engine.load import catalog_hash
from mangnon.engine.manifest import sha256
from mangnon.indicators.services import compute_run
from mangnon.places.models import Place
from mangnon.plans.models import Plan
from mangnon.plans.services import approve_plan, confirm_all, import_plan, settle_all_warnings
from mangnon.reports.models import Report
from mangnon.reports.services import build_report
from mangnon.snapshots.models import Snapshot
from mangnon.snapshots.services import take_snapshot
from mangnon.values.models import ReportedValue

PLAN = CATALOG / "demo" / "plan.docx"
BEGUN = "demo.build"
LOADED = "demo.load"
PLAYED = "demo.played"
DUPLICATES = "demo-duplicates.csv"
STEPS = {
    "plan": "Đọc kế hoạch, đưa vào sổ",
    "generate": "Dựng tỉnh giả lập",
    "load": "Nạp vào cơ sở dữ liệu",
    "work": "Giao nhiệm vụ của kế hoạch",
    "funding": "Ghi kinh phí, quỹ và khó khăn giả lập",
    "cases": "Ghi vài vụ việc giả lập",
    "activities": "Ghi các hoạt động trong năm",
    "snapshot": "Chốt số liệu",
    "compute": "Tính chỉ tiêu",
    "history": "Chốt và tính bốn năm trước",
    "local": "Ghi kế hoạch của huyện, xã",
    "report": "Viết báo cáo",
}


@dataclass
class Progress:
    """Times every step and tells whoever shows the progress when one starts."""

    tell: Callable[[str], None]
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.tell(STEPS[name])
        started = time.monotonic()
        yield
        self.seconds[name] = round(time.monotonic() - started, 2)


def build(children: int, seed: int, today: date, tell: Callable[[str], None]) -> Report:
    """Make the demonstration in this home, or find the same one made before.

    Raises Refused when the home holds records that no demonstration made.
    """
    made = {
        "children": children,
        "seed": seed,
        "today": today.isoformat(),
        "software": __version__,
        "catalog_sha256": catalog_hash(CATALOG),
        "plan_sha256": sha256(PLAN),
    }
    if (found := _made_before(made)) is not None:
        return found
    _empty_home()
    settings.DEMO_RECORD.write_text(json.dumps({"today": made["today"]}), encoding="utf-8")
    progress = Progress(tell)
    report = _make(children, seed, today, progress)
    settings.DEMO_RECORD.write_text(
        json.dumps(made | {"seconds": progress.seconds, "accounts": accounts()}), encoding="utf-8"
    )
    return report


def seconds() -> dict[str, float]:
    """Return how long each step took when the demonstration of this home was made."""
    return dict(_noted().get("seconds", {}))


def _make(children: int, seed: int, today: date, progress: Progress) -> Report:
    by = local_administrator()
    province = results_province()
    record(by, BEGUN, province, children=children, seed=seed)
    load_catalog_organisations(CATALOG / "organisations")
    make_accounts(province, today)
    with progress.step("plan"):
        plan = import_plan(read_plan(PLAN), by=by, unit=province, source=PLAN)
        settle_all_warnings(plan, by=by)
        confirm_all(plan, by=by)
        plan = approve_plan(plan, by=by)
    _fill(children, seed, today, progress)
    with progress.step("work"):
        make_work(plan, today, by=by)
        make_obligations(plan, today, by=by)
        make_bases(plan, today)
        make_amendment(plan, today)
    with progress.step("funding"):
        make_money(today)
        make_difficulties(today)
    with progress.step("cases"):
        make_cases(today)
    with progress.step("activities"):
        make_inspections(today)
        make_voice()
        make_network(today)
        make_practices(today)
        make_summer_list(today)
        make_activities(today)
    with progress.step("snapshot"):
        snapshot = take_snapshot(today, by=by, reason="Trình diễn")
    with progress.step("history"):
        look_back(today, by=by)
    with progress.step("compute"):  # after the years that quality checks hold the figures against
        run = compute_run(snapshot, by=by)
    with progress.step("local"):
        make_local_plans(plan, today)
        make_reports(plan, today)
        make_consolidation(plan, today)
        make_reviews(today)
        record(by, PLAYED, province)  # after the last people that play: _is_worked_in
    with progress.step("report"):
        return build_report(year=today.year, kind="consolidated", run=run, by=by).report


def _fill(children: int, seed: int, today: date, progress: Progress) -> None:
    """Put a province into the registers; its tables are let go of before the next step."""
    with progress.step("generate"):
        made = generate(children, seed=seed, today=today)
        # The truth about second records stays out of the database, for those who search for them.
        csv.write_csv(made.duplicates, settings.HOME / DUPLICATES)
    with progress.step("load"):
        load(made.tables)
        _note_load(made.tables)


def _note_load(tables: Iterable[str]) -> None:
    """Let the audit hold one entry with the digest of all that was loaded past the models."""
    models = {model._meta.db_table: model for model in apps.get_models()}
    rows = [Rows(models[table]) for table in tables]
    record_batch(local_administrator(), LOADED, results_province(), rows=rows)


def _noted() -> dict[str, Any]:
    if not settings.DEMO_RECORD.exists():
        return {}
    noted: dict[str, Any] = json.loads(settings.DEMO_RECORD.read_text(encoding="utf-8"))
    return noted


def _made_before(made: dict[str, Any]) -> Report | None:
    """Return the report of the same demonstration, if this home and this database still hold it."""
    noted = _noted()
    if {key: noted.get(key) for key in made} != made or not _is_demonstration():
        return None
    report = Report.objects.order_by("built_at").first()
    return report if report and report.docx_file.exists() else None


def _is_demonstration() -> bool:
    """Ask the database itself: a file in the home says nothing of a server that is elsewhere."""
    return AuditEntry.objects.filter(action=BEGUN).exists()


def _is_worked_in() -> bool:
    """Say whether people did more than look, after the demonstration had played its own people."""
    others = of_kind(Kind.READ, Kind.EXPORT, Kind.SIGN_IN, Kind.REFUSED)
    work = AuditEntry.objects.exclude(action__in=others)
    if played := AuditEntry.objects.filter(action=PLAYED).order_by("-pk").first():
        work = work.filter(pk__gt=played.pk)
    return work.exclude(actor=local_administrator()).exclude(actor=None).exists()


def _empty_home() -> None:
    """Clear an earlier demonstration; never touch records that no demonstration made."""
    people = User.objects.exclude(pk=local_administrator().pk)
    registers = (Plan, Snapshot, Child, Place, ReportedValue)
    in_use = people.exists() or any(model.objects.exists() for model in registers)
    if in_use and not _is_demonstration():
        raise Refused(
            f"Nơi lưu {settings.HOME} đang giữ số liệu thật; hãy đặt MANGNON_HOME sang thư mục "
            f"khác để chạy trình diễn."
        )
    if _is_worked_in():
        raise Refused(
            f"Trong bản trình diễn ở {settings.HOME} đã có việc của người dùng; hãy xóa thư mục "
            f"đó hoặc đặt MANGNON_HOME sang thư mục khác để dựng bản mới."
        )
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.managed]
    kept = {"django_content_type", "auth_permission", "django_migrations"}
    names = ", ".join(f'"{name}"' for name in tables if name not in kept)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL mangnon.begins_anew = 'on'")
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    kept_outside = (settings.HOME / "documents", settings.AUDIT_HEADS.parent)
    for folder in (settings.SNAPSHOTS, settings.REPORTS, *kept_outside):
        shutil.rmtree(folder, ignore_errors=True)
    load_catalog_units(CATALOG / "units")
