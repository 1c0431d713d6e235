from importlib import import_module

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.reforms.unit_field import UnitField
from mangnon.core.registries import (
    hand_over_by,
    holds_uploads,
    name_records,
    passes_with_organisations,
    waits_for,
)
from mangnon.intake.registered import register_importer
from mangnon.ui.context import OPEN_TO

KINDS = {
    "plan": (_("Plan"), "Plan"),
    "warning": (_("Reading warning"), "ReadingWarning"),
    "indicator": (_("Indicator"), "Indicator"),
    "target": (_("Target"), "Target"),
    "lead": (_("Leads or takes part"), "IndicatorLead"),
    "key-task": (_("Main task"), "KeyTask"),
    "point": (_("Point"), "KeyTaskItem"),
    "agency": (_("Agency"), "Agency"),
    "task": (_("Task"), "Task"),
    "funding": (_("Source of funding"), "FundingLine"),
    "deadline": (_("Deadline"), "Deadline"),
    "basis": (_("Legal basis"), "LegalBasis"),
    "body": (_("Name in a plan"), "PlanBody"),
    "assignment": (_("Task to do"), "Assignment"),
    "task-reminder": (_("Reminder of a task"), "TaskReminder"),
    "task-update": (_("Task updated by a sheet"), "UpdatedTask"),
    "assignment-note": (_("Note on a task"), "AssignmentNote"),
    "money": (_("Line of money"), "BudgetLine"),
    "fund": (_("Child Protection Fund"), "Fund"),
    "fund-entry": (_("Entry of the fund"), "FundEntry"),
    "donor": (_("Donor"), "Donor"),
    "pledge": (_("Promise of a donor"), "Pledge"),
    "receipt": (_("Receipt of the fund"), "Receipt"),
    "grant": (_("Grant of the fund"), "Grant"),
    "review": (_("Review of a part of the plan"), "Review"),
}


class PlansConfig(AppConfig):
    name = "mangnon.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models are not there before this.
        from mangnon.plans import handing_over  # noqa: PLC0415
        from mangnon.plans.passing import PASSING  # noqa: PLC0415

        OPEN_TO["/plans/"] = holders_of("plan.view")
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        holds_uploads(self.get_model("AssignmentNote"), "evidence")
        holds_uploads(self.get_model("BudgetLine"), "files")
        work = import_module("mangnon.plans.work.waiting")
        waits_for("tasks", work.tasks_waiting_for)
        reviews = import_module("mangnon.plans.reviews.waiting")
        waits_for("reviews", reviews.reviews_waiting_for)
        register_importer("mangnon.plans.work.sheet.importer.TaskImporter")
        passing = import_module("mangnon.plans.work.passing")
        passes_with_organisations("plans.assignment", passing.PASSING)
        open_tasks = Q(state__in=("not_started", "doing"))
        UnitField("plans.Assignment", _("Open tasks"), open_tasks).register("assignments")
        UnitField("plans.Plan", _("Drafts of plans"), Q(state="draft")).register("plan_drafts")
        for kind, records in PASSING.items():
            passes_with_organisations(kind, records)
        hand_over_by(
            self.label,
            _("Drafts of plans"),
            needs="plan.review",
            preview=handing_over.drafts_of,
            move=handing_over.pass_drafts,
        )
