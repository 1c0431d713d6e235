from importlib import import_module

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.reforms.unit_field import UnitField
from mangnon.core.registries import holds_uploads, name_records, waits_for
from mangnon.ui.context import OPEN_TO

KINDS = {
    "report": (_("Report"), "Report"),
    "obligation": (_("Report that is owed"), "Obligation"),
    "submission": (_("Report of a body"), "Submission"),
    "submission-section": (_("Section of a report"), "SubmissionSection"),
    "submission-figure": (_("Figure of a report"), "SubmissionFigure"),
    "submission-version": (_("Sent version of a report"), "SubmissionVersion"),
    "submission-comment": (_("Comment on a report"), "SubmissionComment"),
    "submission-step": (_("Step of a report"), "SubmissionStep"),
}


class ReportsConfig(AppConfig):
    name = "mangnon.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/reports/"] = holders_of("report.view")
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        holds_uploads(self.get_model("Submission"), "signed_copies")
        waiting = import_module("mangnon.reports.submissions.waiting")
        waits_for(
            "submissions", waiting.submissions_waiting_for, _("Reports of bodies"),
            "reports:submissions",
        )  # fmt: skip
        drafts = Q(state__in=("draft", "submitted", "returned"))
        UnitField("reports.Submission", _("Drafts of reports"), drafts).register("submissions")
