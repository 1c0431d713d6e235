"""What the sign-in libraries tell, written into the audit.

Their signals are their only interface for this. Never a password, a code or a name that was
merely typed: people type their passwords into the wrong field.
"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa import signals as second_factor
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db import transaction

from mangnon.accounts.lockout import name_tried
from mangnon.accounts.sessions import end_other_sessions
from mangnon.core.audit import record
from mangnon.core.models import User

NOBODY = User(pk=0)  # the record of a name that no account has


def listen() -> None:
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_failed)
    user_locked_out.connect(_locked)
    password_changed.connect(_password_changed)
    second_factor.authenticator_added.connect(_added)
    second_factor.authenticator_removed.connect(_removed)
    second_factor.authenticator_reset.connect(_reset)
    second_factor.authenticator_used.connect(_used)
    second_factor.authentication_failed.connect(_code_failed)


def _write(person: User, action: str, *, by: User | None, **details: object) -> None:
    with transaction.atomic():
        record(by, action, person, unit=person.unit, **details)


def _signed_in(user: User, **_: Any) -> None:
    _write(user, "person.sign_in", by=user)


def _signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        _write(user, "person.sign_out", by=user)


def _failed(request: Any, credentials: dict[str, Any], **_: Any) -> None:
    if not getattr(request, "axes_locked_out", False):
        _write(_owner(name_tried(request, credentials)), "person.sign_in_refused", by=None)


def _locked(username: str | None, **_: Any) -> None:
    _write(_owner(username), "person.locked_out", by=None)


def _password_changed(request: Any, user: User, **_: Any) -> None:
    end_other_sessions(request)
    _write(user, "person.change_password", by=user)


def _added(user: User, authenticator: Authenticator, **_: Any) -> None:
    _write(user, "person.add_second_factor", by=user, kind=authenticator.type)


def _removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    _write(user, "person.remove_second_factor", by=user, kind=authenticator.type)


def _reset(user: User, **_: Any) -> None:
    _write(user, "person.make_recovery_codes", by=user)


def _used(user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _write(user, "person.use_recovery_code", by=user)


def _code_failed(user: User, authenticator: Authenticator, **_: Any) -> None:
    _write(user, "person.code_refused", by=None, kind=authenticator.type)


def _owner(name: str | None) -> User:
    return User.objects.filter(username__iexact=name or "").first() or NOBODY
