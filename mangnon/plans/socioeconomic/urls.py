from django.urls import path

from mangnon.plans.socioeconomic import pages

urlpatterns = [
    path("", pages.carried, name="socioeconomic"),
    path("ask/", pages.ask, name="socioeconomic-ask"),
    path("new/", pages.new, name="socioeconomic-new"),
    path("<uuid:document_id>/", pages.plan, name="socioeconomic-plan"),
    path("<uuid:document_id>/change/", pages.change, name="socioeconomic-change"),
]
