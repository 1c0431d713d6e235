from django.urls import path

from mangnon.plans.difficulties import pages

urlpatterns = [
    path("", pages.difficulties, name="difficulties"),
    path("new/files/", pages.new, name="difficulty-new"),
    path("<uuid:difficulty_id>/", pages.difficulty, name="difficulty"),
    path("<uuid:difficulty_id>/files/", pages.answer, name="difficulty-answer"),
]
