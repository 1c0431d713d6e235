"""Finding people, and changing what they are in the system."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from mangnon.accounts.inviting import require_may_manage, require_may_place
from mangnon.accounts.sessions import end_all_sessions
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.vietnamese import fold, sort_key


def find_people(by: User, query: str) -> list[User]:
    """Return the people that `by` sees whose name, account or unit holds the words, in any tone."""
    people = User.objects.visible_to(by).select_related("unit", "organisation")
    words = fold(query).split()
    found = [person for person in people if all(word in _words_of(person) for word in words)]
    return sorted(found, key=lambda person: (not person.is_active, sort_key(person.full_name)))


def day_of_units(by: User, today: date) -> date:
    """Return the day whose units the person works with: today, or the last of the own unit."""
    if by.unit and by.unit.valid_to:
        return min(today, by.unit.valid_to - timedelta(days=1))
    return today


def units_to_place(by: User, today: date) -> QuerySet[Unit]:
    """Return where `by` may place a person: units of today, or of the last day of the own unit."""
    seen = Unit.objects.visible_to(by).on(day_of_units(by, today))
    units: QuerySet[Unit] = seen.order_by("level", "name_key")
    return units


def organisations_to_place(by: User, keeping: Organisation | None) -> QuerySet[Organisation]:
    """Return where `by` may place a person, with the organisation that the person has already."""
    theirs = Organisation.objects.of_units_of(by)
    kept = Organisation.objects.filter(pk__in=[keeping.pk] if keeping else [])
    organisations: QuerySet[Organisation] = (theirs | kept).order_by("pk")
    return organisations


@transaction.atomic
def change_person(
    person: User,
    *,
    role: str,
    unit: Unit,
    organisation: Organisation | None,
    full_name: str,
    by: User,
) -> User:
    """Give a person another role or place; the sessions end, since what they may see changes."""
    require_may_manage(by, person)
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    is_kept = (role, organisation) == (person.role, person.organisation)
    require_may_place(by, role=role, unit=unit, organisation=None if is_kept else organisation)
    now = {"role": role, "unit": unit, "organisation": organisation, "full_name": full_name}
    before = {name: getattr(person, name) for name in now}
    for name, value in now.items():
        setattr(person, name, value)
    person.full_clean(exclude=["password"])
    person.save(update_fields=list(now))
    if any(before[name] != now[name] for name in ("role", "unit", "organisation")):
        end_all_sessions(person, by=by)
    record(
        by,
        "person.change",
        person,
        unit=unit,
        before={name: str(value) for name, value in before.items()},
        after={name: str(value) for name, value in now.items()},
    )
    return person


def _words_of(person: User) -> str:
    return fold(f"{person.full_name} {person.username} {person.unit or ''}")
