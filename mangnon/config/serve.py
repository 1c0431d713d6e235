"""Serving the site: granian as a child that cannot outlive us."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from mangnon.config import settings, static
from mangnon.config.postgres import Server
from mangnon.core.refused import Refused

PR_SET_PDEATHSIG = 1
STOP_WITHIN_SECONDS = 10
LOOK_AFTER_SECONDS = 1


def serve(port: int, announce: Callable[[], None], server: Server | None) -> int:
    """Serve on 127.0.0.1 until Ctrl-C or SIGTERM; `announce` runs once the port answers.

    The embedded server may have been started by another command, and be killed with it: it is
    looked after here for as long as the site is served.
    """
    _require_free(port)
    static.collect()
    parent = os.getpid()
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own arguments
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(port), "--workers", "2", "--blocking-threads", "2", "--no-ws",
            "--workers-kill-timeout", "5", "--log-level", "warning",
            "mangnon.config.wsgi:application",
        ],
        cwd=settings.ROOT,
        env=_environment(),
        start_new_session=True,
        preexec_fn=lambda: _die_with(parent),
    )  # fmt: skip
    try:
        if _answers(port, child):
            announce()
        while child.poll() is None:
            if server is not None:
                server.ensure_running()
            time.sleep(LOOK_AFTER_SECONDS)
        return child.returncode
    except KeyboardInterrupt:
        return 0
    finally:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
            try:
                child.wait(STOP_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Refused(
                f"Cổng {port} đang được dùng; hãy dừng chương trình đó hoặc chọn cổng khác: --port."
            ) from None


def _answers(port: int, child: subprocess.Popen[bytes]) -> bool:
    while child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
        except OSError:
            time.sleep(0.05)
            continue
        return True
    return False


def _environment() -> dict[str, str]:
    kept = dict(os.environ)
    kept["DATABASE_URL"] = settings.DATABASE_URL
    if settings.TODAY:
        kept["MANGNON_TODAY"] = settings.TODAY.isoformat()
    kept["PYTHONPATH"] = str(settings.ROOT)
    return kept


def _die_with(parent: int) -> None:
    """In the child: SIGTERM when the parent dies, even by kill -9."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
