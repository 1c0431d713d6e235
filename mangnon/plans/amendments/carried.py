"""What of the plans' own records follows a plan to its next version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from mangnon.core.models import OrganisationHandover
from mangnon.plans.amendments.carrying import Pairs, carries_field_on, carries_on
from mangnon.plans.models import Assignment, BasisLink, BudgetLine, Difficulty, Task
from mangnon.plans.work.assignment import OPEN

OFFERS = {"lead": "plans.lead", "agency": "plans.agency", "deadline": "plans.deadline"}


def register() -> None:
    """Tell the registry; `PlansConfig.ready()` calls it, when all models are there."""
    given, money = _("Tasks that were given"), _("Lines of money")
    carries_on("assignments", given, "task", _assignments, _carry_assignments)
    carries_field_on("assignments_of_points", given, "point", Assignment.objects.all, "point")
    carries_field_on("assignments_of_plan", given, "plan", Assignment.objects.all, "plan")
    carries_field_on("money", money, "funding", _money_that_may_change, "plan_line")
    troubles = _("Difficulties")
    for kind in ("plan", "indicator"):
        carries_field_on(f"difficulties_of_{kind}", troubles, kind, Difficulty.objects.all, kind)
    for kind in ("plan", "target"):
        _carry_bases_of(kind)
    for kind, name in OFFERS.items():
        _carry_offers_of(kind, name)


def _assignments(tasks: Iterable[int]) -> Any:
    return Assignment.objects.filter(task__in=tasks)


def _carry_assignments(pairs: Pairs) -> int:
    """Let assignments follow their task; one that is open takes over words that were changed."""
    texts = dict(Task.objects.filter(pk__in=[*pairs, *pairs.values()]).values_list("pk", "text"))
    reworded = {old: new for old, new in pairs.items() if texts[old] != texts[new]}
    for held in _assignments(reworded).filter(state__in=OPEN):
        if held.title == texts[held.task_id]:
            held.set_title(texts[reworded[held.task_id]])
            held.version += 1
            held.save(update_fields=["title", "title_key", "version"])
    moved = list(_assignments(pairs).only("pk", "task_id"))
    for held in moved:
        held.task_id = pairs[held.task_id]
    return int(Assignment.objects.bulk_update(moved, ["task"], batch_size=1000))


def _money_that_may_change() -> Any:
    """Return lines that are not approved; an approved one stays where its document put it."""
    return BudgetLine.objects.exclude(state=BudgetLine.State.APPROVED)


def _carry_bases_of(kind: str) -> None:
    def hanging(items: Iterable[int]) -> Any:
        return BasisLink.objects.filter(**{f"{kind}__in": items})

    def carry(pairs: Pairs) -> int:
        """Copy the links: the former version still shows what it rested on."""
        links = list(hanging(pairs))
        for link in links:
            link.pk = None
            link._state.adding = True
            setattr(link, f"{kind}_id", pairs[getattr(link, f"{kind}_id")])
        return len(BasisLink.objects.bulk_create(links))

    carries_on(f"bases_of_{kind}", _("Legal bases"), kind, hanging, carry)


def _carry_offers_of(kind: str, name: str) -> None:
    def hanging(items: Iterable[int]) -> Any:
        keys = [str(item) for item in items]
        return OrganisationHandover.objects.filter(kind=name, record_id__in=keys)

    def carry(pairs: Pairs) -> int:
        offers = list(hanging(pairs))
        for offer in offers:
            offer.record_id = str(pairs[int(offer.record_id)])
        return int(OrganisationHandover.objects.bulk_update(offers, ["record_id"]))

    carries_on(f"offers_of_{kind}", _("Waiting to be taken over"), kind, hanging, carry)
