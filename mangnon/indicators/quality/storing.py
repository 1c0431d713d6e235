"""The findings of a run: made once, from what its snapshot froze and the years before."""

from __future__ import annotations

from mangnon.core.models import Unit
from mangnon.engine.quality.find import find
from mangnon.indicators.frozen import checks_of
from mangnon.indicators.models import Finding, Run
from mangnon.indicators.quality.judging import judged


def store_findings(run: Run) -> None:
    """Ask the checks that the snapshot froze, inside the transaction that stores the run."""
    checks = checks_of(run.snapshot)
    if not checks:
        return
    known = Unit.objects.values_list("code", "valid_from", "pk")
    units = {(code, valid_from): pk for code, valid_from, pk in known}
    Finding.objects.bulk_create(
        Finding(
            run=run,
            unit_id=units[found.unit],
            check_name=found.check,
            severity=found.severity,
            leaf=found.leaf,
            value=found.value,
            figure=found.figure,
            says=found.says,
            advice=found.advice,
            begins_on=found.begins_on,
        )
        for found in find(checks, judged(run, checks))
    )
