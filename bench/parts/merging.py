"""Merges a commune of 30,000 children into its neighbour and undoes it; prints JSON."""

import json
import os
import sys
import time
from datetime import date
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from mangnon.children.models import Child, ResidenceSpell  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.access import Role  # noqa: E402
from mangnon.core.models import ReformBatch, Unit, User  # noqa: E402
from mangnon.core.reforms.applying import apply_reform  # noqa: E402
from mangnon.core.reforms.drafts import add_rows, create_draft  # noqa: E402
from mangnon.core.reforms.undoing import undo_reform  # noqa: E402

CHILDREN = 30_000
HAMLETS = 12
BORN, DAY = date(2018, 3, 1), date(2027, 1, 1)


def settle(commune: Unit) -> None:
    """Register the children, each with a dated residence in one of the hamlets."""
    children = [
        Child(full_name=f"Trẻ {n}", name_key=str(n), birth_date=BORN, unit=commune)
        for n in range(CHILDREN)
    ]
    Child.objects.bulk_create(children, batch_size=5_000)
    ResidenceSpell.objects.bulk_create(
        (
            ResidenceSpell(child=child, unit=commune, hamlet=f"Thôn {n % HAMLETS}", began_on=BORN)
            for n, child in enumerate(children)
        ),
        batch_size=5_000,
    )


def merge(gone: Unit, into: Unit, by: User) -> ReformBatch:
    """Draft that both communes become a new one under the code of the second."""
    new = {
        "code": into.code, "level": into.level, "type": into.type, "name": "Mới",
        "parent_code": into.parent_code, "lat": "", "lon": "", "area_km2": "",
    }  # fmt: skip
    changes = [
        {"kind": "merge", "from_code": unit.code, "to_code": into.code, "share": "1",
         "share_basis": ""}
        for unit in (gone, into)
    ]  # fmt: skip
    batch = create_draft(number="NQ 1", issued_on=DAY, on=DAY, by=by)
    return add_rows(batch.pk, by=by, seen=batch.version, units=[new], changes=changes)


def measure() -> dict[str, Any]:
    gone, into = Unit.objects.on(DAY).filter(level=Unit.Level.COMMUNE).order_by("pk")[:2]
    province = Unit.objects.on(DAY).get(code=gone.parent_code)
    by = User.objects.create(username="bench", role=Role.FOCAL_OFFICE, unit=province)
    settle(gone)
    batch = merge(gone, into, by)
    started, processor = time.perf_counter(), time.process_time()
    batch = apply_reform(batch.pk, by=by, seen=batch.version)
    applied, processor = time.perf_counter(), time.process_time() - processor
    moves = batch.moves.count()
    undone = time.perf_counter()
    undo_reform(batch.pk, by=by)
    return {
        "children": CHILDREN,
        "moves": moves,
        "apply": applied - started,
        "processor": processor,
        "undo": time.perf_counter() - undone,
    }


if __name__ == "__main__":
    with ready():
        json.dump(measure(), sys.stdout)
