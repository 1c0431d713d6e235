"""What the report says of the difficulties that agencies and communes raised."""

from __future__ import annotations

from textwrap import shorten

from mangnon.documents.writing.model import Block, Bullet, Heading, Paragraph
from mangnon.reports.facts import Difficulties, Obstacle
from mangnon.reports.layouts import Layout
from mangnon.ui import formats

MOST, LONGEST = 20, 400


def difficulties_part(told: Difficulties, layout: Layout) -> list[Block]:
    """Return how many were raised and solved, and the open ones, oldest first, up to MOST."""
    heading = Heading(2, layout.headings["difficulties"])
    if not (told.raised or told.solved or told.open):
        return [heading, Paragraph(layout.say("no_difficulties"))]
    counts = layout.say("difficulties", raised=told.raised, solved=told.solved, open=len(told.open))
    blocks: list[Block] = [heading, Paragraph(counts)]
    blocks += [Bullet(_open(one, layout)) for one in told.open[:MOST]]
    if more := len(told.open[MOST:]):
        blocks.append(Paragraph(layout.say("more_difficulties", more=more)))
    return blocks


def _open(one: Obstacle, layout: Layout) -> str:
    sentence = layout.say(
        "difficulty", raiser=one.raiser, title=one.title.rstrip("."),
        since=formats.date_text(one.since),
        proposed=shorten(one.proposed, LONGEST, placeholder="…"),
        escalated=layout.say("difficulty_escalated") if one.was_escalated else "",
    )  # fmt: skip
    return f"{str(sentence).rstrip('.')}."
