"""The consolidated report is begun, and the words of accepted reports come into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import User
from mangnon.core.vietnamese import sort_key
from mangnon.indicators.models import Run
from mangnon.reports.consolidating.bodies import owed_to
from mangnon.reports.consolidating.finding import consolidating, locked_to_write
from mangnon.reports.consolidating.kinds import refuse_other_days
from mangnon.reports.consolidating.likeness import Likeness, paragraphs_of
from mangnon.reports.consolidating.passage import TAKEN_FROM, ConsolidatedPassage
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions.parts import SubmissionSection
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.version import SubmissionVersion


@transaction.atomic
def begin(obligation_id: UUID, run: Run, *, by: User, now: datetime) -> Submission:
    """Begin the consolidated report and take in what is accepted; begun twice, it is the same."""
    access.require(by, "submission.receive")
    consolidating(by).get(pk=obligation_id)
    obligation = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation_id)
    refuse_other_days(run, obligation)
    submission, is_new = Submission.objects.get_or_create(
        obligation=obligation,
        defaults={
            "unit": obligation.unit, "organisation": obligation.organisation, "run": run,
            "drafted_by": by, "drafted_at": now,
        },
    )  # fmt: skip
    if is_new:
        submission.writers.add(by)
        record(by, "consolidation.begin", submission, unit=submission.unit, run=run.pk)
        take_in(obligation_id, by=by)
        submission.refresh_from_db()
    return submission


@transaction.atomic
def take_figures(obligation_id: UUID, run: Run, *, by: User) -> Submission:
    """Let the figures be those of a newer run; explanations of other values count no more."""
    submission = locked_to_write(obligation_id, by)
    refuse_other_days(run, submission.obligation)
    submission.run = run
    touch(submission, by)
    record(by, "consolidation.figures", submission, unit=submission.unit, run=run.pk)
    return submission


@transaction.atomic
def take_in(obligation_id: UUID, *, by: User) -> int:
    """Take in the accepted versions that are not in yet; return how many paragraphs are new.

    A paragraph that a body sent again unchanged keeps what the editor made of it.
    """
    submission = locked_to_write(obligation_id, by)
    versions = missing(submission, by, lock=True)
    if not versions:
        return 0
    made = _take(submission, versions)
    touch(submission, by)
    record(
        by, "consolidation.take_in", submission, unit=submission.unit,
        sources=len(versions), paragraphs=made,
    )  # fmt: skip
    return made


def sources_of(submission: Submission, by: User, *, lock: bool = False) -> list[Submission]:
    """Return the accepted reports; `lock` keeps everybody from unlocking them meanwhile."""
    owed = owed_to(submission.obligation, by).order_by()
    rows = Submission.objects.filter(obligation__in=owed.values("pk"), state__in=TAKEN_FROM)
    if lock:
        rows = rows.select_for_update(of=("self",))
    return list(rows.select_related("unit", "organisation").order_by("pk"))


def versions_of(sources: Iterable[Submission]) -> list[SubmissionVersion]:
    """Return the version that is in force of each, those of the office first, by name."""
    by_pk = {source.pk: source for source in sources}
    found = SubmissionVersion.objects.filter(submission__in=by_pk)
    current = [one for one in found if one.version == by_pk[one.submission_id].version]
    for one in current:
        one.submission = by_pk[one.submission_id]
    return sorted(current, key=lambda one: _order(one.submission))


def missing(submission: Submission, by: User, *, lock: bool = False) -> list[SubmissionVersion]:
    """Return the accepted versions of which nothing has been taken in."""
    known = set(submission.passages.values_list("source_id", flat=True))
    versions = versions_of(sources_of(submission, by, lock=lock))
    return [one for one in versions if one.pk not in known and _paragraphs(one)]


def touch(submission: Submission, by: User) -> None:
    """Mark that the report was written, and by whom: another person signs it."""
    submission.changed_at = timezone.now()
    submission.save()
    submission.writers.add(by)


def _order(source: Submission) -> tuple[bool, str]:
    return source.organisation is None, sort_key(str(source.holder))


def _paragraphs(version: SubmissionVersion) -> list[tuple[str, int, str]]:
    """Return section, place in it and text of every paragraph."""
    return [
        (section["key"], index, text)
        for section in version.content["sections"]
        for index, text in enumerate(paragraphs_of(section["text"]))
    ]


def _take(submission: Submission, versions: Sequence[SubmissionVersion]) -> int:
    _add_sections(submission, versions)
    mine = submission.passages.select_related("source")
    before: dict[tuple[object, str, str], list[ConsolidatedPassage]] = defaultdict(list)
    seen, taken_from = Likeness(), {version.submission_id for version in versions}
    for passage in mine:
        whose = passage.source.submission_id
        seen.add(passage.pk, passage.taken_text, whose)
        if whose in taken_from:
            before[whose, passage.section, passage.taken_text].append(passage)
    ends = dict(mine.order_by().values_list("placed_in").annotate(Max("position")))
    made = 0
    for version in versions:
        for section, index, text in _paragraphs(version):
            if again := before[version.submission_id, section, text]:
                old = again.pop(0)
                old.source, old.index = version, index
                old.save()
                continue
            ends[section] = ends.get(section, 0) + 1
            like = seen.find(text, version.submission_id)
            new = ConsolidatedPassage.objects.create(
                consolidated=submission, source=version, section=section, index=index,
                taken_text=text, text=text, placed_in=section, position=ends[section],
                like_id=like,
            )  # fmt: skip
            seen.add(new.pk, text, version.submission_id)
            made += 1
    return made


def _add_sections(submission: Submission, versions: Sequence[SubmissionVersion]) -> None:
    """Add the sections that only the sources have, in their order."""
    known = set(submission.sections.values_list("key", flat=True))
    last = submission.sections.aggregate(Max("position"))["position__max"] or 0
    for version in versions:
        for section in version.content["sections"]:
            if section["key"] not in known:
                known.add(section["key"])
                last += 1
                SubmissionSection.objects.create(
                    submission=submission, key=section["key"], position=last,
                    heading=section["heading"],
                )  # fmt: skip
