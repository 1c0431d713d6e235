"""The addresses of the network, and one record of each kind for them."""

import datetime

from mangnon.activities.models import CoreGroup, Holding, Post, PostPlace
from mangnon.core.models import Unit, User
from tests.access_rows import Row, act, listing, page

NETWORK = "activities/network/"
POST, HOLDING = f"{NETWORK}posts/<uuid:post_id>/", f"{NETWORK}holdings/<uuid:holding_id>/"
GROUP = f"{NETWORK}groups/<uuid:group_id>/"
SINCE = datetime.date(2024, 1, 1)

NETWORK_ROUTES: dict[str, Row] = {
    NETWORK: listing("network.view"),
    f"{NETWORK}figures/": listing("network.view"),
    f"{NETWORK}units/<int:unit_id>/": page("network.view"),
    f"{NETWORK}posts/new/": listing("network.edit"),
    POST: page("network.view"),
    f"{POST}edit/": page("network.edit"),
    f"{POST}fill/": page("network.edit"),
    f"{HOLDING}edit/": page("network.edit"),
    f"{HOLDING}training/": page("network.edit"),
    # No such training is there: nothing is taken back.
    f"{HOLDING}training/<uuid:training_id>/remove/": act("network.edit"),
    f"{NETWORK}groups/new/": listing("network.edit"),
    GROUP: page("network.view"),
    f"{GROUP}edit/": page("network.edit"),
    f"{GROUP}count/": page("network.edit"),
}


def network_records() -> dict[str, object]:
    """Return a filled post of a commune and a core group there, made when first asked for."""
    unit = Unit.objects.get(code="25216")
    by = User.objects.order_by("pk").first()
    post = Post.objects.first()
    if post is None:
        post = Post.objects.create(
            kind="child_protection_officer", unit=unit, from_day=SINCE, entered_by=by
        )
        PostPlace.objects.create(post=post, unit=unit, from_day=SINCE)
        Holding.objects.create(post=post, full_name="Trần Thị Bình", from_day=SINCE, entered_by=by)
        CoreGroup.objects.create(unit=unit, name="Nhóm 1", from_day=SINCE, entered_by=by)
    return {
        "<uuid:post_id>": post.pk,
        "<uuid:holding_id>": post.holdings.get().pk,
        "<uuid:training_id>": post.pk,
        "<uuid:group_id>": CoreGroup.objects.get().pk,
    }
