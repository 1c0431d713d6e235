"""A province small enough to count by hand: three communes, eight children, three targets."""

import datetime
from decimal import Decimal

from django.utils import timezone

from mangnon.children.models import Child
from mangnon.core.models import Unit
from mangnon.places.models import CommuneAssessment
from mangnon.plans.models import Indicator, IndicatorLead, Plan, Target
from mangnon.values.models import ReportedValue
from tests.in_force import put_in_force

TODAY = datetime.date(2025, 10, 31)

# commune, birth date, birth registration. Under 5 on TODAY: born after 31/10/2020.
CHILDREN = [
    ("25216", datetime.date(2024, 1, 15), "yes"),
    ("25216", datetime.date(2023, 6, 1), "yes"),
    ("25216", datetime.date(2022, 3, 9), "no"),
    ("25216", datetime.date(2020, 10, 31), "no"),  # five years old today: not counted
    ("25217", datetime.date(2020, 11, 1), "yes"),  # four for one more day: counted
    ("25217", datetime.date(2025, 10, 31), "unknown"),  # born today: counted, not known
    ("25270", datetime.date(2012, 5, 5), "yes"),
    ("25270", datetime.date(2009, 10, 31), "yes"),  # sixteen today: no child any more
]
# number, leaf, relation, value, unit, lead
TARGETS = [
    ("1", "1", ">=", "76.9", "percent", "Sở Y tế"),
    ("10", "10", "<=", "4.5", "percent", "Sở Y tế"),
    ("14", "14", ">=", "99", "percent", "Sở Tư pháp"),
]


def fill(province, officer) -> Plan:
    """Put the children, the communes' assessments, a survey and the plan into the registers."""
    units = {unit.code: unit for unit in Unit.objects.on(datetime.date(2025, 6, 30))}
    for number, (code, birth_date, registration) in enumerate(CHILDREN):
        child = Child(
            full_name=f"Điểu {'ABCDEFGH'[number]}",
            birth_date=birth_date,
            birth_registration=registration,
            sex="female" if number % 2 else "male",
            unit=units[code],
        )
        child.set_name_key()
        child.save()
    for code, answer in {"25216": "yes", "25217": "yes", "25270": "no"}.items():
        CommuneAssessment.objects.create(
            unit=units[code],
            year=2025,
            assessed_on=datetime.date(2025, 9, 1),
            is_child_friendly=answer,
        )
    ReportedValue.objects.create(
        leaf="10", unit=province, year=2025, value=4.1, state="value", basis="estimated",
        source="Khảo sát mẫu", method="Hỏi hộ gia đình", entered_by=officer,
        entered_at=datetime.datetime(2025, 10, 20, 9, tzinfo=datetime.UTC),
    )  # fmt: skip
    return make_plan(province, officer)


def make_plan(province, officer) -> Plan:
    plan = Plan.objects.create(
        title="Kế hoạch thử", year=2025, unit=province, file_name="thu.docx",
        sha256="0" * 64, stored_as="thu.docx", created_by=officer,
    )  # fmt: skip
    for number, leaf, relation, value, unit, lead in TARGETS:
        indicator = Indicator.objects.create(
            plan=plan, number=number, text=f"Chỉ tiêu {number}", state="confirmed"
        )
        Target.objects.create(
            indicator=indicator, leaf=leaf, measure="", relation=relation, value=Decimal(value),
            unit=unit, year=2025, state="confirmed",
        )  # fmt: skip
        IndicatorLead.objects.create(indicator=indicator, role="lead", name=lead, state="confirmed")
    return put_in_force(plan, officer, timezone.now())
