"""Reads a list of pupils as it is pasted from a sheet: one line a pupil."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mangnon.children.names import clean_name, search_text
from mangnon.core.models import Refused
from mangnon.core.vietnamese import fold

MOST = 3000
SEXES = {"nam": "male", "nu": "female", "trai": "male", "gai": "female"}
_DATE = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})")


@dataclass(frozen=True)
class Pupil:
    name: str
    birth_date: date | None
    sex: str
    hamlet: str


def pupils_of(text: str, day: date) -> list[Pupil]:
    """Return the pupils: name, birth date, sex, hamlet, parted by tabs or semicolons.

    Raises Refused with the number of the first line that cannot be read.
    """
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise Refused(_("Paste the list: one pupil a line."))
    if len(lines) > MOST:
        raise Refused(_("A list holds at most %(most)s pupils.") % {"most": MOST})
    pupils: list[Pupil] = []
    seen: dict[tuple[str, date | None], int] = {}
    for at, line in lines:
        pupil = _pupil(at, line, day)
        key = (search_text(pupil.name), pupil.birth_date)
        if pupil.birth_date and (before := seen.setdefault(key, at)) != at:
            raise Refused(
                _("Line %(at)s: this pupil stands on line %(before)s already.")
                % {"at": at, "before": before}
            )
        pupils.append(pupil)
    return pupils


def _pupil(at: int, line: str, day: date) -> Pupil:
    parts = [part.strip() for part in re.split(r"[\t;]", line)]
    name, born, sex, hamlet = (parts + [""] * 4)[:4]
    name = clean_name(name)
    if not name or any(sign.isdigit() for sign in name) or len(name) > 200:
        raise Refused(
            _("Line %(at)s: begin with the name, then the birth date, the sex and the hamlet.")
            % {"at": at}
        )
    if sex and fold(sex) not in SEXES:
        raise Refused(_("Line %(at)s: write “Nam” or “Nữ” for the sex.") % {"at": at})
    return Pupil(name, _born(at, born, day), SEXES.get(fold(sex), "unknown"), hamlet[:100])


def _born(at: int, text: str, day: date) -> date | None:
    if not text:
        return None
    wrong = _("Line %(at)s: write the birth date as day/month/year.") % {"at": at}
    found = _DATE.fullmatch(text)
    if found is None:
        raise Refused(wrong)
    of_day, month, year = map(int, found.groups())
    try:
        born = date(year, month, of_day)
    except ValueError as error:
        raise Refused(wrong) from error
    if not date(1990, 1, 1) <= born <= day:
        raise Refused(_("Line %(at)s: nobody at school was born on that day.") % {"at": at})
    return born
