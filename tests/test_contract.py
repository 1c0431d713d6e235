"""The command line from end to end on one demonstration home: what outside scripts rely on."""

import hashlib
import json
import shutil
import zipfile
from fractions import Fraction

import pyarrow.parquet as pq
import pytest

from tests.command_line import ROOT, made_home, mangnon, new_home, refused

CHILDREN = 2000
RESULT_KEYS = {
    "leaf", "unit", "unit_valid_from", "dimension", "member", "numerator", "denominator", "value",
    "low", "high", "attainment", "basis", "flags",
}  # fmt: skip
REPORTED = {"2", "6", "9", "10", "12", "15", "20b", "22", "23", "24"}


def answer(*words, home, status=0):
    done = mangnon(*words, "--json", home=home)
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def home():
    with new_home() as folder:
        yield folder


@pytest.fixture(scope="module")
def demo(home):
    return answer("demo", "--children", CHILDREN, "--no-serve", home=home)


def test_the_demonstration_gives_34_leaves_a_snapshot_a_report_and_its_seconds(demo):
    assert set(demo) == {"indicators", "snapshot", "report", "annex", "seconds"}
    rows = demo["indicators"]
    assert len(rows) == len({row["leaf"] for row in rows}) == 34
    for row in rows:
        assert {
            "leaf", "code", "title", "relation", "target", "unit", "value", "numerator",
            "denominator", "attainment", "needs", "lead",
        } <= set(row)  # fmt: skip
    assert {row["leaf"] for row in rows if row["numerator"] is None} == REPORTED
    assert zipfile.is_zipfile(demo["report"])
    assert zipfile.is_zipfile(demo["annex"])
    assert set(demo["seconds"]) == {
        "plan", "generate", "load", "work", "funding", "cases", "activities", "snapshot", "compute",
        "history", "local", "report",
    }  # fmt: skip


def test_communes_fit_for_children_need_86_of_111(demo):
    row = next(row for row in demo["indicators"] if row["leaf"] == "1")
    assert (row["target"], row["denominator"], row["needs"]) == (76.9, 111, 86)


def test_the_cascade_check_says_what_the_province_reaches(home, demo):
    told = answer("plan", "cascade", home=home)
    assert [row["leaf"] for row in told["checks"]] == [row["leaf"] for row in demo["indicators"]]
    first = told["checks"][0]
    assert (first["reached"], first["with_target"]) == (pytest.approx(8400 / 111), 72)
    assert first["text"].startswith(
        "Nếu mọi xã đạt mục tiêu của mình, tỉnh Bình Phước đạt 75,7%, không phải 76,9%. "
        "39 trên 111 xã chưa có mục tiêu riêng"
    )
    met = [row["is_met"] for row in told["checks"]]
    assert {True, False} == set(met)
    one = answer("plan", "cascade", "--leaf", "19", "--level", "district", home=home)
    (district,) = one["checks"]
    assert len(district["units"]) == one["units"] == 11
    assert refused(mangnon("plan", "cascade", "--unit", "99999", home=home), "99999")


def test_a_status_never_contradicts_the_value(demo):
    reached = {
        ">=": lambda value, target: value >= target,
        ">": lambda value, target: value > target,
        "<=": lambda value, target: value <= target,
        "<": lambda value, target: value < target,
        "reduce_by": lambda value, target: value >= target,
    }
    for row in demo["indicators"]:
        if row["value"] is None:
            assert row["attainment"] in {"no_data", "not_applicable"}
        elif row["attainment"] == "met":
            assert reached[row["relation"]](row["value"], row["target"]), row
        elif row["attainment"] == "missed":
            assert not reached[row["relation"]](row["value"], row["target"]), row


def test_number_nine_has_two_leads(demo):
    row = next(row for row in demo["indicators"] if row["leaf"] == "9")
    assert "Sở Y tế" in row["lead"]
    assert "Công an tỉnh" in row["lead"]


def test_a_second_start_finds_the_same_demonstration(home, demo):
    again = answer("demo", "--children", CHILDREN, "--no-serve", home=home)
    assert again == demo


def test_results_are_in_the_contracts_shape_for_every_unit(home, demo):
    rows = answer("indicators", "show", "--snapshot", demo["snapshot"], home=home)
    assert set(rows[0]) == RESULT_KEYS
    assert len({row["unit"] for row in rows if row["leaf"] == "14"}) == 1 + 11 + 111
    province = [row for row in rows if row["unit"] == "70"]
    assert len(province) == 34


def test_the_ends_of_four_past_years_are_frozen_and_the_newest_is_the_demonstrations(home, demo):
    snapshots = answer("snapshot", "list", home=home)
    days = {snapshot["as_of"]: snapshot["snapshot"] for snapshot in snapshots}
    assert sorted(days) == [*(f"{year}-12-31" for year in range(2021, 2025)), "2025-10-31"]
    assert days["2025-10-31"] == demo["snapshot"]
    oldest = days["2021-12-31"]
    rows = answer("indicators", "show", "--snapshot", oldest, "--unit", "70", home=home)
    assert len(rows) == 34
    assert all(row["value"] is not None and row["basis"] == "final" for row in rows)


def test_communes_add_up_to_districts_and_the_province(home, demo):
    rows = answer("indicators", "show", "--snapshot", demo["snapshot"], home=home)
    for leaf in ("5", "14", "8a", "11a"):
        of_leaf = [row for row in rows if row["leaf"] == leaf]
        total = next(row for row in of_leaf if row["unit"] == "70")
        for length in (3, 5):
            parts = [row for row in of_leaf if len(row["unit"]) == length]
            assert sum(row["denominator"] for row in parts) == total["denominator"]
            assert sum(row["numerator"] for row in parts) == total["numerator"]


def test_a_breakdown_adds_up_to_the_total(home, demo):
    code = demo["snapshot"]
    (total,) = [
        row
        for row in answer("indicators", "show", "--snapshot", code, "--unit", "70", home=home)
        if row["leaf"] == "14"
    ]
    parts = answer(
        "indicators", "show", "--snapshot", code, "--unit", "70", "--by", "sex", home=home
    )
    parts = [row for row in parts if row["leaf"] == "14"]
    assert {row["member"] for row in parts} <= {"male", "female", "unknown"}
    assert sum(row["numerator"] for row in parts) == total["numerator"]
    assert sum(row["denominator"] for row in parts) == total["denominator"]


def test_a_figure_is_explained(home, demo):
    explained = answer("indicators", "explain", "14", "--snapshot", demo["snapshot"], home=home)
    assert explained["leaf"] == "14"
    assert explained["unit"] == "70"
    assert Fraction(explained["numerator"], explained["denominator"]) * 100 == pytest.approx(
        explained["value"]
    )


@pytest.mark.parametrize("engine", ["duckdb", "bitmap"])
def test_the_engine_alone_gives_the_same_figures(engine, home, demo, tmp_path):
    folder = home / "snapshots" / demo["snapshot"]
    answer(
        "engine", "run", "--data", folder, "--catalog", folder / "catalog",
        "--as-of", "2025-10-31", "--out", tmp_path / "out", "--engine", engine,
        home=tmp_path / "no-home",
    )  # fmt: skip
    alone = pq.read_table(tmp_path / "out" / "results.parquet").to_pylist()
    figures = {
        (row["leaf"], row["unit"]): (row["numerator"], row["denominator"])
        for row in alone
        if row["dimension"] == "total"
    }
    for row in answer("indicators", "show", "--snapshot", demo["snapshot"], home=home):
        assert figures[row["leaf"], row["unit"]] == (row["numerator"], row["denominator"])
    assert not (tmp_path / "no-home" / "postgres").exists()


def test_the_same_figures_are_computed_on_bitmaps(home, demo):
    code = demo["snapshot"]
    before = answer("indicators", "show", "--snapshot", code, "--by", "sex", home=home)
    computed = answer("indicators", "compute", "--snapshot", code, "--engine", "bitmap", home=home)
    assert computed["engine"] == "bitmap"
    assert "polars" in computed["engine_version"]
    assert answer("indicators", "show", "--snapshot", code, "--by", "sex", home=home) == before


def test_a_snapshot_is_verified_and_a_touched_byte_is_found(home, demo):
    code = demo["snapshot"]
    assert answer("snapshot", "verify", code, home=home)["identical"] is True
    file = home / "snapshots" / code / "children" / "part-0.parquet"
    whole = file.read_bytes()
    touched = bytearray(whole)
    touched[len(touched) // 2] ^= 1
    file.write_bytes(touched)
    try:
        found = answer("snapshot", "verify", code, home=home, status=1)
        assert found["differences"] == [
            {
                "file": "children/part-0.parquet",
                "problem": "changed",
                "expected": hashlib.sha256(whole).hexdigest(),
                "found": hashlib.sha256(touched).hexdigest(),
            }
        ]
        done = mangnon("indicators", "compute", "--snapshot", code, home=home)
        assert refused(done, "children/part-0.parquet")
    finally:
        file.write_bytes(whole)


def test_a_second_snapshot_of_the_same_day_gives_the_same_figures(home, demo):
    taken = answer("snapshot", "take", "--as-of", "2025-10-31", home=home)
    assert taken["snapshot"] != demo["snapshot"]
    answer("indicators", "compute", "--snapshot", taken["snapshot"], home=home)
    first, second = (
        answer("indicators", "show", "--snapshot", code, home=home)
        for code in (demo["snapshot"], taken["snapshot"])
    )
    assert first == second
    listed = answer("snapshot", "list", home=home)
    assert {s["snapshot"] for s in listed} >= {demo["snapshot"], taken["snapshot"]}


def test_a_snapshot_of_a_day_to_come_is_refused(home, demo):
    assert refused(mangnon("snapshot", "take", "--as-of", "2025-11-01", home=home), "01/11/2025")


def test_a_report_is_built_and_every_figure_in_it_is_proved(home, demo, tmp_path):
    built = answer(
        "report", "build", "--year", "2025", "--kind", "consolidated", "--out", tmp_path, home=home
    )
    checked = answer("report", "verify", built["report"], home=home)
    assert checked["identical"] is True
    assert checked["figures"] >= 33


def test_a_figure_changed_in_the_report_is_found(home, demo, tmp_path):
    built = answer("report", "build", "--year", "2025", "--out", tmp_path, home=home)
    forged = tmp_path / "forged.docx"
    shutil.copy(built["report"], forged)
    row = next(row for row in demo["indicators"] if row["leaf"] == "14")
    shown = f"{row['value']:.1f}".replace(".", ",")
    with zipfile.ZipFile(built["report"]) as good, zipfile.ZipFile(forged, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "word/document.xml":
                assert shown.encode() in content
                content = content.replace(shown.encode(), b"99,9")
            bad.writestr(name, content)
    checked = answer("report", "verify", forged, home=home, status=1)
    assert checked["identical"] is False


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("indicators", "show", "--snapshot", "none"), "none"),
        (("snapshot", "verify", "none"), "none"),
        (("report", "verify", "/none.docx"), "/none.docx"),
        (("report", "build", "--year", "1999", "--out", "/tmp/none"), "1999"),
        (("units", "load", "/none.csv", "/none.csv"), "/none.csv"),
        (("snapshot", "take", "--as-of", "2025-10-31", "--user", "nobody"), "nobody"),
    ],
)
def test_what_does_not_exist_gets_one_sentence(home, demo, words, part):
    assert refused(mangnon(*words, home=home), part)


def test_a_plan_is_imported_as_a_draft_only(home, demo, shared):
    seed = next((shared / "seed").glob("*.txt"))
    imported = answer("plan", "import", seed, home=home)
    assert imported["state"] == "draft"
    codes = {warning["code"] for warning in imported["warnings"]}
    assert {"impossible-date", "unattainable-share"} <= codes
    assert refused(mangnon("plan", "import", seed, home=home))


def test_the_demonstration_never_touches_real_records():
    plan = ROOT / "mangnon" / "catalog" / "demo" / "plan.docx"
    with made_home() as real:
        assert answer("doctor", home=real)["problems"] == []
        answer("plan", "import", plan, home=real)
        done = mangnon("demo", "--children", CHILDREN, "--no-serve", home=real)
        assert refused(done, "MANGNON_HOME")


def test_the_audit_of_the_demonstration_is_one_sound_chain(home, demo):
    found = answer("audit", "verify", home=home)
    assert found["problems"] == []
    assert found["entries"] > 5
