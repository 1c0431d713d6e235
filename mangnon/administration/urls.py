from django.urls import path

from mangnon.administration import views

urlpatterns = [
    path("", views.home, name="administration"),
]
