"""The addresses of the network and of models of work, and one record of each kind for them."""

import datetime

from mangnon.activities.models import (
    CoreGroup,
    Holding,
    Post,
    PostPlace,
    Practice,
    PracticeState,
)
from mangnon.core.models import Organisation, Unit, User
from tests.access_rows import Row, act, kept, listing, page

NETWORK = "activities/network/"
POST, HOLDING = f"{NETWORK}posts/<uuid:post_id>/", f"{NETWORK}holdings/<uuid:holding_id>/"
GROUP = f"{NETWORK}groups/<uuid:group_id>/"
PRACTICES = "activities/good-practice/"
PRACTICE = f"{PRACTICES}<uuid:practice_id>/"
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
    PRACTICES: listing("activity.view"),
    f"{PRACTICES}new/": listing("activity.edit"),
    PRACTICE: page("activity.view"),
    f"{PRACTICE}edit/": kept(page, 200),
    f"{PRACTICE}counts/": kept(page, 200),
    f"{PRACTICE}state/": kept(act, 422),
    f"{PRACTICE}state/back/": kept(act, 422),
    f"{PRACTICE}replications/": kept(act, 422),
    f"{PRACTICE}figures/": kept(act, 422),
    f"{PRACTICE}commendations/": kept(act, 422),
    f"{PRACTICE}files/": kept(act, 422),
    f"{PRACTICE}tasks/": kept(act, 302),
    # No such kind of thing is there to be taken off.
    f"{PRACTICE}remove/<slug:what>/<uuid:record_id>/": act("activity.edit", 404),
}


def practice_records(officer: User) -> dict[str, object]:
    """Return a model that an organisation of the officer's province holds in a commune."""
    practice = Practice.objects.first()
    if practice is None:
        practice = Practice(
            unit=Unit.objects.get(code="25216"), field="protection", state="pilot", began_on=SINCE,
            organiser=Organisation.objects.create(name="Hội Phụ nữ", unit=officer.unit),
            entered_by=officer,
        )  # fmt: skip
        practice.set_name("Ngôi nhà an toàn")
        practice.save()
        PracticeState.objects.create(practice=practice, state="pilot", from_day=SINCE)
    return {
        "<uuid:practice_id>": practice.pk, "<slug:what>": "nothing", "<uuid:record_id>": practice.pk
    }  # fmt: skip


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
