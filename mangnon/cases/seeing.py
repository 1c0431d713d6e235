"""What of a case each part opens: need to know, not rank."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mangnon.cases.case import Case
from mangnon.cases.taking_part import Part, parts_of
from mangnon.core.models import User


class Section(StrEnum):
    """A part of a case file that is opened, and written to the audit, by itself."""

    PROGRESS = "progress"  # how far it is (`receiving/following.py`); clocks with the steps alone
    REPORT = "report"
    INFORMANT = "informant"
    PEOPLE = "people"
    OFFENDER = "offender"
    STEPS = "steps"
    REFERRALS = "referrals"


ALL = frozenset(Section)
OPENS: Mapping[str, frozenset[Section]] = {
    Part.MANAGER: ALL,
    Part.MEMBER: ALL - {Section.INFORMANT},
    Part.DECIDER: ALL - {Section.INFORMANT, Section.REFERRALS},
    Part.INTAKE: frozenset({Section.PROGRESS, Section.REPORT, Section.INFORMANT}),
    Part.PARTNER: frozenset({Section.PROGRESS}),
    Part.URGENT: ALL - {Section.INFORMANT},
}


def sections_open(case: Case, user: User) -> frozenset[Section]:
    """Return what the person may read of a case that they see."""
    return frozenset().union(*(OPENS[part] for part in parts_of(case, user)))
