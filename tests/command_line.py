"""Running `mangnon` as a person would: another process, another home, no database of the tests."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SMALL_DEMO = ("demo", "--children", "400", "--no-serve")


@contextlib.contextmanager
def new_home() -> Iterator[Path]:
    """Give a home of its own, gone afterwards.

    Not pytest's tmp_path: the account that runs PostgreSQL for root may not enter that folder.
    """
    folder = Path(tempfile.mkdtemp(prefix="mangnon-home-"))
    folder.chmod(0o711)
    try:
        yield folder / "home"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def made_home(*words: str) -> Iterator[Path]:
    """Give a home in which the command (`doctor`, if none) ran, for who does not test its making.

    The first test of a run that asks for it has the home made; every test gets a copy of its own.
    """
    words = words or ("doctor",)
    made = Path(os.environ["MANGNON_TEST_HOME"]) / "-".join(["made", *words])
    with Path(f"{made}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with new_home() as home:
                done = mangnon(*words, home=home)
                assert done.returncode == 0, done.stderr
                _copy(home, made)
    with new_home() as home:
        _copy(made, home)
        yield home


def _copy(home: Path, to: Path) -> None:
    """Copy a home where nothing runs, with the accounts that own its files."""
    subprocess.run(["cp", "-a", home, to], check=True)


def mangnon(*words, home=None, **environment):
    """Run a command as a person would, without the test run's database."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "MANGNON_HOME"}}
    kept |= {"PYTHONPATH": str(ROOT)} | {name: str(to) for name, to in environment.items()}
    if home is not None:
        kept["MANGNON_HOME"] = str(home)
    return subprocess.run(
        [sys.executable, "-m", "mangnon.config.cli", *map(str, words)],
        capture_output=True,
        text=True,
        env=kept,
        cwd="/",
        check=False,
    )


def refused(done, *parts):
    """Assert the contract for bad input: exit 2, nothing printed, one sentence, no traceback."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for part in parts:
        assert part in done.stderr
    return True


def processes_of(home: Path) -> list[int]:
    """Return every live process whose command line or environment names the home."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            except OSError:
                continue
            if str(home).encode() in text:
                found.append(int(entry.name))
    return found
