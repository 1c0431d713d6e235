"""Addresses of inspections and recommendations; those that take files end as the settings ask."""

from django.urls import path

from mangnon.activities.inspections.pages import (
    following_page,
    inspection_page,
    list_page,
    plan_page,
    planned_page,
    recommendation_page,
)

PLAN = "plans/<uuid:inspection_plan_id>/"
ONE = "<uuid:inspection_id>/"
FINDING = "findings/<uuid:finding_id>/"
PENALTY = "penalties/<uuid:inspection_penalty_id>/"
RECOMMENDATION = "recommendations/<uuid:recommendation_id>/"

urlpatterns = [
    path("", list_page.inspections, name="inspections"),
    path("summary/", list_page.summary, name="inspection-summary"),
    path("plans/", plan_page.plans, name="inspection-plans"),
    path("plans/new/", plan_page.new, name="inspection-plan-new"),
    path(PLAN, plan_page.plan, name="inspection-plan"),
    path(f"{PLAN}edit/", plan_page.edit, name="inspection-plan-edit"),
    path("new/", planned_page.new, name="inspection-new"),
    path("recommendations/", recommendation_page.recommendations, name="recommendations"),
    path("recommendations/new/", recommendation_page.new, name="recommendation-new"),
    path(RECOMMENDATION, recommendation_page.recommendation, name="recommendation"),
    path(f"{RECOMMENDATION}reply/files/", recommendation_page.answer, name="recommendation-reply"),
    path(f"{RECOMMENDATION}again/", recommendation_page.again, name="recommendation-again"),
    path(f"{FINDING}remove/", following_page.remove, name="finding-remove"),
    path(f"{FINDING}remedy/", following_page.remedy, name="finding-remedy"),
    path(f"{PENALTY}withdraw/", following_page.withdraw, name="penalty-withdraw"),
    path(ONE, inspection_page.inspection, name="inspection"),
    path(f"{ONE}edit/", planned_page.edit, name="inspection-edit"),
    path(f"{ONE}answers/", inspection_page.answers, name="inspection-answers"),
    path(f"{ONE}finding/files/", following_page.finding, name="inspection-finding"),
    path(f"{ONE}penalty/", following_page.penalty, name="inspection-penalty"),
    path(f"{ONE}close/", inspection_page.close, name="inspection-close"),
    path(f"{ONE}cancel/", inspection_page.cancelled, name="inspection-cancel"),
    path(f"{ONE}reopen/", inspection_page.reopen, name="inspection-reopen"),
]
