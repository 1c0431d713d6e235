"""Who cares for a child: relations are added, corrected, ended, or taken back as a slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mangnon.children.families import Guardian, Guardianship
from mangnon.children.names import search_text
from mangnon.children.record.finding import lock_child
from mangnon.children.register import Child
from mangnon.children.touching import touch
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User

ONE_AT_A_TIME = (Guardianship.Relation.MOTHER, Guardianship.Relation.FATHER)
MOST_FOUND = 10


@dataclass(frozen=True)
class Carer:
    """What is told of a grown person; `phone` is None when the teller may not see telephones."""

    full_name: str
    birth_year: int | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Care:
    """What the person is to the child, from one day until another."""

    relation: str
    began_on: date
    ended_on: date | None = None


def carers_like(name: str, phone: str, *, unit: Unit, by: User) -> QuerySet[Guardian]:
    """Return people of the commune with this telephone, or with all words of this name."""
    people = Guardian.objects.visible_to(by).filter(unit=unit)
    wanted = set(search_text(name).split())
    named = [
        pk
        for pk, full_name in people.values_list("pk", "full_name")
        if wanted and wanted <= set(search_text(full_name).split())
    ]
    like = Q(pk__in=named)
    if phone and access.allowed(by, "child.contact"):
        like |= Q(phone__matches=phone)
    found: QuerySet[Guardian] = people.filter(like).order_by("full_name", "pk")[:MOST_FOUND]
    return found


@transaction.atomic
def add_carer(
    child_id: UUID, care: Care, carer: Carer | Guardian, *, by: User, today: date
) -> Guardianship:
    """Say that somebody cares for the child: a new person, or one who is known already."""
    access.require(by, "child.edit")
    child = lock_child(child_id, by)
    _check(child, care, today)
    guardian = carer if isinstance(carer, Guardian) else _made(carer, child.unit, by)
    added: Guardianship = Guardianship.objects.create(
        child=child, guardian=guardian, relation=care.relation, began_on=care.began_on,
        ended_on=care.ended_on,
    )  # fmt: skip
    touch(child)
    record(by, "child.add_carer", child, relation=care.relation)
    return added


@transaction.atomic
def correct_carer(
    child_id: UUID, relation_id: int, care: Care, carer: Carer, *, seen: str, by: User, today: date
) -> None:
    """Correct the relation and the person, or end the relation; siblings share the person.

    `seen` is the `state_of` what the person saw; what somebody else wrote since is not overwritten.
    """
    access.require(by, "child.edit")
    child = lock_child(child_id, by)
    relation = _relation(child, relation_id, by)
    person = Guardian.objects.select_for_update().get(pk=relation.guardian_id)
    relation.guardian = person
    if seen != state_of(relation):
        raise Refused(
            _(
                "Somebody has corrected this entry meanwhile: look at it on the child's page. "
                "Saving once more puts your answers in its place."
            )
        )
    _check(child, care, today, but=relation)
    person.full_name, person.birth_year = carer.full_name, carer.birth_year
    if carer.phone is not None:
        access.require(by, "child.contact")
        person.phone = carer.phone
    person.save()
    relation.relation, relation.began_on = care.relation, care.began_on
    relation.ended_on = care.ended_on
    relation.save()
    touch(child)
    record(by, "child.correct_carer", child, relation=care.relation)


def state_of(relation: Guardianship) -> str:
    """Return a mark of what an entry says, which tells nobody anything but that it changed."""
    person = relation.guardian
    says = (
        person.full_name, person.birth_year, person.phone,
        relation.relation, relation.began_on, relation.ended_on,
    )  # fmt: skip
    return salted_hmac("children.carers", repr(says)).hexdigest()


@transaction.atomic
def remove_carer(child_id: UUID, relation_id: int, *, by: User) -> None:
    """Take back a relation that was entered by a slip; the person stays."""
    access.require(by, "child.edit")
    child = lock_child(child_id, by)
    relation = _relation(child, relation_id, by)
    relation.delete()
    touch(child)
    record(by, "child.remove_carer", child, relation=relation.relation)


def _relation(child: Child, relation_id: int, by: User) -> Guardianship:
    seen = Guardianship.objects.visible_to(by).select_related("guardian")
    found: Guardianship | None = seen.filter(pk=relation_id, child=child).first()
    if found is None:
        raise Refused(_("Somebody has removed this entry meanwhile; look at the record again."))
    return found


def _made(carer: Carer, unit: Unit, by: User) -> Guardian:
    if carer.phone:
        access.require(by, "child.contact")
    made: Guardian = Guardian.objects.create(
        unit=unit, full_name=carer.full_name, birth_year=carer.birth_year, phone=carer.phone or ""
    )
    return made


def _check(child: Child, care: Care, today: date, but: Guardianship | None = None) -> None:
    if not child.birth_date <= care.began_on <= today:
        raise Refused(_("A relation begins when the child is born at the earliest, until today."))
    if care.ended_on and not care.began_on < care.ended_on <= today:
        raise Refused(_("A relation ends after the day it began, today at the latest."))
    same = Guardianship.objects.filter(child=child, relation=care.relation)
    others = same.exclude(pk=but.pk) if but else same
    is_taken = care.relation in ONE_AT_A_TIME and care.ended_on is None
    if is_taken and others.filter(ended_on=None).exists():
        raise Refused(
            _("The child has a mother or father in the record already; end or correct that first.")
        )
