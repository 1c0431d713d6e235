"""How a form is printed, as dated files: `catalog/cases/papers/<form>@<valid_from>.yaml`.

What stands around the questions of a form when it is a document of an office: its kind and number,
what it is based on, who signs, and who receives it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from mangnon.engine.definitions import NAME, Certainty, Frozen


class Paper(Frozen):
    """`number` has a place for the registry's number: "{number}/QĐ-UBND"; "" where there is none.

    `capacity` is that of who signs; `capacity_of_deputy` that of who signs in their place. The name
    is that of who wrote the form or of who decided on it; "nobody": it is signed by hand.
    """

    code: str = Field(pattern=NAME)  # of the form
    kind: str = Field(min_length=1)
    subject: str = Field(min_length=1)
    number: str = ""
    bases: tuple[str, ...] = ()
    opening: str = ""
    articles: tuple[str, ...] = ()  # of a decision: what is decided follows the first
    capacity: tuple[str, ...] = Field(min_length=1)
    capacity_of_deputy: tuple[str, ...] = ()
    signed_by: Literal["writer", "decider", "nobody"] = "writer"
    recipients: tuple[str, ...] = ()
    filed: str = Field(min_length=1)
    valid_from: date
    source: str = Field(min_length=1)
    certainty: Certainty
