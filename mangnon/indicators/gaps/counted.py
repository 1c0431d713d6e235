"""Which rows a figure counted and which it left out, told to whoever may see the registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mangnon.core.models import User
from mangnon.engine.behind.left_out import Chain, chain_sentences, chains
from mangnon.engine.definitions import Definition
from mangnon.engine.flags import ESTIMATED, NOT_COMPARABLE, SUPPRESSED
from mangnon.engine.issues import EngineError
from mangnon.indicators.gaps.gap import Gap
from mangnon.indicators.gaps.rights import may_count
from mangnon.indicators.models import Result


@dataclass(frozen=True)
class Counted:
    """The chains of a figure's terms; without any, `why_not` says why."""

    definition: Definition
    chains: Sequence[Chain] = ()
    why_not: str = ""

    @property
    def sentences(self) -> list[str]:
        return chain_sentences(self.definition, self.chains) if self.chains else [self.why_not]


def counted_rows(gap: Gap, result: Result, by: User) -> Counted:
    """Tell the rows behind a figure, or why they are not told."""
    definition = gap.definition
    if not definition.terms:
        return Counted(definition, why_not=_("The figure was reported: no rows were counted."))
    if not may_count(by, definition, gap.catalog):
        return Counted(
            definition,
            why_not=_(
                "Which rows were counted and left out is told only to whoever keeps the registers "
                "of this unit, since it tells of small numbers of children."
            ),
        )
    if SUPPRESSED in result.flags:
        return Counted(definition, why_not=_("The counts of this figure are not told."))
    if ESTIMATED in result.flags or NOT_COMPARABLE in result.flags:
        why_not = _("On these units the figure is estimated, so it does not consist of whole rows.")
        return Counted(definition, why_not=why_not)
    if result.numerator is None:
        return Counted(definition, why_not=_("Nothing has been counted for this unit."))
    try:
        return Counted(definition, chains(gap.asked))
    except EngineError as unreadable:
        return Counted(definition, why_not=str(unreadable))
