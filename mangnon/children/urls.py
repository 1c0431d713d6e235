from django.urls import path

from mangnon.children.pages import child_page, form_page, growth_page, register_page

urlpatterns = [
    path("", register_page.register, name="children"),
    path("new/", form_page.new_child, name="child_new"),
    path("<uuid:child_id>/", child_page.child, name="child"),
    path("<uuid:child_id>/growth.json", growth_page.growth_chart, name="child_growth"),
    path("<uuid:child_id>/edit/", form_page.edit, name="child_edit"),
]
