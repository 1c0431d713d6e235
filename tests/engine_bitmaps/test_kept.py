"""Bitmaps beside a snapshot: any cross-tabulation as counted by hand, and made anew when stale."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mangnon.engine.bitmaps import chunks
from mangnon.engine.bitmaps.files import FOLDER
from mangnon.engine.bitmaps.kept import keep
from mangnon.engine.issues import EngineError
from mangnon.engine.pipeline import run
from mangnon.engine.results import TOTAL
from tests.engine.world import AS_OF, OLD, above, only, people, write

FEW = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a world is not made smaller in time
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SIZES = st.sampled_from([0, 1, 63, 64, 65, 300])


def kept_of(folder, catalog, snapshot_sha256="0" * 64):
    return keep(folder, catalog, as_of=AS_OF, snapshot_sha256=snapshot_sha256)


def by_commune(rows):
    return {
        name: sorted(part, key=lambda row: str(row.get("unit_code", "")))
        for name, part in rows.items()
    }


def counted(rows, dimensions, kept):
    """Count rows of (unit, members) for the unit itself and all above it."""
    found = Counter()
    for row in rows:
        if kept(row):
            for code in above(row["unit_code"]):
                found[code, *(row[name] for name in dimensions)] += 1
    return found


def as_counter(kept, cross, counts):
    codes = [kept.units.codes[place].as_py() for place in cross.units.tolist()]
    cells = product(*cross.members.values())
    flat = counts.reshape(len(codes), -1)
    keys = [(code, *cell) for code, cell in product(codes, list(cells))]
    return Counter(dict(zip(keys, flat.ravel().tolist(), strict=True)))


def under_five(row):
    return row["birth_date"] > date(2020, 10, 31)


@FEW
@given(
    seed=st.integers(0, 1000),
    size=SIZES,
    dimensions=st.lists(
        st.sampled_from(["sex", "age_band", "area", "poverty"]), unique=True, max_size=3
    ),
    poor=st.booleans(),
)
def test_a_cross_tabulation_is_what_a_person_would_count(
    seed, size, dimensions, poor, catalog, tmp_path
):
    rows = by_commune(people(seed, size))
    kept = kept_of(write(tmp_path, rows), catalog, f"{seed}-{size}")
    where = {"disability": "yes"} if poor else {}
    cross = kept.cross("14", dimensions, where=where)
    chosen = [row for row in rows["children"] if not poor or row["disability"] == "yes"]
    assert +as_counter(kept, cross, cross.denominator) == counted(chosen, dimensions, under_five)
    assert +as_counter(kept, cross, cross.numerator) == counted(
        chosen, dimensions, lambda row: under_five(row) and row["birth_registration"] == "yes"
    )
    assert list(cross.members) == dimensions
    assert cross.numerator.shape == (8, *(len(m) for m in cross.members.values()))


@pytest.mark.parametrize("leaf", ["14", "11a", "3a", "17b", "4b", "1", "7"])
def test_crossed_by_one_dimension_it_is_the_engines_result(leaf, catalog, tmp_path):
    """11a counts different children, whose parts need not add up."""
    data = write(tmp_path, people(31, size=200))
    kept = kept_of(data, catalog)
    results = run(data, only(catalog, leaf), as_of=AS_OF).results.to_pylist()
    for dimension in (TOTAL, *kept.dimensions(leaf)):
        cross = kept.cross(leaf, [] if dimension == TOTAL else [dimension])
        for role in ("numerator", "denominator"):
            expected = {
                (r["unit"], *([] if dimension == TOTAL else [r["member"]])): r[role]
                for r in results
                if r["dimension"] == dimension
            }
            assert +as_counter(kept, cross, getattr(cross, role)) == +Counter(expected)


def test_different_children_are_crossed_and_narrowed_without_counting_one_twice(catalog, tmp_path):
    rows = people(1, size=0)
    hurt = people(2, size=1)["injuries"][0] | {"child_key": "c1", "injured_on": date(2025, 3, 1)}
    hurt |= {"sex": "male", "area": "urban", "ethnic_group": "kinh"}
    rows["injuries"] = [
        hurt | {"injury_key": str(i), "unit_code": code}
        for i, code in enumerate(["25216", "25216", "25217", "25270"])
    ]
    kept = kept_of(write(tmp_path, rows), catalog)
    cross = kept.cross("11a", ["sex", "area"], where={"ethnic_group": "kinh"})
    assert +as_counter(kept, cross, cross.numerator) == Counter(
        {(code, "male", "urban"): 1 for code in ("70", "688", "692", "25216", "25217", "25270")}
    )
    assert not kept.cross("11a", where={"ethnic_group": "other"}).numerator.any()


def test_a_class_of_units_is_crossed_like_a_breakdown_of_rows(catalog, tmp_path):
    """The level of the unit stands in for the class of area: rows lie in communes alone."""
    units = catalog.tables["units"].model_copy(update={"dimensions": ("level",)})
    classed = replace(catalog, tables=dict(catalog.tables) | {"units": units})
    data = write(tmp_path, by_commune(people(39, size=300)))
    kept, plain = kept_of(data, classed, "a"), kept_of(data, catalog, "b")
    for leaf in ("14", "11a"):  # of bits, and of different children
        assert kept.dimensions(leaf)[-1] == "level"
        expected = plain.cross(leaf, ["sex", "area"]).numerator
        found = kept.cross(leaf, ["sex", "level", "area"]).numerator
        commune = kept.cross(leaf, ["level"]).members["level"].index("commune")
        assert np.array_equal(found[:, :, commune], expected)
        assert found.sum() == expected.sum()
        chosen = kept.cross(leaf, ["sex", "area"], where={"level": "commune"})
        assert np.array_equal(chosen.numerator, expected)
        assert not kept.cross(leaf, where={"level": "district"}).numerator.any()


def test_units_are_asked_by_level_or_by_the_one_above_them(catalog, tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "ROWS", 64)
    kept = kept_of(write(tmp_path, by_commune(people(32, size=400))), catalog)
    whole = kept.cross("14", ["sex"])
    for units in (kept.of_level("district"), kept.below("688", OLD), kept.below("25276", OLD)):
        part = kept.cross("14", ["sex"], units=units)
        assert np.array_equal(part.denominator, whole.denominator[units])
    assert len(kept.below("688", OLD)) == 2
    assert kept.place("70", OLD) == 0


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda kept: kept.cross("9"), "Không có chỉ tiêu được đếm “9”"),
        (lambda kept: kept.cross("99"), "Không có chỉ tiêu được đếm “99”"),
        (lambda kept: kept.cross("14", ["religion"]), "14 không phân tổ theo “religion”; có: sex"),
        (lambda kept: kept.cross("14", where={"sex": "nam"}), "“sex” không có “nam”; có: male"),
        (lambda kept: kept.place("70", AS_OF), "không có đơn vị 70 từ 2025-10-31"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(ask, said, catalog, tmp_path):
    kept = kept_of(write(tmp_path, people(33, size=10)), catalog)
    with pytest.raises(EngineError, match=said):
        ask(kept)


def test_they_are_made_once_and_again_for_another_snapshot(catalog, tmp_path):
    data = write(tmp_path, people(34, size=50))
    kept_of(data, catalog, "a")
    (first,) = (f for f in (data / FOLDER).iterdir() if f.is_dir())
    made = first.stat().st_mtime_ns
    kept_of(data, catalog, "a")
    assert first.stat().st_mtime_ns == made
    kept_of(data, catalog, "b")
    (second,) = (f for f in (data / FOLDER).iterdir() if f.is_dir())
    assert second != first
    assert json.loads((second / "manifest.json").read_text())["snapshot_sha256"] == "b"


@pytest.mark.parametrize("damage", ["changed", "cut", "missing", "no manifest"])
def test_damaged_bitmaps_are_made_anew(damage, catalog, tmp_path):
    data = write(tmp_path, people(35, size=200))
    before = kept_of(data, catalog).cross("14", ["sex"])
    (words,) = (data / FOLDER).glob("*/children/words.bin")
    content = words.read_bytes()
    if damage == "changed":
        words.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    elif damage == "cut":
        words.write_bytes(content[:-8])
    elif damage == "missing":
        words.unlink()
    else:
        words.parent.with_name("manifest.json").unlink()
    after = kept_of(data, catalog).cross("14", ["sex"])
    assert np.array_equal(before.numerator, after.numerator)


def test_a_half_made_folder_is_never_seen_and_leaves_nothing(catalog, tmp_path):
    data = write(tmp_path, people(36, size=50))
    file = data / "schools" / "part-0.parquet"  # the last of the tables
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(EngineError, match="Không đọc được bảng schools"):
        kept_of(data, catalog)
    assert [f.name for f in (data / FOLDER).iterdir()] == [".lock"]


def test_data_that_cannot_be_trusted_is_refused_as_by_the_engine(catalog, tmp_path):
    rows = people(37, size=50)
    rows["births"][3]["unit_code"] = "99999"
    with pytest.raises(EngineError, match="có dòng của đơn vị 99999"):
        kept_of(write(tmp_path, rows), catalog)


def test_where_nothing_can_be_written_a_sentence_says_so(catalog, tmp_path):
    data = write(tmp_path, people(38, size=50))
    (data / FOLDER).write_text("a file where the folder should be")
    with pytest.raises(EngineError, match=r"Không ghi được .*bitmaps.*hãy giải phóng chỗ"):
        kept_of(data, catalog)
