"""Addresses of models of work."""

from django.urls import path

from mangnon.activities.good_practice import pages

ONE = "<uuid:practice_id>/"

urlpatterns = [
    path("", pages.practices, name="practices"),
    path("new/", pages.new, name="practice-new"),
    path(ONE, pages.practice, name="practice"),
    path(f"{ONE}edit/", pages.edit, name="practice-edit"),
    path(f"{ONE}counts/", pages.counts, name="practice-counts"),
    path(f"{ONE}state/", pages.move, name="practice-state"),
    path(f"{ONE}state/back/", pages.back, name="practice-state-back"),
    path(f"{ONE}replications/", pages.replication, name="practice-replicate"),
    path(f"{ONE}figures/", pages.figure, name="practice-figure"),
    path(f"{ONE}commendations/", pages.commendation, name="practice-commend"),
    path(f"{ONE}files/", pages.files, name="practice-files"),
    path(f"{ONE}tasks/", pages.tasks, name="practice-tasks"),
    path(f"{ONE}remove/<slug:what>/<uuid:record_id>/", pages.remove, name="practice-remove"),
]
