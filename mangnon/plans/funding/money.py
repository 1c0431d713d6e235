"""Money as whole đồng: read as Vietnamese write it, shown with dots. A fraction is refused."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from mangnon.core.refused import Refused
from mangnon.ui.formats import number

MOST = 10**15  # a thousand times the yearly budget of a province
_UNIT = re.compile(r"\s*(đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}([. ])\d{3}(\1\d{3})*")


def dong(amount: int | None) -> str:
    """Return the amount in words of a page: "1.250.000 đồng", "—" for None."""
    return number(amount) if amount is None else f"{number(amount)} đồng"


def read_dong(typed: str) -> int:
    """Return the amount that was typed: "1.250.000", "1250000", "1.250.000 đồng".

    Raises Refused, with what to write, for a fraction, a sign or anything that is no whole amount.
    """
    text = _UNIT.sub("", typed.strip()).replace("\u00a0", " ")
    if not _DIGITS.fullmatch(text) and not _GROUPED.fullmatch(text):
        raise Refused(
            _("“%(typed)s” is no amount in whole đồng; write, for example, 1.250.000.")
            % {"typed": typed.strip()[:40]}
        )
    return require_amount(int(re.sub(r"[. ]", "", text)))


def require_amount(amount: int) -> int:
    """Return an amount that may be written down: a whole number above nothing; raise Refused."""
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise Refused(_("An amount of money is a whole number of đồng."))
    if not 0 < amount <= MOST:
        raise Refused(
            _("An amount lies between 1 đồng and %(most)s; look at the number of zeros.")
            % {"most": dong(MOST)}
        )
    return amount
