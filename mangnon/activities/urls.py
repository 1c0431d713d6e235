"""Addresses of the activities."""

from django.urls import include, path

from mangnon.activities.pages import (
    activity_page,
    attendance_page,
    feed_page,
    list_page,
    proof_page,
    summer_page,
    targets_page,
)

ONE = "<uuid:activity_id>/"
SUMMER = "summer/<uuid:list_id>/"

urlpatterns = [
    path("", list_page.activities, name="activities"),
    path("calendar/", list_page.calendar, name="activity-calendar"),
    path("new/", activity_page.new, name="activity-new"),
    path("inspections/", include("mangnon.activities.inspections.urls")),
    path("voice/", include("mangnon.activities.voice.urls")),
    path("targets/", targets_page.targets, name="activity-targets"),
    path("targets/<slug:leaf>/keep/", targets_page.keep, name="activity-keep-count"),
    path("feed/", feed_page.address, name="activity-feed"),
    path("feed/<str:secret>/lich.ics", feed_page.feed, name="activity-feed-file"),
    path("summer/", summer_page.lists, name="activity-summer"),
    path("summer/new/", summer_page.offer, name="activity-summer-new"),
    path(SUMMER, summer_page.one, name="activity-summer-list"),
    path(f"{SUMMER}accept/", summer_page.accept, name="activity-summer-accept"),
    path(f"{SUMMER}return/", summer_page.give_back, name="activity-summer-return"),
    path("good-practice/", include("mangnon.activities.good_practice.urls")),
    path("network/", include("mangnon.activities.network.urls")),
    path(ONE, activity_page.activity, name="activity"),
    path(f"{ONE}edit/", activity_page.edit, name="activity-edit"),
    path(f"{ONE}held/files/", activity_page.held, name="activity-held"),
    path(f"{ONE}cancel/", activity_page.cancelled, name="activity-cancel"),
    path(f"{ONE}plan-again/", activity_page.planned, name="activity-plan-again"),
    path(f"{ONE}same/", activity_page.same, name="activity-same"),
    path(f"{ONE}counts/", attendance_page.counts, name="activity-counts"),
    path(f"{ONE}names/", attendance_page.names, name="activity-names"),
    path(
        f"{ONE}names/<uuid:participant_id>/remove/", attendance_page.remove,
        name="activity-name-remove",
    ),
    path(f"{ONE}evidence/", proof_page.add, name="activity-evidence"),
    path(f"{ONE}tasks/", proof_page.tasks, name="activity-tasks"),
    path(f"{ONE}list/", attendance_page.bring_list, name="activity-list"),
]  # fmt: skip
