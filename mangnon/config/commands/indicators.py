"""mangnon indicators compute | show | explain | gap | check"""

import argparse
from typing import Any

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.units.loading import local_administrator
from mangnon.engine.definitions import leaf_order
from mangnon.engine.flags import flag_sentences, is_of_units
from mangnon.indicators.explain import explain_figure
from mangnon.indicators.gaps.telling import told_gap
from mangnon.indicators.quality.rows import findings_as_rows
from mangnon.indicators.services import compute_run, latest_run, results_as_rows
from mangnon.snapshots.services import find_snapshot
from mangnon.ui.formats import attainment_text, fraction_text, number

HEADINGS = f"{'CT':>4} {'Đơn vị':>6} {'Nhóm':<12} {'Giá trị':>10} {'Tử số, mẫu số':<20} Đánh giá"
SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo"}


def compute(options: argparse.Namespace) -> int:
    run = compute_run(find_snapshot(options.snapshot), by=person(options), engine=options.engine)
    results = run.results.count()
    value = {
        "run": run.pk,
        "snapshot": run.snapshot.code,
        "engine": run.engine,
        "engine_version": run.engine_version,
        "results": results,
        "results_sha256": run.results_sha256,
        "seconds": run.seconds,
    }
    told = f"Đã tính {number(results, 0)} kết quả trong {number(run.seconds, 1)} giây."
    answer(value, options, told)
    return 0


def show(options: argparse.Namespace) -> int:
    run = latest_run(find_snapshot(options.snapshot))
    rows = results_as_rows(
        run,
        by=local_administrator(),
        unit=options.unit,
        dimension=options.by,
        units_on=options.units_on,
    )
    in_order = sorted(rows, key=lambda row: leaf_order(row["leaf"]))
    answer(rows, options, "\n".join([HEADINGS, *map(_line, in_order)]))
    return 0


def explain(options: argparse.Namespace) -> int:
    run = latest_run(find_snapshot(options.snapshot))
    explained = explain_figure(
        run,
        leaf=options.leaf,
        unit_code=options.unit,
        by=person(options),
        units_on=options.units_on,
        more=options.what_if,
    )
    answer(explained, options, explained["text"])
    return 0


def gap(options: argparse.Namespace) -> int:
    told = told_gap(
        latest_run(find_snapshot(options.snapshot)),
        leaf=options.leaf,
        unit_code=options.unit,
        by=person(options),
        units_on=options.units_on,
    )
    answer(told, options, told["text"])
    return 0


def check(options: argparse.Namespace) -> int:
    """Return 1 while an error stands, or a warning that nobody has explained."""
    run = latest_run(find_snapshot(options.snapshot))
    rows = findings_as_rows(run, by=local_administrator(), unit=options.unit)
    standing = [row for row in rows if row["explained"] is None]
    lines = [
        f"{SEVERITIES[row['severity']]} {row['unit']} {row['leaf']}: {row['says']} {row['advice']}"
        for row in standing
    ]
    count = f"{len(standing)} phát hiện còn lại, {len(rows) - len(standing)} đã giải trình."
    answer(rows, options, "\n".join([*lines, count]))
    return 1 if standing else 0


def _line(row: dict[str, Any]) -> str:
    value = "—" if row["value"] is None else number(row["value"], 2)
    counts = fraction_text(row["numerator"], row["denominator"])
    member = "" if row["dimension"] == "total" else row["member"]
    said = " ".join(flag_sentences(filter(is_of_units, row["flags"])))
    figure = f"{value:>10} {counts:<20} {attainment_text(row['attainment'])} {said}".rstrip()
    return f"{row['leaf']:>4} {row['unit']:>6} {member:<12} {figure}"
