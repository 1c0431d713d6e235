"""What the page of a child shows of its growth, and the seal that its charts are asked for with.

Reading a child's record is written down once, for the page. The page seals the addresses of its
charts, so that drawing them is not written down as four more readings; a chart that is asked for
without a fresh seal is a reading of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from mangnon.children.growth.charts import Chart, charts_of
from mangnon.children.growth.history import Taken, history_of, why_not_drawn
from mangnon.children.register import Child
from mangnon.core.models import User

SEALED_FOR_SECONDS = 600
_signer = signing.TimestampSigner(salt="children.growth")


@dataclass(frozen=True)
class Panel:
    """The measurements, newest first, the charts they make, and why some are not drawn."""

    history: list[Taken]
    charts: list[Chart]
    note: str
    seal: str


def panel_of(child: Child, user: User) -> Panel:
    history = history_of(child, user)
    return Panel(
        history=history[::-1],
        charts=charts_of(child, history),
        note=why_not_drawn(child) if history else "",
        seal=_signer.sign(_reading(child, user)),
    )


def is_sealed(seal: str, child: Child, user: User) -> bool:
    """Say whether the person's reading of the child's page was written down just now."""
    try:
        return _signer.unsign(seal, max_age=SEALED_FOR_SECONDS) == _reading(child, user)
    except signing.BadSignature:
        return False


def _reading(child: Child, user: User) -> str:
    return f"{user.pk}.{child.pk}"
