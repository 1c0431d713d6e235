"""A training that was held, for the tests of the network."""

import datetime

from mangnon.activities.models import Activity

DAY = datetime.date(2025, 4, 15)


def training_held(by, organiser, unit) -> Activity:
    made = Activity(
        kind="training", organiser=organiser, unit=unit, from_day=DAY, to_day=DAY, state="held",
        entered_by=by,
    )  # fmt: skip
    made.set_title("Tập huấn cán bộ bảo vệ trẻ em")
    made.save()
    return made
