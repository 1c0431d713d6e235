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
    shown_beside_tasks,
    tells_who_leads,
    waits_for,
)
from mangnon.intake.registered import register_importer
from mangnon.ui.context import OPEN_TO, TABS

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
    "difficulty": (_("Difficulty"), "Difficulty"),
    "difficulty-note": (_("What was said of a difficulty"), "DifficultyNote"),
    "money": (_("Line of money"), "BudgetLine"),
    "amendment": (_("Amendment of a plan"), "Amendment"),
    "legal-document": (_("Legal document"), "LegalDocument"),
    "basis-link": (_("What rests on a document"), "BasisLink"),
    "replacement": (_("Replacement of a document"), "Supersession"),
    "coordination": (_("Coordination rules"), "CoordinationRules"),
    "fund": (_("Child Protection Fund"), "Fund"),
    "fund-entry": (_("Entry of the fund"), "FundEntry"),
    "donor": (_("Donor"), "Donor"),
    "pledge": (_("Promise of a donor"), "Pledge"),
    "receipt": (_("Receipt of the fund"), "Receipt"),
    "grant": (_("Grant of the fund"), "Grant"),
    "local-plan": (_("Local plan"), "LocalPlan"),
    "local-target": (_("Target of a local plan"), "LocalTarget"),
    "socioeconomic": (_("Socio-economic plan"), "SocioeconomicPlan"),
    "carried-target": (_("Target that a socio-economic plan carries"), "CarriedTarget"),
    "asked-target": (_("Target that was asked for"), "AskedTarget"),
    "review": (_("Review of a part of the plan"), "Review"),
}


class PlansConfig(AppConfig):
    name = "mangnon.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models are not there before this.
        from mangnon.plans import handing_over  # noqa: PLC0415
        from mangnon.plans.leading import who_leads_leaves  # noqa: PLC0415
        from mangnon.plans.passing import PASSING  # noqa: PLC0415

        OPEN_TO["/plans/"] = holders_of("plan.view")
        TABS["/plans/"] = import_module("mangnon.plans.tabs").TABS
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        holds_uploads(self.get_model("AssignmentNote"), "evidence")
        tells_who_leads(who_leads_leaves)
        holds_uploads(self.get_model("BudgetLine"), "files")
        holds_uploads(self.get_model("DifficultyNote"), "files")
        work = import_module("mangnon.plans.work.waiting")
        waits_for("tasks", work.tasks_waiting_for, _("Tasks"), "plans:tasks")
        waiting = import_module("mangnon.plans.waiting")
        waits_for("plan_drafts", waiting.drafts_waiting_for, _("Drafts of plans"), "plans:list")
        money = import_module("mangnon.plans.funding.waiting")
        waits_for("money", money.money_waiting_for, _("Lines of money"), "plans:money-list")
        waits_for("grants", money.grants_waiting_for, _("Grants of the fund"), "plans:fund-grants")
        waits_for(
            "pledges", money.pledges_waiting_for, _("Promises to the fund"), "plans:fund-donors"
        )
        difficulties = import_module("mangnon.plans.difficulties.waiting")
        waits_for(
            "difficulties", difficulties.difficulties_waiting_for, _("Difficulties"),
            "plans:difficulties",
        )  # fmt: skip
        for part, answer in (("difficulties", "difficulties_of"), ("funding", "money_of")):
            beside = import_module(f"mangnon.plans.{part}.beside")
            shown_beside_tasks(part, getattr(beside, answer))
        local = import_module("mangnon.plans.local.waiting")
        waits_for(
            "local_plans", local.local_plans_waiting_for, _("Local plans"), "plans:local-list"
        )
        local_passing = import_module("mangnon.plans.local.passing")
        passes_with_organisations("plans.local_plan", local_passing.PASSING)
        open_local = Q(state__in=("draft", "sent", "returned"))
        UnitField("plans.LocalPlan", _("Drafts of local plans"), open_local).register("local_plans")
        holds_uploads(self.get_model("LegalDocument"), "files")
        amendments = import_module("mangnon.plans.amendments.waiting")
        waits_for("amendments", amendments.waiting_for, _("Amendments of plans"), "plans:list")
        import_module("mangnon.plans.amendments.carried").register()
        bases = import_module("mangnon.plans.bases.looking")
        waits_for("bases", bases.bases_waiting_for, _("Legal bases"), "plans:bases")
        reviews = import_module("mangnon.plans.reviews.waiting")
        waits_for("reviews", reviews.reviews_waiting_for, _("Reviews"), "reports:reviews")
        register_importer("mangnon.plans.work.sheet.importer.TaskImporter")
        open_ones = Q(state__in=("raised", "asked", "answered"))
        UnitField("plans.Difficulty", _("Open difficulties"), open_ones).register("difficulties")
        open_tasks = Q(state__in=("not_started", "doing"))
        UnitField("plans.Assignment", _("Open tasks"), open_tasks).register("assignments")
        UnitField("plans.Plan", _("Drafts of plans"), Q(state="draft")).register("plan_drafts")
        work = import_module("mangnon.plans.work.passing")
        difficulties = import_module("mangnon.plans.difficulties.passing")
        for kind, records in (PASSING | work.PASSING | difficulties.PASSING).items():
            passes_with_organisations(kind, records)
        hand_over_by(
            self.label,
            _("Drafts of plans"),
            needs="plan.review",
            preview=handing_over.drafts_of,
            move=handing_over.pass_drafts,
        )
