"""mangnon backup"""

import argparse

from django.conf import settings

from mangnon.config.archive import keys_file, totals
from mangnon.config.backup import make_backup
from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core import access
from mangnon.core.audit import record_read


def backup(options: argparse.Namespace) -> int:
    """Write FILE and FILE.keys while people work."""
    by = person(options)
    access.require(by, "backup.make")
    record_read(by, "backup.begin", by)
    manifest = make_backup(
        options.file,
        home=settings.HOME,
        url=settings.DATABASE_URL,
        keys_of_fields=settings.KEYRING,
    )
    rows, files = totals(manifest)
    record_read(by, "backup.make", by, rows=rows, files=files)
    keys = keys_file(options.file)
    value = {
        "file": str(options.file),
        "keys": str(keys),
        "tables": len(manifest["tables"]),
        "rows": rows,
        "files": files,
        "audit_head": manifest["audit_head"],
    }
    answer(
        value,
        options,
        f"Đã sao lưu {rows} dòng và {files} tệp vào {options.file}.\n"
        f"Hãy cất {keys} ở nơi khác: ai có cả hai tệp thì đọc được mọi thứ.",
    )
    return 0
