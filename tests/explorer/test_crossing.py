"""Two breakdowns crossed: as counted by hand, equal to what is stored, and safe from an attack."""

import random
from itertools import combinations, product

import numpy as np
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from scipy.optimize import linprog

from mangnon.core.models import Unit
from mangnon.engine.flags import SUPPRESSED
from mangnon.engine.suppression import RULE
from mangnon.indicators.crossing import crossed
from mangnon.indicators.frozen import definitions_of
from mangnon.indicators.models import Result
from mangnon.indicators.shelves import AsReported
from mangnon.indicators.tasks import prepare_run
from tests.explorer.conftest import ABOVE, CHILDREN, GROUPS, by_hand

PAIR = ("sex", "ethnic_group")
HIDE_BELOW = 5


def table(run, user, *codes, leaf="14", pair=PAIR):
    units = [Unit.objects.get(code=code) for code in codes]
    definition = definitions_of(run.snapshot)[leaf]
    found = crossed(run, definition, pair, units, AsReported(user))
    return {(result.unit.code, result.member): result for result in found}


def counts(result):
    return result.numerator, result.denominator


def test_a_crossing_is_what_a_person_would_count(run, guardian_of_all):
    found = table(run, guardian_of_all, "70", "688", "25217")
    for (code, member), result in found.items():
        assert counts(result) == by_hand(code, *member.split("*")), (code, member)
    assert counts(found["25217", "female*kinh"]) == (3, 5)
    assert found["688", "male*kinh"].value == pytest.approx(100 * 65 / 82)


def test_the_margins_of_every_crossing_are_the_stored_figures(run, guardian_of_all):
    units = list(Unit.objects.all())
    tried = 0
    for leaf, definition in definitions_of(run.snapshot).items():
        if not definition.is_computed or definition.is_change:
            continue
        for pair in combinations(definition.breakdowns, 2):
            found = crossed(run, definition, pair, units, AsReported(guardian_of_all))
            sums = {}
            for result in found:
                for place, member in enumerate(result.member.split("*")):
                    key = result.unit_id, pair[place], member
                    one, other = sums.get(key, (0, 0))
                    sums[key] = one + result.numerator, other + result.denominator
            stored = Result.objects.filter(run=run, leaf=leaf, dimension__in=pair)
            tried += len(stored)
            for result in stored:
                key = result.unit_id, result.dimension, result.member
                assert sums.get(key, (0, 0)) == counts(result), (leaf, key)
    assert tried > 100


def test_who_may_not_see_children_sees_a_district_whose_cells_are_not_small(run, leader):
    found = table(run, leader, "70", "688", "692")
    assert counts(found["688", "female*other"]) == by_hand("688", "female", "other")
    assert counts(found["70", "male*kinh"]) == by_hand("70", "male", "kinh")


def test_a_commune_is_never_crossed_for_them(run, leader, guardian_of_all):
    ((about, withheld),) = table(run, leader, "25270").items()
    assert about == ("25270", "all*all")  # no member tells which cells are empty
    assert withheld.flags == [SUPPRESSED]
    assert counts(withheld) == (None, None)
    assert withheld.value is None
    assert counts(table(run, guardian_of_all, "25270")["25270", "male*kinh"]) == (50, 59)


def test_a_small_cell_hides_the_table_and_those_of_the_districts_beside(make_run, leader):
    few = CHILDREN | {("25270", "female", "12"): (3, 9)}
    found = table(make_run(few), leader, "70", "688", "692")
    hidden = {code for (code, _member), result in found.items() if SUPPRESSED in result.flags}
    assert hidden == {"688", "692"}  # the other district would follow from the province
    assert {code for code, _member in found} == {"70", "688", "692"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_hidden_count_is_recovered_by_laying_crossings_beside_the_release(
    make_run, leader, province, seed
):
    draw = random.Random(seed)
    children = {
        key: (draw.choice([2, 6, 15, 30, 60]), draw.choice([0, 2, 6, 9, 20])) for key in CHILDREN
    }
    run = make_run(children)
    shelf = AsReported(leader)
    released = [
        result
        for name in ("total", *PAIR)
        for result in shelf.results([run], leaf="14", dimension=name)
    ]
    finer = list(table(run, leader, *Unit.objects.values_list("code", flat=True)).values())
    assert any(SUPPRESSED in result.flags for result in released)
    before, after = Attacker(released), Attacker([*released, *finer])
    hidden = [result for result in released if SUPPRESSED in result.flags]
    for result in hidden:
        for what in ("yes", "all"):
            low, high = after.range_of(result, what)
            was_low, was_high = before.range_of(result, what)
            assert high - low >= min(HIDE_BELOW, was_high - was_low) - 1e-6, (result, what)


class Attacker:
    """Knows every printed row, and that counts are whole children of a commune; asks for ranges."""

    cells = tuple(product(ABOVE, ("male", "female"), GROUPS.values(), ("yes", "no")))

    def __init__(self, printed):
        rows = [
            (self.row(result, what), value)
            for result in printed
            for what, value in (("yes", result.numerator), ("all", result.denominator))
            if value is not None
        ]
        self.left = np.array([row for row, _value in rows])
        self.right = np.array([value for _row, value in rows])

    def row(self, result, what):
        return [float(self.is_in(cell, result, what)) for cell in self.cells]

    def is_in(self, cell, result, what):
        code, sex, group, answer = cell
        wanted = {"total": set(), "sex": {sex}, "ethnic_group": {group}}.get(
            result.dimension, {f"{sex}*{group}", "all*all"}
        )
        is_member = result.dimension == "total" or result.member in wanted
        is_here = result.unit.code in {code, ABOVE[code], "70"}
        return is_here and is_member and what in {answer, "all"}

    def range_of(self, result, what):
        aim = np.array(self.row(result, what))
        ends = []
        for sign in (1, -1):
            found = linprog(sign * aim, A_eq=self.left, b_eq=self.right, bounds=(0, 1000))
            assert found.status == 0
            ends.append(sign * found.fun)
        return ends


def test_what_the_explorer_reads_is_made_by_a_job_of_the_run(run):
    jobs = ProcrastinateJob.objects.filter(task_name="mangnon.indicators.tasks.prepare_run")
    job = jobs.filter(args={"run_id": run.pk}).latest("id")  # other tests leave theirs behind
    prepare_run(**job.args)
    assert (run.snapshot.folder / "bitmaps").is_dir()
    assert list((run.snapshot.folder / "results").glob(f"*.hidden-{RULE}.parquet"))
