"""What would tell a hidden figure, and whether a text has it."""

import io
import re
import zipfile

from mangnon.indicators.models import Result, Run
from mangnon.indicators.released import hidden_in

LEAST = 199  # smaller counts stand anywhere: as a day, a code, a width


def hidden_marks(*runs):
    """Return what would tell a hidden figure: its fraction, its value to six digits, its counts.

    A count that a figure which is told has as well, as its denominator, gives nothing away.
    """
    marks, told = set(), set()
    for run in runs or Run.objects.select_related("snapshot"):
        hidden = hidden_in(run)
        for result in Result.objects.filter(run=run).exclude(numerator=None):
            unit, top, bottom = result.unit, result.numerator, result.denominator
            counts = {str(count) for count in (top, bottom, bottom - top) if count > LEAST}
            key = (result.leaf, unit.code, unit.valid_from, result.dimension, result.member)
            if key not in hidden:
                told |= counts
                continue
            marks |= counts | {f"{top} trên {bottom}", f"{top}/{bottom}"}
            if result.value and result.value != 100:
                marks.add(f"{result.value:.6f}"[:8])
    return marks - told


def tells(content, marks):
    """Return which of the marks stand in the text, not as a part of a longer number or hash."""
    ends = r"(?![\w-]|[.,]\d)"
    return {m for m in marks if re.search(rf"(?<![\w.,-]){re.escape(m)}{ends}", content)}


def text_of(response):
    content = b"".join(response) if response.streaming else response.content
    return unpacked(content)


def unpacked(content):
    """Return the text of a file; of a package that of every part, without the sizes in its tags."""
    if not content.startswith(b"PK"):
        return content.decode(errors="ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return " ".join(re.sub("<[^>]+>", " ", package.read(name).decode()) for name in parts)
