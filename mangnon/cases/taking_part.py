"""Who takes part in a case, as what, and until when: the only way to see it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import Case, OfCaseQuerySet
from mangnon.cases.catalog import case_catalog
from mangnon.cases.step import Step
from mangnon.core.access import allowed, rights_of, roles_with
from mangnon.core.models import Organisation, User
from mangnon.core.units.lineage import units_known
from mangnon.ui import context

WORKS = "case.edit"
DECIDES = "case.decide"  # what waits for a second person because of its answers waits for this
UNTAKEN = "received"  # the stage of a case that nobody has taken yet


class Part(models.TextChoices):
    """As what somebody takes part; `seeing.py` says what each part opens."""

    MANAGER = "manager", _("Runs the case")
    MEMBER = "member", _("Works on the case")
    DECIDER = "decider", _("Decides on what is put before them")
    INTAKE = "intake", _("Received the report")
    URGENT = "urgent", _("Opened the case in an emergency")


# These take part, but do not work on the case: they see how far it is, and no step of it.
NOT_WORKING = (Part.INTAKE,)
# These work for the commune that has the case, and for as long as they are officers of it.
OF_THE_COMMUNE = (Part.MANAGER, Part.MEMBER)


class CaseParticipantQuerySet(OfCaseQuerySet):
    def now(self) -> CaseParticipantQuerySet:
        """Return those who take part at this moment."""
        moment = context.now()
        return self.filter(Q(until=None) | Q(until__gt=moment), since__lte=moment)

    def of(self, user: User) -> CaseParticipantQuerySet:
        """Return the parts that the person has, by themselves or through their organisation."""
        theirs = Q(user=user)
        if user.organisation_id is not None:
            theirs |= Q(organisation=user.organisation_id)
        return self.now().filter(theirs, ~Q(part__in=OF_THE_COMMUNE) | _still_of_the_commune(user))


class Participant(models.Model):
    """A person, or all whom an organisation sends to cases, from one moment until another."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participants")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="case_parts"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    part = models.CharField(max_length=8, choices=Part)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CaseParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(part__in=Part.values), name="participant_part"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, organisation=None)
                | Q(user=None, organisation__isnull=False),
                name="participant_is_a_person_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="participant_leaves_after_joining",
            ),
            models.UniqueConstraint(
                fields=["case", "user", "part"],
                condition=Q(until=None, user__isnull=False),
                name="participant_once_in_a_part",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "case"]),
            models.Index(fields=["organisation", "case"]),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.part}"


def _still_of_the_commune(user: User) -> Q:
    """Return the condition that the person is an officer of the commune that has the case.

    A case that was closed before its commune ended stays with whoever worked on it.
    """
    if not allowed(user, WORKS) or user.unit_id is None:
        return Q(pk=None)
    ended = Q(case__unit__valid_to__lte=context.today())
    return Q(case__unit__in=units_known(user)) | ended


def cases_of(user: User) -> QuerySet[Any]:
    """Return the ids of the cases that the person takes part in at this moment."""
    return Participant.objects.of(user).values("case")


def cases_worked_on(user: User) -> QuerySet[Any]:
    """Return the ids of those on which the person works, or that wait for them.

    Those of which they only received a report are not among them.
    """
    takes_part = Participant.objects.of(user).exclude(part__in=NOT_WORKING).values("case")
    return takes_part.union(cases_to_take(user), cases_to_decide(user))


def cases_run_by(user: User) -> QuerySet[Any]:
    """Return the ids of the open cases that the person runs, and can work on still."""
    run = Case.objects.filter(manager=user)
    return _in_commune(run, user).values("pk")


def cases_to_take(user: User) -> QuerySet[Any]:
    """Return the ids of the cases of the person's units that nobody there runs, or can run."""
    untaken = Case.objects.filter(Q(stage=UNTAKEN) | _lacks_manager(user))
    return _in_commune(untaken, user).values("pk")


def cases_left(user: User) -> QuerySet[Any]:
    """Return the ids of those among them that somebody had taken who cannot work on them now."""
    return Case.objects.annotate(left=is_left_to(user)).filter(left=True).values("pk")


def is_left_to(user: User) -> ExpressionWrapper[Q]:
    """Return whether somebody had taken a case of the person's units who cannot work on it now."""
    if not allowed(user, WORKS) or user.unit_id is None:
        return ExpressionWrapper(Q(pk=None), BooleanField())
    left = _lacks_manager(user) & Q(unit__in=units_known(user), closed_at=None)
    return ExpressionWrapper(left, BooleanField())


def _lacks_manager(user: User) -> Q:
    """Return the condition that the account is closed, or serves another commune or role.

    Who serves the same unit as the person serves what the person does, whatever reforms made it.
    """
    serves = Q(manager__unit=F("unit")) | Q(manager__unit=user.unit_id)
    works = Q(manager__is_active=True, manager__role__in=roles_with(WORKS)) & serves
    return ~Q(stage=UNTAKEN) & ~works


def _in_commune(cases: QuerySet[Any], user: User) -> QuerySet[Any]:
    if not allowed(user, WORKS) or user.unit_id is None:
        return cases.none()
    return cases.filter(unit__in=units_known(user), closed_at=None)


def cases_to_decide(user: User) -> QuerySet[Any]:
    """Return the ids of the cases of the person's units with a step that waits for their decision.

    Who decides on a dossier takes part in it because it is put before them, and while it is.
    """
    decides = rights_to_decide(user)
    waiting = Step.objects.filter(state=Step.State.WAITS, needs__in=decides)
    if user.unit_id is None or not decides:
        return waiting.none().values("case")
    return waiting.filter(case__unit__in=units_known(user)).values("case")


def rights_to_decide(user: User) -> frozenset[str]:
    """Return the person's rights for which a step of some process waits."""
    return rights_of(user) & (case_catalog().deciding_rights | {DECIDES})


def parts_of(case: Case, user: User) -> set[str]:
    """Return as what the person takes part; who may take a waiting case is a member of it."""
    parts = set(Participant.objects.of(user).filter(case=case).values_list("part", flat=True))
    if cases_to_take(user).filter(pk=case.pk).exists():
        parts.add(Part.MEMBER)
    if cases_to_decide(user).filter(case=case.pk).exists():
        parts.add(Part.DECIDER)
    return parts
