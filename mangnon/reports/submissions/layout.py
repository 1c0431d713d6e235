"""What the report of a body says, from the dated catalogue."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from mangnon.catalog import CATALOG
from mangnon.ui.formats import number

FOLDER = CATALOG / "submissions"


class SectionLayout(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    heading: str
    required: bool = False


class BodyLayout(BaseModel):
    """One dated layout; a misspelt key of the file is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    certainty: str
    valid_from: date
    valid_to: date | None
    kind: str
    subjects: dict[str, str]
    draft: str
    opening: str
    heads: dict[str, dict[str, str]]
    stand_alone: tuple[str, ...]
    sections: tuple[SectionLayout, ...]
    figures_after: str
    sentences: dict[str, str]
    columns: dict[str, str]
    signs: dict[str, str]

    def say(self, sentence: str, **slots: int | str) -> str:
        """Return a sentence of the layout; whole numbers get dots between their thousands."""
        told = {name: number(x) if isinstance(x, int) else x for name, x in slots.items()}
        return self.sentences[sentence].format(**told)


def layout_on(day: date) -> BodyLayout:
    """Return the layout in force on a day; the oldest one for a day before all."""
    known = _layouts()
    return next((one for one in known if one.valid_from <= day), known[-1])


@lru_cache
def _layouts() -> tuple[BodyLayout, ...]:
    """Return all layouts, the newest first."""
    files = sorted(FOLDER.glob("body@*.yaml"), reverse=True)
    told: list[dict[str, Any]] = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    return tuple(BodyLayout(**one) for one in told)
