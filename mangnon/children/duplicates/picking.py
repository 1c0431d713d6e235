"""A pair that a person found, where no search proposed it."""

from __future__ import annotations

from uuid import UUID

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.children.duplicates.entry import Entry, Likely, likely_same
from mangnon.children.duplicates.pair import DuplicatePair
from mangnon.children.duplicates.records import linkage_of_children, records_of
from mangnon.children.register import Child
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.engine.duplicates import compare, prepare_children


@transaction.atomic
def pick_pair(one: UUID, other: UUID, *, by: User) -> DuplicatePair:
    """Return the pair of two records, which is there to be merged or judged from now on."""
    access.require(by, "child.merge")
    if one == other:
        raise Refused(_("A record cannot be compared with itself; choose another one."))
    first, second = sorted((one, other))
    children = Child.objects.visible_to(by).filter(pk__in=[first, second])
    if children.filter(merged_into=None).count() != 2:
        raise Refused(_("One of the two records is not there any more, or counts as another's."))
    known: DuplicatePair | None = DuplicatePair.objects.filter(first=first, second=second).first()
    if known is not None:
        return known
    linkage = linkage_of_children()
    # One block holds both, so that they are compared however little they agree.
    records = prepare_children(records_of(children), are_all=False).with_columns(block=pl.lit(1))
    (found,) = compare(records, linkage.model_copy(update={"blocking": [["block"]]})).to_dicts()
    levels = {name: found[name] for name in linkage.comparisons}
    pair, is_new = DuplicatePair.objects.get_or_create(
        first_id=first, second_id=second, defaults={"score": found["score"], "levels": levels}
    )
    if is_new:
        record(by, "child.pick_pair", pair)
    return pair


def alike(child: Child, *, by: User) -> list[Likely]:
    """Return the records that are likely of the same child, as entering it again would tell."""
    may_see_number = access.allowed(by, "child.identity")
    entry = Entry(
        full_name=child.full_name,
        birth_date=child.birth_date,
        birth_precision=child.birth_precision,
        sex=child.sex,
        unit=child.unit,
        identity_number=child.identity_number if may_see_number else "",
    )
    return likely_same(entry, by=by, but=child.pk)
