"""The posts of each unit as they stood on a day: how many there were, and how many were filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mangnon.activities.network.catalog import PostKind, post_kinds, staff_kinds
from mangnon.activities.network.core_group import CoreGroup
from mangnon.activities.network.post import Holding, Post, PostPlace
from mangnon.core.models import Unit, User


@dataclass(frozen=True)
class Filled:
    posts: int = 0
    filled: int = 0

    @property
    def vacant(self) -> int:
        return self.posts - self.filled


@dataclass(frozen=True)
class UnitPosts:
    """`by_kind` holds the kinds of posts that the unit has; none at all: nothing was reported."""

    unit: Unit
    by_kind: Mapping[str, Filled] = field(default_factory=dict)
    groups: int = 0

    @property
    def is_told(self) -> bool:
        return bool(self.by_kind)

    @property
    def has_staff(self) -> bool:
        return any(self.by_kind.get(kind, Filled()).filled for kind in staff_kinds())

    @property
    def all(self) -> Filled:
        counts = self.by_kind.values()
        return Filled(sum(one.posts for one in counts), sum(one.filled for one in counts))

    @property
    def kinds(self) -> list[tuple[PostKind, Filled]]:
        """The kinds of posts that the unit has, in the order of the catalogue."""
        known = post_kinds().items()
        return [(kind, self.by_kind[code]) for code, kind in known if code in self.by_kind]


def places_on(by: User, day: date) -> QuerySet[PostPlace]:
    """Return where the posts that the person sees stood on a day, and whether each was filled."""
    filled = Holding.objects.on(day).filter(post=OuterRef("post"))
    standing: QuerySet[PostPlace] = PostPlace.objects.visible_to(by).on(day)
    return standing.annotate(is_filled=Exists(filled))


def posts_of_units(units: Collection[Unit], *, by: User, day: date) -> list[UnitPosts]:
    """Return the posts of each of the units on the day, in the order of the units."""
    posts: dict[int, dict[str, Filled]] = defaultdict(dict)
    counted = places_on(by, day).filter(unit__in=units).order_by().values("unit", "post__kind")
    for row in counted.annotate(posts=Count("pk"), filled=Count("pk", Q(is_filled=True))):
        posts[row["unit"]][row["post__kind"]] = Filled(row["posts"], row["filled"])
    groups = CoreGroup.objects.visible_to(by).on(day).filter(unit__in=units).order_by()
    of_groups = dict(groups.values_list("unit").annotate(Count("pk")))
    return [UnitPosts(unit, posts.get(unit.pk, {}), of_groups.get(unit.pk, 0)) for unit in units]


@dataclass(frozen=True)
class PostOn:
    """A post as it was on a day; `holding` is None while it is vacant."""

    post: Post
    holding: Holding | None


def posts_on(unit: Unit, *, by: User, day: date) -> list[PostOn]:
    """Return the posts of one unit on a day, by kind and hamlet, with who filled them."""
    standing = places_on(by, day).filter(unit=unit).select_related("post")
    holders = Holding.objects.visible_to(by).on(day).filter(post__in=standing.values("post"))
    by_post = {holding.post_id: holding for holding in holders.prefetch_related("trainings")}
    places = standing.order_by("post__kind", "post__hamlet", "post__from_day", "post")
    return [PostOn(place.post, by_post.get(place.post_id)) for place in places]
