"""Computing every leaf from a frozen snapshot, with a receipt."""

import io
import json
import time
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from django.db import connection, transaction
from django.utils.translation import gettext as _

from mangnon import __version__
from mangnon.core import access
from mangnon.core.audit.batch import Rows, record_batch
from mangnon.core.models import Refused, Unit, User
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.manifest import sha256
from mangnon.engine.pipeline import run
from mangnon.engine.whole_files import written_whole
from mangnon.indicators.frozen import catalog_of, definitions_of
from mangnon.indicators.models import Result, Run
from mangnon.indicators.moving import as_number
from mangnon.indicators.quality.storing import store_findings
from mangnon.indicators.released import hidden_totals_in
from mangnon.indicators.shelves import shelf_of
from mangnon.indicators.tasks import prepare_run
from mangnon.snapshots.models import Snapshot
from mangnon.snapshots.services import require_untouched

COLUMNS = (
    "run_id", "leaf", "unit_id", "dimension", "member", "numerator", "denominator", "value",
    "low", "high", "attainment", "basis", "flags",
)  # fmt: skip


def compute_run(snapshot: Snapshot, *, by: User, engine: str = "duckdb") -> Run:
    """Compute every leaf for every unit; raise Refused when the snapshot is not what was frozen."""
    access.require(by, "indicator.compute")
    require_untouched(snapshot)
    started = time.monotonic()
    outcome = run(
        snapshot.folder,
        catalog_of(snapshot),
        as_of=snapshot.as_of,
        engine=engine,
    )
    results = pa.concat_tables([outcome.results, outcome.companions])
    with transaction.atomic():
        computed = Run.objects.create(
            snapshot=snapshot,
            engine=engine,
            engine_version=outcome.engine_version,
            software_version=__version__,
            catalog_sha256=snapshot.catalog_sha256,
            results_sha256="",
            sql=dict(outcome.sql),
            computed_by=by,
            seconds=0,
        )
        _copy_results(computed, results)
        computed.results_sha256 = _write_results(computed, results)
        computed.seconds = round(time.monotonic() - started, 3)
        computed.save(update_fields=["results_sha256", "seconds"])
        store_findings(computed)
        record_batch(
            by,
            "indicators.compute",
            computed,
            rows=[Rows(Result, {"run": computed.pk})],
            snapshot=snapshot.code,
            engine=engine,
        )
        prepare_run.defer(run_id=computed.pk)
        hidden_totals_in(computed)  # cheap, and on every page; the job finds what else is hidden
    return computed


def latest_run(snapshot: Snapshot) -> Run:
    """Return the newest computation from the snapshot; raise Refused when there is none."""
    found = snapshot.runs.order_by("computed_at", "pk").last()
    if found is None:
        raise Refused(
            _("Nothing has been computed from %(code)s; run `mangnon indicators compute` first.")
            % {"code": snapshot.code}
        )
    return found


def newest_run(by: User, *, first: date = date.min, last: date = date.max) -> Run | None:
    """Return the newest run, by as-of date, that has figures which this person may see.

    Its as-of date lies from the first to the last day, both included.
    """
    theirs = Result.objects.visible_to(by).totals()
    within = Run.objects.filter(snapshot__as_of__range=(first, last))
    runs = within.select_related("snapshot", "computed_by")
    # Asked run by run, as nearly always the first answers; one query would read every figure.
    newest_first = runs.order_by("-snapshot__as_of", "-computed_at", "-pk")
    return next((run for run in newest_first if theirs.filter(run=run).exists()), None)


def _copy_results(computed: Run, results: pa.Table) -> None:
    flags = pc.binary_join_element_wise("{", pc.binary_join(results["flags"], ","), "}", "")
    rows = results.drop_columns(["unit", "unit_valid_from", "flags"])
    rows = (
        rows.append_column("unit_id", _unit_ids(results))
        .append_column("run_id", pa.array([computed.pk] * results.num_rows, pa.int64()))
        .append_column("flags", flags)
        .select(COLUMNS)
    )
    buffer = io.BytesIO()
    pa_csv.write_csv(rows, buffer, pa_csv.WriteOptions(include_header=False))
    statement = f"COPY {Result._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN (FORMAT csv)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(buffer.getbuffer())


def _unit_ids(results: pa.Table) -> pa.ChunkedArray:
    """Return the database's key of each row's unit, which the results name by code and day."""
    units = Unit.objects.values_list("code", "valid_from", "pk")
    codes, days, keys = zip(*units, strict=True)
    known = _named(pa.array(codes), pa.array(days))
    places = pc.index_in(_named(results["unit"], results["unit_valid_from"]), value_set=known)
    if places.null_count:
        raise KeyError("a unit of the results is not in the register")
    return pa.array(keys, pa.int64()).take(places)


def _named(codes: pa.Array, days: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(codes, days.cast(pa.string()), "|")


def _write_results(computed: Run, results: pa.Table) -> str:
    folder = computed.snapshot.folder / "results"
    folder.mkdir(exist_ok=True)
    file = folder / f"{computed.engine}-{computed.pk}.parquet"
    with written_whole(file) as draft:
        pq.write_table(results, draft, compression="zstd")
    results_sha256 = sha256(file)
    receipt = {
        "run": computed.pk,
        "snapshot": computed.snapshot.code,
        "snapshot_sha256": computed.snapshot.manifest_sha256,
        "catalog_sha256": computed.catalog_sha256,
        "engine": computed.engine,
        "engine_version": computed.engine_version,
        "software": computed.software_version,
        "results_sha256": results_sha256,
        "computed_at": computed.computed_at.isoformat(),
        "computed_by": computed.computed_by.username,
        "sql": computed.sql,
    }
    file.with_suffix(".json").write_text(json.dumps(receipt, indent=1) + "\n", encoding="utf-8")
    return results_sha256


def results_as_rows(
    computed: Run,
    *,
    by: User,
    unit: str | None,
    dimension: str | None,
    units_on: date | None = None,
) -> list[dict[str, Any]]:
    """Return results in the contract's shape; Refused for a unit or breakdown that has none.

    With `units_on` they stand on the units of that day. A count is a fraction then, written as the
    nearest decimal, where only a part of a unit lies in another.
    """
    shelf = shelf_of(computed, units_on, by)
    found = [
        result
        for result in shelf.results([computed], dimension=dimension or TOTAL)
        if unit in {None, "", result.unit.code}
    ]
    if not found:
        by_unit = {"unit": unit or _("the whole province"), "known": _breakdowns(computed)}
        raise Refused(
            _(
                "There are no results for unit “%(unit)s” by “%(dimension)s”; figures are broken "
                "down by: %(known)s."
            )
            % (by_unit | {"dimension": dimension or TOTAL})
        )
    return [_as_row(result) for result in sorted(found, key=_place)]


def _breakdowns(computed: Run) -> str:
    named = {name for d in definitions_of(computed.snapshot).values() for name in d.breakdowns}
    return ", ".join([TOTAL, *sorted(named)])


def _place(result: Result) -> tuple[str, str, date, str, str]:
    unit = result.unit
    return result.leaf, unit.code, unit.valid_from, result.dimension, result.member


def _as_row(result: Result) -> dict[str, Any]:
    valid_from: date = result.unit.valid_from
    return {
        "leaf": result.leaf,
        "unit": result.unit.code,
        "unit_valid_from": valid_from.isoformat(),
        "dimension": result.dimension,
        "member": result.member,
        "numerator": as_number(result.numerator),
        "denominator": as_number(result.denominator),
        "value": result.value,
        "low": result.low,
        "high": result.high,
        "attainment": result.attainment,
        "basis": result.basis,
        "flags": result.flags,
    }
