"""Putting a catalogue into force for this home: checked, kept whole, and in one step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.catalogs.in_force import applied_last, is_touched
from mangnon.core.models import AppliedCatalog, Refused, User
from mangnon.engine.catalogs.parts import (
    DATA,
    PARTS,
    differs_from_software,
    parts_hash,
    read_parts,
)
from mangnon.engine.catalogs.used import (
    altered_in_place,
    lost_to_the_software,
    unknown_to_the_software,
)
from mangnon.engine.issues import CatalogError
from mangnon.engine.load import check_catalog
from mangnon.indicators.catalogs.computed import definitions_used
from mangnon.snapshots.files import sync_tree

APPLY = "catalog.apply"
LOCK = 7_215_040


def apply_catalog(folder: Path, *, by: User) -> AppliedCatalog:
    """Put the catalogue of a folder into force; raise Refused, and change nothing, when it may not.

    What is checked is a copy, so that nobody alters it in between. The row that names the copy is
    written last: until then the old catalogue is in force, whole.
    """
    access.require(by, APPLY)
    building = settings.HOME / "catalogs" / ".building"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        shutil.rmtree(building, ignore_errors=True)
        try:
            _copy(folder, building)
            _require_sound(building)
            applied = _put_into_force(building, by)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return applied


def refusals(folder: Path) -> Iterator[str]:
    """Say why a sound catalogue may not be put into force; nothing when it may."""
    for name in differs_from_software(folder, CATALOG):
        yield f"{name}: phần này đi cùng phần mềm, không áp dụng riêng được; hãy bỏ thay đổi."
    after, packaged = read_parts(folder), read_parts(CATALOG)
    yield from altered_in_place(after, definitions_used())
    yield from lost_to_the_software(after, packaged)
    yield from unknown_to_the_software(after, packaged)


def _copy(folder: Path, building: Path) -> None:
    for file in (f for f in sorted(folder.rglob("*")) if f.is_file() and f.suffix in DATA):
        copy = building / file.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)


def _require_sound(building: Path) -> None:
    if issues := check_catalog(building):
        raise CatalogError(issues)
    if problems := list(refusals(building)):
        raise Refused("\n".join(problems))


def _put_into_force(building: Path, by: User) -> AppliedCatalog:
    sha256, packaged = parts_hash(building), parts_hash(CATALOG)
    last = applied_last()
    if last and (last.sha256, last.packaged_sha256) == (sha256, packaged) and not is_touched(last):
        raise Refused(_("This catalogue is in force already."))
    applied = AppliedCatalog(sha256=sha256, packaged_sha256=packaged, applied_by=by)
    for other in building.iterdir():
        if other.name not in PARTS:
            shutil.rmtree(other)  # it is the software's own, and read from there
    sync_tree(building)
    if applied.folder.exists() and parts_hash(applied.folder) != sha256:
        shutil.rmtree(applied.folder)  # touched since: what is put into force is what was checked
    if not applied.folder.exists():
        building.rename(applied.folder)
    applied.save()
    before = last.sha256 if last else packaged
    record(by, APPLY, applied, before=before, after=sha256, packaged=packaged)
    return applied
