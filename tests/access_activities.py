"""An activity with one name, and a summer list with one pupil, for the table of addresses."""

import datetime

from mangnon.activities.models import Activity, Participant, SummerChild, SummerList
from mangnon.core.models import Organisation, Unit
from mangnon.places.models import Place
from mangnon.ui.context import now

DAY = datetime.date(2025, 6, 1)


def new_activity(officer) -> Activity:
    """Make an activity in a commune, held by an organisation of the officer's province."""
    activity = Activity(
        kind="forum", unit=Unit.objects.get(code="25216"), from_day=DAY, to_day=DAY,
        organiser=Organisation.objects.create(name="Tỉnh Đoàn", unit=officer.unit),
        entered_by=officer,
    )  # fmt: skip
    activity.set_title("Diễn đàn trẻ em")
    activity.save()
    Participant.objects.create(activity=activity, name="Điểu Thị Hoa", is_child=True)
    return activity


def new_summer_list(officer, school_body: Organisation) -> SummerList:
    """Make a list of a school of the organisation, offered to the commune where it stands."""
    school = Place(kind="school", unit=Unit.objects.get(code="25216"), organisation=school_body)
    school.set_name("Trường Tiểu học Thác Mơ")
    school.save()
    made = SummerList.objects.create(
        school=school,
        unit=school.unit,
        year=2025,
        count=1,
        offered_by=officer,
        offered_at=now(),
    )
    SummerChild.objects.create(summer_list=made, name="Điểu Thị Hoa", position=0)
    return made
