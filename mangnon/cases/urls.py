"""Addresses of the cases."""

from django.urls import path

from mangnon.cases.pages import (
    board_page,
    care_page,
    case_page,
    decision_page,
    lists_page,
    receive_page,
    step_page,
    urgent_page,
)

urlpatterns = [
    path("", board_page.board, name="cases"),
    path("new/", receive_page.new_report, name="case_new"),
    path("care/", care_page.care, name="care"),
    path("care/needs/new/", care_page.new_need, name="care_new_need"),
    path("care/carers/new/", care_page.new_carer, name="care_new_carer"),
    path("care/<uuid:need_id>/", care_page.need, name="care_need"),
    path("care/<uuid:need_id>/<slug:act>/", care_page.act, name="care_act"),
    path("lists/", lists_page.rows, name="case_lists"),
    path("lists/load/", lists_page.load, name="case_list_load"),
    path("urgent/", urgent_page.to_review, name="case_urgent_list"),
    path("urgent/open/", urgent_page.open_one, name="case_urgent_open"),
    path("urgent/<uuid:access_id>/", urgent_page.review_one, name="case_urgent_review"),
    path("<uuid:case_id>/", case_page.case, name="case"),
    path("<uuid:case_id>/steps/<slug:step_code>/", step_page.step, name="case_step"),
    path("<uuid:case_id>/decide/<uuid:step_id>/", decision_page.decision, name="case_decide"),
]
