"""Who raises difficulties in whose name, and who says what of one that they see."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.plans.difficulties.difficulty import Difficulty, DifficultyQuerySet


def raises_for(by: User) -> tuple[Unit, Organisation | None]:
    """Return the unit and organisation in whose name the person raises a difficulty.

    Who looks after a commune raises it for the commune, which has no organisation. Refused where
    the person stands for nobody.
    """
    access.require(by, "task.do")
    organisation = by.organisation if speaks_for_an_organisation(by) else None
    if by.unit is None or (organisation is None and access.keeps_to_an_organisation(by)):
        raise Refused(
            _("Your account has no organisation or unit; ask the administrator to enter it.")
        )
    unit = organisation.unit if organisation else None
    return unit or by.unit, organisation


def raised_by_own(user: User) -> DifficultyQuerySet:
    """Return the difficulties that the person's organisation or commune raised."""
    seen: DifficultyQuerySet = Difficulty.objects.visible_to(user)
    if not access.allowed(user, "task.do"):
        return seen.none()
    if access.keeps_to_an_organisation(user) and user.organisation_id is None:
        return seen.none()
    if user.organisation_id is not None and speaks_for_an_organisation(user):
        return seen.filter(organisation=user.organisation_id)
    if access.allowed(user, "difficulty.answer"):
        return seen.filter(organisation=None, unit=user.unit_id)
    return seen.filter(organisation=None)


def answered_by(user: User) -> DifficultyQuerySet:
    """Return the difficulties that the person may answer: those that somebody else raised."""
    seen: DifficultyQuerySet = Difficulty.objects.visible_to(user)
    if not access.allowed(user, "difficulty.answer"):
        return seen.none()
    return seen.exclude(raised_by=user)


def instructed_by(user: User) -> DifficultyQuerySet:
    """Return the difficulties on which the person, as a leader, may say what is to be done."""
    seen: DifficultyQuerySet = Difficulty.objects.visible_to(user)
    return seen if access.allowed(user, "difficulty.instruct") else seen.none()


def speaks_for_an_organisation(user: User) -> bool:
    """Say whether the person raises difficulties in the name of their organisation, if any."""
    return access.keeps_to_an_organisation(user) or access.allowed(user, "difficulty.answer")
