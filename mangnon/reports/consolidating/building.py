"""The files of the consolidated report: figures from the run, words from the sources."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User
from mangnon.documents.writing import write
from mangnon.documents.writing.model import Document
from mangnon.indicators.models import Run
from mangnon.reports.asked import Asked
from mangnon.reports.consolidating.bodies import bodies_of
from mangnon.reports.consolidating.disagreements import day_of_units, disagreements_of
from mangnon.reports.consolidating.kinds import kind_of
from mangnon.reports.consolidating.likeness import paragraphs_of
from mangnon.reports.consolidating.paper import Said, Signed, Sources, marked, with_sources
from mangnon.reports.consolidating.passage import PassageState
from mangnon.reports.consolidating.sheets import write_sources
from mangnon.reports.facts import Facts
from mangnon.reports.models import Report
from mangnon.reports.services import keep_report
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.wording import figure_key
from mangnon.reports.workbook import consolidated_workbook


def build(
    submission: Submission, *, by: User, today: date, signed: Signed | None = None
) -> tuple[Report, dict[str, Any]]:
    """Build the files from what is taken now; return their record, and the content as a table.

    Figures are those of the run, computed from its snapshot, whatever the sources say of them.
    """
    run = run_of(submission)
    year, units_on = submission.obligation.period_to.year, day_of_units(submission, by)
    sources = sources_said(submission, by, today)
    asked = Asked(year=year, run=run, by=by, units_on=units_on)
    kind = kind_of(submission.obligation)
    made = kind.made(asked, lambda facts: marked(facts, sources))
    facts = made.say.facts
    document = with_sources(made, sources, signed)
    workbook = consolidated_workbook(
        facts, made.say.layout, made.own_sheets, more=lambda paper: write_sources(paper, sources)
    )
    report, _is_new = keep_report(
        write(document), workbook, year=year, kind=kind.kind, run=run, by=by, submission=submission
    )
    return report, _content(facts, document, sources)


def run_of(submission: Submission) -> Run:
    if submission.run is None:
        raise Refused(_("The report has no figures yet; take those of the newest run first."))
    run: Run = submission.run
    return run


def sources_said(submission: Submission, by: User, today: date) -> Sources:
    """Return where the bodies stand, the words that are taken, the figures that differ."""
    taken: dict[str, list[tuple[str, str]]] = {}
    before = submission.versions.defer("content").last()
    rows = submission.passages.filter(state=PassageState.TAKEN).defer("source__content")
    for one in rows.select_related("source__submission__organisation", "source__submission__unit"):
        taken.setdefault(one.placed_in, []).append((one.author, one.text))
    return Sources(
        day=today,
        bodies=bodies_of(submission.obligation, by, today),
        sections=[
            Said(
                section.key, section.heading, tuple(paragraphs_of(section.text)),
                tuple(taken.get(section.key, ())),
            )
            for section in submission.sections.all()
        ],
        disagreements=disagreements_of(submission, by),
        instead_of=(before.number, before.signed_on) if before else None,
    )  # fmt: skip


def _content(facts: Facts, document: Document, sources: Sources) -> dict[str, Any]:
    """Return what the sent version keeps, in the form of every `SubmissionVersion`."""
    receipts = {one.key: one for one in document.receipt.figures} if document.receipt else {}
    known = [
        (leaf, receipts.get(figure_key(leaf.leaf, facts.province_code))) for leaf in facts.leaves
    ]
    return {
        "sections": [
            {"key": one.key, "heading": one.heading, "text": one.text} for one in sources.sections
        ],
        "figures": [
            {
                "leaf": leaf.leaf, "title": leaf.title, "computed": asdict(receipt),
                "last_year": None, "estimate": None, "estimated_how": "", "corrected": None,
                "corrected_because": "", "corrected_by": "",
            }
            for leaf, receipt in known
            if receipt is not None
        ],
    }  # fmt: skip
