from django.urls import path

from mangnon.plans.work.pages import list_pages, task_pages

urlpatterns = [
    path("", list_pages.tasks, name="tasks"),
    path("agencies/", list_pages.by_agency, name="tasks-by-agency"),
    path("fields/", list_pages.by_field, name="tasks-by-field"),
    path("timeline/", list_pages.drawn, name="tasks-timeline"),
    path("new/", task_pages.new, name="task-new"),
    path("of-plan/<int:plan_id>/", task_pages.give_plan, name="tasks-of-plan"),
    path("<uuid:task_id>/", task_pages.task, name="task"),
    path("<uuid:task_id>/change/", task_pages.change, name="task-change"),
    path("<uuid:task_id>/files/", task_pages.report, name="task-report"),
]
