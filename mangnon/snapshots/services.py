"""Freezing the registers, and proving that a frozen snapshot is still what it was."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon import __version__
from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.catalogs.in_force import catalog_in_force
from mangnon.core.models import Refused, User
from mangnon.core.units.province import RESULTS_ON
from mangnon.engine.catalogs.parts import PARTS, VACCINES
from mangnon.engine.compile import compiled_sql
from mangnon.engine.load import load_catalog
from mangnon.engine.manifest import differences, said
from mangnon.snapshots.files import write_snapshot
from mangnon.snapshots.models import Snapshot
from mangnon.snapshots.pseudonyms import pseudonym_key
from mangnon.snapshots.registers import extract, require_filled
from mangnon.ui.context import today

FORMAT = 1
LONGEST_REASON = 200


def take_snapshot(as_of: date, *, by: User, reason: str = "") -> Snapshot:
    """Freeze every register as it was known on the day. Raises Refused for a day to come."""
    access.require(by, "snapshot.take")
    if as_of > today():
        raise Refused(
            _("A snapshot cannot be taken of %(day)s, which is still to come.")
            % {"day": f"{as_of:%d/%m/%Y}"}
        )
    if len(reason) > LONGEST_REASON:
        raise Refused(_("The reason is too long; %(most)s letters fit.") % {"most": LONGEST_REASON})
    folder = catalog_in_force()
    catalog = load_catalog(folder)
    require_filled(catalog)
    taken_at = timezone.now()
    code = f"{as_of:%Y%m%d}-{taken_at:%Y%m%d%H%M%S}-{secrets.token_hex(2)}"
    tables = extract(
        list(catalog.tables.values()),
        as_of=as_of,
        key=pseudonym_key(),
        units_on=RESULTS_ON,
    )
    catalog_sha256 = catalog.sha256
    description = {
        "format": FORMAT,
        "id": code,
        "as_of": as_of.isoformat(),
        "units_on": RESULTS_ON.isoformat(),
        "taken_at": taken_at.isoformat(),
        "taken_by": by.username,
        "reason": reason,
        "software": __version__,
        "catalog_sha256": catalog_sha256,
    }
    sql = compiled_sql(catalog, as_of=as_of, engine="duckdb")
    manifest_sha256 = write_snapshot(
        settings.SNAPSHOTS / code,
        tables,
        texts={f"sql/duckdb/{name}.sql": text for name, text in sql.items()},
        copies=_copies(folder),
        description=description,
    )
    with _no_folder_without_a_row(settings.SNAPSHOTS / code), transaction.atomic():
        snapshot = Snapshot.objects.create(
            code=code,
            as_of=as_of,
            taken_at=taken_at,
            taken_by=by,
            reason=reason,
            manifest_sha256=manifest_sha256,
            catalog_sha256=catalog_sha256,
            row_counts={name: table.num_rows for name, table in tables.items()},
        )
        record(by, "snapshot.take", snapshot, code=code, manifest_sha256=manifest_sha256)
    return snapshot


def _copies(folder: Path) -> dict[str, Path]:
    """Return what of the catalogue is frozen: the parts in force, and the register's schedules."""
    copied = {name: folder / name for name in PARTS} | {VACCINES: CATALOG / VACCINES}
    return {f"catalog/{name}": source for name, source in copied.items()}


@contextlib.contextmanager
def _no_folder_without_a_row(folder: Path) -> Iterator[None]:
    """Take back the files when the database refuses the row that would name them."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def find_snapshot(code: str) -> Snapshot:
    """Return the snapshot, or raise Refused with what to do."""
    found = Snapshot.objects.filter(code=code).first()
    if found is None:
        raise Refused(
            _("There is no snapshot “%(code)s”; `mangnon snapshot list` shows those there are.")
            % {"code": code}
        )
    return found


def verify_snapshot(snapshot: Snapshot) -> list[dict[str, str]]:
    """Rehash every file; return what differs, nothing when the snapshot is untouched."""
    return differences(snapshot.folder, snapshot.manifest_sha256)


def require_untouched(snapshot: Snapshot) -> None:
    """Raise Refused, naming the first file, unless the snapshot is what it was when frozen."""
    found = verify_snapshot(snapshot)
    if found:
        raise Refused(
            _("Snapshot %(code)s is not what was frozen: %(file)s (%(problem)s).")
            % {"code": snapshot.code, "file": found[0]["file"], "problem": said(found[0])}
        )
