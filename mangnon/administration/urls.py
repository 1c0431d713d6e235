from django.urls import path

from mangnon.administration import explainer, views

urlpatterns = [
    path("", views.home, name="administration"),
    path("access/", explainer.explainer, name="explainer"),
]
