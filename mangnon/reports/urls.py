from django.urls import path

from mangnon.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("build/", views.report_build, name="build"),
    path("<int:report_id>/docx", views.report_docx, name="docx"),
    path("<int:report_id>/xlsx", views.report_xlsx, name="xlsx"),
]
