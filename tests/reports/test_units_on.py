"""The report of a province without districts: its layout, its places, and its proof."""

from dataclasses import replace
from datetime import date

import pytest

from mangnon.core.models import Refused, UnitChange
from mangnon.documents.writing.model import Table, plain
from mangnon.documents.writing.receipt import read_receipt
from mangnon.indicators.services import compute_run
from mangnon.reports.consolidated import consolidated_report
from mangnon.reports.content import gather
from mangnon.reports.facts import Due, Place, Standing
from mangnon.reports.layouts import Layout, load_layout
from mangnon.reports.pictures import MOST, draw
from mangnon.reports.services import build_report
from mangnon.reports.verification import verify_report
from mangnon.reports.wording import Wording
from mangnon.snapshots.services import take_snapshot
from tests import small_province
from tests.small_reform import LAW, MERGED, reform

from .samples import FACTS, FRIENDLY

OLD_LEVEL = "huyện, thị xã, thành phố"
COMMUNES = tuple(
    Place(f"2{number:04}", MERGED, f"Xã {number}", {"1": standing}, "75")
    for number, standing in enumerate(
        [
            Standing("no_data", "provisional", flags=("not_comparable",)),
            Standing("missed", "provisional", 50.0, 1.25, 2.5, flags=("estimated",)),
        ]
    )
)
MOVED = replace(
    FACTS,
    province="tỉnh Đồng Nai",
    territory="địa bàn Bình Phước cũ",
    plan_province="tỉnh Bình Phước",
    units_on=MERGED,
    districts=(),
    by_commune=COMMUNES,
    communes=len(COMMUNES),
    dues=(
        Due(date(2025, 11, 10), False, (f"UBND các {OLD_LEVEL}",), ("UBND tỉnh",), ""),
        *FACTS.dues[1:],
    ),
)


@pytest.fixture(scope="module")
def new_layout():
    return load_layout(Layout, "consolidated", MERGED)


@pytest.fixture
def run(province, officer, settings, tmp_path):
    settings.TODAY, settings.HOME = small_province.TODAY, tmp_path
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    small_province.fill(province, officer)
    run = compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
    reform()
    return run


def texts(document):
    return " ".join(
        [plain(getattr(block, "text", "")) for block in document.blocks]
        + [annex.title for annex in document.annexes]
        + list(document.closing.recipients)
    )


def test_the_layout_is_chosen_by_the_day_of_the_units_and_keeps_what_it_does_not_change(new_layout):
    before = load_layout(Layout, "consolidated", date(2025, 6, 30))
    assert OLD_LEVEL in before.sentences["annex_districts"]
    assert new_layout.headings == before.headings
    assert new_layout.sentences["opening"] == before.sentences["opening"]
    assert not any(OLD_LEVEL in text for text in new_layout.sentences.values())
    assert not any(OLD_LEVEL.capitalize() in text for text in new_layout.columns.values())


def test_no_word_of_districts_is_left_in_the_report(new_layout):
    said = texts(consolidated_report(MOVED, new_layout))
    assert OLD_LEVEL not in said
    assert "UBND các xã, phường" in said
    assert "không còn cấp huyện" in said
    assert "trên địa bàn Bình Phước cũ" in plain(consolidated_report(MOVED, new_layout).opening)


def test_the_second_annex_lists_the_communes_with_signs_for_what_is_no_plain_figure(new_layout):
    annex = consolidated_report(MOVED, new_layout).annexes[1]
    table = next(block for block in annex.blocks if isinstance(block, Table))
    rows = [[plain(cell) for cell in row.cells][:3] for row in table.rows]
    assert rows[0] == ["1", "Xã 0", "×"]
    assert rows[1] == ["2", "Xã 1", "≈ 50,0"]
    assert rows[2][1] == "Địa bàn Bình Phước cũ"


def test_the_plan_is_cited_as_of_the_province_that_issued_it(new_layout):
    facts = replace(MOVED, plan=replace(MOVED.plan, issuer="ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC"))
    assert "Ủy ban nhân dân tỉnh Bình Phước" in plain(
        Wording(facts, new_layout).citation(facts.plan)
    )
    assert Wording(facts, new_layout).address("UBND tỉnh") == "Ủy ban nhân dân tỉnh Đồng Nai"


def test_a_chart_of_very_many_communes_shows_those_farthest_from_the_plan(new_layout):
    leaf = replace(FRIENDLY, standing=replace(FRIENDLY.standing, attainment="off_track"))
    many = tuple(
        Place(f"{n:05}", MERGED, f"Xã {n}", {"1": Standing("off_track", "final", float(n), n, 100)})
        for n in range(MOST + 5)
    )
    facts = replace(MOVED, leaves=(leaf,), by_commune=many)
    picture = draw(Wording(facts, new_layout)).behind[-1]
    assert "Xã 0 0,0%" in picture.alternative
    assert f"Xã {MOST + 4} " not in picture.alternative


def test_the_facts_on_other_units_have_the_same_province_figures(run, officer):
    before = gather(year=2025, run=run, by=officer)
    after = gather(year=2025, run=run, by=officer, units_on=MERGED)
    assert [(f.leaf, f.standing.value, f.needed) for f in after.leaves] == [
        (f.leaf, f.standing.value, f.needed) for f in before.leaves
    ]
    assert after.districts == ()
    assert [place.name for place in after.compared] == ["Phường Phước Long", "Xã Lộc Ninh"]
    assert (after.province, after.territory) == ("tỉnh Đồng Nai", "địa bàn Bình Phước cũ")


def test_a_day_before_the_first_layout_is_refused_in_a_sentence(run, officer):
    with pytest.raises(Refused, match=r"01/06/2020"):
        build_report(year=2025, kind="consolidated", run=run, by=officer, units_on=date(2020, 6, 1))


@pytest.mark.parametrize("is_split", [False, True])
def test_every_figure_on_other_units_is_proved(run, officer, tmp_path, is_split):
    if is_split:
        UnitChange.objects.filter(from_code="25216").update(share="0.25", share_basis="population")
        UnitChange.objects.create(
            on=MERGED, from_code="25216", to_code="25270", kind="split", share="0.75",
            share_basis="population", legal_basis=LAW,
        )  # fmt: skip
    built = build_report(
        year=2025, kind="consolidated", run=run, by=officer, out=tmp_path, units_on=MERGED
    )
    receipt = read_receipt(built.docx)
    assert receipt.units_on == "2025-07-01"
    hidden = next(figure for figure in receipt.figures if figure.key == "14_25217")
    assert (hidden.numerator, hidden.shown) == (None, {"number": "#"})  # three children, or less
    checked = verify_report(built.docx, by=officer)
    assert (checked.differences, checked.figures) == ((), len(receipt.figures))
