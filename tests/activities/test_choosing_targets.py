"""Which targets of the plan a record may be for, as a form offers them."""

from mangnon.activities.forms.activity_form import leaves_to_choose
from mangnon.plans.models import Indicator, Plan, Target
from tests.activities.conftest import DAY
from tests.in_force import put_in_force
from tests.reports.conftest import CONFIRMED, MOMENT


def test_targets_are_offered_in_their_order_and_say_whom_they_measure(province, officer, keeper):
    plan = Plan.objects.create(
        title="Công tác trẻ em", year=2025, issuer="UBND tỉnh", unit=province, created_by=officer,
        file_name="plan.txt", sha256="0" * 64, stored_as="plan.txt",
    )  # fmt: skip
    for number, parts in (("4", (("4c", "rural"), ("4d", "urban"))), ("5", (("5", ""),))):
        aim = Indicator.objects.create(plan=plan, number=number, text="Béo phì", state=CONFIRMED)
        for leaf, population in parts:
            Target.objects.create(
                indicator=aim, leaf=leaf, measure="tỷ lệ trẻ em béo phì", population=population,
                relation="<=", value=5, unit="percent", year=2025, state=CONFIRMED,
            )  # fmt: skip
    Target.objects.get(leaf="4c").save()  # which lays its row behind the others
    put_in_force(plan, officer, MOMENT)
    assert leaves_to_choose(keeper, DAY, None)[:3] == [
        ("4c", "4c. Tỷ lệ trẻ em béo phì (nông thôn)"),
        ("4d", "4d. Tỷ lệ trẻ em béo phì (thành thị)"),
        ("5", "5. Tỷ lệ trẻ em béo phì"),
    ]
