"""mangnon snapshot take | list | verify"""

import argparse

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.engine.manifest import told
from mangnon.snapshots.models import Snapshot
from mangnon.snapshots.services import find_snapshot, take_snapshot, verify_snapshot
from mangnon.ui import formats


def take(options: argparse.Namespace) -> int:
    snapshot = take_snapshot(options.as_of, by=person(options), reason=options.reason)
    answer(_described(snapshot), options, snapshot.code)
    return 0


def list_(options: argparse.Namespace) -> int:
    snapshots = Snapshot.objects.order_by("taken_at")
    lines = [f"{s.code}  số liệu đến ngày {formats.date_text(s.as_of)}" for s in snapshots]
    answer([_described(s) for s in snapshots], options, "\n".join(lines) or "Chưa có bản chốt nào.")
    return 0


def verify(options: argparse.Namespace) -> int:
    snapshot = find_snapshot(options.id)
    found = verify_snapshot(snapshot)
    lines = [told(difference) for difference in found]
    answer(
        {"snapshot": snapshot.code, "identical": not found, "differences": found},
        options,
        "\n".join(lines) or f"{snapshot.code}: nguyên vẹn.",
    )
    return 1 if found else 0


def _described(snapshot: Snapshot) -> dict[str, object]:
    return {
        "snapshot": snapshot.code,
        "as_of": snapshot.as_of.isoformat(),
        "taken_at": snapshot.taken_at.isoformat(),
        "taken_by": snapshot.taken_by.username,
        "rows": snapshot.row_counts,
        "manifest_sha256": snapshot.manifest_sha256,
        "catalog_sha256": snapshot.catalog_sha256,
        "folder": str(snapshot.folder),
    }
