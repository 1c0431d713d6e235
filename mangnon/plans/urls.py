from django.urls import path

from mangnon.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("import/", views.plan_import, name="import"),
    path("<int:plan_id>/", views.plan_detail, name="detail"),
    path("<int:plan_id>/document/", views.plan_document, name="document"),
    path("<int:plan_id>/review/", views.plan_review, name="review"),
    path("<int:plan_id>/heading/", views.heading_edit, name="heading"),
    path("<int:plan_id>/confirm-all/", views.plan_confirm_all, name="confirm-all"),
    path("<int:plan_id>/approve/", views.plan_approve, name="approve"),
    path("<int:plan_id>/reject/", views.plan_reject, name="reject"),
    path(
        "<int:plan_id>/warnings/<int:warning_id>/settle/",
        views.warning_settle,
        name="warning-settle",
    ),
    path("<int:plan_id>/add/<slug:slug>/<int:parent_id>/", views.item_add, name="item-add"),
    path("<int:plan_id>/<slug:slug>/<int:item_id>/", views.item_show, name="item"),
    path("<int:plan_id>/<slug:slug>/<int:item_id>/edit/", views.item_edit, name="item-edit"),
    path(
        "<int:plan_id>/<slug:slug>/<int:item_id>/confirm/", views.item_confirm, name="item-confirm"
    ),
    path("<int:plan_id>/<slug:slug>/<int:item_id>/reject/", views.item_reject, name="item-reject"),
]
