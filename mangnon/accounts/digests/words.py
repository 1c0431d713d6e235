"""The e-mail of one person: how many things of which kind wait, and where to read them.

Nothing else may stand in it: no title, no number of a case, no name, not even the person's own.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.registries import WAITING_KINDS
from mangnon.core.waiting import Part, Work
from mangnon.ui.formats import date_text


def mail_of(work: Work, address: str, day: date) -> EmailMessage:
    return EmailMessage(
        subject=_("Măng Non: %(count)s things wait, %(late)s of them overdue")
        % {"count": len(work.items), "late": len(work.of(Part.OVERDUE))},
        body="\n".join(_lines(work, day)) + "\n",
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _lines(work: Work, day: date) -> list[str]:
    lines = [_("What waits for you on %(day)s") % {"day": date_text(day)}, ""]
    for part in Part:
        counts = Counter(item.kind for item in work.of(part))
        lines.append(f"{part.label}: {sum(counts.values())}")
        for kind, told in WAITING_KINDS.items():
            if counts[kind]:
                lines.append(f"- {told.label}: {counts[kind]}")
    if work.cut:
        lines += ["", _("Of the longest lists only the most urgent are counted.")]
    return [
        *lines, "",
        _("Read and do it here: %(address)s") % {"address": _address("dashboards:mine")},
        _("Change or end these e-mails: %(address)s") % {"address": _address("digest")},
    ]  # fmt: skip


def _address(name: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name)}"
