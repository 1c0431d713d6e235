"""Every address of the site: which right opens it, and what those get who hold the right.

To add an address, add one line to ROUTES (to CASE_ROUTES for one of cases):

    "units/<int:unit_id>/": page("unit.view"),

- `page(right)`: a GET of one record: 200 in the scope, 404 outside it;
- `listing(right)`: a GET of whatever the person may see: 200 for all who hold the right;
- `act(right)`: a POST on one record: 302 in the scope, 404 outside it;
- `begin(right)`: a POST on no record yet: 302 for all who hold the right;
- `everyone(status)`: any person who is signed in, whatever the role; `proven` is what those get
  whose role asks for a second factor.

Whoever holds none of a line's rights gets 403, and who is not signed in is sent to sign in. Another
right of the line, as `also={"plan.view": 404}`, answers those who hold it and not the first. Where
an address asks for two rights at once, `"child.view & indicator.view"` names both.
Placeholders such as <int:unit_id> get their values in `tests/access_records.py`.
"""

from tests.access_activity_routes import ACTIVITY_ROUTES
from tests.access_bases import BASES_ROUTES
from tests.access_case_routes import CASE_ROUTES
from tests.access_consolidating import CONSOLIDATING_ROUTES
from tests.access_difficulties import DIFFICULTY_ROUTES
from tests.access_inspections import INSPECTION_ROUTES
from tests.access_local import LOCAL_ROUTES
from tests.access_mine import MINE_ROUTES
from tests.access_money import MONEY_ROUTES
from tests.access_network import NETWORK_ROUTES
from tests.access_obligations import OBLIGATION_ROUTES
from tests.access_periods import PERIOD_ROUTES
from tests.access_reviews import REVIEW_ROUTES
from tests.access_rows import Row, act, begin, everyone, listing, page
from tests.access_statistics import STATISTICS_ROUTES
from tests.access_submissions import SUBMISSION_ROUTES
from tests.access_values import VALUE_ROUTES
from tests.access_voice import VOICE_ROUTES

# Who holds which right, checked against `core/access.py`. The columns, from the left:
ROLES = (
    "technical_admin", "focal_office", "agency_focal_point", "district_officer", "commune_chair",
    "commune_officer", "village_collaborator", "hotline_operator", "case_partner", "school_staff",
    "health_station_staff", "care_facility_staff", "external_supervisor", "leader", "auditor",
    "analyst", "console",
)  # fmt: skip
HOLDERS = """
                        te fo ag di ch co vi ho pa sc he ca su le au an CONSOLE
    plan.view           .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    plan.review         .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    plan.import         .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    indicator.view      .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  x  x
    indicator.compute   .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    finding.explain     .  x  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    catalog.apply       .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    snapshot.take       .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    report.view         .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    report.build        .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    value.enter         .  x  x  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    value.load          .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    units.load          .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    task.assign         .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    difficulty.answer   .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    difficulty.instruct .  .  .  .  .  .  .  .  .  .  .  .  .  x  .  .  .
    basis.view          .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    basis.edit          .  x  x  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    task.do             .  x  x  .  x  x  .  .  .  .  .  .  .  .  .  .  x
    document.check      .  x  x  .  x  x  .  .  .  .  .  .  .  .  .  .  x
    task.oversee        .  .  .  .  .  .  .  .  .  .  .  .  .  x  .  .  .
    unit.view           x  x  x  x  x  x  x  x  x  x  x  x  x  x  x  x  x
    unit.reform         .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    handover.accept     .  x  .  .  x  x  .  .  .  .  .  .  .  .  .  .  x
    handover.decide     .  x  x  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    organisation.view   x  x  x  x  x  x  .  x  x  x  x  x  x  x  x  x  x
    organisation.edit   .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    place.view          x  x  x  x  x  x  x  x  x  x  x  x  x  x  x  x  x
    place.edit          .  x  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    person.view         x  x  .  .  .  .  .  .  .  .  .  .  .  .  x  .  x
    person.manage       x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    audit.view          .  .  .  .  .  .  .  .  .  .  .  .  .  .  x  .  x
    access.explain      x  x  .  .  .  .  .  .  .  .  .  .  .  .  x  .  x
    child.view          .  .  .  x  x  x  x  .  .  x  x  x  .  .  .  .  x
    child.edit          .  .  .  .  .  x  x  .  .  .  .  .  .  .  .  .  x
    child.identity      .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    child.contact       .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    child.circumstances .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    child.health        .  .  .  .  .  x  .  .  .  .  x  .  .  .  .  .  x
    child.move          .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    child.import        .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    child.merge         .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    child.export        .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    case.view           .  .  .  .  x  x  .  x  .  .  .  .  .  .  .  .  .
    case.receive        .  x  .  .  .  x  x  x  x  x  x  x  .  .  .  .  x
    care.view           .  .  .  .  x  x  .  .  .  .  .  .  .  .  .  .  .
    care.edit           .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
    care.decide         .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  .  .
    case.load_list      .  .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .
    case.edit           .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
    case.hand_over      .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
    case.decide         .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  .  .
    case.open_urgently  .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
    case.review_urgent  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  .  .
    referral.answer     .  .  .  .  .  .  .  .  x  x  x  x  .  .  .  .  .
    case.statistics     .  x  .  .  x  x  .  .  .  .  .  .  .  x  .  .  x
    local_plan.draft    .  x  x  x  .  x  .  .  .  .  .  .  .  .  .  .  x
    local_plan.approve  .  .  x  x  x  .  .  .  .  .  .  .  .  .  .  .  .
    funding.view        .  x  x  .  .  x  .  .  .  .  .  .  x  x  x  .  x
    funding.draft       .  x  x  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    funding.approve     .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    fund.view           .  x  .  .  .  .  .  .  .  .  .  .  .  .  x  .  x
    fund.keep           .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    fund.propose        .  x  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    limit.set           .  x  .  .  x  .  .  .  .  .  .  .  .  .  .  .  x
    case.hold           .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  .  x
    retention.view      x  .  .  .  x  .  .  .  .  .  .  .  .  .  x  .  x
    retention.run       x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    breach.view         x  x  .  .  .  .  .  .  .  .  .  .  .  .  x  .  x
    breach.manage       x  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    keys.rotate         x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    backup.make         x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    activity.view       .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    activity.edit       .  x  x  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    inspection.view     .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    inspection.edit     .  x  x  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    recommendation.make .  .  .  .  .  .  .  .  .  .  .  .  x  .  .  .  .
    recommendation.reply .  x  x  .  x  x  .  .  .  .  .  .  .  .  .  .  x
    voice.view          .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    voice.edit          .  x  x  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    network.view        .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    network.names       .  x  .  .  x  x  .  .  .  .  .  .  .  .  .  .  x
    network.edit        .  x  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    review.view         .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    review.draft        .  x  x  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    review.approve      .  x  x  .  x  .  .  .  .  .  .  .  .  .  .  .  x
    obligation.view     .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    obligation.ask      .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    submission.view     .  x  x  x  x  x  .  .  .  .  .  .  x  x  x  .  x
    submission.write    .  x  x  x  .  x  .  .  .  .  .  .  .  .  .  .  x
    submission.sign     .  x  x  x  x  .  .  .  .  .  .  .  .  .  .  .  x
    submission.receive  .  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
    summer.view         .  x  x  x  x  x  .  .  .  x  .  .  x  x  x  .  x
    summer.offer        .  .  .  .  .  .  .  .  .  x  .  .  .  .  .  .  .
    summer.answer       .  .  .  .  .  x  .  .  .  .  .  .  .  .  .  .  x
    digest.view         x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
"""

# Files of a kind that these rights do not import.
NOT_THERE = {"place.edit": 404, "activity.edit": 404, "task.do": 404}

# A name after "#" says which record is asked for.
ROUTES: dict[str, Row] = {
    "": Row("get", {"indicator.view": 200}, without=302),  # to their own work
    "sign-in/": everyone(302, nobody=200),
    "sign-out/": everyone(302, method="post"),
    "sign-in/second-factor/": everyone(302),
    "sign-in/refused/": everyone(403, nobody=403),
    "sign-in/not-open/": everyone(403, nobody=403),
    "sign-in/with/<slug:provider_id>/": everyone(404, nobody=404),
    "sign-in/with/<slug:provider_id>/back/": everyone(404, nobody=404),
    "sign-in/with-error/": everyone(401, nobody=401),
    "sign-in/with-cancelled/": everyone(200, nobody=200),
    "invitation/<str:token>/": everyone(404, nobody=404),
    "account/": everyone(200),
    "account/password/": everyone(200),
    "account/confirm/": everyone(200),
    "account/confirm/code/": everyone(302, proven=200),
    "account/confirm/key/": everyone(302),
    "account/second-factor/": everyone(200),
    "account/second-factor/app/": everyone(302),
    "account/second-factor/app/remove/": everyone(404, proven=302),
    "account/second-factor/keys/": everyone(200),
    "account/second-factor/keys/add/": everyone(302),
    "account/second-factor/keys/<int:pk>/remove/": everyone(302),
    "account/second-factor/recovery/": everyone(404),
    "account/second-factor/recovery/new/": everyone(302),
    "account/second-factor/recovery/file/": everyone(404),
    "account/sessions/": everyone(200),
    "account/sessions/<int:session_id>/end/": everyone(404, method="post"),
    "administration/": listing("unit.view"),
    "administration/people/": listing("person.view"),
    "administration/people/invite/": listing("person.manage"),
    "administration/people/<int:person_id>/": page("person.view"),
    "administration/people/<int:person_id>/change/": page("person.manage"),
    "administration/people/<int:person_id>/close/": page("person.manage"),
    "administration/people/<int:person_id>/reopen/": act("person.manage"),
    "administration/people/<int:person_id>/new-link/": act("person.manage", 200),
    "administration/people/<int:person_id>/unlock/": act("person.manage"),
    "administration/people/<int:person_id>/end-sessions/": act("person.manage"),
    "administration/units/": listing("unit.view"),
    "administration/units/<int:unit_id>/": listing("unit.view"),
    "administration/units/<int:unit_id>/below/": listing("unit.view", 302),
    "administration/handovers/<int:handover_id>/accept/": act("handover.accept"),
    "administration/calendar/": listing("unit.view"),
    "administration/organisations/": listing("organisation.view"),
    "administration/organisations/new/": listing("organisation.edit"),
    "administration/organisations/<int:organisation_id>/": listing("organisation.view"),
    "administration/organisations/<int:organisation_id>/name/": page("organisation.edit"),
    "administration/organisations/<int:organisation_id>/power/": page("organisation.edit"),
    "administration/organisations/<int:organisation_id>/change/": page("organisation.edit"),
    "administration/organisations/<int:organisation_id>/handovers/": act(
        "organisation.edit", 422, also={"handover.decide": 404}
    ),
    "administration/organisations/<int:organisation_id>/changes/<int:change_id>/undo/": act(
        "organisation.edit"
    ),
    "administration/organisations/handovers/<int:offer_id>/again/": act("organisation.edit", 422),
    "administration/reforms/": listing("unit.reform"),
    "administration/reforms/new/": listing("unit.reform"),
    "administration/reforms/<int:reform_id>/": page("unit.reform"),
    "administration/reforms/<int:reform_id>/add/": act("unit.reform", 422),
    "administration/reforms/<int:reform_id>/upload/": act("unit.reform", 422),
    "administration/reforms/<int:reform_id>/remove/": act("unit.reform", 422),
    "administration/reforms/<int:reform_id>/preview/": page("unit.reform"),
    "administration/reforms/<int:reform_id>/apply/": act("unit.reform", 422),
    "administration/reforms/<int:reform_id>/undo/": act("unit.reform", 422),
    "administration/reforms/<int:reform_id>/discard/": act("unit.reform", 422),
    "administration/access/": listing("access.explain"),
    "administration/audit/": listing("audit.view"),
    "administration/audit/digest/": listing("audit.view"),
    "children/": listing("child.view"),
    "children/saved/": begin("child.view"),
    "children/to-do/": listing("child.view"),
    # A list is asked for by its name; there is none of this one.
    "children/to-do/<slug:slug>/": listing("child.view", 404),
    "children/to-do/<slug:slug>/print/": listing("child.view", 404),
    "children/new/": listing("child.edit"),
    "children/<uuid:child_id>/edit/": page("child.edit"),
    "children/<uuid:child_id>/carers/add/": page("child.edit"),
    "children/<uuid:child_id>/carers/<int:relation_id>/": page("child.edit"),
    "children/<uuid:child_id>/carers/<int:relation_id>/remove/": act("child.edit"),
    "children/<uuid:child_id>/home/": page("child.edit"),
    "children/<uuid:child_id>/poverty/": page("child.edit"),
    "children/<uuid:child_id>/move/": page("child.move"),
    "children/moves/": listing("child.move"),
    "children/moves/ask/": listing("child.move"),
    "children/moves/<uuid:move_id>/": page("child.move"),
    "children/moves/<uuid:move_id>/answer/": act("child.move", 422),
    "children/<uuid:child_id>/close/": page("child.move"),
    "children/<uuid:child_id>/reopen/": act("child.move"),
    "children/<uuid:child_id>/facts/<slug:kind_slug>/add/": page("child.edit"),
    "children/<uuid:child_id>/facts/<slug:kind_slug>/<slug:record_id>/": page("child.edit"),
    "children/<uuid:child_id>/facts/<slug:kind_slug>/<slug:record_id>/end/": page("child.edit"),
    "children/<uuid:child_id>/facts/<slug:kind_slug>/<slug:record_id>/remove/": page("child.edit"),
    # Of those who may see children, all but these take part in none of the records.
    "children/<uuid:child_id>/": page("child.edit", also={"child.view": 404}),
    "children/<uuid:child_id>/growth.json": page("child.edit", also={"child.view": 404}),
    "children/duplicates/": listing("child.merge"),
    "children/duplicates/<int:pair_id>/": page("child.merge"),
    "children/duplicates/<int:pair_id>/different/": act("child.merge"),
    "children/duplicates/<int:pair_id>/anew/": act("child.merge", 422),
    "children/<uuid:child_id>/second-record/": page("child.merge"),
    "children/duplicates/<int:pair_id>/merge/": act("child.merge", 422),
    "children/merges/<uuid:merge_id>/": page("child.merge"),
    "children/merges/<uuid:merge_id>/undo/": act("child.merge"),
    "imports/": listing(
        "child.import", also={"place.edit": 200, "activity.edit": 200, "task.do": 200}
    ),
    "imports/template/<slug:kind>/": listing("child.import", 404, also=NOT_THERE),
    # The batch is of a kind that only those import who may import children.
    "imports/<uuid:batch_id>/": page("child.import", also=NOT_THERE),
    "imports/<uuid:batch_id>/columns/": page("child.import", also=NOT_THERE),
    "imports/<uuid:batch_id>/apply/": act("child.import", also=NOT_THERE),
    "imports/<uuid:batch_id>/undo/": act("child.import", also=NOT_THERE),
    "imports/<uuid:batch_id>/errors/": page("child.import", 404, also=NOT_THERE),
    "children/<uuid:child_id>/facts/": page("child.edit", also={"child.view": 404}),
    "children/exports/": listing("child.export"),
    # Only who asked for a file has it: to the others who hold the right it does not exist.
    "children/exports/<uuid:export_id>/": page("child.export", 404),
    "children/exports/<uuid:export_id>/file/": page("child.export", 404),
    "children/<uuid:child_id>/stays/": page("child.edit", also={"child.view": 404}),
    "children/<uuid:child_id>/stays/<int:stay_id>/end/": act("child.edit", 422),
    "data/": listing("indicator.view", 302),
    "data/quality/": listing("indicator.view"),
    "data/quality/<int:finding_id>/explain/": page("finding.explain"),
    "data/quality/explanations/<int:explanation_id>/take-back/": act("finding.explain"),
    # Who has no figures is led to the overview, which says why.
    "explorer/": page("indicator.view", outside=302),
    "explorer/chart.json": page("indicator.view"),
    "explorer/map.json": page("indicator.view"),
    "explorer/figures.<slug:form>": page("indicator.view"),
    "indicators/<slug:leaf>/": page("indicator.view"),
    "indicators/<slug:leaf>/live/": page("indicator.view"),
    "indicators/<slug:leaf>/behind/": page("child.view & indicator.view"),
    "indicators/<slug:leaf>/behind/#communes": page("indicator.view"),
    "indicators/<slug:leaf>/behind/print/": page("child.view & indicator.view"),
    # A file of children is asked for at children/exports/.
    "indicators/<slug:leaf>/behind/list.csv": page("child.view & indicator.view", 404),
    "indicators/<slug:leaf>/behind/list.csv#communes": page("indicator.view"),
    "indicators/<slug:leaf>/chart.json": page("indicator.view"),
    "indicators/<slug:leaf>/years.json": page("indicator.view"),
    "plans/work/": listing("plan.view"),
    "plans/work/agencies/": listing("plan.view"),
    "plans/work/fields/": listing("plan.view"),
    "plans/work/timeline/": listing("plan.view"),
    "plans/work/new/": listing("task.do"),
    "plans/work/of-plan/<int:plan_id>/": act("task.assign"),
    "plans/work/<uuid:task_id>/": page("plan.view"),
    "plans/work/<uuid:task_id>/change/": page("task.assign", also={"task.do": 403}),
    "plans/work/<uuid:task_id>/files/": act(
        "task.assign", 422, also={"handover.accept & task.do": 422, "task.do": 403}
    ),
    "uploads/": everyone(422, method="post"),
    "uploads/<uuid:upload_id>/": Row("get", {"plan.view": 200}, outside=404, without=404),
    "places/": listing("place.view"),
    "places/new/": listing("place.edit"),
    "places/<uuid:place_id>/": page("place.view"),
    "places/<uuid:place_id>/edit/": page("place.edit"),
    "places/<uuid:place_id>/close/": act("place.edit", 422),
    "places/<uuid:place_id>/reopen/": act("place.edit", 422),
    "places/<uuid:place_id>/trait/": act("place.edit", 422),
    "places/<uuid:place_id>/serves/": act("place.edit"),
    "plans/": listing("plan.view"),
    "plans/import/": listing("plan.import"),
    "plans/<int:plan_id>/": page("plan.view"),
    "plans/<int:plan_id>/#draft": page("plan.review", 302, also={"plan.view": 404}),
    "plans/<int:plan_id>/document/": page("plan.view"),
    "plans/<int:plan_id>/document/#draft": page("plan.review", also={"plan.view": 404}),
    "plans/<int:plan_id>/review/#draft": page("plan.review"),
    "plans/<int:plan_id>/heading/#draft": page("plan.review"),
    "plans/<int:plan_id>/confirm-all/#draft": act("plan.review"),
    "plans/<int:plan_id>/confirm-sure/#draft": act("plan.review"),
    "plans/<int:plan_id>/confirm-same/#draft": act("plan.review"),
    "plans/<int:plan_id>/compare/#draft": act("plan.review"),
    "plans/<int:plan_id>/history/#draft": page("plan.review"),
    "plans/<int:plan_id>/approve/#draft": act("plan.review", 422),
    "plans/<int:plan_id>/reject/#draft": act("plan.review"),
    "plans/<int:plan_id>/warnings/<int:warning_id>/settle/#draft": act("plan.review"),
    "plans/<int:plan_id>/names/": page("plan.review"),
    "plans/<int:plan_id>/names/<int:body_id>/": act("plan.review"),
    "plans/<int:plan_id>/add/<slug:slug>/<int:parent_id>/#draft": page("plan.review"),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/#draft": page("plan.review", 302),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/edit/#draft": page("plan.review"),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/confirm/#draft": act("plan.review"),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/reject/#draft": act("plan.review"),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/undo/#draft": act("plan.review", 422),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/history/#draft": page("plan.review"),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/split/#draft": page("plan.review"),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/merge/<int:next_id>/#draft": act("plan.review"),
    "reports/": listing("report.view"),
    "reports/build/": begin("report.build"),
    "reports/check/": listing("document.check"),
    "reports/<int:report_id>/docx": page("report.view"),
    "reports/<int:report_id>/xlsx": page("report.view"),
    **CASE_ROUTES,
    **DIFFICULTY_ROUTES,
    **MINE_ROUTES,
    **MONEY_ROUTES,
    **LOCAL_ROUTES,
    **BASES_ROUTES,
    **ACTIVITY_ROUTES,
    **INSPECTION_ROUTES,
    **VOICE_ROUTES,
    **NETWORK_ROUTES,
    **CONSOLIDATING_ROUTES,
    **OBLIGATION_ROUTES,
    **REVIEW_ROUTES,
    **PERIOD_ROUTES,
    **STATISTICS_ROUTES,
    **VALUE_ROUTES,
    **SUBMISSION_ROUTES,
}


def holders() -> dict[str, set[str]]:
    """Return the rights of each role as HOLDERS says them."""
    rights: dict[str, set[str]] = {role: set() for role in ROLES}
    for line in HOLDERS.splitlines()[2:]:
        right, *marks = line.split()
        for role, mark in zip(ROLES, marks, strict=True):
            if mark == "x":
                rights[role].add(right)
    return rights
