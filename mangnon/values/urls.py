from django.urls import path, register_converter

from mangnon.values.grid import file_pages, pages
from mangnon.values.grid.periods import PeriodConverter

register_converter(PeriodConverter, "period")

app_name = "values"
OF_PERIOD = "<int:year>/<period:period>/"
urlpatterns = [
    path("", pages.sheets, name="sheets"),
    path(OF_PERIOD, pages.grid, name="grid"),
    path(f"{OF_PERIOD}cells/", pages.save_cells, name="cells"),
    path(f"{OF_PERIOD}units/<int:unit_id>/", pages.unit_form, name="unit"),
    path(f"{OF_PERIOD}columns/", pages.columns, name="columns"),
    path(f"{OF_PERIOD}send/", pages.send_sheet, name="send"),
    path(f"{OF_PERIOD}sheet.xlsx", file_pages.workbook, name="workbook"),
    path(f"{OF_PERIOD}files/", file_pages.upload, name="upload"),
    path("cells/<int:cell_id>/", pages.history, name="history"),
]
