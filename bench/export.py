"""300,000 children of a province as one file, beside django-import-export on a part of them."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import module
from bench.parts.rows import Row, at_least, beside, measured, told, within

CHILDREN, PEER_CHILDREN, FEW = 300_000, 10_000, 1_500
FORMS = ("csv", "xlsx")


def measure(children: int = CHILDREN) -> dict[str, Any]:
    """Return children a second and peak memory of both kinds of file, all columns."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        module(home, "bench.parts.filling", children)
        rows = [row for form in FORMS for row in _of(form, home)]
    return measured(f"{children} children of a province, all 21 columns", rows)


def _of(form: str, home: Path) -> list[Row]:
    """Measure each in a process of its own: the memory of one says nothing of another."""
    whole, few = (module(home, "bench.parts.exporting", form, n).answer for n in (0, FEW))
    peer = module(home, "bench.parts.django_export", form, PEER_CHILDREN).answer
    ours = whole["children"] / whole["seconds"]
    return [
        at_least(f"{form}, children a second", ours, "/s", 5000),
        within(f"{form}, peak memory of the worker", whole["mib"], "MiB", 400),
        told(f"{form}, processor seconds of the worker", round(whole["processor"], 1), "s"),
        told(f"{form}, seconds for {few['children']} children", round(few["seconds"], 2), "s"),
        beside(f"{form}, children a second; django-import-export, {peer['children']} of them",
               ours, "/s", peer["children"] / peer["seconds"], more_is_better=True),
        told(f"{form}, peak memory of django-import-export", peer["mib"], "MiB"),
    ]  # fmt: skip
