"""A finding as a reader may know it: its sentence tells counts, small ones too."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Unit, User
from mangnon.engine.quality.check import Check
from mangnon.indicators.frozen import checks_of, definitions_of
from mangnon.indicators.models import Finding, Run

OF_ONE_LEAF = ("plausible", "outlier", "jump")
OF_REPORTING = ("completeness", "timeliness")  # they count figures, not children


def tell(finding: Finding, run: Run, by: User) -> Finding:
    """Return the finding, without its numbers where they count children whom the person may not
    see. It is not to be saved.

    A finding of the province is told whole, as its figures are.
    """
    if access.sees_all_of(by, "child.view") or finding.unit.level == Unit.Level.PROVINCE:
        return finding
    check = next((c for c in checks_of(run.snapshot) if c.name == finding.check_name), None)
    if not _counts_children(finding, check, run):
        return finding
    finding.value, finding.figure = None, ""
    finding.says = _(
        "The numbers are told only to whoever may see the children of this unit, since they may be "
        "small."
    )
    return finding


def _counts_children(finding: Finding, check: Check | None, run: Run) -> bool:
    kind = check.kind if check else ""
    if kind in OF_REPORTING:
        return False
    definition = definitions_of(run.snapshot).get(finding.leaf)
    if kind not in OF_ONE_LEAF or definition is None:
        return True
    return definition.counts_people
