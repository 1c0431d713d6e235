"""Which child of the register a line is about, within the rights of who enters it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from mangnon.activities.activity import Activity
from mangnon.activities.attendance.new_participant import NewParticipant
from mangnon.activities.attendance.participant import Participant
from mangnon.children.models import Child
from mangnon.children.names import clean_name, search_text
from mangnon.core.models import User

KINH = "01"


class Known:
    """The children of the register who have the name and birth date of one of the lines.

    Whoever may see no child finds none. Several of one name and birth date are nobody.
    """

    def __init__(self, activity: Activity, lines: Sequence[NewParticipant], by: User) -> None:
        dates = {line.birth_date for line in lines if line.birth_date}
        names = {search_text(clean_name(line.name)) for line in lines if line.birth_date}
        seen = Child.objects.visible_to(by).open_on(activity.from_day)
        found: dict[tuple[str, date], list[Child]] = defaultdict(list)
        for child in seen.filter(search_text__in=names, birth_date__in=dates):
            found[child.search_text, child.birth_date].append(child)
        self.found = found

    def child_of(self, line: NewParticipant) -> Child | None:
        if line.birth_date is None:
            return None
        alike = self.found.get((search_text(clean_name(line.name)), line.birth_date), [])
        fits = [one for one in alike if "unknown" in (line.sex, one.sex) or one.sex == line.sex]
        return fits[0] if len(fits) == 1 else None

    def facts_of(self, child: Child) -> dict[str, str]:
        """Return what the register tells of the child, in the groups of a list."""
        groups = Participant.EthnicGroup
        if child.ethnicity in ("unknown", "foreign"):
            group = groups.UNKNOWN
        else:
            group = groups.KINH if child.ethnicity == KINH else groups.MINORITY
        return {"sex": child.sex, "ethnic_group": group, "disability": child.disability}


def same_person(activity: Activity, line: NewParticipant, register: Known) -> Participant | None:
    """Return the line of the list that is about the same person: same child, or name and date."""
    lines = Participant.objects.filter(activity=activity)
    child = register.child_of(line)
    named = lines.filter(name__matches=clean_name(line.name), birth_date=line.birth_date)
    if line.birth_date is None:
        return None
    found: Participant | None = named.first()
    if found is None and child is not None:
        found = lines.filter(child=child).first()
    return found
