"""Addresses of the cases."""

from django.urls import path

from mangnon.cases.pages import (
    board_page,
    case_page,
    decision_page,
    followed_pages,
    join_page,
    online_pages,
    receive_page,
    step_page,
)

urlpatterns = [
    path("", board_page.board, name="cases"),
    path("new/", receive_page.new_report, name="case_new"),
    path("new/communes/", receive_page.communes, name="case_communes"),
    path("reports/", followed_pages.reports, name="case_reports"),
    path("reports/<uuid:report_id>/", followed_pages.report, name="case_report"),
    path("follow-up/", followed_pages.follow_up, name="case_follow_up"),
    path("<uuid:case_id>/", case_page.case, name="case"),
    path("<uuid:case_id>/join/<uuid:second_id>/", join_page.join, name="case_join"),
    path("<uuid:case_id>/online/", online_pages.online, name="case_online"),
    path(
        "<uuid:case_id>/online/<uuid:harm_id>/evidence/",
        online_pages.evidence,
        name="case_evidence",
    ),
    path(
        "<uuid:case_id>/online/<uuid:harm_id>/takedown/",
        online_pages.takedown,
        name="case_takedown",
    ),
    path(
        "<uuid:case_id>/evidence/<uuid:evidence_id>/",
        online_pages.evidence_file,
        name="case_evidence_file",
    ),
    path(
        "<uuid:case_id>/takedowns/<uuid:takedown_id>/answer/",
        online_pages.takedown_answer,
        name="case_takedown_answer",
    ),
    path("<uuid:case_id>/steps/<slug:step_code>/", step_page.step, name="case_step"),
    path("<uuid:case_id>/decide/<uuid:step_id>/", decision_page.decision, name="case_decide"),
]
