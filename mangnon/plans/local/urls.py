from django.urls import path

from mangnon.plans.local import pages

urlpatterns = [
    path("", pages.local_list, name="local-list"),
    path("<uuid:local_id>/", pages.local_plan, name="local"),
    path("<uuid:local_id>/targets/<int:target_id>/", pages.target_change, name="local-target"),
    path("<uuid:local_id>/send/", pages.local_send, name="local-send"),
    path("<uuid:local_id>/approve/", pages.local_approve, name="local-approve"),
    path("<uuid:local_id>/return/", pages.local_return, name="local-return"),
    path("<uuid:local_id>/withdraw/", pages.local_withdraw, name="local-withdraw"),
    path("<uuid:local_id>/new-version/", pages.local_version, name="local-version"),
]
