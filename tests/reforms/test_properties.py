"""Any merge or split: totals are preserved, steps compose, and undo restores every table."""

import datetime
from collections import Counter
from fractions import Fraction

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mangnon.children.models import Child
from mangnon.core.models import Unit
from mangnon.core.reforms.undoing import undo_reform
from mangnon.core.units.crosswalk import crosswalk
from tests.reforms.conftest import DAY, change, new_unit, tables

COMMUNES = ("25216", "25217", "25270", "25288")
LATER = datetime.date(2026, 4, 30)
EVE = datetime.date(2025, 6, 30)


@st.composite
def reforms(draw):
    """Send each commune whole to one of the new units, or part it between two."""
    targets = draw(st.lists(st.sampled_from(COMMUNES), min_size=2, max_size=4, unique=True))
    changes = []
    for code in COMMUNES:
        first, second = draw(st.permutations(targets))[:2]
        percent = draw(st.sampled_from([100, 100, 50, 37]))
        if percent == 100:
            changes.append(change("merge", code, first))
        else:
            for target, share in ((first, percent), (second, 100 - percent)):
                changes.append(change("split", code, target, str(share / 100), "population"))
    used = {row["to_code"] for row in changes}
    return changes, [new_unit(code, f"Mới {code}", "688") for code in sorted(used)]


def totals(shares, counts):
    """Return what the counts of the earlier units add up to on the later ones."""
    found = Counter()
    for share in shares:
        found[share.target] += counts.get(share.source[0], 0) * share.share
    return found


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=reforms(), second=reforms())
def test_two_reforms_keep_totals_compose_and_are_undone(
    first, second, draft, apply, officer, make_child, make_user, unit
):
    with transaction.atomic():
        for code in COMMUNES:
            make_child(code, f"Điểu {code}", "Thôn 1")
            make_child(code, f"Thị {code}", is_dated=False)
            make_user("commune_officer", unit(code))
        before, children = tables(), Child.objects.count()
        one = apply(draft(*first))
        ended = set(Unit.objects.on(DAY).filter(level="commune").values_list("code", flat=True))
        changes = [row for row in second[0] if row["from_code"] in ended]
        kept = {row["to_code"] for row in changes}
        two = apply(draft(changes, [row for row in second[1] if row["code"] in kept], on=LATER))

        direct = crosswalk(EVE, LATER)
        counts = dict.fromkeys(COMMUNES, 1000)
        assert sum(totals(direct, counts).values()) == 4000
        steps = Counter()
        onward = {share.source: [] for share in crosswalk(DAY, LATER)}
        for share in crosswalk(DAY, LATER):
            onward[share.source].append(share)
        for share in crosswalk(EVE, DAY):
            for further in onward[share.target]:
                steps[share.source, further.target] += share.share * further.share
        assert steps == Counter({(s.source, s.target): Fraction(s.share) for s in direct})
        assert Child.objects.count() == children

        undo_reform(two.pk, by=officer)
        undo_reform(one.pk, by=officer)
        assert tables() == before
        transaction.set_rollback(True)
