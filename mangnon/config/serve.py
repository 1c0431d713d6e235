"""Serving the site: granian, and what works beside it, as children that cannot outlive us."""

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
APPLICATION = "mangnon.config.wsgi:application"
SITE = [
    "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "2",
    "--blocking-threads", "2", "--no-ws", "--workers-kill-timeout", "5", "--log-level", "warning",
]  # fmt: skip
# The worker of the jobs, and what keeps live figures up to date. Whichever ends is started again.
BESIDE = (
    ["manage.py", "procrastinate", "worker", "--concurrency", "1"],
    ["-m", "mangnon.config.follow"],
)


def serve(port: int, announce: Callable[[], None], server: Server | None) -> int:
    """Serve on 127.0.0.1 until Ctrl-C or SIGTERM; `announce` runs once the port answers.

    The embedded server may have been started by another command, and be killed with it: it is
    looked after here for as long as the site is served.
    """
    _require_free(port)
    static.collect()
    site = _started([*SITE, "--port", str(port), APPLICATION], signal.SIGTERM)
    beside = [_started(command, signal.SIGKILL) for command in BESIDE]
    try:
        if _answers(port, site):
            announce()
        while site.poll() is None:
            if server is not None:
                server.ensure_running()
            for place, command in enumerate(BESIDE):
                if beside[place].poll() is not None:
                    beside[place] = _started(command, signal.SIGKILL)
            time.sleep(LOOK_AFTER_SECONDS)
        return site.returncode
    except KeyboardInterrupt:
        return 0
    finally:
        _end([site, *beside])


def _started(command: list[str], last_signal: int) -> subprocess.Popen[bytes]:
    """Start a child of ours; it gets the signal when we die, however that happens.

    For those beside the site that is the end at once: the database dies with us, and what they
    were at begins again.
    """
    parent = os.getpid()
    return subprocess.Popen(  # noqa: S603 - our own interpreter, our own arguments
        [sys.executable, *command],
        cwd=settings.ROOT,
        env=_environment(),
        start_new_session=True,
        preexec_fn=lambda: _die_with(parent, last_signal),
    )


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop at once, and make those stop that do not in time."""
    running = [child for child in children if child.poll() is None]
    for child in running:
        child.send_signal(signal.SIGTERM)
    for child in running:
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


def _die_with(parent: int, last_signal: int) -> None:
    """In the child: a signal when the parent dies, even by kill -9."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, last_signal)
    if os.getppid() != parent:
        os._exit(1)
