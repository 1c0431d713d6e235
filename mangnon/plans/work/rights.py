"""Who may do what with an assignment that they see."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from mangnon.core import access
from mangnon.core.models import User
from mangnon.plans.work.assignment import Assignment, AssignmentQuerySet


def done_by(user: User) -> AssignmentQuerySet:
    """Return the assignments whose work is the person's: on these they report.

    The focal office answers for what was given to nobody yet, an agency for what it does itself
    (not for what it takes part in), a commune for all that is its own.
    """
    seen: AssignmentQuerySet = Assignment.objects.visible_to(user)
    if not access.allowed(user, "task.do"):
        return seen.none()
    if access.allowed(user, "task.assign"):
        return seen
    if access.keeps_to_an_organisation(user):
        return (
            seen.filter(organisation=user.organisation_id) if user.organisation_id else seen.none()
        )
    return seen.filter(organisation=None)


def own_of(user: User) -> AssignmentQuerySet:
    """Return what waits for the person to do: of the focal office only what nobody else has."""
    done: AssignmentQuerySet = done_by(user)
    if access.allowed(user, "task.assign"):
        own = user.organisation_id
        return done.filter(organisation=own, unit=user.unit_id) if own else done.none()
    return done


def may_report(assignment: Assignment, user: User) -> bool:
    return done_by(user).filter(pk=assignment.pk).exists()


def may_give(assignment: Assignment, user: User) -> bool:
    """Say whether the person may change what is asked, and give it to another."""
    if access.allowed(user, "task.assign"):
        return True
    return assignment.is_own and may_report(assignment, user)


def lock_assignment(assignment: Assignment, user: User) -> Assignment:
    """Return the assignment as it is now, held until the transaction ends."""
    seen = Assignment.objects.visible_to(user).select_for_update(of=("self",))
    found: Assignment = seen.get(pk=assignment.pk)
    return found


def require(is_allowed: bool, right: str) -> None:
    if not is_allowed:
        raise PermissionDenied(right)
