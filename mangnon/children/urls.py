from django.urls import path

from mangnon.children.pages import (
    carer_pages,
    child_page,
    duplicates_page,
    exports_page,
    facts_page,
    form_page,
    growth_page,
    life_pages,
    move_pages,
    register_page,
    stays_page,
)

FACT = "<uuid:child_id>/facts/<slug:kind_slug>/<slug:record_id>"

urlpatterns = [
    path("", register_page.register, name="children"),
    path("saved/", register_page.saved, name="children_saved"),
    path("new/", form_page.new_child, name="child_new"),
    path("moves/", move_pages.moves, name="child_moves"),
    path("moves/ask/", move_pages.ask_for, name="child_move_ask"),
    path("moves/<uuid:move_id>/", move_pages.move, name="child_move"),
    path("moves/<uuid:move_id>/answer/", move_pages.answer, name="child_move_answer"),
    path("duplicates/", duplicates_page.duplicates, name="duplicates"),
    path("duplicates/<int:pair_id>/", duplicates_page.pair, name="duplicate"),
    path("duplicates/<int:pair_id>/different/", duplicates_page.different, name="different"),
    path("duplicates/<int:pair_id>/merge/", duplicates_page.merge, name="merge_pair"),
    path("merges/<uuid:merge_id>/", duplicates_page.merged, name="merge"),
    path("merges/<uuid:merge_id>/undo/", duplicates_page.undo, name="undo_merge"),
    path("<uuid:child_id>/", child_page.child, name="child"),
    path("<uuid:child_id>/growth.json", growth_page.growth_chart, name="child_growth"),
    path("<uuid:child_id>/move/", move_pages.offer, name="child_move_offer"),
    path("<uuid:child_id>/edit/", form_page.edit, name="child_edit"),
    path("<uuid:child_id>/carers/add/", carer_pages.add, name="carer_add"),
    path("<uuid:child_id>/carers/<int:relation_id>/", carer_pages.correct, name="carer"),
    path(
        "<uuid:child_id>/carers/<int:relation_id>/remove/", carer_pages.remove, name="carer_remove"
    ),
    path("<uuid:child_id>/home/", life_pages.home, name="child_home"),
    path("<uuid:child_id>/poverty/", life_pages.poverty, name="child_poverty"),
    path("<uuid:child_id>/close/", life_pages.close, name="child_close"),
    path("<uuid:child_id>/reopen/", life_pages.reopen, name="child_reopen"),
    path("<uuid:child_id>/facts/", facts_page.facts, name="child_facts"),
    path("<uuid:child_id>/facts/<slug:kind_slug>/add/", facts_page.add, name="child_fact_add"),
    path(f"{FACT}/", facts_page.correct, name="child_fact"),
    path(f"{FACT}/end/", facts_page.end, name="child_fact_end"),
    path(f"{FACT}/remove/", facts_page.remove, name="child_fact_remove"),
    path("exports/", exports_page.exports, name="child-exports"),
    path("exports/<uuid:export_id>/", exports_page.export, name="child-export"),
    path("exports/<uuid:export_id>/file/", exports_page.export_file, name="child-export-file"),
    path("<uuid:child_id>/stays/", stays_page.stays, name="child-stays"),
    path("<uuid:child_id>/stays/<int:stay_id>/end/", stays_page.stay_end, name="child-stay-end"),
]
