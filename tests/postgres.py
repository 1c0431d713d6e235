"""A pytest plugin: one embedded PostgreSQL in a throw-away home for the whole test run.

It is named in `addopts`, because the settings read the environment before any conftest is loaded.
With `DATABASE_URL` set, the tests use that server instead.
"""

import os
import shutil
import tempfile
from pathlib import Path

from mangnon.config.postgres import Server

_server: Server | None = None
if "MANGNON_TEST_HOME" not in os.environ:
    _home = Path(tempfile.mkdtemp(prefix="mangnon-tests-"))
    _home.chmod(0o711)  # the account that runs PostgreSQL for root must be able to walk in
    os.environ["MANGNON_TEST_HOME"] = os.environ["MANGNON_HOME"] = str(_home)
    os.environ.pop("MANGNON_TODAY", None)
    if "DATABASE_URL" not in os.environ:
        _server = Server(_home, durable=False)
        os.environ["DATABASE_URL"] = _server.url()


def pytest_configure(config):
    if _server is not None and not config.option.collectonly:
        _server.start()


def pytest_unconfigure(config):
    if _server is not None:
        _server.stop(patience_seconds=0)
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["MANGNON_TEST_HOME"], ignore_errors=True)
