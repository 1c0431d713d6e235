"""The served site starts, answers, and leaves nothing behind however it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.command_line import ROOT, made_home, mangnon, processes_of, refused

WITHIN_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what: str) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5) as page:
            return page.status == 200
    except OSError:
        return False


@pytest.fixture
def home():
    with made_home() as folder:
        yield folder


@pytest.fixture
def served(home):
    port = free_port()
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "MANGNON_TODAY"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "mangnon.config.cli", "serve", "--port", str(port)],
        env=kept | {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
    wait_until(lambda: answers(port) or process.poll() is not None, "the site did not answer")
    assert process.poll() is None
    yield process, port
    if process.poll() is None:
        process.kill()
        process.wait()
    wait_until(lambda: not processes_of(home), "a process was left behind")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_site_stops_cleanly_when_asked(served, home, how):
    process, port = served
    process.send_signal(how)
    assert process.wait(WITHIN_SECONDS) == 0
    assert not answers(port)
    assert processes_of(home) == []


def test_a_killed_parent_leaves_no_server_and_no_database(served, home):
    process, port = served
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until(lambda: not processes_of(home), "an orphan outlived its parent")
    assert not answers(port)


def test_a_command_works_beside_the_running_site(served, home):
    process, port = served
    done = mangnon("doctor", "--json", home=home)
    assert json.loads(done.stdout)["problems"] == []
    assert answers(port)
    assert process.poll() is None


def test_a_port_in_use_is_refused_with_what_to_do(served, home, tmp_path):
    _process, port = served
    assert refused(mangnon("serve", "--port", port, home=home), str(port), "--port")
