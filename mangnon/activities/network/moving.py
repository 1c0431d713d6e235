"""The posts of a unit that ends stand in its successor from that day, filled by the same people.

Where a post stood before is a fact and stays; so do the posts that were closed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from mangnon.activities.network.post import Post, PostPlace
from mangnon.core.reforms.unit_field import changed_since
from mangnon.core.registries import Moved, PassingGroup

POST, PLACE = Post._meta.db_table, PostPlace._meta.db_table
TABLES = {POST: Post, PLACE: PostPlace}


def preview(unit_ids: Collection[int]) -> Iterator[PassingGroup]:
    """Count the open posts by unit and hamlet: those of one hamlet pass on together."""
    held = _open(unit_ids).order_by().values_list("unit_id", "hamlet")
    for unit_id, hamlet, count in held.annotate(Count("pk")):
        yield PassingGroup(unit_id, hamlet, count)


def move(from_id: int, hamlet: str | None, to_id: int, day: date) -> list[Moved]:
    posts = _open([from_id])
    if hamlet is not None:
        posts = posts.filter(hamlet=hamlet)
    found = list(posts.select_for_update().order_by("pk").values_list("pk", flat=True))
    here = PostPlace.objects.filter(post__in=found, until=None).order_by("pk")
    earlier = dict(here.filter(from_day__lt=day).values_list("pk", "post"))
    later = list(here.filter(from_day__gte=day).values_list("pk", flat=True))
    Post.objects.filter(pk__in=found).update(unit_id=to_id)
    PostPlace.objects.filter(pk__in=earlier).update(until=day)
    PostPlace.objects.filter(pk__in=later).update(unit_id=to_id)
    made = PostPlace.objects.bulk_create(
        PostPlace(post_id=post, unit_id=to_id, from_day=day) for post in earlier.values()
    )
    there: tuple[dict[str, Any], dict[str, Any]] = {"unit_id": from_id}, {"unit_id": to_id}
    return [
        *(Moved(POST, str(pk), *there) for pk in found),
        *(Moved(PLACE, str(pk), {"until": None}, {"until": str(day)}) for pk in earlier),
        *(Moved(PLACE, str(pk), *there) for pk in later),
        *(Moved(PLACE, str(place.pk), None, there[1]) for place in made),
    ]


def undo(moves: Sequence[Moved]) -> None:
    label = _("Posts of the network")
    made = [moved.record_id for moved in moves if moved.before is None]
    if PostPlace.objects.filter(pk__in=made, until=None).delete()[0] != len(made):
        raise changed_since(label)
    same: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for moved in moves:
        if moved.before is not None:
            before, after = json.dumps(moved.before), json.dumps(moved.after)
            same[moved.table, before, after].append(moved.record_id)
    for (table, before, after), ids in same.items():
        rows = TABLES[table]._default_manager.filter(pk__in=ids, **json.loads(after))
        try:
            with transaction.atomic():
                count = rows.update(**json.loads(before))
        except IntegrityError as error:  # the post stands somewhere else since
            raise changed_since(label) from error
        if count != len(ids):
            raise changed_since(label)


def _open(unit_ids: Collection[int]) -> QuerySet[Any]:
    posts: QuerySet[Any] = Post.objects.filter(unit_id__in=unit_ids, until=None)
    return posts
