"""In whose place a document is signed: TM., KT., TL., TUQ., Q. (annex I, part I, II.7.b)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Power(StrEnum):
    """The right by which somebody signs who is not the head, or not yet."""

    DEPUTY = "KT."  # ký thay: a deputy for the head
    BY_ORDER = "TL."  # thừa lệnh: the head of a division by order of the head
    BY_AUTHORITY = "TUQ."  # thừa ủy quyền
    ACTING = "Q."  # giao quyền cấp trưởng


@dataclass(frozen=True)
class Signature:
    """Who signs: `office` is the signer's own, `head` the office in whose place it is signed.

    `collective` is the body on behalf of which ("TM.") the document is signed.
    """

    office: str
    name: str = ""
    power: Power | None = None
    head: str = ""
    collective: str = ""

    def __post_init__(self) -> None:
        needs_head = self.power not in (None, Power.ACTING)
        if needs_head != bool(self.head):
            raise ValueError(f"{self.power} needs the office of the head, and nothing else does")

    @property
    def capacity(self) -> tuple[str, ...]:
        """Return the lines above the signature.

        >>> Signature("Phó Chủ tịch", power=Power.DEPUTY, head="Chủ tịch",
        ...           collective="Ủy ban nhân dân").capacity
        ('TM. Ủy ban nhân dân', 'KT. Chủ tịch', 'Phó Chủ tịch')
        """
        lines = [f"TM. {self.collective}"] if self.collective else []
        if self.power is Power.ACTING:
            return (*lines, f"{self.power} {self.office}")
        if self.power is not None:
            lines.append(f"{self.power} {self.head}")
        return (*lines, self.office)
