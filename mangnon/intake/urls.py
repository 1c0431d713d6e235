from django.urls import path

from mangnon.intake.pages import batch_page, columns_page, files, list_page

app_name = "imports"
urlpatterns = [
    path("", list_page.imports, name="list"),
    path("template/<slug:kind>/", files.template_file, name="template"),
    path("<uuid:batch_id>/", batch_page.batch, name="batch"),
    path("<uuid:batch_id>/columns/", columns_page.columns, name="columns"),
    path("<uuid:batch_id>/apply/", batch_page.apply_batch, name="apply"),
    path("<uuid:batch_id>/undo/", batch_page.undo_batch, name="undo"),
    path("<uuid:batch_id>/errors/", files.errors_file, name="errors"),
]
