"""The open tasks of an organisation that ended pass to its successor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.core.models import Organisation, Refused
from mangnon.core.registries import PassesOn
from mangnon.plans.work.assignment import Assignment


def held_by(organisation: int, day: date) -> list[str]:
    tasks = Assignment.objects.open().filter(organisation=organisation).order_by("due_on", "pk")
    return [str(pk) for pk in tasks.values_list("pk", flat=True)]


def words(keys: Collection[str]) -> dict[str, str]:
    return {str(task.pk): str(task) for task in Assignment.objects.filter(pk__in=keys)}


def move(key: str, source: int, target: int, keep: bool) -> bool:
    """Pass a task on; one organisation does it, so nothing is kept."""
    held = Assignment.objects.select_for_update(of=("self",)).filter(pk=key, organisation=source)
    task = held.first()
    if task is None:
        raise Refused(_("It does not stand with the organisation any longer."))
    successor = Organisation.objects.get(pk=target)
    has_it = (
        bool(task.task_id)
        and (
            Assignment.objects.filter(
                task=task.task_id, organisation=target, follows=task.follows_id
            )
        ).exists()
    )
    if has_it:
        raise Refused(
            _("%(name)s was given this task of the plan already; close one of the two first.")
            % {"name": successor}
        )
    task.organisation = successor
    task.version += 1
    task.save()
    return False


PASSING = PassesOn(gettext_lazy("Task to do"), held_by, words, move)
