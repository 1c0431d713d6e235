"""A referral as each side may read it; every reading is written to the audit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.referrals.referral import Referral, ReferralEvent
from mangnon.cases.seeing import Section
from mangnon.core.audit import record_read
from mangnon.core.models import User
from mangnon.engine.cases.sharing import Basis


@dataclass(frozen=True)
class Shared:
    """One thing that was shared, in the words of the moment when it was."""

    title: str
    text: str


@dataclass(frozen=True)
class ReadReferral:
    """`shared` is None where the reader may not see it any more, `events` where never."""

    referral: Referral
    purpose: str | None
    shared: Sequence[Shared] | None
    basis: Basis
    events: Sequence[ReferralEvent] = ()


def read_as_partner(referral: Referral, *, by: User) -> ReadReferral:
    """Open what a partner may read: what is shared, while the referral runs; never who else."""
    is_open = referral.is_running
    record_read(
        by, "referral.read", referral, unit=referral.case.unit,
        fields=referral.fields if is_open else [],
    )  # fmt: skip
    return ReadReferral(
        referral, referral.purpose if is_open else None,
        _shared(referral) if is_open else None, _basis(referral),
        events=[event for event in _events(referral) if event.state != "sent"],
    )  # fmt: skip


def read_as_sender(referral: Referral, *, by: User) -> ReadReferral:
    """Open all of a referral, for who works on the case: what was shared stays to be proved."""
    record_read(by, "referral.read", referral, unit=referral.case.unit, fields=referral.fields)
    return ReadReferral(
        referral, referral.purpose, _shared(referral), _basis(referral),
        _events(referral),
    )  # fmt: skip


def referrals_in(case: Case, sections: frozenset[Section]) -> Sequence[Referral] | None:
    """Return the referrals of a case for its file, newest first; None where that is not open."""
    if Section.REFERRALS not in sections:
        return None
    found = case.referrals.select_related("organisation", "place", "case")
    return list(found.order_by("-sent_at"))


def _shared(referral: Referral) -> list[Shared]:
    titles = case_catalog().sharing_as_of(referral.sharing_from).field_by_code
    values = json.loads(referral.shared)
    return [Shared(titles[code].title.vi, values[code]) for code in referral.fields]


def _basis(referral: Referral) -> Basis:
    return case_catalog().sharing_as_of(referral.sharing_from).basis_by_code[referral.basis]


def _events(referral: Referral) -> list[ReferralEvent]:
    return list(referral.events.select_related("by").order_by("at", "pk"))
