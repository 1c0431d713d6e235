"""What is done with a file that came in: receive, check, apply, undo; each whole or not at all."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sealed_files import new_key, opened, pieces_of, seal
from mangnon.core.units.lineage import units_known
from mangnon.intake.batch import UNDO_PERIOD, Batch, HeadingMapping
from mangnon.intake.checking import counts_of, digest_of, with_unread_rows
from mangnon.intake.importers import Checked, Importer
from mangnon.intake.keeping import drop_files, drop_what_is_over
from mangnon.intake.opening.asking import refuse_too_large
from mangnon.intake.reading import Sheet, read
from mangnon.intake.registered import importers
from mangnon.intake.staged import reading_of, stage, staged
from mangnon.intake.writing.errors import write_errors

State = Batch.State
LONGEST_FILE_NAME = 200  # bytes, of the 255 that a folder takes
# What a comparison changes; it also ends whatever went on in the background.
COMPARED = ("counts", "verdicts", "reading", "refusal", "work")


def importer_of(kind: str, by: User) -> Importer:
    """Return how the kind is imported, if the person may; raise Refused where it is unknown."""
    if kind not in importers():
        raise Refused(
            _("“%(kind)s” cannot be imported; choose one of: %(kinds)s.")
            % {"kind": kind, "kinds": ", ".join(sorted(importers()))}
        )
    access.require(by, importers()[kind].needs)
    return importers()[kind]


def receive(file: Path, kind: str, *, by: User, unit: Unit, file_name: str | None = None) -> Batch:
    """Keep a copy of the file, sealed; nothing of it is read yet."""
    importer_of(kind, by)
    if unit.pk not in units_known(by):
        raise Refused(_("You do not serve %(unit)s; choose a unit of yours.") % {"unit": unit.name})
    name = file_name or file.name
    refuse_too_large(file, name)
    drop_what_is_over(timezone.now())  # where no worker runs, nobody else does it
    batch = Batch(kind=kind, unit=unit, file_name=name[-255:], received_by=by, file_key=new_key())
    digest = hashlib.sha256()
    with file.open("rb") as source:
        seal(_digested(pieces_of(source), digest), batch.file, batch.file_key)
    batch.sha256 = digest.hexdigest()
    with transaction.atomic():
        batch.save(force_insert=True)
        record(by, "batch.receive", batch, kind=kind, sha256=batch.sha256)
    return batch


def check(batch: Batch, *, by: User, mapping: Mapping[str, str] | None = None) -> Checked:
    """Say what would become of each row; of the register nothing changes.

    A file that cannot be read at all is refused for good, and what was kept of it dropped; one
    whose columns are not found waits for somebody to say which they are.
    """
    importer = importer_of(batch.kind, by)
    _require_open(batch)
    if mapping is not None:
        remember(batch, mapping)
    sheet = _read_or_refuse(batch, importer, by)
    _require_columns(batch, sheet)
    with transaction.atomic():
        held = _locked(batch, by)
        _require_open(held)
        checked = _compared(held, sheet, importer, by)
        held.state = State.CHECKED
        held.save(update_fields=["state", *COMPARED])
        record(by, "batch.check", held, counts=held.counts)
    batch.refresh_from_db()
    return checked


def apply(batch: Batch, *, by: User) -> Batch:
    """Write the new and changed rows, and say that they are written, in one transaction.

    What was checked before must still hold: when the register has moved on since, the batch is
    checked anew and the person asked to look at it again.
    """
    importer = importer_of(batch.kind, by)
    _require_open(batch)
    sheet = _read_or_refuse(batch, importer, by)
    _require_columns(batch, sheet)
    with transaction.atomic():
        held = _locked(batch, by)
        _require_open(held)
        seen = held.verdicts
        checked = _compared(held, sheet, importer, by)
        has_moved = held.state == State.CHECKED and seen != held.verdicts
        if not has_moved:
            importer.apply(held, checked, by)
            held.state, held.applied_at = State.APPLIED, timezone.now()
            record(by, "batch.apply", held, counts=held.counts)
        held.save(update_fields=["state", "applied_at", *COMPARED])
    if has_moved:
        raise Refused(
            _("The register has changed since the file was checked; look at the comparison again.")
        )
    batch.refresh_from_db()
    return batch


def undo(batch: Batch, *, by: User) -> Batch:
    """Take back all that the batch wrote, and say so, in one transaction."""
    importer = importer_of(batch.kind, by)
    with transaction.atomic():
        held = _locked(batch, by)
        if held.state != State.APPLIED or held.applied_at is None:
            raise Refused(_("Only a batch that was applied can be undone; this one was not."))
        now = timezone.now()
        if now > held.applied_at + UNDO_PERIOD:
            raise Refused(
                _("The batch was applied more than %(days)d days ago and can no longer be undone.")
                % {"days": UNDO_PERIOD.days}
            )
        importer.undo(held, by)
        held.state, held.undone_at, held.work = State.UNDONE, now, ""
        held.save(update_fields=["state", "undone_at", "work"])
        record(by, "batch.undo", held)
    batch.refresh_from_db()
    return batch


def _compared(held: Batch, sheet: Sheet, importer: Importer, by: User) -> Checked:
    """Compare the rows with the register and put what came out beside the batch."""
    checked = with_unread_rows(sheet, importer.check(sheet, held, by))
    held.counts, held.verdicts = counts_of(checked), digest_of(checked)
    held.reading, held.refusal, held.work = reading_of(sheet), "", ""
    stage(held, sheet, checked, importer.columns())
    return checked


def _require_columns(batch: Batch, sheet: Sheet) -> None:
    """Refuse, and show the headings to whoever maps them, while a required column is missing."""
    if not sheet.missing:
        return
    Batch.objects.filter(pk=batch.pk).update(reading=reading_of(sheet))
    names = ", ".join(f"“{column.heading}”" for column in sheet.missing)
    raise Refused(
        _("%(file)s: no column was recognised as %(columns)s; say which columns these are.")
        % {"file": batch.file_name, "columns": names}
    )


def errors_workbook(batch: Batch, folder: Path) -> Path | None:
    """Write the sheet with its errors into the folder; None when nothing was wrong with it.

    It holds what the file held: whoever asks for it keeps it as close, and drops it after use.
    """
    problems = staged(batch).problems
    if not problems.height:
        return None
    target = folder / f"{_shortened(Path(batch.file_name).stem)}-loi.xlsx"
    importer = importers()[batch.kind]
    with _plain(batch) as source:
        sheet = read(source, importer.columns(), remembered(batch), name=batch.file_name)
        write_errors(source, sheet, problems, target)
    return target


def _shortened(name: str) -> str:
    """Return what a folder takes of a name: a Vietnamese letter has up to three bytes."""
    return name.encode()[:LONGEST_FILE_NAME].decode(errors="ignore")


def _digested(pieces: Iterator[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


def _locked(batch: Batch, by: User) -> Batch:
    held: Batch = Batch.objects.visible_to(by).select_for_update(of=("self",)).get(pk=batch.pk)
    return held


def _require_open(batch: Batch) -> None:
    if batch.state in (State.RECEIVED, State.CHECKED):
        return
    raise Refused(
        _("“%(file)s” is %(state)s already; bring the file in again to import it anew.")
        % {"file": batch.file_name, "state": batch.get_state_display().lower()}
    )


def _read_or_refuse(batch: Batch, importer: Importer, by: User) -> Sheet:
    try:
        return read_kept(batch, importer)
    except Refused as refusal:
        refuse(batch, by=by, because=str(refusal))
        raise


def refuse(batch: Batch, *, by: User, because: str) -> None:
    """Say for good that the file is not taken, and drop what was kept of it."""
    with transaction.atomic():
        held = _locked(batch, by)
        _require_open(held)
        held.state, held.refusal = State.REFUSED, because
        held.save(update_fields=["state", "refusal"])
        record(by, "batch.refuse", held)
    drop_files(batch)


def read_kept(batch: Batch, importer: Importer) -> Sheet:
    """Read the kept file by the headings as they were mapped for the unit."""
    with _plain(batch) as file:
        return read(file, importer.columns(), remembered(batch), name=batch.file_name)


@contextmanager
def _plain(batch: Batch) -> Iterator[Path]:
    """Give the file unsealed, in a folder of its own, for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="mangnon-sheet-") as folder:
        file = Path(folder) / "file"
        with file.open("wb") as target:
            target.writelines(opened(batch.file, batch.file_key))
        yield file


def remembered(batch: Batch) -> dict[str, str]:
    """Return what the headings of the unit's sheets were said to stand for."""
    known = HeadingMapping.objects.filter(unit=batch.unit, kind=batch.kind)
    mapping: dict[str, str] = known.values_list("mapping", flat=True).first() or {}
    return mapping


def remember(batch: Batch, mapping: Mapping[str, str]) -> None:
    """Let these headings stand for these columns in all sheets of the unit from now on."""
    HeadingMapping.objects.update_or_create(
        unit=batch.unit, kind=batch.kind, defaults={"mapping": remembered(batch) | dict(mapping)}
    )
