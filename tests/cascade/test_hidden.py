"""Small counts stay hidden: the check is made of nothing but what its reader may see."""

import pytest

from mangnon.core.models import Unit
from mangnon.indicators.cascade.asking import find_cascade, told_cascade
from mangnon.indicators.cascade.standing import Standings
from mangnon.indicators.models import Result
from mangnon.indicators.released import hidden_in
from mangnon.indicators.shelves import shelf_of
from tests.cascade.conftest import COMMUNES, make_run

# 3 of 224 is too small, and 216 of 613 would give it away with the province.
SMALL = {"25216": (216, 613), "25217": (196, 523), "25270": (3, 224)}


def swapped(counts):
    """Return the same with what the two hidden communes have exchanged in part."""
    (a, b), (c, d) = counts["25216"], counts["25270"]
    return counts | {"25216": (a + 1, b + 10), "25270": (c - 1, d - 10)}


def run_of(officer, counts):
    return make_run(officer, COMMUNES | {"4b": counts})


@pytest.fixture
def small(province, officer):
    return run_of(officer, SMALL)


def test_the_officer_sees_small_counts_of_nobody(small, plan, own, officer, admin):
    assert {unit for leaf, unit, *_rest in hidden_in(small) if leaf == "4b"} >= {"25216", "25270"}
    own("25270", _4b=10)
    (told,) = told_cascade(small, by=officer, leaf="4b")["checks"]
    hidden = [unit for unit in told["units"] if unit["is_hidden"]]
    assert {unit["unit"] for unit in hidden} == {"25216", "25270"}
    assert all(unit[name] is None for unit in hidden for name in ("weight", "amount", "takes"))
    assert "2 trên 3 xã có số nhỏ không nêu" in told["text"]
    assert "≈" in told["text"]
    assert "≈" not in told_cascade(small, by=admin, leaf="4b")["checks"][0]["text"]


def test_each_hidden_unit_counts_as_an_equal_part_of_what_is_left(small, plan, own, officer):
    # 1,360 − 523 of 2 communes: 418.5 children each; 10 % of that, and 219 / 2 of the other
    own("25270", _4b=10)
    (told,) = told_cascade(small, by=officer, leaf="4b")["checks"]
    assert told["reached"] == pytest.approx(100 * (196 + 41.85 + 109.5) / 1360)


def test_what_hidden_units_really_have_changes_nothing(province, plan, own, officer):
    own("25216", _4b=12), own("25270", _4b=31)
    answers = []
    for counts in (SMALL, swapped(SMALL)):
        run = run_of(officer, counts)
        answers.append(told_cascade(run, by=officer, leaf="4b")["checks"])
        Result.objects.all().delete()
        run.snapshot.folder.rename(run.snapshot.folder.with_name(f"before-{run.pk}"))
        run.delete()
        run.snapshot.delete()
    assert answers[0] == answers[1]


def test_a_unit_above_that_is_hidden_is_not_checked(small, plan, officer):
    """The district of one commune has the commune's own small figure."""
    district = Unit.objects.get(code="692")
    shelf = shelf_of(small, None, officer)
    found = find_cascade(small, shelf, district, year=2025)
    (check,) = found.checks("4b")
    assert check.is_hidden
    assert check.whole is None
    assert check.lines == []


def test_the_weights_of_a_stated_figure_are_hidden_with_the_children(province, officer):
    run = make_run(officer, COMMUNES | {"8a": SMALL})
    standings = Standings(
        run, Unit.objects.get(code="70"), "commune", shelf_of(run, None, officer)
    )  # fmt: skip
    weights = {stand.unit.code: stand.weight for stand in standings.of("10")}
    assert weights["25217"] == 523
    assert weights["25216"] == weights["25270"] == (613 + 224) / 2
