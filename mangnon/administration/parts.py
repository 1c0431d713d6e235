"""The parts of "Quản trị", each with the right that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import allowed

if TYPE_CHECKING:
    from mangnon.core.models import User


@dataclass(frozen=True)
class Part:
    label: str | Promise
    about: str | Promise
    address: str | Promise
    action: str


PARTS: tuple[Part, ...] = (
    Part(
        _("Administrative units"),
        _("The units of any day, their names in time, what was handed over to them."),
        reverse_lazy("administration-units"),
        "unit.view",
    ),
    Part(
        _("Reforms of units"),
        _("Enter a resolution, see what becomes what, apply it, undo it."),
        reverse_lazy("administration-reforms"),
        "unit.reform",
    ),
    Part(
        _("Organisations"),
        _("Departments, unions and courts in time: names, powers, successors, handing over."),
        reverse_lazy("organisations"),
        "organisation.view",
    ),
    Part(
        _("Working calendar"),
        _("The days off and the days worked instead of a year, with their source."),
        reverse_lazy("calendar"),
        "unit.view",
    ),
    Part(
        _("Access explainer"),
        _("Why a person sees a record or does not, and who sees it."),
        reverse_lazy("explainer"),
        "access.explain",
    ),
    Part(
        _("Audit"),
        _("Who did or read what, when and from where; the digest of a day for signing."),
        reverse_lazy("audit"),
        "audit.view",
    ),
    Part(
        _("Retention of cases"),
        _("How long closed cases are kept, what is due, and what is on hold."),
        reverse_lazy("case_retention"),
        "retention.view",
    ),
    Part(
        _("Breaches of personal data"),
        _("What happened to whose data, and whether it was told of within 72 hours."),
        reverse_lazy("case_breaches"),
        "breach.view",
    ),
    Part(
        _("People"),
        _("Everyone with an account: invite, change role and unit, end sessions, close."),
        reverse_lazy("people"),
        "person.view",
    ),
    Part(
        _("E-mails sent"),
        _("Who was written to when, how many things waited, and why an e-mail failed."),
        reverse_lazy("digest-log"),
        "digest.view",
    ),
)


def parts_for(user: User) -> list[Part]:
    return [part for part in PARTS if allowed(user, part.action)]
