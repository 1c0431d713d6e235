from django.urls import path

from mangnon.reports import checking, views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("check/", checking.document_check, name="check"),
    path("build/", views.report_build, name="build"),
    path("<int:report_id>/docx", views.report_docx, name="docx"),
    path("<int:report_id>/xlsx", views.report_xlsx, name="xlsx"),
]
