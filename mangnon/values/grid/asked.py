"""What the grid's script sends and is answered, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mangnon.core.models import Refused
from mangnon.values.grid.cell import EntryChange
from mangnon.values.grid.saving import Answer, Typed

LONGEST_TEXT = 200


@dataclass(frozen=True)
class Asked:
    """Cells that were typed or pasted together, and in which way counts are written."""

    cells: Sequence[Typed]
    how: EntryChange.How
    written_as: str


def read_json(body: bytes) -> Asked:
    """Return what was asked; raise Refused for what no page of ours sends."""
    try:
        told = json.loads(body)
        how = EntryChange.How.PASTED if told.get("how") == "pasted" else EntryChange.How.TYPED
        return Asked([_typed(cell) for cell in told["cells"]], how, str(told.get("as", "")))
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
        raise Refused(_("This was not sent by the page of the grid; load it again.")) from None


def _typed(told: Any) -> Typed:
    text = str(told["text"])[:LONGEST_TEXT]
    if "\0" in text:
        raise ValueError("NUL")
    unit, seen = int(told["unit"]), int(told["seen"])
    if not (0 <= seen < 2**31 and 0 <= unit < 2**63):
        raise ValueError("number")
    return Typed(
        unit, str(told["item"])[:60], text, seen, UUID(str(told["key"])), told.get("sure") is True
    )


def answer_json(answer: Answer) -> dict[str, Any]:
    return {
        "unit": answer.typed.unit_id, "item": answer.typed.item, "key": str(answer.typed.key),
        "outcome": answer.outcome.value, "text": answer.text, "version": answer.version,
        "id": answer.cell_id, "says": answer.says,
        "offers": [{"text": text, "words": words} for text, words in answer.offers],
    }  # fmt: skip
