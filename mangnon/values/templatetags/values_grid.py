"""What the plain forms of the grid need."""

import json
from uuid import uuid4

from django import template

from mangnon.values.grid.saving import Answer

register = template.Library()


@register.simple_tag
def new_key() -> str:
    """Return the key by which a change that is sent twice is known."""
    return str(uuid4())


@register.simple_tag
def chosen_cell(answer: Answer, text: str) -> str:
    """Return, as the grid's script would send it, the cell of an answer with a chosen text."""
    typed = answer.typed
    cell = {
        "unit": typed.unit_id, "item": typed.item, "text": text, "seen": answer.version,
        "key": str(uuid4()), "sure": True,
    }  # fmt: skip
    return json.dumps({"cells": [cell]})
