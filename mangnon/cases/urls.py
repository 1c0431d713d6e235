"""Addresses of the cases."""

from django.urls import path

from mangnon.cases.pages import (
    board_page,
    breaches_page,
    case_page,
    consents_page,
    decision_page,
    limits_page,
    notice_page,
    punctuality_page,
    receive_page,
    retention_page,
    step_page,
)

urlpatterns = [
    path("", board_page.board, name="cases"),
    path("new/", receive_page.new_report, name="case_new"),
    path("limits/", limits_page.limits, name="case_limits"),
    path("limits/<int:limit_id>/end/", limits_page.end, name="case_limit_end"),
    path("limits/kept/", punctuality_page.kept, name="case_punctuality"),
    path("limits/kept/chart.json", punctuality_page.chart, name="case_punctuality_chart"),
    path("retention/", retention_page.retention, name="case_retention"),
    path("breaches/", breaches_page.breaches, name="case_breaches"),
    path("breaches/<uuid:breach_id>/", breaches_page.breach, name="case_breach"),
    path("notices/<int:notice_id>/read/", notice_page.read, name="case_notice_read"),
    path("<uuid:case_id>/", case_page.case, name="case"),
    path("<uuid:case_id>/consents/", consents_page.consents, name="case_consents"),
    path(
        "<uuid:case_id>/consents/<uuid:consent_id>/withdraw/",
        consents_page.withdrawal,
        name="case_consent_withdraw",
    ),
    path("<uuid:case_id>/steps/<slug:step_code>/", step_page.step, name="case_step"),
    path("<uuid:case_id>/decide/<uuid:step_id>/", decision_page.decision, name="case_decide"),
]
