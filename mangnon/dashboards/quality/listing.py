"""The findings of the newest figures, as far as one person may see them: a bounded list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from mangnon.core import access
from mangnon.core.models import Unit, User
from mangnon.engine.definitions import leaf_order
from mangnon.engine.quality.check import Check
from mangnon.indicators.frozen import checks_of
from mangnon.indicators.models import Explanation, Finding, FindingQuerySet, Run
from mangnon.indicators.quality.explaining import EXPLAIN
from mangnon.indicators.quality.telling import tell
from mangnon.indicators.services import newest_run

PAGE_SIZE = 50
OPEN, EXPLAINED, ALL = STATES = ("open", "explained", "all")
LONGEST = 18  # digits of a number that the database holds


@dataclass(frozen=True)
class Asked:
    """What the reader chose; `after` is the last finding of the page before."""

    state: str = OPEN
    severity: str = ""
    unit: str = ""
    leaf: str = ""
    check: str = ""
    after: int = 0

    @property
    def query(self) -> str:
        """Return the choice as the query of an address, without what is as always."""
        kept = vars(self) | {"state": "" if self.state == OPEN else self.state}
        return urlencode({name: value for name, value in kept.items() if value})


@dataclass(frozen=True)
class Line:
    """One finding with the title of its check and what was said of it."""

    finding: Finding
    check: Check | None
    explanation: Explanation | None

    @property
    def title(self) -> str:
        return self.check.title.vi if self.check else self.finding.check_name

    @property
    def may_be_explained(self) -> bool:
        return self.finding.severity == Finding.Severity.WARNING and self.explanation is None


@dataclass(frozen=True)
class Page:
    """The lines of one page; counts are of all that the person sees, whatever was chosen."""

    run: Run
    asked: Asked
    lines: Sequence[Line]
    next: Asked | None
    errors: int
    warnings: int
    explained: int
    checks: Sequence[tuple[str, str, int]]  # name, title, how many findings
    units: Sequence[Unit]
    leaves: Sequence[str]
    may_explain: bool


def asked(query: Mapping[str, str]) -> Asked:
    """Read the choice from the address; what cannot be meant counts as not chosen."""
    text = {name: query.get(name, "") for name in ("unit", "leaf", "check")}
    state, severity = query.get("state", ""), query.get("severity", "")
    after = query.get("after", "")
    return Asked(
        state=state if state in STATES else OPEN,
        severity=severity if severity in Finding.Severity else "",
        after=int(after) if after.isascii() and after.isdigit() and len(after) < LONGEST else 0,
        **text,
    )


def page(user: User, choice: Asked) -> Page | None:
    """Return the findings of the newest figures; None while there are no figures."""
    run = newest_run(user)
    if run is None:
        return None
    theirs = Finding.objects.visible_to(user).filter(run=run).with_explanations()
    known = {check.name: check for check in checks_of(run.snapshot)}
    counted = list(theirs.values_list("severity", "check_name", "leaf", "unit", "explanation_id"))
    standing = [row for row in counted if row[-1] is None]
    by_check = Counter(row[1] for row in counted)
    found = list(narrowed(theirs, choice).select_related("unit")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    return Page(
        run=run,
        asked=choice,
        lines=lines_of(shown, run, user),
        next=replace(choice, after=shown[-1].pk) if more else None,
        errors=sum(row[0] == Finding.Severity.ERROR for row in standing),
        warnings=sum(row[0] == Finding.Severity.WARNING for row in standing),
        explained=len(counted) - len(standing),
        checks=[
            (name, known[name].title.vi if name in known else name, count)
            for name, count in sorted(by_check.items())
        ],
        units=list(Unit.objects.filter(pk__in={row[3] for row in counted}).order_by("name_key")),
        leaves=sorted({row[2] for row in counted if row[2]}, key=leaf_order),
        may_explain=access.allowed(user, EXPLAIN),
    )


def narrowed(found: FindingQuerySet, choice: Asked) -> FindingQuerySet:
    """Return the chosen findings in the order they were stored in: errors, then by unit."""
    exact = {"severity": choice.severity, "unit__code": choice.unit, "leaf": choice.leaf,
             "check_name": choice.check}  # fmt: skip
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if choice.state != ALL:
        found = found.filter(explanation_id__isnull=choice.state == OPEN)
    return found.filter(pk__gt=choice.after).order_by("pk")


def lines_of(found: Sequence[Finding], run: Run, user: User) -> list[Line]:
    """Put what was said beside each finding, as the person may know it."""
    known = {check.name: check for check in checks_of(run.snapshot)}
    asked_for = [finding.explanation_id for finding in found]  # type: ignore[attr-defined]
    said = Explanation.objects.visible_to(user).select_related("explained_by").in_bulk(asked_for)
    return [
        Line(tell(finding, run, user), known.get(finding.check_name), said.get(number))
        for finding, number in zip(found, asked_for, strict=True)
    ]


def of_figure(user: User, run: Run, leaf: str, unit: Unit) -> list[Line]:
    """Return the findings about one figure, for the page of its indicator."""
    theirs = Finding.objects.visible_to(user).filter(run=run, leaf=leaf, unit=unit)
    found = theirs.with_explanations().select_related("unit").order_by("pk")
    return lines_of(list(found), run, user)
