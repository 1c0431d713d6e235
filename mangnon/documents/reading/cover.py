"""The decision that a plan may be attached to: it bears the number, the date and the signature."""

import re
from dataclasses import dataclass, replace

from mangnon.documents.reading.heading import (
    Heading,
    expand,
    read_heading,
    split_heading,
    title_kind,
)
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.signature import split_signature
from mangnon.documents.reading.text import fold, is_capitals, squeeze
from mangnon.documents.reading.words import phrases

_NEXT_FRONT = re.compile(r"(?:ủy ban nhân dân|ubnd|sở|ban chỉ đạo|cộng hòa xã hội)\b")


@dataclass(frozen=True)
class Cover:
    """What the covering decision says that the plan leaves out; `foot` is its signature."""

    heading: Heading
    foot: list[SourceLine]

    def completed(self, plan: Heading) -> Heading:
        """Return the plan's heading with what only the decision tells."""
        own = self.heading
        is_dated = plan.issued_on is not None or plan.is_date_impossible
        return replace(
            plan,
            number=plan.number or own.number,
            place=plan.place or own.place,
            issued_on=plan.issued_on if is_dated else own.issued_on,
            is_date_impossible=plan.is_date_impossible or own.is_date_impossible,
            year=plan.year or own.year,
            issuer=own.issuer or plan.issuer,
            preamble=Passage.chain([own.preamble, plan.preamble]),
            date_line=plan.date_line if is_dated else own.date_line,
            number_line=plan.number_line if plan.number else own.number_line,
        )


def split_cover(lines: list[SourceLine]) -> tuple[Cover | None, list[SourceLine]]:
    """Part a covering decision from the plan behind it; most plans have none."""
    kinds = [
        (at, kind) for at, line in enumerate(lines) if (kind := title_kind(squeeze(line.text)))
    ]
    plans = [at for at, kind in kinds if kind in phrases("sections", "plan_kinds")]
    if not plans or kinds[0][1] not in phrases("sections", "covering_kinds"):
        return None, lines
    front, rest = split_heading(lines[: plans[0]])
    _, foot, _ = split_signature(rest)
    return Cover(read_heading(front), _without_next(foot)), lines[plans[0] :]


def _without_next(foot: list[SourceLine]) -> list[SourceLine]:
    """Return the decision's foot without the issuer and motto that open the plan behind it."""
    for at, line in enumerate(foot):
        parts = [squeeze(part.text) for part in expand([line])]
        if any(_NEXT_FRONT.match(fold(part)) and is_capitals(part) for part in parts):
            return foot[:at]
    return foot
