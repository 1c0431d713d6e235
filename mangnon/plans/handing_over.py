"""The drafts that a person began and did not finish pass to another when the person leaves."""

from mangnon.core.audit import record
from mangnon.core.models import User
from mangnon.plans.models import Plan


def drafts_of(person: User) -> list[str]:
    drafts = Plan.objects.filter(created_by=person, state=Plan.State.DRAFT)
    return [str(draft) for draft in drafts.order_by("pk")]


def pass_drafts(person: User, receiver: User, by: User) -> int:
    drafts = Plan.objects.filter(created_by=person, state=Plan.State.DRAFT).select_for_update()
    for draft in drafts:
        draft.created_by = receiver
        draft.save(update_fields=["created_by"])
        record(by, "plan.hand_over", draft, unit=draft.unit, giver=person.pk, receiver=receiver.pk)
    return len(drafts)
