from django.urls import path

from mangnon.reports.obligations.pages import ask_pages, list_pages, obligation_page

ONE = "<uuid:obligation_id>/"

urlpatterns = [
    path("", list_pages.obligations, name="obligations"),
    path("calendar/", list_pages.calendar, name="obligations-calendar"),
    path("completeness/", list_pages.completeness, name="obligations-completeness"),
    path("completeness/xlsx", list_pages.completeness_file, name="obligations-xlsx"),
    path("new/", ask_pages.new, name="obligation-new"),
    path("deadlines/", ask_pages.deadlines, name="deadlines"),
    path("deadlines/<int:deadline_id>/", ask_pages.deadline, name="deadline"),
    path(ONE, obligation_page.obligation, name="obligation"),
    path(f"{ONE}withdraw/", obligation_page.taken_back, name="obligation-withdraw"),
    path(f"{ONE}letter", obligation_page.letter, name="obligation-letter"),
]
