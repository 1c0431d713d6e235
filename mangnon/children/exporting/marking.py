"""The mark of a file of children: who took it, when, why, and what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.children.exporting.columns import columns
from mangnon.children.exporting.export import Export
from mangnon.children.exporting.reasons import bases, purposes
from mangnon.ui.formats import date_text, moment_text, number

LONGEST_FOOT = 200  # a spreadsheet takes 255 signs with its own codes


@dataclass(frozen=True)
class Mark:
    """Who took the rows, when and why, line by line; `number` stands in every row too."""

    number: str
    foot: str
    lines: Sequence[tuple[str, str]]


def mark_of_export(export: Export) -> Mark:
    who = f"{export.asked_by.full_name} ({export.asked_by.username})"
    when = moment_text(timezone.localtime(export.asked_at))
    purpose = purposes().get(export.purpose, export.purpose)
    foot = f"{export.number} · {who} · {when} · {purpose}"
    return Mark(
        number=export.number,
        foot=foot[:LONGEST_FOOT].replace("&", "&&"),
        lines=[
            (_("Number of the export"), export.number),
            (_("Taken by"), who),
            (_("Unit"), str(export.unit)),
            (_("Asked for at"), when),
            (_("Purpose"), purpose),
            (_("Legal basis"), bases().get(export.basis, export.basis)),
            (_("Said in words"), export.reason),
            (_("Children as of"), date_text(export.as_of)),
            (_("Rows in the file"), number(export.counted)),
            (_("Columns"), ", ".join(str(columns()[name].heading) for name in export.columns)),
            (
                _("Handle with care"),
                _("Personal data of children: for this purpose only, and not to be passed on."),
            ),
        ],
    )
