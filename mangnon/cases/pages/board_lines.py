"""The cases of a column of the board, in HTML.

Sixty of them stand on a board: a template takes ten times as long for each of them as this does.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mangnon.cases.board import Line

LINE = """
<li class="list-group-item{late}">
  <div class="d-flex flex-wrap align-items-center gap-2">
    <a href="{address}">{number}</a>{signs}
  </div>
  <div class="mn-quiet mn-small">{unit}{who}</div>{limit}
</li>"""
EMERGENCY = ' <span class="badge bg-red text-red-fg">{}</span>'
RISK = ' <span class="mn-small">{}: {}</span>'
NOBODY = ' · <strong class="text-danger">{}</strong>'
LIMIT = '\n  <div class="mn-small{}">{}: {}</div>'


def lines_in_html(lines: Sequence[Line]) -> SafeString:
    """Return what burns on each case, and who runs it, as items of a list."""
    return mark_safe("".join(_line(line) for line in lines))  # noqa: S308 - of escaped parts


def _line(line: Line) -> SafeString:
    case = line.case
    return format_html(
        LINE, late=" case-late" if line.is_late else "", address=reverse("case", args=[case.pk]),
        number=case.number, signs=_signs(line), unit=case.unit, who=_who(line), limit=_limit(line),
    )  # fmt: skip


def _signs(line: Line) -> SafeString:
    urgent = format_html(EMERGENCY, _("Emergency")) if line.case.is_emergency else SafeString("")
    if not line.case.risk:
        return urgent
    return urgent + format_html(RISK, _("Risk"), line.case.get_risk_display())


def _who(line: Line) -> str:
    if line.is_left:
        return format_html(NOBODY, _("nobody runs it any more"))
    return f" · {line.case.manager.full_name}" if line.case.manager else ""


def _limit(line: Line) -> str:
    if line.due_at is None or line.limit is None:
        return ""
    when = {"when": f"{timezone.localtime(line.due_at):%H:%M %d/%m/%Y}"}
    words = _("overdue since %(when)s") if line.is_late else _("until %(when)s")
    return format_html(
        LIMIT, " text-danger" if line.is_late else "", line.limit.title.vi, words % when
    )
