"""mangnon catalog diff | apply: the catalogue in force beside another one."""

import argparse
from dataclasses import asdict
from pathlib import Path

from mangnon.catalog import CATALOG
from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.catalogs.in_force import catalog_in_force
from mangnon.core.refused import Refused
from mangnon.engine.catalogs.diff import Change, diff
from mangnon.engine.catalogs.parts import parts_hash, read_parts
from mangnon.indicators.catalogs.applying import apply_catalog, refusals
from mangnon.snapshots.services import find_snapshot

HOWS = {"added": "thêm", "removed": "bỏ", "changed": "sửa"}


def diff_(options: argparse.Namespace) -> int:
    in_force = catalog_in_force()
    before = _named(options.against) if options.against else in_force
    unnamed = in_force if options.against else CATALOG
    named = options.folder or options.catalog
    after = _folder(named) if named else unnamed
    changes = diff(read_parts(before), read_parts(after))
    refused = list(refusals(after)) if named else []
    value = {
        "before": {"folder": str(before), "sha256": parts_hash(before)},
        "after": {"folder": str(after), "sha256": parts_hash(after)},
        "changes": [asdict(change) for change in changes],
        "refused": refused,
    }
    lines = [line for change in changes for line in _lines(change)]
    lines += [f"Không áp dụng được: {reason}" for reason in refused]
    answer(value, options, "\n".join(lines) or "Hai danh mục như nhau.")
    return 0


def apply_(options: argparse.Namespace) -> int:
    before = read_parts(catalog_in_force())
    applied = apply_catalog(_folder(options.folder or options.catalog), by=person(options))
    changes = diff(before, read_parts(applied.folder))
    value = {
        "sha256": applied.sha256,
        "folder": str(applied.folder),
        "applied_at": applied.applied_at.isoformat(),
        "applied_by": applied.applied_by.username,
        "changes": [asdict(change) for change in changes],
    }
    said = [change.says for change in changes]
    answer(value, options, "\n".join([*said, f"Danh mục {applied} có hiệu lực từ lần chốt sau."]))
    return 0


def _named(text: str) -> Path:
    """Return the folder of that name, else the catalogue that a snapshot of that name froze."""
    folder = Path(text)
    return folder if folder.is_dir() else find_snapshot(text).folder / "catalog"


def _folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise Refused(f"Không có thư mục {folder}; hãy kiểm tra đường dẫn.")
    return folder


def _lines(change: Change) -> list[str]:
    lines = [f"{HOWS[change.how]} {change.part}/{change.name}.yaml: {change.says}"]
    if change.how == "changed":
        lines += [
            f"    {each.field}: {_value(each.before)} → {_value(each.after)}"
            for each in change.fields
        ]
    return lines


def _value(value: object) -> object:
    """Return a field's value as its file writes it where there is none."""
    return "null" if value is None else value
