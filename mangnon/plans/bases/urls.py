from django.urls import path

from mangnon.plans.bases.pages import coordination, documents, links

urlpatterns = [
    path("", documents.document_list, name="bases"),
    path("new/", documents.document_new, name="basis-new"),
    path("look/", links.look, name="bases-look"),
    path("of-plan/<int:plan_id>/", links.of_plan, name="bases-of-plan"),
    path(
        "of-plan/<int:plan_id>/<int:citation_id>/known/",
        links.citation_known,
        name="citation-known",
    ),
    path("link/<slug:kind>/<slug:key>/", links.link_new, name="basis-link"),
    path("links/<int:link_id>/move/", links.link_move, name="basis-link-move"),
    path("links/<int:link_id>/keep/", links.link_keep, name="basis-link-keep"),
    path("links/<int:link_id>/remove/", links.link_remove, name="basis-link-remove"),
    path("coordination/", coordination.rules_list, name="coordination"),
    path("coordination/new/", coordination.rules_new, name="coordination-new"),
    path("coordination/<uuid:rules_id>/", coordination.rules, name="coordination-rules"),
    path(
        "coordination/<uuid:rules_id>/review/",
        coordination.rules_review,
        name="coordination-review",
    ),
    path(
        "replacements/<int:supersession_id>/remove/",
        documents.replacement_remove,
        name="replacement-remove",
    ),
    path("<uuid:document_id>/", documents.document, name="basis"),
    path("<uuid:document_id>/edit/", documents.document_edit, name="basis-edit"),
    path("<uuid:document_id>/replace/", documents.document_replace, name="basis-replace"),
    path("<uuid:document_id>/withdraw/", documents.document_withdraw, name="basis-withdraw"),
]
