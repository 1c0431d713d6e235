"""What people say of a pair beside merging it: these are two children, and that taken back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.children.duplicates.pair import DuplicatePair
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

State = DuplicatePair.State


@transaction.atomic
def judge_different(pair_id: int, *, by: User) -> DuplicatePair:
    """Say that the two records are of two children: no search proposes them again."""
    pair = _locked(pair_id, by)
    if pair.state != State.OPEN:
        raise Refused(_("Somebody has judged these two records already."))
    pair.state, pair.decided_by, pair.decided_at = State.DIFFERENT, by, timezone.now()
    pair.save(update_fields=["state", "decided_by", "decided_at"])
    record(by, "child.judge_different", pair)
    return pair


@transaction.atomic
def judge_anew(pair_id: int, *, by: User) -> DuplicatePair:
    """Take back that they are two children: the pair waits for a judgement again."""
    pair = _locked(pair_id, by)
    if pair.state != State.DIFFERENT:
        raise Refused(_("These two records are not judged to be of two children."))
    pair.state, pair.decided_by, pair.decided_at = State.OPEN, None, None
    pair.save(update_fields=["state", "decided_by", "decided_at"])
    record(by, "child.judge_anew", pair)
    return pair


def _locked(pair_id: int, by: User) -> DuplicatePair:
    access.require(by, "child.merge")
    seen = DuplicatePair.objects.visible_to(by)
    pair: DuplicatePair = seen.select_for_update(of=("self",)).get(pk=pair_id)
    if not pair.is_whole_for(by):
        raise Refused(_("Only who serves the communes of both records judges this pair."))
    return pair
