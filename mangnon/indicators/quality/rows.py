"""The findings of a run as values, in the shape that `indicators check --json` prints."""

from __future__ import annotations

from typing import Any

from mangnon.core.models import User
from mangnon.indicators.frozen import checks_of
from mangnon.indicators.models import Explanation, Finding, Run
from mangnon.indicators.quality.telling import tell


def findings_as_rows(run: Run, *, by: User, unit: str | None = None) -> list[dict[str, Any]]:
    """Return every finding that the person may see, errors first; of one unit where it is named."""
    found = Finding.objects.visible_to(by).filter(run=run).with_explanations()
    if unit:
        found = found.filter(unit__code=unit)
    findings = list(found.select_related("unit").order_by("pk"))
    for finding in findings:
        tell(finding, run, by)
    said = Explanation.objects.visible_to(by).select_related("explained_by")
    explanations = said.in_bulk([finding.explanation_id for finding in findings])
    titles = {check.name: check.title.vi for check in checks_of(run.snapshot)}
    return [
        {
            "check": finding.check_name,
            "title": titles.get(finding.check_name, finding.check_name),
            "severity": finding.severity,
            "unit": finding.unit.code,
            "unit_valid_from": finding.unit.valid_from.isoformat(),
            "leaf": finding.leaf,
            "value": finding.value,
            "says": finding.says,
            "advice": finding.advice,
            "explained": _explained(explanations.get(finding.explanation_id)),
        }
        for finding in findings
    ]


def _explained(explanation: Explanation | None) -> dict[str, str] | None:
    if explanation is None:
        return None
    return {
        "reason": explanation.reason,
        "by": explanation.explained_by.username,
        "at": explanation.explained_at.isoformat(),
    }
