"""What an organisation that ended was to do, or took part in, passes to its successor."""

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


def shared_by(organisation: int, day: date) -> list[str]:
    tasks = Assignment.objects.open().filter(partners=organisation).order_by("due_on", "pk")
    return [str(pk) for pk in tasks.values_list("pk", flat=True)]


def move_part(key: str, source: int, target: int, keep: bool) -> bool:
    """Let another organisation take part; who does the task already needs no part in it."""
    task = Assignment.objects.select_for_update(of=("self",)).get(pk=key)
    known = {*task.partners.values_list("pk", flat=True), task.organisation_id}
    if source not in known:
        raise Refused(_("It does not stand with the organisation any longer."))
    if not keep:
        task.partners.remove(source)
    if target not in known:
        task.partners.add(target)
    task.version += 1
    task.save(update_fields=["version"])
    return target in known


PASSING = {
    "plans.assignment": PassesOn(gettext_lazy("Task to do"), held_by, words, move),
    "plans.assignment_partner": PassesOn(
        gettext_lazy("Task to take part in"), shared_by, words, move_part
    ),
}
