"""Proving a report: every figure in the file is computed again from its frozen snapshot."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow.compute as pc

from mangnon.core import access
from mangnon.core.models import Refused, User
from mangnon.core.units.territories import Reshaped, reshape
from mangnon.documents.writing.receipt import (
    FigureReceipt,
    Receipt,
    ReceiptError,
    mismatches,
    read_receipt,
    read_shown,
)
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.crosswalk import UnitKey
from mangnon.engine.definitions import Catalog
from mangnon.engine.explanation import Figure
from mangnon.engine.load import load_catalog
from mangnon.engine.pipeline import UNITS, run
from mangnon.engine.reported import Reported, ReportedFigures
from mangnon.indicators.frozen import read_frozen, reported_figures, units_day
from mangnon.indicators.moving import About, as_number, moved
from mangnon.indicators.released import hidden_figures
from mangnon.reports.facts import JUDGED
from mangnon.reports.models import Report
from mangnon.reports.receipts import COUNT_OF_LEAVES
from mangnon.reports.submissions.paper import KIND as SENT_REPORT
from mangnon.reports.submissions.verifying import (
    Correction,
    Sent,
    corrections_in,
    sent_of,
    version_in,
)
from mangnon.snapshots.models import Snapshot
from mangnon.snapshots.services import find_snapshot, verify_snapshot

COUNTS = ("numerator", "denominator")
NUMBERS = (*COUNTS, "value", "attainment")
COMPARED = ("numerator", "denominator", "value", "attainment", "basis")
OF_A_YEAR = ("numerator", "denominator", "value", "basis")  # of an earlier year: no target then
STATED = ("value", "basis")
WORDS = "words"
Figures = dict[tuple[str, UnitKey], dict[str, Any]]


@dataclass(frozen=True)
class Difference:
    """One thing that is not what the receipt says, and where: a figure, a file, a printed text."""

    where: str
    what: str
    expected: Any
    found: Any


@dataclass(frozen=True)
class Verification:
    """What was proved: how many figures were computed again, and every difference.

    `corrected` are figures in whose place a body put another one, with its reason. `sent` is the
    sent version that the file is a copy of, None of a report that was not sent.
    """

    snapshot: str
    figures: int
    differences: tuple[Difference, ...]
    corrected: tuple[Correction, ...] = ()
    sent: Sent | None = None

    @property
    def identical(self) -> bool:
        return not self.differences

    def as_dict(self) -> dict[str, Any]:
        return {
            "snapshot": self.snapshot,
            "identical": self.identical,
            "figures": self.figures,
            "differences": [asdict(difference) for difference in self.differences],
            "corrected": [asdict(correction) for correction in self.corrected],
            "sent": self.sent.as_dict() if self.sent else None,
        }


def verify_report(file: Path, *, by: User) -> Verification:
    """Recompute every figure of a .docx from its snapshot; Refused when it has no receipts.

    The words of a sent report are held against those that were sent.
    """
    access.require(by, "report.view")
    try:
        receipt = read_receipt(file)
        printed = mismatches(file)
    except ReceiptError as error:
        if (version := version_in(file)) is not None:  # sent when nothing was computed yet
            return Verification("", 0, (), sent=Sent(version, is_same_file=True))
        raise Refused(f"{file.name}: {error}") from error
    hashes = {receipt.snapshot: receipt.manifest_sha256, **receipt.earlier}
    snapshots = {code: find_snapshot(code) for code in hashes}
    found = [
        difference
        for code, snapshot in snapshots.items()
        for difference in _as_frozen(snapshot, hashes[code])
    ]
    if not found:
        found = _figures(receipt, snapshots)
    found += [Difference(m.key, f"printed {m.part}", m.expected, m.found) for m in printed]
    sent = sent_of(file, receipt)
    if not found and sent is None and not _was_built_here(file, receipt):
        found = [Difference(file.name, "receipt", "as built", "another")]
    if sent is not None:
        found += [Difference(one.section, WORDS, one.before, one.after) for one in sent.changed]
    is_of_body = receipt.kind == SENT_REPORT
    corrected = corrections_in(sent.version) if sent and is_of_body else ()
    return Verification(receipt.snapshot, len(receipt.figures), tuple(found), corrected, sent)


def _was_built_here(file: Path, receipt: Receipt) -> bool:
    """Say whether a kept report has these receipts, each as often in its text.

    The figures may be right while fewer are vouched for than were printed, or while their printed
    words were changed in the receipt too.
    """
    shown = Counter(read_shown(file))
    return any(
        _is_as_kept(report) and read_receipt(report.docx_file) == receipt
        and Counter(read_shown(report.docx_file)) == shown
        for report in Report.objects.filter(run__snapshot__code=receipt.snapshot)
    )  # fmt: skip


def _is_as_kept(report: Report) -> bool:
    file = report.docx_file
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == report.docx_sha256


def _as_frozen(snapshot: Snapshot, manifest_sha256: str) -> list[Difference]:
    """Return what is no longer as it was when the report was made; earlier years included."""
    found = [
        Difference(f["file"], "file", f.get("expected", "as frozen"), f.get("found", f["problem"]))
        for f in verify_snapshot(snapshot)
    ]
    if snapshot.manifest_sha256 != manifest_sha256:
        found.append(
            Difference(snapshot.code, "manifest", manifest_sha256, snapshot.manifest_sha256)
        )
    return found


def _figures(receipt: Receipt, snapshots: Mapping[str, Snapshot]) -> list[Difference]:
    catalogs = {code: load_catalog(s.folder / "catalog") for code, s in snapshots.items()}
    own = snapshots[receipt.snapshot]
    made = _reshaped(receipt, own, own)
    computed = {
        code: _computed(snapshot, catalogs[code], _reshaped(receipt, own, snapshot))
        for code, snapshot in snapshots.items()
    }
    definitions = catalogs[own.code].in_force(own.as_of)
    fields = {leaf: definition.field for leaf, definition in definitions.items()}
    stated = reported_figures(own)
    found = []
    for figure in receipt.figures:
        at = figure.leaf, _unit_of(figure)
        if figure.leaf.startswith(COUNT_OF_LEAVES) and figure.year:
            found += _compare_year(figure, receipt.figures)
        elif figure.leaf.startswith(COUNT_OF_LEAVES):
            found += _compare_count(figure, computed[own.code], fields)
        elif figure.snapshot:
            names = OF_A_YEAR if figure.attainment is None else COMPARED
            found += _compare(figure, computed.get(figure.snapshot, {}).get(at, {}), names)
        elif figure.year:
            said = _stated(stated, figure, made)
            found += _compare(figure, asdict(said) if said else {}, STATED)
        else:
            found += _compare(figure, computed[own.code].get(at, {}), COMPARED)
    return found


def _unit_of(figure: FigureReceipt) -> tuple[str, date]:
    try:
        return figure.unit, date.fromisoformat(figure.unit_valid_from)
    except ValueError:
        return figure.unit, date.max  # a forged day: no unit begins then


def _reshaped(receipt: Receipt, own: Snapshot, snapshot: Snapshot) -> Reshaped | None:
    """Return how a snapshot's units became the report's; None for figures as reported.

    An earlier snapshot may stand on other units than the report's own.
    """
    start, day = units_day(snapshot), units_day(own)
    if receipt.units_on:
        try:
            day = date.fromisoformat(receipt.units_on)
        except ValueError:
            day = date.max  # a forged day: no unit of it is another
    elif start == day:
        return None
    return reshape(start, day)


def _stated(
    stated: ReportedFigures, figure: FigureReceipt, made: Reshaped | None
) -> Reported | None:
    unit: UnitKey | None = _unit_of(figure)
    if made is not None:
        territory = made.territories.get(_unit_of(figure))
        unit = territory.same if territory else None
    return stated.get(figure.leaf, unit, figure.year) if unit else None


def _computed(snapshot: Snapshot, catalog: Catalog, made: Reshaped | None) -> Figures:
    """Return the totals computed again, those that no report tells without their numbers."""
    results = run(snapshot.folder, catalog, as_of=snapshot.as_of).results
    units = read_frozen(snapshot.folder, UNITS)
    hidden = {
        (leaf, (unit, day))
        for leaf, unit, day, _dimension, _member in hidden_figures(
            results, units, catalog, snapshot.as_of, only_totals=True
        )
    }
    totals = results.filter(pc.equal(results["dimension"], TOTAL)).to_pylist()
    if made is None:
        return {
            (leaf, unit): _as_told(row, is_hidden=(leaf, unit) in hidden)
            for row in totals
            for leaf, unit in [(row["leaf"], _key(row))]
        }
    rows: dict[About, dict[UnitKey, Figure]] = {}
    for row in totals:
        about = row["leaf"], TOTAL, TOTAL
        rows.setdefault(about, {})[_key(row)] = SimpleNamespace(**row)
    found = moved(snapshot, rows, list(made.territories.values()))
    return {
        (leaf, territory.unit): _as_told(
            vars(figure), is_hidden=any((leaf, part) in hidden for part in territory.needed)
        )
        for (leaf, _dimension, _member), territory, figure in found
    }


def _as_told(figure: Mapping[str, Any], *, is_hidden: bool) -> dict[str, Any]:
    if is_hidden and any(figure[name] is not None for name in (*COUNTS, "value")):
        return dict(figure) | dict.fromkeys(NUMBERS)
    return dict(figure) | {name: as_number(figure[name]) for name in COUNTS}


def _key(row: Mapping[str, Any]) -> UnitKey:
    return row["unit"], row["unit_valid_from"]


def _compare(
    figure: FigureReceipt, row: Mapping[str, Any], names: tuple[str, ...]
) -> list[Difference]:
    said = asdict(figure)
    return [
        Difference(figure.key, name, said[name], row.get(name))
        for name in names
        if said[name] != row.get(name)
    ]


def _compare_year(figure: FigureReceipt, figures: Sequence[FigureReceipt]) -> list[Difference]:
    """Count an earlier year's leaves by their own receipts, each of which is computed again."""
    attained = [
        one.attainment
        for one in figures
        if (one.year, one.snapshot, one.unit) == (figure.year, figure.snapshot, figure.unit)
        and not one.leaf.startswith(COUNT_OF_LEAVES)
        and one.attainment in JUDGED
    ]
    counted = attained.count(str(figure.attainment)), len(attained)
    said = figure.numerator, figure.denominator
    return [] if counted == said else [Difference(figure.key, "count", said[0], counted[0])]


def _compare_count(
    figure: FigureReceipt, figures: Figures, fields: dict[str, str]
) -> list[Difference]:
    """Count the leaves of the province, or of one field, that have the attainment."""
    field = figure.leaf.removeprefix(COUNT_OF_LEAVES)
    found = Counter(
        row["attainment"]
        for (leaf, unit), row in figures.items()
        if unit == _unit_of(figure) and (not field or fields[leaf] == field)
    )
    counted = found[figure.attainment]
    if counted == figure.numerator:
        return []
    return [Difference(figure.key, "count", figure.numerator, counted)]
