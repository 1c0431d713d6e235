from django.urls import include, path

from mangnon.plans import body_views, item_views, views

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("import/", views.plan_import, name="import"),
    path("", include("mangnon.plans.amendments.urls")),
    path("bases/", include("mangnon.plans.bases.urls")),
    path("funding/", include("mangnon.plans.funding.urls")),
    path("difficulties/", include("mangnon.plans.difficulties.urls")),
    path("fund/", include("mangnon.plans.funding.fund.urls")),
    path("work/", include("mangnon.plans.work.urls")),
    path("local/", include("mangnon.plans.local.urls")),
    path("socioeconomic/", include("mangnon.plans.socioeconomic.urls")),
    path("<int:plan_id>/", views.plan_detail, name="detail"),
    path("<int:plan_id>/document/", views.plan_document, name="document"),
    path("<int:plan_id>/review/", views.plan_review, name="review"),
    path("<int:plan_id>/heading/", views.heading_edit, name="heading"),
    path("<int:plan_id>/confirm-all/", views.plan_confirm_all, name="confirm-all"),
    path("<int:plan_id>/confirm-sure/", views.plan_confirm_sure, name="confirm-sure"),
    path("<int:plan_id>/confirm-same/", views.plan_confirm_same, name="confirm-same"),
    path("<int:plan_id>/compare/", views.plan_compare, name="compare"),
    path("<int:plan_id>/history/", views.plan_history, name="history"),
    path("<int:plan_id>/approve/", views.plan_approve, name="approve"),
    path("<int:plan_id>/reject/", views.plan_reject, name="reject"),
    path(
        "<int:plan_id>/warnings/<int:warning_id>/settle/",
        views.warning_settle,
        name="warning-settle",
    ),
    path("<int:plan_id>/names/", body_views.body_list, name="bodies"),
    path("<int:plan_id>/names/<int:body_id>/", body_views.body_choose, name="body"),
    path("<int:plan_id>/add/<slug:slug>/<int:parent_id>/", item_views.item_add, name="item-add"),
    path("<int:plan_id>/<slug:slug>/<int:item_id>/", item_views.item_show, name="item"),
    *(
        path(f"<int:plan_id>/<slug:slug>/<int:item_id>/{action}/", view, name=f"item-{action}")
        for action, view in {
            "confirm": item_views.item_confirm,
            "edit": item_views.item_edit,
            "history": item_views.item_history,
            "reject": item_views.item_reject,
            "split": item_views.item_split,
            "undo": item_views.item_undo,
        }.items()
    ),
    path(
        "<int:plan_id>/<slug:slug>/<int:item_id>/merge/<int:next_id>/",
        item_views.item_merge,
        name="item-merge",
    ),
]
