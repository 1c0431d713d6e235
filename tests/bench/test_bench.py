"""A bench says where it ran, on what, and how far each value is from its limit or its peer."""

import sys

import pytest

from bench.parts.rows import beside, measured, told, within
from mangnon.config import cli
from mangnon.config.commands.bench import described


def test_a_ratio_is_the_share_of_the_limit_that_was_used():
    assert within("snapshot", 4.5, "s", 15)["ratio"] == 0.3
    assert within("snapshot", 30, "s", 15)["ratio"] == 2


@pytest.mark.parametrize(
    ("value", "peer", "more_is_better", "ratio"), [(60, 15, True, 4.0), (0.5, 5, False, 10.0)]
)
def test_a_peer_is_so_many_times_worse(value, peer, more_is_better, ratio):
    row = beside("load", value, "rows/s", peer, more_is_better=more_is_better)
    assert (row["peer"], row["ratio"]) == (peer, ratio)


def test_the_machine_and_the_data_are_named():
    found = measured("280000 children", [told("everything", 60, "s")])
    assert set(found) == {"machine", "data", "rows"}
    assert "GiB" in found["machine"]
    assert "load" in found["machine"]


def test_a_person_reads_a_line_a_row_with_limit_and_ratio():
    rows = [
        within("snapshot", 4.5, "s", 15),
        beside("load", 60_000, "rows/s", 15_000, more_is_better=True),
        told("everything", 60, "s"),
    ]
    lines = described(measured("8 children", rows)).splitlines()
    assert lines[0] == "8 children"
    assert [line.split() for line in lines[2:]] == [
        ["4,50", "s", "giới", "hạn", "15,00", "0,30", "lần", "snapshot"],
        ["60.000,00", "rows/s", "bên", "kia", "15.000,00", "4,00", "lần", "load"],
        ["60,00", "s", "everything"],
    ]


def test_a_bench_that_is_not_there_is_refused_with_those_that_are(capsys):
    assert cli.main(["bench", "../tests"]) == 2
    assert "province" in capsys.readouterr().err


def test_a_bench_without_the_developers_packages_says_what_to_run(monkeypatch, capsys):
    for name in ("bench.plan_read", "tests.documents.office"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.delattr("tests.documents.office", raising=False)
    monkeypatch.setitem(sys.modules, "pytest", None)
    assert cli.main(["bench", "plan_read"]) == 2
    assert "make dev" in capsys.readouterr().err
