"""Identity numbers: their shape, and whether they agree with the rest of a child's record.

Twelve digits: three for the place where the birth was registered, one for century and sex, two for
the year of birth, six that mean nothing. There is no check digit, so a disagreement can only warn.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from mangnon.catalog import CATALOG
from mangnon.children.register import Sex

LENGTH = 12
FIRST_CENTURY = 19
SEXES = (Sex.MALE, Sex.FEMALE)
TOLERATED = str.maketrans("", "", " .\u00a0-")


@lru_cache
def places() -> dict[str, str]:
    """Return the place of registration for each known start of a number."""
    file = CATALOG / "register" / "identity_places.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def clean_identity_number(text: str) -> str:
    """Return the number without the spaces, dots and dashes that people write in it."""
    return text.translate(TOLERATED)


def fault_of(number: str) -> str:
    """Return why a cleaned number cannot be kept, "" when it can."""
    if number and not (number.isascii() and number.isdecimal()):
        return _("An identity number has digits only; write the 12 digits, or leave it empty.")
    if len(number) > LENGTH:
        return _("An identity number has 12 digits; these are %(count)s.") % {"count": len(number)}
    return ""


def disagreements(number: str, born: date, sex: str) -> list[str]:
    """Return a sentence for each thing in the number that the record says otherwise."""
    if not number:
        return []
    if len(number) != LENGTH or fault_of(number):
        return [
            _(
                "The identity number has %(count)s digits, not 12; perhaps a leading 0 was lost. "
                "Compare it with the paper."
            )
            % {"count": len(number)}
        ]
    found = []
    if number[:3] not in places():
        found.append(
            _("The identity number begins with %(code)s, which is the code of no province.")
            % {"code": number[:3]}
        )
    century, sex_digit = divmod(int(number[3]), len(SEXES))
    if sex in SEXES and SEXES[sex_digit] != sex:
        found.append(
            _("The identity number is of a child of the other sex; the record says %(sex)s.")
            % {"sex": Sex(sex).label}
        )
    year = 100 * (FIRST_CENTURY + century) + int(number[4:6])
    if year != born.year:
        found.append(
            _("The identity number says born in %(year)s; the record says %(born)s.")
            % {"year": year, "born": born.year}
        )
    return found
