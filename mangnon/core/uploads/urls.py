from django.urls import path

from mangnon.core.uploads import pages

urlpatterns = [
    path("", pages.start, name="uploads"),
    path("<uuid:upload_id>/", pages.upload, name="upload"),
]
