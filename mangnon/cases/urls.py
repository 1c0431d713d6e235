"""Addresses of the cases."""

from django.urls import path

from mangnon.cases.pages import (
    board_page,
    breaches_page,
    case_page,
    consents_page,
    decision_page,
    document_pages,
    evidence_pages,
    followed_pages,
    hand_over_pages,
    join_page,
    limits_page,
    notice_page,
    online_pages,
    people_pages,
    punctuality_page,
    receive_page,
    retention_page,
    step_page,
    urgent_page,
)
from mangnon.cases.proceedings import feedback_page, interview_pages, penalty_pages
from mangnon.cases.referrals import pages as referral_pages

CASE = "<uuid:case_id>/"
STEP = f"{CASE}steps/<uuid:step_id>/"

urlpatterns = [
    path("", board_page.board, name="cases"),
    path("new/", receive_page.new_report, name="case_new"),
    path("urgent/", urgent_page.to_review, name="case_urgent_list"),
    path("urgent/open/", urgent_page.open_one, name="case_urgent_open"),
    path("urgent/<uuid:access_id>/", urgent_page.review_one, name="case_urgent_review"),
    path("referrals/", referral_pages.open_referrals, name="case_referrals"),
    path("feedback/", feedback_page.feedback, name="case_feedback"),
    path("new/communes/", receive_page.communes, name="case_communes"),
    path("reports/", followed_pages.reports, name="case_reports"),
    path("reports/<uuid:report_id>/", followed_pages.report, name="case_report"),
    path("follow-up/", followed_pages.follow_up, name="case_follow_up"),
    path("hand-overs/", hand_over_pages.hand_overs, name="case_hand_overs"),
    path("hand-overs/<uuid:hand_over_id>/", hand_over_pages.answer, name="case_hand_over_answer"),
    path("limits/", limits_page.limits, name="case_limits"),
    path("limits/<int:limit_id>/end/", limits_page.end, name="case_limit_end"),
    path("limits/kept/", punctuality_page.kept, name="case_punctuality"),
    path("limits/kept/chart.json", punctuality_page.chart, name="case_punctuality_chart"),
    path("retention/", retention_page.retention, name="case_retention"),
    path("breaches/", breaches_page.breaches, name="case_breaches"),
    path("breaches/<uuid:breach_id>/", breaches_page.breach, name="case_breach"),
    path("notices/<int:notice_id>/read/", notice_page.read, name="case_notice_read"),
    path(CASE, case_page.case, name="case"),
    path(f"{CASE}penalties/new/", penalty_pages.new_penalty, name="case_penalty_new"),
    path(
        f"{CASE}penalties/<uuid:penalty_id>/withdraw/",
        penalty_pages.withdraw,
        name="case_penalty_withdraw",
    ),
    path(f"{CASE}interviews/new/", interview_pages.new_booking, name="case_interview_new"),
    path(
        f"{CASE}interviews/<uuid:booking_id>/cancel/",
        interview_pages.cancel_booking,
        name="case_interview_cancel",
    ),
    path(f"{CASE}referrals/new/", referral_pages.new_referral, name="case_referral_new"),
    path(
        f"{CASE}referrals/<uuid:referral_id>/",
        referral_pages.referral,
        name="case_referral",
    ),
    path(f"{CASE}join/<uuid:second_id>/", join_page.join, name="case_join"),
    path(f"{CASE}online/", online_pages.online, name="case_online"),
    path(
        f"{CASE}online/<uuid:harm_id>/evidence/",
        online_pages.evidence,
        name="case_online_evidence",
    ),
    path(
        f"{CASE}online/<uuid:harm_id>/takedown/",
        online_pages.takedown,
        name="case_takedown",
    ),
    path(
        f"{CASE}online/evidence/<uuid:evidence_id>/",
        online_pages.evidence_file,
        name="case_evidence_file",
    ),
    path(
        f"{CASE}takedowns/<uuid:takedown_id>/answer/",
        online_pages.takedown_answer,
        name="case_takedown_answer",
    ),
    path(f"{CASE}hand-over/", hand_over_pages.hand_over, name="case_hand_over"),
    path(f"{CASE}team/", people_pages.team, name="case_team"),
    path(f"{CASE}people/add/", people_pages.person, name="case_person_add"),
    path(f"{CASE}people/<uuid:person_id>/", people_pages.person, name="case_person"),
    path(
        f"{CASE}people/<uuid:person_id>/register/", people_pages.register_link,
        name="case_person_register",
    ),
    path(f"{CASE}offenders/add/", people_pages.offender, name="case_offender_add"),
    path(f"{CASE}offenders/<uuid:offender_id>/", people_pages.offender, name="case_offender"),
    path("forms/", document_pages.blanks, name="case_blanks"),
    path("forms/<slug:form_code>/", document_pages.blank_form, name="case_blank_form"),
    path(f"{STEP}document/", document_pages.step_document, name="case_step_document"),
    path(
        f"{CASE}reports/<uuid:report_id>/document/", document_pages.report_document,
        name="case_report_document",
    ),
    path(f"{STEP}correct/", step_page.correction, name="case_correct"),
    path(f"{STEP}evidence/", evidence_pages.add, name="case_evidence_add"),
    path(f"{CASE}evidence/<uuid:evidence_id>/", evidence_pages.evidence, name="case_evidence"),
    path(f"{CASE}consents/", consents_page.consents, name="case_consents"),
    path(
        f"{CASE}consents/<uuid:consent_id>/withdraw/",
        consents_page.withdrawal,
        name="case_consent_withdraw",
    ),
    path(f"{CASE}steps/<slug:step_code>/", step_page.step, name="case_step"),
    path(f"{CASE}decide/<uuid:step_id>/", decision_page.decision, name="case_decide"),
]  # fmt: skip
