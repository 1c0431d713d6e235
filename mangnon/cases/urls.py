"""Addresses of the cases."""

from django.urls import path

from mangnon.cases.pages import (
    board_page,
    case_page,
    decision_page,
    document_pages,
    evidence_pages,
    hand_over_pages,
    people_pages,
    receive_page,
    step_page,
)

CASE = "<uuid:case_id>/"
STEP = f"{CASE}steps/<uuid:step_id>/"

urlpatterns = [
    path("", board_page.board, name="cases"),
    path("new/", receive_page.new_report, name="case_new"),
    path("hand-overs/", hand_over_pages.hand_overs, name="case_hand_overs"),
    path("hand-overs/<uuid:hand_over_id>/", hand_over_pages.answer, name="case_hand_over_answer"),
    path(CASE, case_page.case, name="case"),
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
    path(f"{CASE}steps/<slug:step_code>/", step_page.step, name="case_step"),
    path(f"{CASE}decide/<uuid:step_id>/", decision_page.decision, name="case_decide"),
]  # fmt: skip
