"""A frozen snapshot that somebody touched: one sentence that names the file."""

import pytest

from mangnon.core.models import Refused
from mangnon.engine.issues import EngineError
from mangnon.indicators import released
from mangnon.indicators.explain import explain_figure
from mangnon.indicators.frozen import catalog_of, frozen_targets, reported_figures
from mangnon.indicators.gaps.telling import told_gap

LEAF = "catalog/indicators/14@2021-01-01.yaml"


@pytest.fixture
def touch(snapshot):
    def with_other_bytes(name, change):
        file = snapshot.folder / name
        file.parent.chmod(0o700)
        file.chmod(0o600)
        file.write_bytes(change(file.read_bytes()))

    return with_other_bytes


def one_byte(content):
    return content[:30] + bytes([content[30] ^ 1]) + content[31:]


def half(content):
    return content[: len(content) // 2]


@pytest.mark.parametrize("told", [explain_figure, told_gap])
@pytest.mark.parametrize("name", ["children/part-0.parquet", "targets/part-0.parquet", LEAF])
def test_no_figure_of_a_touched_snapshot_is_explained(run, officer, touch, told, name):
    touch(name, one_byte)
    with pytest.raises(Refused, match=name) as refused:
        told(run, leaf="14", unit_code=None, by=officer)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("change", [half, one_byte, lambda _content: b""])
@pytest.mark.parametrize(
    ("table", "read"), [("targets", frozen_targets), ("reported_values", reported_figures)]
)
def test_a_touched_table_is_named_wherever_it_is_read(snapshot, touch, table, read, change):
    touch(f"{table}/part-0.parquet", change)
    with pytest.raises(EngineError, match=f"{table}/part-0.parquet đã bị sửa"):
        read(snapshot)


def test_a_table_that_is_gone_is_named(snapshot, touch):
    (snapshot.folder / "targets").chmod(0o700)
    (snapshot.folder / "targets" / "part-0.parquet").unlink()
    with pytest.raises(EngineError, match=r"targets/part-0.parquet bị mất"):
        frozen_targets(snapshot)


def test_a_definition_that_was_rewritten_makes_no_figure(snapshot, touch):
    touch(LEAF, lambda content: content.replace(b"hide_below: 5", b"hide_below: 7"))
    with pytest.raises(EngineError, match=f"{LEAF} đã bị sửa"):
        catalog_of(snapshot)


def test_a_page_of_a_touched_snapshot_says_so_in_a_sentence(run, officer, client, touch):
    touch("targets/part-0.parquet", half)
    client.force_login(officer)
    answer = client.get("/indicators/14/")
    assert answer.status_code == 500
    assert "targets/part-0.parquet đã bị sửa" in answer.content.decode()


@pytest.mark.parametrize("change", [half, one_byte, lambda _content: b""])
def test_touched_results_are_named_where_it_is_asked_what_is_hidden(run, touch, change):
    released._hidden.cache_clear()
    touch(f"results/duckdb-{run.pk}.parquet", change)
    with pytest.raises(EngineError, match=f"duckdb-{run.pk}.parquet không phải kết quả đã tính"):
        released.hidden_totals_in(run)


@pytest.mark.parametrize("told", [explain_figure, told_gap])
def test_a_leaf_that_is_not_there_is_refused_with_those_that_are(run, officer, told):
    with pytest.raises(Refused, match=r"“4e”.* 4d, 5, 6") as refused:
        told(run, leaf="4e", unit_code=None, by=officer)
    assert "*" not in str(refused.value)


def test_a_gap_is_found_by_the_code_of_its_leaf(run, officer):
    code = catalog_of(run.snapshot).in_force(run.snapshot.as_of)["1"].code
    assert told_gap(run, leaf=code, unit_code=None, by=officer)["leaf"] == "1"
