"""The first words of a review, made of its figures; people go on from them."""

from __future__ import annotations

from collections.abc import Mapping

from mangnon.plans.reviews.figures import Difficulties, Figures
from mangnon.reports.reviews.layout import say
from mangnon.ui.formats import date_text


def first_words(figures: Figures) -> Mapping[str, str]:
    """Return first words for what came of it and why; lessons and next steps are for people."""
    results = [say_targets(figures), say_tasks(figures), say_activities(figures)]
    if any(figures.practices.values()):
        results.append(say_practices(figures))
    if figures.difficulties != Difficulties():
        results.append(say_difficulties(figures))
    if figures.communes:
        results.append(say_staff(figures))
    reasons = [
        f"- {line.title.rstrip('.;')} ({line.state.lower()}"
        + (f", hạn {date_text(line.due_on)}" if line.due_on else "")
        + (f"): {line.why}" if line.why else ")")
        for line in figures.tasks.troubled
    ]
    behind = [line for line in figures.targets if line.attainment in ("off_track", "missed")]
    reasons += [
        f"- Chỉ tiêu {line.leaf}, {line.title}: {line.shown} (kế hoạch {line.goal})"
        for line in behind
    ]
    reasons += [
        f"- Khó khăn chưa giải quyết ({one.raiser}): {one.title}"
        for one in figures.difficulties.open
    ]
    return {"results": "\n".join(results), "reasons": "\n".join(reasons)}


def say_targets(figures: Figures) -> str:
    names = ("met", "on_track", "off_track", "missed")
    counts = {name: figures.attained(name) for name in names}
    return say("targets", all=len(figures.targets), without=figures.without_figure, **counts)


def say_tasks(figures: Figures) -> str:
    return say("tasks", **figures.tasks.model_dump(exclude={"troubled"}))


def say_activities(figures: Figures) -> str:
    last = figures.last_activities
    return say(
        "activities", **figures.activities.model_dump(exclude={"label"}), last_held=last.held,
        last_children=last.children, last_spent=last.spent,
    )  # fmt: skip


def say_money(figures: Figures) -> str:
    last = figures.last_money
    return say(
        "money", **figures.money.model_dump(), last_allocated=last.allocated, last_spent=last.spent
    )


def say_practices(figures: Figures) -> str:
    known = figures.practices
    return say(
        "practices", running=known.get("pilot", 0) + known.get("running", 0),
        replicated=known.get("replicated", 0),
    )  # fmt: skip


def say_difficulties(figures: Figures) -> str:
    known = figures.difficulties
    return say(
        "difficulties", raised=known.raised, solved=known.solved, withdrawn=known.withdrawn,
        open=len(known.open),
    )  # fmt: skip


def say_staff(figures: Figures) -> str:
    return say("staff", with_staff=figures.with_staff, communes=figures.communes)


def say_receipt(figures: Figures) -> str:
    day = date_text(figures.day)
    if figures.run is None:
        return say("no_receipt", day=day)
    return say("receipt", day=day, snapshot=figures.snapshot, run=str(figures.run))
