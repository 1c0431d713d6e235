"""What plans, targets and tasks rest on, for their pages; few statements for however many."""

from __future__ import annotations

from datetime import date

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.link import BasisLink, linked_targets
from mangnon.plans.bases.looking import ToLookAt, to_look_at
from mangnon.plans.items import Target
from mangnon.plans.plan import Plan
from mangnon.plans.work.assignment import Assignment


def bases_of_task(task: Assignment, by: User, day: date) -> list[ToLookAt]:
    if not allowed(by, "basis.view"):
        return []
    return list(to_look_at(list(task.basis_links.select_related("document")), day))


def bases_of_targets(plan: Plan, by: User, day: date) -> dict[int, list[ToLookAt]]:
    """Return what each target of a plan rests on, by the target's key."""
    if not allowed(by, "basis.view"):
        return {}
    links = BasisLink.objects.filter(linked_targets(plan)).select_related("document")
    found: dict[int, list[ToLookAt]] = {}
    for one in to_look_at(list(links.order_by("pk")), day):
        found.setdefault(one.link.target_id or 0, []).append(one)
    return found


def bases_of_leaf(leaf: str, year: int, by: User, day: date) -> list[ToLookAt]:
    """Return what the target of a leaf rests on in the plan in force that the person sees."""
    if not allowed(by, "basis.view"):
        return []
    targets = Target.objects.visible_to(by).in_force(year).filter(leaf=leaf)
    links = BasisLink.objects.filter(target__in=targets).select_related("document")
    return list(to_look_at(list(links.order_by("pk")), day))


def printed_bases(plan: Plan, by: User) -> list[LegalDocument]:
    """Return the documents that the reports of a plan name, with their ends, in order of issue."""
    links = BasisLink.objects.filter(plan=plan, is_printed=True).values("document")
    seen = LegalDocument.objects.visible_to(by).with_end().filter(pk__in=links)
    return list(seen.order_by("issued_on", "pk"))
