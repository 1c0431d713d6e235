"""A built report: which figures it stands on, and which files it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, allowed
from mangnon.core.models import Unit, User
from mangnon.indicators.models import Run
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.version import SubmissionVersion


class ReportQuerySet(ScopedQuerySet):
    view_action = "report.view"

    def rules(self, user: User) -> Iterator[Rule]:
        """Drafts with the words of bodies are read by those who work on them, not by all."""
        yield from super().rules(user)
        if not allowed(user, "submission.receive"):
            yield Rule("figures-or-sent", Q(submission=None) | Q(Exists(_sent())))
        if not allowed(user, "report.build"):
            yield Rule("no-draft-of-a-body", ~Q(kind=Report.Kind.AGENCY))

    def with_number(self) -> Self:
        """Add `sent_number`: under which number the very file was sent, None when it was not."""
        return self.annotate(sent_number=Subquery(_sent().values("number")[:1]))


def _sent() -> QuerySet[SubmissionVersion]:
    """Return the sent version whose file a report is."""
    return SubmissionVersion.objects.filter(
        submission=OuterRef("submission"), docx_sha256=OuterRef("docx_sha256")
    )


class Report(models.Model):
    """One built report: a Word file and a spreadsheet that are never written again.

    The files are named by their content, under `settings.REPORTS`. `submission` is the consolidated
    report of a period that it was built for; None for one of figures alone.
    """

    class Kind(models.TextChoices):
        CONSOLIDATED = "consolidated", _("Consolidated report")
        HALF_YEAR = "half-year", _("Half-year report")
        SECOND_HALF = "second-half", _("Report of the second half-year")
        AD_HOC = "ad-hoc", _("Report asked for at once")
        FIVE_YEAR = "five-year", _("Five-year report")
        AGENCY = "agency", _("Report of a body")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    docx_name = models.CharField(max_length=120)
    docx_sha256 = models.CharField(max_length=64)
    xlsx_name = models.CharField(max_length=120)
    xlsx_sha256 = models.CharField(max_length=64)
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    built_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    built_at = models.DateTimeField(auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        get_latest_by = "built_at"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "kind", "docx_sha256", "xlsx_sha256"], name="report_built_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"

    @property
    def docx_file(self) -> Path:
        return settings.REPORTS / self.docx_name

    @property
    def xlsx_file(self) -> Path:
        return settings.REPORTS / self.xlsx_name
