"""An administrator invites a person; the person sets a password by a link that works once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.accounts.models import Invitation
from mangnon.accounts.sessions import end_all_sessions
from mangnon.core import access
from mangnon.core.access import Role
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Refused, Unit, User


@transaction.atomic
def invite(
    *,
    username: str,
    full_name: str,
    role: str,
    unit: Unit,
    organisation: Organisation | None = None,
    by: User,
    now: datetime,
) -> tuple[User, str]:
    """Make an account that waits for its person; return it with the path of the link.

    The path is shown once: only its hash is kept.
    """
    require_may_place(by, role=role, unit=unit, organisation=organisation)
    is_taken = _("The account name “%(name)s” is taken; choose another.") % {"name": username}
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(is_taken)
    person = User(
        username=username, full_name=full_name, role=role, unit=unit, organisation=organisation
    )
    person.set_unusable_password()
    try:
        person.full_clean(exclude=["password"], validate_unique=False)
        with transaction.atomic():
            person.save()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    except IntegrityError as error:  # somebody took it at this very moment
        raise Refused(is_taken) from error
    record(by, "person.invite", person, unit=unit, role=role)
    return person, _new_link(person, by=by, now=now)


@transaction.atomic
def send_new_link(
    person: User, *, by: User, now: datetime, forget_second_factor: bool = False
) -> str:
    """Make the person set a password again; the old one, and every session, end at once."""
    require_may_manage(by, person)
    if not person.is_active:
        raise Refused(_("This account is closed. Reopen it first."))
    person.set_unusable_password()
    person.save(update_fields=["password"])
    end_all_sessions(person, by=by)
    if forget_second_factor:
        Authenticator.objects.filter(user=person).delete()
    record(
        by,
        "person.new_link",
        person,
        unit=person.unit,
        second_factor_forgotten=forget_second_factor,
    )
    return _new_link(person, by=by, now=now)


def find_open_invitation(person: User, *, now: datetime) -> Invitation | None:
    """Return the invitation that the person has not used yet; its link is not known."""
    return Invitation.objects.open(now).filter(person=person).select_related("made_by").first()


def find_invitation(token: str, *, now: datetime) -> Invitation | None:
    """Return the invitation of a link that still works."""
    found = Invitation.objects.open(now).select_related("person")
    return found.filter(token_hash=_hash(token), person__is_active=True).first()


@transaction.atomic
def accept(invitation: Invitation, *, password: str, now: datetime) -> User:
    """Set the password that the person chose, and use the link up; raise Refused if it was."""
    open_ones = Invitation.objects.open(now).select_for_update()
    if not open_ones.filter(pk=invitation.pk).exists():
        raise Refused(_("This link was used or has ended. Ask the administrator for a new one."))
    person = invitation.person
    person.set_password(password)
    person.save(update_fields=["password"])
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    record(person, "person.accept_invitation", person, unit=person.unit)
    return person


def withdraw_links(person: User, *, now: datetime) -> None:
    Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(
        withdrawn_at=now
    )


def require_may_place(
    by: User, *, role: str, unit: Unit, organisation: Organisation | None = None
) -> None:
    """Raise PermissionDenied unless `by` may give the role, Refused unless the place is theirs.

    What an organisation takes part in is seen wherever it lies, so it is a place like a unit.
    """
    if not access.may_give(by, role):
        raise PermissionDenied(role)
    if by.role == Role.CONSOLE:  # it stands at the server, above all units
        return
    if not Unit.objects.visible_to(by).filter(pk=unit.pk).exists():
        raise Refused(_("The unit “%(unit)s” is outside the area that you serve.") % {"unit": unit})
    theirs = Organisation.objects.of_units_of(by)
    if organisation is not None and not theirs.filter(pk=organisation.pk).exists():
        raise Refused(
            _("The organisation “%(name)s” is outside the area that you serve.")
            % {"name": organisation}
        )


def require_may_manage(by: User, person: User) -> None:
    """Raise PermissionDenied unless `by` gives such a role, Refused for the own account."""
    if not access.may_give(by, person.role):
        raise PermissionDenied(person.role)
    if by.pk == person.pk:
        raise Refused(_("Nobody changes the own account here; ask another administrator."))


def _new_link(person: User, *, by: User, now: datetime) -> str:
    withdraw_links(person, now=now)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person,
        token_hash=_hash(token),
        made_by=by,
        made_at=now,
        ends_at=now + settings.INVITATION_LASTS,
    )
    return reverse("invitation", args=[token])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
