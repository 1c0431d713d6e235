from django.urls import path

from mangnon.places import views

urlpatterns = [
    path("", views.directory, name="places"),
    path("new/", views.place_new, name="place-new"),
    path("<uuid:place_id>/", views.place, name="place"),
    path("<uuid:place_id>/edit/", views.place_edit, name="place-edit"),
    path("<uuid:place_id>/close/", views.place_close, name="place-close"),
    path("<uuid:place_id>/reopen/", views.place_reopen, name="place-reopen"),
    path("<uuid:place_id>/trait/", views.place_trait, name="place-trait"),
    path("<uuid:place_id>/serves/", views.place_serves, name="place-serves"),
]
