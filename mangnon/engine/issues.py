"""What can be wrong with a catalogue or with data, each said in a sentence for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mangnon.refusal import Refusal


@dataclass(frozen=True, order=True)
class Issue:
    """One mistake in the catalogue: where it is, what is wrong and what would be right."""

    file: str  # relative to the catalogue's folder
    line: int  # from 1
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class CatalogError(Refusal):
    """The catalogue cannot be used; `issues` holds every mistake that was found."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(map(str, self.issues)))


class EngineError(Refusal):
    """The data cannot be computed on; the text is a sentence for the person who started it."""
