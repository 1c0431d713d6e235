"""Figures that a body told and the registers do not confirm: both values, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.engine.definitions import Definition
from mangnon.engine.flags import SUPPRESSED
from mangnon.indicators.frozen import definitions_of
from mangnon.indicators.models import Result
from mangnon.indicators.shelves import Shelf, shelf_of
from mangnon.reports.consolidating.explanation import FigureExplanation
from mangnon.reports.consolidating.finding import locked_to_write
from mangnon.reports.consolidating.taking_in import sources_of, touch, versions_of
from mangnon.reports.content import province_of
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.version import SubmissionVersion
from mangnon.ui import formats

Key = tuple[str, str, str]  # leaf, code of the unit, the unit's first day


@dataclass(frozen=True)
class Disagreement:
    """One figure of one source: what the body told, what the province's run gives."""

    source: SubmissionVersion
    leaf: str
    title: str
    unit: tuple[str, str]  # code and first day
    measure: str
    decimals: int
    told: float | None
    computed: float | None
    is_hidden: bool
    corrected_because: str
    corrected_by: str
    explanation: FigureExplanation | None

    @property
    def body(self) -> str:
        return str(self.source.submission.holder)

    @property
    def is_corrected(self) -> bool:
        return bool(self.corrected_because)

    @property
    def is_explained(self) -> bool:
        """Say whether an explanation was given of these two values, and of no others."""
        found = self.explanation
        return found is not None and (found.told, found.computed) == (self.told, self.computed)

    @property
    def told_shown(self) -> str:
        return self._shown(self.told)

    @property
    def computed_shown(self) -> str:
        return formats.HIDDEN if self.is_hidden else self._shown(self.computed)

    def _shown(self, value: float | None) -> str:
        return formats.figure_text(value, self.measure, self.decimals, "no_data")


def disagreements_of(submission: Submission, by: User) -> list[Disagreement]:
    """Return every figure of the accepted reports that is not the registers', body by body.

    Values are compared as they are printed: what no reader can see is no disagreement. Empty
    without a run.
    """
    if submission.run is None:
        return []
    versions = versions_of(sources_of(submission, by))
    definitions = definitions_of(submission.run.snapshot)
    computed = _computed(submission, versions, by)
    explained = {(one.source_id, one.leaf): one for one in submission.explanations.all()}
    return [
        found
        for version in versions
        for figure in version.content.get("figures", ())
        if (definition := definitions.get(figure["leaf"])) is not None
        and (
            found := _compared(
                version, figure, definition, computed,
                explained.get((version.pk, figure["leaf"])),
            )
        )
    ]  # fmt: skip


@transaction.atomic
def explain(
    obligation_id: UUID, version_id: int, leaf: str, text: str, *, by: User, now: datetime
) -> FigureExplanation:
    """Say why a body's figure is another than the registers'; said again, it takes its place."""
    submission = locked_to_write(obligation_id, by)
    found = find_disagreement(submission, version_id, leaf, by)
    if found is None:
        raise Refused(_("This figure does not differ any more: nothing is to be explained."))
    made, _new = FigureExplanation.objects.update_or_create(
        consolidated=submission, source=found.source, leaf=leaf,
        defaults={
            "told": found.told, "computed": found.computed, "text": text, "by": by, "at": now,
        },
    )  # fmt: skip
    touch(submission, by)
    record(by, "consolidation.explain", made, unit=submission.unit, leaf=leaf)
    return made


def find_disagreement(
    submission: Submission, version_id: int, leaf: str, by: User
) -> Disagreement | None:
    all_of_them = disagreements_of(submission, by)
    return next((d for d in all_of_them if (d.source.pk, d.leaf) == (version_id, leaf)), None)


def day_of_units(submission: Submission, by: User) -> date | None:
    """Return the day on whose units the report stands; None for the units that reported.

    Where the province was made of another since, that of the day on which the report is owed.
    """
    if submission.run is None or province_of(submission.run, by) == submission.unit:
        return None
    return max(submission.unit.valid_from, submission.run.snapshot.as_of)


def _computed(
    submission: Submission, versions: list[SubmissionVersion], by: User
) -> Mapping[Key, Result]:
    run = submission.run
    if run is None or not versions:
        return {}
    shelf: Shelf = shelf_of(run, day_of_units(submission, by), by)
    codes = {f["computed"]["unit"] for v in versions for f in v.content.get("figures", ())}
    units = list(Unit.objects.filter(code__in=codes))
    return {
        (result.leaf, result.unit.code, result.unit.valid_from.isoformat()): result
        for result in shelf.results([run], units=units)
    }


def _compared(
    version: SubmissionVersion,
    figure: dict[str, Any],
    definition: Definition,
    computed: Mapping[Key, Result],
    explanation: FigureExplanation | None,
) -> Disagreement | None:
    """Return the disagreement on one figure, None where both say the same."""
    about, corrected = figure["computed"], figure.get("corrected")
    result = computed.get((figure["leaf"], about["unit"], about["unit_valid_from"]))
    told = about["value"] if corrected is None else corrected
    value = result.value if result else None
    is_hidden = result is not None and SUPPRESSED in result.flags
    places = definition.decimals
    was_hidden = about["value"] is None and about["attainment"] is None
    if corrected is None and (is_hidden or was_hidden):
        return None
    if not is_hidden and _printed(told, places) == _printed(value, places):
        return None
    return Disagreement(
        source=version, leaf=figure["leaf"], title=figure["title"],
        unit=(about["unit"], about["unit_valid_from"]), measure=about["measure"],
        decimals=places, told=told, computed=value, is_hidden=is_hidden,
        corrected_because=figure.get("corrected_because") or "",
        corrected_by=str(figure.get("corrected_by") or ""), explanation=explanation,
    )  # fmt: skip


def _printed(value: float | None, decimals: int) -> str | None:
    return None if value is None else formats.number(value, decimals)
