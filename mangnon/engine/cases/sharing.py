"""What of a case may be shared with a partner, and on which basis, as dated files:
`catalog/cases/sharing/<code>@<valid_from>.yaml`.

Nothing is shared that is not named, and nothing without a basis.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from mangnon.engine.definitions import NAME, Certainty, Frozen, Text

# What the case itself knows of a person; all else is written for the one referral.
Known = Literal["name", "age", "sex", "address", "phone", "school"]


class SharedField(Frozen):
    """One thing that can be shared: `known` is copied from the case, else it is written anew."""

    code: str = Field(pattern=NAME)
    title: Text
    known: Known | None = None
    hint: Text | None = None


class Basis(Frozen):
    """Why sharing is lawful; one by consent needs a consent of the child that holds."""

    code: str = Field(pattern=NAME)
    title: Text
    is_consent: bool = False
    source: str = Field(min_length=1)
    certainty: Certainty


class Sharing(Frozen):
    """What holds from `valid_from` on; a referral lasts `longest_days` at most.

    `remind_days` before its end both sides are reminded.
    """

    code: str = Field(pattern=NAME)
    fields: tuple[SharedField, ...]
    bases: tuple[Basis, ...]
    longest_days: int = Field(ge=1, le=1000)
    remind_days: int = Field(ge=1, le=90)
    valid_from: date
    source: str = Field(min_length=1)
    certainty: Certainty

    @model_validator(mode="after")
    def _codes_are_told_apart(self) -> Sharing:
        for codes in ([f.code for f in self.fields], [b.code for b in self.bases]):
            if twice := sorted(code for code, count in Counter(codes).items() if count > 1):
                raise ValueError(f"mã ghi hai lần: {', '.join(twice)}")
        return self

    @property
    def field_by_code(self) -> Mapping[str, SharedField]:
        return {field.code: field for field in self.fields}

    @property
    def basis_by_code(self) -> Mapping[str, Basis]:
        return {basis.code: basis for basis in self.bases}
