"""A consolidated report of many bodies, built in a home with a demonstration; prints JSON."""

import json
import os
import sys
import time
from datetime import date
from resource import RUSAGE_SELF, getrusage
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Organisation, User  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402
from mangnon.indicators.models import Result, Run  # noqa: E402
from mangnon.plans.models import Plan  # noqa: E402
from mangnon.reports import pictures  # noqa: E402
from mangnon.reports.consolidating.arranging import take_all  # noqa: E402
from mangnon.reports.consolidating.building import build  # noqa: E402
from mangnon.reports.consolidating.disagreements import disagreements_of, explain  # noqa: E402
from mangnon.reports.consolidating.sending import in_the_way  # noqa: E402
from mangnon.reports.consolidating.taking_in import begin  # noqa: E402
from mangnon.reports.models import Obligation, Submission, SubmissionVersion  # noqa: E402
from mangnon.ui.context import now, today  # noqa: E402

BODIES, SECTIONS, PARAGRAPHS, MIB = 60, 6, 3, 1024
WORDS = (
    "Trong năm 2025, đơn vị đã phối hợp với các ban, ngành, đoàn thể tổ chức {n} buổi truyền thông "
    "về phòng, chống tai nạn thương tích và đuối nước cho {m} lượt trẻ em trên địa bàn; kết quả cụ "
    "thể được cập nhật đầy đủ vào hệ thống theo quy định."
)


def measure() -> dict[str, Any]:
    """Return the seconds of taking in, of what stands in the way and of building, and the peak."""
    by, plan = local_administrator(), Plan.objects.exclude(approved_at=None).latest("approved_at")
    run = Run.objects.filter(snapshot__as_of__year=2025).latest("computed_at")
    own = _owed(plan, by, None, consolidates=True)
    for number in range(BODIES):
        _accepted(plan, by, number, run)
    started = time.perf_counter()
    report = begin(own.pk, run, by=by, now=now())
    taken = time.perf_counter()
    for section in report.sections.all():
        take_all(own.pk, section.key, by=by)
    for one in disagreements_of(report, by):
        explain(own.pk, one.source.pk, one.leaf, "Đơn vị chốt số sớm hơn.", by=by, now=now())
    report.refresh_from_db()
    asked = time.perf_counter()
    in_the_way(report, by)
    specs, drawn = [], pictures.to_pngs
    pictures.to_pngs = lambda asked: specs.extend(asked) or drawn(asked)
    building = time.perf_counter()
    built, _content = build(report, by=by, today=today())
    return {
        "taking_in": taken - started, "asking": building - asked,
        "building": time.perf_counter() - building,
        "mib": getrusage(RUSAGE_SELF).ru_maxrss / MIB, "specs": specs,
        "paragraphs": report.passages.count(), "docx_kib": built.docx_file.stat().st_size / 1024,
        "docx": str(built.docx_file), "xlsx": str(built.xlsx_file),
    }  # fmt: skip


def _owed(
    plan: Plan, by: User, organisation: Organisation | None, *, consolidates: bool = False
) -> Obligation:
    day = date(2025, 11, 10)
    return Obligation.objects.create(
        unit=plan.unit, organisation=organisation, plan=plan, period="year",
        period_from=date(2025, 1, 1), period_to=date(2025, 12, 30), consolidates=consolidates,
        title="Báo cáo công tác trẻ em năm 2025", due_on=day, counted_until=day, asked_by=by,
        asked_at=now(),
    )  # fmt: skip


def _accepted(plan: Plan, by: User, number: int, run: Run) -> None:
    """Let one more body's report be accepted; its first figure is not the registers'."""
    body = Organisation.objects.create(
        name=f"Cơ quan, đơn vị báo cáo số {number + 1}", unit=plan.unit, kind="department"
    )
    owed, day = _owed(plan, by, body), date(2025, 11, 9)
    submission = Submission.objects.create(
        obligation=owed, unit=plan.unit, organisation=body, state="accepted", version=1,
        number=f"{number + 1:02d}/BC", signed_on=day, drafted_by=by, drafted_at=now(),
    )  # fmt: skip
    sections = [
        {
            "key": f"section-{part}", "heading": f"Nội dung {part}",
            "text": "\n".join(
                WORDS.format(n=number + paragraph, m=100 * part + number)
                for paragraph in range(PARAGRAPHS)
            ),
        }
        for part in range(1, SECTIONS + 1)
    ]  # fmt: skip
    figures = [_figure(one, number if not at else 0) for at, one in enumerate(_results(plan, run))]
    SubmissionVersion.objects.create(
        submission=submission, version=1, signed_on=day, signed_by=by, sent_at=now(),
        number=submission.number, docx_name="none.docx", docx_sha256="0" * 64,
        content={"sections": sections, "figures": figures},
    )  # fmt: skip


def _results(plan: Plan, run: Run) -> list[Result]:
    found = Result.objects.filter(run=run, unit=plan.unit, dimension="total").exclude(value=None)
    return list(found.select_related("unit").order_by("leaf"))


def _figure(result: Result, other: float) -> dict[str, Any]:
    computed = {
        "key": f"{result.leaf}_{result.unit.code}", "leaf": result.leaf, "unit": result.unit.code,
        "unit_valid_from": result.unit.valid_from.isoformat(), "measure": "percent",
        "numerator": result.numerator, "denominator": result.denominator,
        "value": (result.value or 0) + other, "attainment": result.attainment,
        "basis": result.basis, "shown": {}, "year": 0, "snapshot": "",
    }  # fmt: skip
    return {"leaf": result.leaf, "title": f"Chỉ tiêu {result.leaf}", "computed": computed}


if __name__ == "__main__":
    with ready():
        json.dump(measure(), sys.stdout)
