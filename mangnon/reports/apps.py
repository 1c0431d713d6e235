from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.registries import (
    holds_uploads,
    name_records,
    passes_with_organisations,
    waits_for,
)
from mangnon.ui.context import OPEN_TO, TABS

KINDS = {
    "report": (_("Report"), "Report"),
    "obligation": (_("Report that is owed"), "Obligation"),
    "obligation-reminder": (_("Reminder of a report"), "ObligationReminder"),
    "submission": (_("Report of a body"), "Submission"),
    "submission-section": (_("Section of a report"), "SubmissionSection"),
    "submission-figure": (_("Figure of a report"), "SubmissionFigure"),
    "submission-version": (_("Sent version of a report"), "SubmissionVersion"),
    "consolidated-passage": (_("Paragraph of a consolidated report"), "ConsolidatedPassage"),
    "figure-explanation": (_("Explanation of a figure"), "FigureExplanation"),
    "submission-comment": (_("Comment on a report"), "SubmissionComment"),
    "submission-step": (_("Step of a report"), "SubmissionStep"),
}


class ReportsConfig(AppConfig):
    name = "mangnon.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/reports/"] = holders_of("report.view")
        TABS["/reports/"] = import_module("mangnon.reports.tabs").TABS
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        self._ready_obligations()
        self._ready_submissions()

    def _ready_obligations(self) -> None:
        def part(name: str) -> Any:  # the models are not there before this
            return import_module(f"mangnon.reports.obligations.{name}")

        part("moving").register()
        part("carried").register()
        for kind, records in part("passing").PASSING.items():
            passes_with_organisations(kind, records)
        waits_for(
            "obligations", part("waiting").obligations_waiting_for, _("Reports due"),
            "reports:obligations",
        )  # fmt: skip
        adds_to_feed = import_module("mangnon.activities.calendar.feed").adds_to_feed
        adds_to_feed(part("feed").reports_in_feed)

    def _ready_submissions(self) -> None:
        holds_uploads(self.get_model("Submission"), "signed_copies")
        waiting = import_module("mangnon.reports.submissions.waiting")
        waits_for(
            "submissions", waiting.submissions_waiting_for, _("Reports of bodies"),
            "reports:submissions",
        )  # fmt: skip
        consolidating = import_module("mangnon.reports.consolidating.waiting")
        waits_for(
            "consolidations", consolidating.consolidations_waiting_for,
            _("Consolidated reports"), "reports:consolidations",
        )  # fmt: skip
