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

    "{commune}" stands for the commune that issues it. `about` says whose name and birth it begins
    with: the child's, the child's with the need of care, the carer's. `step` titles the line that
    names the step, where several steps share the form. A list has `rows`: so many of them in a
    blank, and its questions are the columns. What is `by_person` is a person's own letter.

    `others` sign above. `capacity` is that of who signs; `capacity_of_deputy` that of who signs in
    their place. The name is that of who wrote the form or of who decided on it; "nobody": it is
    signed by hand.
    """

    code: str = Field(pattern=NAME)  # of the form
    kind: str = Field(min_length=1)
    subject: str = Field(min_length=1)
    number: str = ""
    about: tuple[Literal["child", "need", "carer"], ...] = ("child",)
    step: str = ""
    time: str = "Thời điểm thực hiện"  # how the line with the moment of the step is titled
    rows: int = 0
    by_person: bool = False
    addressed_to: tuple[str, ...] = ()
    authority: str = ""  # whose decision it is
    bases: tuple[str, ...] = ()
    opening: str = ""
    articles: tuple[str, ...] = ()  # of a decision: what is decided follows the first
    others: tuple[str, ...] = Field(default=(), max_length=2)
    capacity: tuple[str, ...] = Field(min_length=1)
    capacity_of_deputy: tuple[str, ...] = ()
    signed_by: Literal["writer", "decider", "nobody"] = "writer"
    recipients: tuple[str, ...] = ()
    filed: str = ""
    valid_from: date
    source: str = Field(min_length=1)
    certainty: Certainty
