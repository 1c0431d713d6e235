"""The addresses of activities; what a line means is said in `tests/access_table.py`."""

from tests.access_rows import Row, act, begin, everyone, listing, page

# The activity is held by an organisation of the province, which its focal points keep.
ACTIVITY_ROUTES: dict[str, Row] = {
    "activities/": listing("activity.view", also={"summer.view": 302}),
    "activities/calendar/": listing("activity.view"),
    "activities/new/": listing("activity.edit"),
    "activities/targets/": listing("activity.view"),
    # No activity counts for the target that is asked for here.
    "activities/targets/<slug:leaf>/keep/": begin("activity.edit", 404),
    "activities/feed/": listing("activity.view"),
    # Who knows a secret address needs no account; this one is nobody's.
    "activities/feed/<str:secret>/lich.ics": everyone(404, nobody=404),
    "activities/<uuid:activity_id>/": page("activity.view"),
    "activities/<uuid:activity_id>/edit/": page("activity.edit"),
    "activities/<uuid:activity_id>/held/files/": act("activity.edit", 422),
    "activities/<uuid:activity_id>/cancel/": act("activity.edit", 422),
    "activities/<uuid:activity_id>/plan-again/": act("activity.edit", 422),
    "activities/<uuid:activity_id>/same/": act("activity.edit"),
    "activities/<uuid:activity_id>/counts/": page("activity.edit"),
    "activities/<uuid:activity_id>/names/": page("activity.edit"),
    "activities/<uuid:activity_id>/names/<uuid:participant_id>/remove/": act("activity.edit"),
    "activities/<uuid:activity_id>/list/": act("activity.edit", 422),
    "activities/<uuid:activity_id>/evidence/": act("activity.edit", 422),
    "activities/<uuid:activity_id>/tasks/": act("activity.edit"),
    "activities/summer/": listing("summer.view"),
    "activities/summer/new/": listing("summer.offer"),
    "activities/summer/<uuid:list_id>/": page("summer.view"),
    "activities/summer/<uuid:list_id>/accept/": act("summer.answer"),
    "activities/summer/<uuid:list_id>/return/": act("summer.answer", 422),
}
