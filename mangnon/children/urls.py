from django.urls import path

from mangnon.children.pages import child_page, register_page

urlpatterns = [
    path("", register_page.register, name="children"),
    path("<uuid:child_id>/", child_page.child, name="child"),
]
