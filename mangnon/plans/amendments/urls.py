from django.urls import path

from mangnon.plans.amendments.pages import amendment_pages, change_pages, version_pages

ONE = "amendments/<uuid:amendment_id>/"
urlpatterns = [
    path("<int:plan_id>/versions/", version_pages.versions, name="versions"),
    path("<int:plan_id>/last-year/", version_pages.last_year, name="last-year"),
    path("<int:plan_id>/amend/", amendment_pages.amendment_new, name="amend"),
    path(ONE, amendment_pages.amendment, name="amendment"),
    path(f"{ONE}head/", amendment_pages.amendment_head, name="amendment-head"),
    path(f"{ONE}submit/", amendment_pages.amendment_submit, name="amendment-submit"),
    path(f"{ONE}approve/", amendment_pages.amendment_approve, name="amendment-approve"),
    path(f"{ONE}return/", amendment_pages.amendment_return, name="amendment-return"),
    path(f"{ONE}withdraw/", amendment_pages.amendment_withdraw, name="amendment-withdraw"),
    path(f"{ONE}items/", change_pages.item_list, name="amendment-items"),
    path(
        f"{ONE}change/<slug:slug>/<int:item_id>/", change_pages.item_change, name="amendment-change"
    ),
    path(
        f"{ONE}remove/<slug:slug>/<int:item_id>/", change_pages.item_remove, name="amendment-remove"
    ),
    path(f"{ONE}add/<slug:slug>/", change_pages.item_add, name="amendment-add"),
    path(f"{ONE}changes/<int:change_id>/drop/", change_pages.change_drop, name="amendment-drop"),
]
