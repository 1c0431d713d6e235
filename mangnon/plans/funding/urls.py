from django.urls import path

from mangnon.plans.funding import pages, statement_page

urlpatterns = [
    path("", statement_page.statement_page, name="funding"),
    path("statement.xlsx", statement_page.statement_file, name="funding-file"),
    path("lines/", pages.line_list, name="money-list"),
    path("lines/new/", pages.line_new, name="money-new"),
    path("lines/<uuid:line_id>/", pages.line, name="money"),
    path("lines/<uuid:line_id>/edit/", pages.line_edit, name="money-edit"),
    path("lines/<uuid:line_id>/approve/", pages.line_approve, name="money-approve"),
    path("lines/<uuid:line_id>/return/", pages.line_return, name="money-return"),
    path("lines/<uuid:line_id>/withdraw/", pages.line_withdraw, name="money-withdraw"),
    path("lines/<uuid:line_id>/reverse/", pages.line_reverse, name="money-reverse"),
]
