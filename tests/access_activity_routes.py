"""The addresses of activities; what a line means is said in `tests/access_table.py`."""

from tests.access_rows import Row, act, begin, everyone, kept, listing, page

# The activity is held by an organisation of the province, whose own people alone keep it.
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
    "activities/<uuid:activity_id>/edit/": kept(page, 200),
    "activities/<uuid:activity_id>/held/files/": kept(act, 422),
    "activities/<uuid:activity_id>/cancel/": kept(act, 422),
    "activities/<uuid:activity_id>/plan-again/": kept(act, 422),
    "activities/<uuid:activity_id>/same/": kept(act, 302),
    "activities/<uuid:activity_id>/counts/": kept(page, 200),
    "activities/<uuid:activity_id>/names/": kept(page, 200),
    "activities/<uuid:activity_id>/names/<uuid:participant_id>/remove/": kept(act, 302),
    "activities/<uuid:activity_id>/list/": kept(act, 422),
    "activities/<uuid:activity_id>/evidence/": kept(act, 422),
    "activities/<uuid:activity_id>/tasks/": kept(act, 302),
    "activities/summer/": listing("summer.view"),
    "activities/summer/new/": listing("summer.offer"),
    "activities/summer/<uuid:list_id>/": page("summer.view"),
    "activities/summer/<uuid:list_id>/accept/": act("summer.answer"),
    "activities/summer/<uuid:list_id>/return/": act("summer.answer", 422),
}
