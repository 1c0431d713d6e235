"""Which targets an activity may be for, before and after a reform of units."""

import datetime

from mangnon.activities.targets.of_plan import targets_of_plan
from tests.cascade.conftest import make_plan
from tests.small_reform import reform, unit


def test_a_commune_made_by_a_reform_serves_the_plan_of_the_province_before_it(
    province, officer, make_user
):
    make_plan(province, officer)
    reform()
    keeper = make_user("commune_officer", unit("25217"))
    told = targets_of_plan(keeper, datetime.date(2025, 10, 1))
    assert told["4b"] == "Tỷ lệ 4b"
    assert {"12", "22", "23", "24"} < set(told)
    make_plan(unit("75"), officer, 2026)
    assert "4b" in targets_of_plan(keeper, datetime.date(2026, 1, 5))
    assert "4b" not in targets_of_plan(keeper, datetime.date(2027, 1, 5))
