from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.registries import name_records
from mangnon.ui.context import OPEN_TO

KINDS = {
    "report": (_("Report"), "Report"),
    "obligation": (_("Report that is owed"), "Obligation"),
    "submission": (_("Report of a body"), "Submission"),
    "submission-section": (_("Section of a report"), "SubmissionSection"),
    "submission-figure": (_("Figure of a report"), "SubmissionFigure"),
    "submission-version": (_("Sent version of a report"), "SubmissionVersion"),
    "consolidated-passage": (_("Paragraph of a consolidated report"), "ConsolidatedPassage"),
    "figure-explanation": (_("Explanation of a figure"), "FigureExplanation"),
    "submission-comment": (_("Comment on a report"), "SubmissionComment"),
}


class ReportsConfig(AppConfig):
    name = "mangnon.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/reports/"] = holders_of("report.view")
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
