"""Charts as pictures for a Word report, drawn by a program of its own (`png_program.py`).

The engine that draws takes some 110 MiB and gives none of it back: it ends with its program.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from mangnon.ui.charts import Spec

PROGRAM = Path(__file__).with_name("png_program.py")
SECONDS = 120  # a chart takes a tenth of one


def to_pngs(specs: Sequence[Spec], scale: float = 2.0) -> list[bytes]:
    """Draw the specs, in their order; the same spec gives the same picture everywhere."""
    if not specs:
        return []
    done = subprocess.run(  # noqa: S603 - our own program, its charts on standard input
        [sys.executable, str(PROGRAM)],
        input=json.dumps({"specs": specs, "scale": scale}).encode(),
        stdout=subprocess.PIPE,
        timeout=SECONDS,
        check=True,
    )
    return [base64.b64decode(picture) for picture in json.loads(done.stdout)]
