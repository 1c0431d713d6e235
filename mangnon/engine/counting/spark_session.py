"""A Spark session: on this machine, on a cluster, or over Spark Connect, as MANGNON_SPARK says."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from mangnon.engine.counting.parquet_files import first_line
from mangnon.engine.issues import EngineError

try:
    from py4j.java_gateway import JavaGateway
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession
except ModuleNotFoundError as missing:
    raise EngineError(
        "Máy tính spark cần gói pyspark; hãy chạy bin/bootstrap spark rồi thử lại."
    ) from missing

# What may be raised while Spark works; py4j's where PySpark does not say it in its own words.
ERRORS = (PySparkException, Py4JError)
ADDRESS = "MANGNON_SPARK"
HERE = "local[*]"
CONNECT_PORT = 15002
LOOPBACK = "127.0.0.1"
# What figures depend on; set in a session of our own, whatever the cluster's defaults are.
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.mergeSchema": "false",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # a code "01" is not 1
}
QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
# Nothing outside can speak to a Spark that lives on this machine alone.
ALONE = {
    "spark.driver.host": LOOPBACK,
    "spark.driver.bindAddress": LOOPBACK,
    "spark.sql.shuffle.partitions": "8",
}


@contextmanager
def spark_session() -> Iterator[SparkSession]:
    """Give a session with our settings; raise EngineError when Spark cannot be started or reached.

    A session that the caller has active is used and left running; else one is started and stopped.
    """
    with ExitStack() as stack:
        active = SparkSession.getActiveSession()
        session = active or stack.enter_context(_started(os.environ.get(ADDRESS) or HERE))
        ours = session.newSession()
        for name, value in SETTINGS.items():
            ours.conf.set(name, value)
        yield ours


@contextmanager
def _started(address: str) -> Iterator[SparkSession]:
    if address.startswith("sc://"):
        with _connected(address) as session:
            yield session
        return
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise EngineError(
            "Máy tính spark cần Java 17: hãy chạy apt-get install openjdk-17-jre-headless, "
            f"hoặc đặt {ADDRESS}=sc://MÁY:15002 để dùng một máy chủ Spark Connect."
        )
    alone = address.startswith("local")
    conf = SparkConf(loadDefaults=False).setMaster(address).setAppName("mangnon")
    conf.setAll([*(QUIET | (ALONE if alone else {})).items()])
    with tempfile.TemporaryDirectory(prefix="mangnon-spark-") as folder:
        places = {"SPARK_LOCAL_IP": LOOPBACK} if alone else {}
        with _environment(places), _java(conf, Path(folder) / "java.log") as session:
            yield session


@contextmanager
def _java(conf: SparkConf, log: Path) -> Iterator[SparkSession]:
    """What Java says goes to a log: standard output is for the command's answer alone."""
    gateway = None
    try:
        with log.open("wb") as stream:
            gateway = launch_gateway(conf, popen_kwargs={"stdout": stream, "stderr": stream})
        session = SparkSession(SparkContext(conf=conf, gateway=gateway))
    except Exception as error:
        _end(gateway)
        where = conf.get("spark.master")
        raise EngineError(f"Không khởi động được Spark ở {where}: {_cause(error, log)}.") from error
    home, name = gateway.jvm.System.getenv("SPARK_HOME"), session.sparkContext.applicationId
    try:
        yield session
    finally:
        session.stop()
        _end(gateway)
        # Where workers of a local-cluster leave their programs and logs, within the package.
        shutil.rmtree(Path(home) / "work" / name, ignore_errors=True)


def _end(gateway: JavaGateway | None) -> None:
    """End Java too, which would wait for another session as long as this process lives."""
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = None


@contextmanager
def _connected(address: str) -> Iterator[SparkSession]:
    server = urlsplit(address)
    try:
        # Asked first, since Connect itself tries again for ten minutes where nobody answers.
        socket.create_connection((server.hostname, server.port or CONNECT_PORT), 10).close()
        session = SparkSession.builder.remote(address).create()
        session.version  # noqa: B018  the first question is what opens the line
    except Exception as error:
        raise EngineError(f"Không nối được Spark ở {address}: {first_line(error)}.") from error
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Spark takes these from the environment alone."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _cause(error: Exception, log: Path) -> str:
    """Return the last thing that Java said, which tells more than py4j's own words."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    said = [line for line in lines if not line.startswith(("\t", "    at "))]
    return said[-1].strip() if said else first_line(error)
