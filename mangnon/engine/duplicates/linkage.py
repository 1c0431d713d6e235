"""How records are compared, as data: a file of `catalog/duplicates/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(_Frozen):
    """One way in which two records agree or differ: `when` is SQL on the records `l` and `r`.

    `weight` is added to the score, in natural logarithms of odds; `words` is the reason for a
    person, empty where there is nothing to say. A weight that is set `by_hand` is not fitted.
    """

    code: str
    when: str
    weight: float = 0.0
    words: str = ""
    by_hand: bool = False


class Linkage(_Frozen):
    """The comparisons of one kind of record. Of each comparison the first level that holds counts.

    A pair is a candidate when all columns of one rule of `blocking` are equal. `propose` is the
    score from which a search proposes a pair, `ask` the lower one from which somebody who is about
    to enter a child is asked whether it is the same.
    """

    about: str
    source: str
    blocking: list[list[str]]
    comparisons: dict[str, list[Level]]
    start: float = 0.0
    propose: float = 0.0
    ask: float = 0.0

    def reasons(self, codes: Mapping[str, str]) -> list[str]:
        """Return in words what the levels of a pair say, by the name of each comparison."""
        return [
            level.words
            for name, levels in self.comparisons.items()
            for level in levels
            if level.code == codes[name] and level.words
        ]


@cache
def load_linkage(file: Path) -> Linkage:
    """Read a file of comparisons; raise ValidationError where it says something unknown."""
    return Linkage.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
