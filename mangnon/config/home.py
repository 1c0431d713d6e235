"""A home that is ready to work in: server running, tables current, units known."""

import contextlib
import importlib
import os
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mangnon.catalog import CATALOG
from mangnon.config import settings
from mangnon.config.migrating import migrate
from mangnon.config.postgres import Server
from mangnon.refusal import Refusal

SETUP_LOCK = 7_215_001
UNFINISHED = ".restore-"  # how the folder begins in which `restore` unpacks a backup


@contextlib.contextmanager
def ready() -> Iterator[Server | None]:
    """Start or join the embedded server, unless DATABASE_URL names one; prepare an empty home."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    require_finished(settings.HOME)
    server = None
    with contextlib.ExitStack() as stack:
        if "DATABASE_URL" not in os.environ:
            server = stack.enter_context(Server(settings.HOME).running())
        django.setup()
        try:
            _prepare()
            yield server
        except PermissionDenied as denied:
            raise Refusal(
                f"Tài khoản này không có quyền “{denied}”; hãy chọn người khác bằng --user."
            ) from denied
        finally:
            connection.close()


def require_finished(home: Path) -> None:
    """Refuse a home in which a restore is under way, or was killed before its end."""
    if any(home.glob(f"{UNFINISHED}*")):
        raise Refusal(
            f"Việc khôi phục vào {home} đang chạy hoặc đã dở dang; nếu không còn chạy, hãy xóa"
            " thư mục này rồi khôi phục lại."
        )


def _migrations() -> MigrationExecutor:
    """Return what is to migrate; Refusal where only some of the joined migrations were applied."""
    executor = MigrationExecutor(connection)
    known = executor.loader.disk_migrations
    for key, migration in known.items():
        joined = not known.keys() >= set(migration.replaces)
        if joined and key not in executor.loader.graph.nodes:
            raise Refusal(
                "Cơ sở dữ liệu này do bản phần mềm quá cũ làm ra; hãy nâng cấp qua bản ngày"
                " 27/11/2026 trước, rồi chạy lại."
            )
    return executor


def _prepare() -> None:
    """Migrate and load the catalogue's units, one command at a time; quick when nothing is new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SETUP_LOCK])
        try:
            executor = _migrations()
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                migrate()
            key_use = importlib.import_module("mangnon.core.encryption.key_use")
            key_use.prepare_keys(settings.KEYRING)
            units = importlib.import_module("mangnon.core.units.loading")
            units.load_catalog_units(CATALOG / "units")
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SETUP_LOCK])
