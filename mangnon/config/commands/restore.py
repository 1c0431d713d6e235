"""mangnon restore: needs an empty home, so it is not prepared like that of other commands."""

import argparse
import importlib
import os
from contextlib import ExitStack
from dataclasses import asdict
from typing import Any

import django
from django.db.migrations.loader import MigrationLoader

from mangnon.config import settings
from mangnon.config.archive import totals
from mangnon.config.migrating import migrate
from mangnon.config.postgres import Server
from mangnon.config.restore import Difference, differences, restoring
from mangnon.config.run import answer


def restore(options: argparse.Namespace) -> int:
    """Put the backup into the empty home; with --verify 1 when anything is not as it was."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        if "DATABASE_URL" not in os.environ:
            stack.enter_context(Server(settings.HOME).running())
        django.setup()
        place: dict[str, Any] = {"home": settings.HOME, "url": settings.DATABASE_URL}
        migrations = MigrationLoader(None).disk_migrations
        replaced = {name for migration in migrations.values() for name in migration.replaces}
        known = {f"{app}.{name}" for app, name in migrations.keys() | replaced}
        keys = settings.KEYRING
        with restoring(options.file, known=known, keys_of_fields=keys, **place) as manifest:
            found = differences(manifest, **place) if options.verify else []
            migrate()
            found += [*_audit(manifest), *_sealed()] if options.verify else []
            audit = importlib.import_module("mangnon.core.audit")
            province = importlib.import_module("mangnon.core.units.province")
            made_at = manifest["made_at"]
            audit.record(None, "backup.restore", province.results_province(), made_at=made_at)
    rows, files = totals(manifest)
    value = {
        "made_at": manifest["made_at"],
        "tables": len(manifest["tables"]),
        "rows": rows,
        "files": files,
        "identical": not found if options.verify else None,
        "differences": [asdict(difference) for difference in found],
    }
    lines = [f"{d.what}: phải là {d.expected}, nay là {d.found or 'không có'}." for d in found]
    lines.append(f"Đã khôi phục {rows} dòng và {files} tệp.")
    if options.verify and not found:
        lines.append("Giống hệt bản sao lưu; chuỗi nhật ký nguyên vẹn.")
    answer(value, options, "\n".join(lines))
    return 1 if found else 0


def _audit(manifest: dict[str, Any]) -> list[Difference]:
    """Walk the restored chain: it must be sound and end where the backup's ended."""
    chain = importlib.import_module("mangnon.core.audit.chain")
    verified = chain.verify(settings.AUDIT_HEADS)
    found = [Difference("audit", "", f"{p.problem} {p.seq or p.entry}") for p in verified.problems]
    if verified.head != manifest["audit_head"]:
        found.append(Difference("audit", manifest["audit_head"], verified.head))
    return found


def _sealed() -> list[Difference]:
    """Open a sample of the sealed values of each field with the restored keys."""
    key_use = importlib.import_module("mangnon.core.encryption.key_use")
    return [Difference("keys", "", sentence) for sentence in key_use.unopened(settings.KEYRING)]
