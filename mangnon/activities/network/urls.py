"""Addresses of the network."""

from django.urls import path

from mangnon.activities.network.pages import group_pages, list_pages, post_pages

POST, HOLDING = "posts/<uuid:post_id>/", "holdings/<uuid:holding_id>/"
GROUP = "groups/<uuid:group_id>/"

urlpatterns = [
    path("", list_pages.units, name="network"),
    path("figures/", list_pages.figures, name="network-figures"),
    path("units/<int:unit_id>/", list_pages.unit, name="network-unit"),
    path("posts/new/", post_pages.new, name="network-post-new"),
    path(POST, post_pages.post, name="network-post"),
    path(f"{POST}edit/", post_pages.edit, name="network-post-edit"),
    path(f"{POST}fill/", post_pages.fill, name="network-post-fill"),
    path(f"{HOLDING}edit/", post_pages.edit_holding, name="network-holding-edit"),
    path(f"{HOLDING}training/", post_pages.training, name="network-training"),
    path(
        f"{HOLDING}training/<uuid:training_id>/remove/", post_pages.no_training,
        name="network-training-remove",
    ),
    path("groups/new/", group_pages.new, name="network-group-new"),
    path(GROUP, group_pages.group, name="network-group"),
    path(f"{GROUP}edit/", group_pages.edit, name="network-group-edit"),
    path(f"{GROUP}count/", group_pages.count, name="network-group-count"),
]  # fmt: skip
