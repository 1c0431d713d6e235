"""Into which groups the children of an activity are told, and that the groups add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.activities.attendance.participant import Participant
from mangnon.children.register import Sex, birthday_years_before
from mangnon.core.models import Refused
from mangnon.places.models import YesNo
from mangnon.ui.formats import number

UNKNOWN = "unknown"
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class AgeGroup:
    """Children who have reached the first age and not yet the second."""

    code: str
    from_age: int
    below_age: int
    label: str | Promise


AGES = (
    AgeGroup("under_7", 0, 7, gettext_lazy("Under 7")),
    AgeGroup("7_10", 7, 11, gettext_lazy("7 to under 11")),
    AgeGroup("11_15", 11, 16, gettext_lazy("11 to under 16")),
)
NOT_KNOWN = gettext_lazy("Not known")
DIMENSIONS: Mapping[str, tuple[str | Promise, Mapping[str, str | Promise]]] = {
    "sex": (gettext_lazy("Sex"), {value: label for value, label in Sex.choices}),  # noqa: C416
    "age": (
        gettext_lazy("Age"), {group.code: group.label for group in AGES} | {UNKNOWN: NOT_KNOWN},
    ),
    "ethnicity": (
        gettext_lazy("Ethnicity"),
        {value: label for value, label in Participant.EthnicGroup.choices},  # noqa: C416
    ),
    "disability": (
        gettext_lazy("Disability"), {value: label for value, label in YesNo.choices}  # noqa: C416
    ),
}  # fmt: skip


def checked(children: int, parts: Counts) -> dict[str, dict[str, int]]:
    """Return the breakdowns that are told, each adding up to all children; raise Refused."""
    for name, members in parts.items():
        if unknown := members.keys() - DIMENSIONS[name][1].keys():
            raise ValueError(f"{name} has no group {unknown}")
    told = {name: dict(members) for name, members in parts.items() if any(members.values())}
    for name, members in told.items():
        added = sum(members.values())
        words = {
            "by": str(DIMENSIONS[name][0]).lower(), "added": number(added),
            "all": number(children), "more": number(abs(children - added)),
        }  # fmt: skip
        if added > children:
            raise Refused(
                _(
                    "By %(by)s the parts add up to %(added)s, which is %(more)s more than the "
                    "%(all)s children in all; correct the parts or the total."
                )
                % words
            )
        if added < children:
            raise Refused(
                _(
                    "By %(by)s the parts add up to %(added)s of %(all)s children; enter the other "
                    "%(more)s under “not known”, or correct the total."
                )
                % words
            )
    return told


def age_group(birth_date: date | None, day: date) -> str:
    """Return the group of a child on a day.

    >>> age_group(date(2018, 6, 1), date(2025, 6, 1))
    '7_10'
    """
    if birth_date is None:
        return UNKNOWN
    for group in AGES:
        if birth_date > birthday_years_before(day, group.below_age):
            return group.code
    return UNKNOWN


def counted(participants: Iterable[Participant], day: date) -> dict[str, dict[str, int]]:
    """Return the breakdowns of the children among the participants."""
    parts: dict[str, dict[str, int]] = {
        name: dict.fromkeys(members, 0) for name, (_label, members) in DIMENSIONS.items()
    }
    for one in participants:
        parts["sex"][one.sex] += 1
        parts["age"][age_group(one.birth_date, day)] += 1
        parts["ethnicity"][one.ethnic_group] += 1
        parts["disability"][one.disability] += 1
    return parts
