"""The answers of a record under the names that forms give them, and what must hold among them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from mangnon.children.births import KnownBirth, birth_of
from mangnon.children.register import Child
from mangnon.core.models import Refused
from mangnon.places.models import YesNo


def answer_of(child: Child, name: str) -> object:
    return birth_of(child) if name == "birth" else getattr(child, name)


def set_answers(child: Child, answers: Mapping[str, object]) -> None:
    for name, value in answers.items():
        if name == "full_name":
            child.set_name(str(value))
        elif isinstance(value, KnownBirth):
            child.birth_date, child.birth_precision = value.day, value.precision
        else:
            setattr(child, name, value)


def check_answers(child: Child) -> None:
    """Raise Refused, in a sentence, where two answers of the record cannot both be true."""
    registered = child.birth_registered_on
    if registered and child.birth_registration != YesNo.YES:
        raise Refused(_("There is a day of registration; say that the birth is registered."))
    if registered and registered < child.birth_date:
        raise Refused(_("The birth cannot be registered before the child is born."))
