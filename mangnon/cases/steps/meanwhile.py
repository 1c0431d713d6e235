"""What others wrote on a case since a person looked at it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.step import Step
from mangnon.core.models import Refused


class ChangedMeanwhile(Refused):
    """Others went on since the person looked; `steps` are theirs, `now` the version it is."""

    def __init__(self, steps: Sequence[Step], now: int) -> None:
        super().__init__(_("Somebody else has gone on with this case meanwhile; look and decide."))
        self.steps = steps
        self.now = now


def refuse_changed(case: Case, seen: int | None) -> None:
    """Raise ChangedMeanwhile where the case, locked, is not as the person saw it."""
    if seen is None or seen == case.version:
        return
    newest = case.steps.select_related("by", "decided_by").order_by(
        Coalesce("decided_at", "entered_at").desc()
    )
    raise ChangedMeanwhile(list(newest[: max(1, case.version - seen)]), case.version)
