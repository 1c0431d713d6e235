"""Who is on the list behind a figure: as many as it lacks, found again, within the rights."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.models import Child, Death, Injury
from mangnon.core.models import Unit
from mangnon.engine.behind.missing import count_missing, why_no_list
from mangnon.indicators.explain import explain_figure
from mangnon.indicators.gaps.children import ChildrenBehind
from mangnon.indicators.gaps.gap import Gap, Kind
from mangnon.indicators.gaps.places import PlacesBehind
from mangnon.indicators.gaps.rights import may_count, may_open, require_rights, rights_for
from mangnon.indicators.models import Result
from mangnon.indicators.services import compute_run
from mangnon.snapshots.services import take_snapshot
from tests import small_province

from .conftest import commune

UNITS = ("70", "688", "692", "25216", "25217", "25270")


@pytest.fixture
def console(make_user, province):
    return make_user("console", province)


def names(gap, by):
    return [line.child.full_name for line in ChildrenBehind(gap, by).page(None)[0]]


def test_every_leaf_has_a_list_as_long_as_its_gap_or_says_why_not(run, schools, console, gap_of):
    run = compute_run(take_snapshot(small_province.TODAY, by=console), by=console)
    checked = 0
    for figure in Result.objects.filter(run=run).totals().select_related("unit"):
        gap = gap_of(figure.leaf, figure.unit.code, console, of=run)
        if why_no_list(gap.definition):
            continue
        wanted = count_missing(gap.definition, figure.numerator, figure.denominator)
        assert len(gap.missing) == wanted, (figure.leaf, figure.unit.code)
        if gap.kind is Kind.CHILDREN:
            assert ChildrenBehind(gap, console).elsewhere == 0
        else:
            assert len(PlacesBehind(gap, console).lines()) == wanted
        checked += 1
    assert checked == 23 * len(UNITS)  # of 34 leaves ten are reported and one is a change


def test_the_child_who_is_not_registered_is_on_the_list_of_its_ward(gap_of, keeper):
    behind = ChildrenBehind(gap_of("14", "25216", keeper), keeper)
    (line,), following = behind.page(None)
    assert (line.child.full_name, line.why) == ("Điểu C", "đăng ký khai sinh: không")
    assert (behind.total, behind.elsewhere, following) == (1, 0, None)


def test_of_the_province_an_officer_sees_the_own_ward_and_how_many_more(gap_of, keeper):
    behind = ChildrenBehind(gap_of("14", "70", keeper), keeper)
    assert names(behind.gap, keeper) == ["Điểu C"]
    assert (behind.total, behind.elsewhere) == (2, 1)


def test_who_moved_away_since_is_counted_and_not_shown(gap_of, keeper, child):
    Child.objects.filter(pk=child("C").pk).update(unit=commune("25270"))
    behind = ChildrenBehind(gap_of("14", "25216", keeper), keeper)
    assert behind.page(None) == ([], None)
    assert behind.elsewhere == 1


def test_a_record_that_was_merged_since_is_no_longer_there(gap_of, keeper, child):
    Child.objects.filter(pk=child("C").pk).update(merged_into=child("A"))
    assert names(gap_of("14", "25216", keeper), keeper) == []


def test_the_list_is_that_of_the_snapshot_whatever_changes_after(gap_of, keeper, child):
    Child.objects.filter(pk=child("C").pk).update(birth_registration="yes")
    assert names(gap_of("14", "25216", keeper), keeper) == ["Điểu C"]


def test_events_are_listed_with_their_day(run, console, gap_of, child):
    dead, hurt = child("B"), child("A")
    day = datetime.date(2025, 5, 2)
    Death.objects.create(child=dead, unit=dead.unit, died_on=day)
    for on in (day, datetime.date(2025, 6, 3)):
        Injury.objects.create(child=hurt, unit=hurt.unit, injured_on=on, is_fatal=False)
    Child.objects.filter(pk=dead.pk).update(closed_on=day, closed_reason="died")
    run = compute_run(take_snapshot(small_province.TODAY, by=console), by=console)
    said = {}
    for leaf in ("3c", "11a"):
        (line,), _ = ChildrenBehind(gap_of(leaf, "25216", console, of=run), console).page(None)
        said[line.child.full_name] = line.why
    assert said == {
        "Điểu B": "sinh 01/06/2023; tử vong 02/05/2025",
        "Điểu A": "bị tai nạn, thương tích 03/06/2025",
    }


@pytest.mark.parametrize("most", [20_000, 0])
def test_a_list_goes_on_where_its_page_ended(gap_of, console, monkeypatch, most):
    monkeypatch.setattr("mangnon.indicators.gaps.children.MOST_COUNTED", most)
    monkeypatch.setattr("mangnon.children.lists.lines.ON_A_PAGE", 1)
    behind = ChildrenBehind(gap_of("14", "70", console), console)
    first, following = behind.page(None)
    second, end = behind.page(following)
    assert [line.child.full_name for line in first + second] == ["Điểu C", "Điểu F"]
    assert end is None


def test_of_a_very_long_list_nobody_waits_for_the_count(gap_of, keeper, monkeypatch):
    monkeypatch.setattr("mangnon.indicators.gaps.children.MOST_COUNTED", 0)
    behind = ChildrenBehind(gap_of("14", "70", keeper), keeper)
    assert (behind.total, behind.elsewhere) == (2, None)
    assert names(behind.gap, keeper) == ["Điểu C"]


def test_communes_are_listed_with_what_was_found(gap_of, officer):
    (line,) = PlacesBehind(gap_of("1", "70", officer), officer).lines()
    assert (line.unit.code, line.why) == ("25270", "phù hợp với trẻ em: không")


def test_what_needs_a_right_of_its_own_is_not_listed_without_it(gap_of, make_user, keeper):
    gap = gap_of("8b", "25216", keeper)
    assert rights_for(gap.definition, gap.catalog) == ("child.view", "child.circumstances")
    assert may_open(keeper, gap.definition, gap.catalog)
    chair = make_user("commune_chair", commune("25216"))
    assert not may_open(chair, gap.definition, gap.catalog)
    with pytest.raises(PermissionDenied, match=r"child\.circumstances"):
        require_rights(chair, gap.definition, gap.catalog)


@pytest.mark.parametrize(
    ("role", "leaf", "may"),
    [
        ("commune_officer", "14", True),
        (
            "commune_chair",
            "14",
            False,
        ),  # sees only the children in whose cases the chair takes part
        ("leader", "14", False),
        ("leader", "1", True),
        ("auditor", "19", True),
    ],
)
def test_rows_left_out_are_told_to_whoever_keeps_the_register(gap_of, make_user, role, leaf, may):
    person = make_user(role, commune("25216"))
    gap = gap_of(leaf, "25216", person)
    assert may_count(person, gap.definition, gap.catalog) is may


def test_an_explanation_tells_the_rows_and_the_gap(run, keeper):
    told = explain_figure(run, leaf="14", unit_code="25216", by=keeper, more=1)
    below, above = told["rows"]
    assert (below["start"], below["count"], above["count"]) == (4, told["denominator"], 2)
    assert above["steps"][0]["parts"] == (("Không", 1),)
    assert (told["missing"], told["what_if"]["value"]) == (1, 100.0)
    assert "Danh sách phía sau: 1 trẻ em." in told["text"]


def test_an_explanation_to_who_keeps_no_register_says_why_there_are_no_rows(run, leader):
    told = explain_figure(run, leaf="14", unit_code="25216", by=leader)
    assert told["rows"] == []
    assert "người giữ sổ" in told["rows_note"]
    assert told["rows_note"] in told["text"]


def test_a_reported_figure_says_that_there_is_no_list(run, leader):
    told = explain_figure(run, leaf="10", unit_code=None, by=leader)
    assert (told["rows"], told["missing"]) == ([], None)
    assert "không có danh sách phía sau" in told["missing_note"]


def test_the_figure_moved_to_a_merged_commune_has_the_list_of_both(run, console):
    class Both:
        day, by = datetime.date(2025, 7, 1), console

        def made_of(self, _unit):
            return list(Unit.objects.filter(code__in=["25216", "25217"]))

    gap = Gap(run, "14", commune("25216"), Both())
    assert names(gap, console) == ["Điểu C", "Điểu F"]
