"""`engine run --engine spark` as a person runs it: in a process of its own."""

import contextlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from mangnon.catalog import CATALOG
from tests.command_line import mangnon, new_home, processes_of, refused
from tests.engine.world import AS_OF, people, write

BLOCKED = "import sys; sys.modules['pyspark'] = None; from mangnon.config.cli import main; "
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
INSIDE = "spark-internal"  # the class is part of Spark, not of a program that we bring


def words(data, out, engine="spark"):
    asked = {"--data": data, "--catalog": CATALOG, "--as-of": AS_OF, "--out": out}
    return ["engine", "run", *sum(asked.items(), ()), "--engine", engine, "--json"]


@pytest.fixture
def data(tmp_path):
    return write(tmp_path / "data", people(3, size=40))


def test_without_pyspark_it_says_what_to_install(data, tmp_path):
    call = [sys.executable, "-c", BLOCKED + "sys.exit(main(sys.argv[1:]))"]
    done = subprocess.run(
        [*call, *map(str, words(data, tmp_path / "out"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused(done, "cần gói pyspark; hãy chạy bin/bootstrap spark")
    assert not (tmp_path / "out").exists()


def test_without_java_it_says_what_to_install(installed, data, tmp_path):
    done = mangnon(*words(data, tmp_path / "out"), PATH="/nowhere", JAVA_HOME="")
    assert refused(done, "cần Java 17", "openjdk-17-jre-headless", "sc://")
    assert not (tmp_path / "out").exists()


def test_a_connect_server_that_does_not_answer_is_told_at_once(installed, data, tmp_path):
    done = mangnon(*words(data, tmp_path / "out"), MANGNON_SPARK=f"sc://127.0.0.1:{free_port()}")
    assert refused(done, "Không nối được Spark ở sc://127.0.0.1")


def test_data_on_an_address_are_for_spark_alone(tmp_path):
    done = mangnon(*words("s3a://kho/ban-chot", tmp_path / "out", "duckdb"))
    assert refused(done, "Chỉ máy tính spark đọc được địa chỉ", "s3a://kho/ban-chot")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.mark.soak
def test_a_master_that_spark_does_not_know_is_told_by_java_itself(installed, data, tmp_path):
    done = mangnon(*words(data, tmp_path / "out"), MANGNON_SPARK="nowhere")
    assert refused(done, "Không khởi động được Spark ở nowhere", "Master must")


@pytest.mark.soak
def test_frozen_tables_of_the_demonstration_give_the_same_on_every_spark(installed, tmp_path):
    """On this machine, and over Spark Connect, where no Java is found on the client's side."""
    with new_home() as home:
        demo = mangnon("demo", "--children", 3000, "--no-serve", "--json", home=home)
        snapshot = home / "snapshots" / json.loads(demo.stdout)["snapshot"]
        mine = mangnon(*words(snapshot, tmp_path / "duckdb", "duckdb"))
        here = mangnon(*words(snapshot, tmp_path / "here"), MANGNON_SPARK="local[2]")
        with connect_server() as address:
            there = mangnon(
                *words(snapshot, tmp_path / "there"), MANGNON_SPARK=address, PATH="/nowhere"
            )
        expected = pq.read_table(tmp_path / "duckdb" / "results.parquet")
        for done, folder in ((mine, "duckdb"), (here, "here"), (there, "there")):
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["rows"] == expected.num_rows
            assert done.stderr == ""
            assert pq.read_table(tmp_path / folder / "results.parquet").equals(expected)
        assert not processes_of(snapshot)


@contextlib.contextmanager
def connect_server():
    """A Spark Connect server of this machine, given once it says that it listens."""
    port = free_port()
    home = Path(importlib.util.find_spec("pyspark").submodule_search_locations[0])
    settings = {
        "spark.connect.grpc.binding.port": port,
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.ui.enabled": "false",
    }
    options = [word for item in settings.items() for word in ("--conf", "{}={}".format(*item))]
    with subprocess.Popen(
        [home / "bin/spark-submit", "--master", "local[1]", "--class", SERVER, *options, INSIDE],
        env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_CONNECT_MODE": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            assert any("Spark Connect server started" in line for line in server.stdout)
            threading.Thread(target=server.stdout.read, daemon=True).start()
            yield f"sc://127.0.0.1:{port}"
        finally:
            server.kill()
