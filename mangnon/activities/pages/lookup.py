"""The activity that a page is about, for whoever sees it, and for whoever keeps it."""

from mangnon.activities.activity import Activity
from mangnon.activities.lookup import Lookup

ACTIVITIES = Lookup(
    Activity, "activity.view", "activity.edit",
    ("unit", "organiser", "place", "entered_by", "same_as", "headcount"),
)  # fmt: skip
seen, kept, keeps = ACTIVITIES.seen, ACTIVITIES.kept, ACTIVITIES.keeps
