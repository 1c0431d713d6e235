from importlib import import_module

from django.apps import AppConfig
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.reforms.unit_field import UnitField
from mangnon.core.registries import (
    guard_fields,
    holds_uploads,
    moves_with_units,
    name_records,
    passes_with_organisations,
    shown_beside_tasks,
    waits_for,
)
from mangnon.intake.registered import register_importer
from mangnon.ui.context import OPEN_TO, TABS

KINDS = {
    "activity": (_("Activity"), "Activity"),
    "activity-headcount": (_("Participants of an activity"), "Headcount"),
    "activity-participant": (_("Line of a sign-in list"), "Participant"),
    "activity-sheet": (_("Sign-in list of an activity"), "SignInSheet"),
    "activity-leaf-count": (_("Children that activities reached"), "LeafCount"),
    "activity-proof": (_("Proof of an activity"), "Proof"),
    "inspection-plan": (_("Plan of inspections"), "InspectionPlan"),
    "inspection": (_("Inspection"), "Inspection"),
    "inspection-answer": (_("Answer of an inspection"), "InspectionAnswer"),
    "inspection-finding": (_("Finding of an inspection"), "InspectionFinding"),
    "inspection-photo": (_("Photo of a finding"), "FindingPhoto"),
    "inspection-remedy": (_("Remedy of a finding"), "Remedy"),
    "inspection-penalty": (_("Penalty after an inspection"), "InspectionPenalty"),
    "recommendation": (_("Recommendation"), "Recommendation"),
    "recommendation-step": (_("Reply to a recommendation"), "RecommendationStep"),
    "consultation": (_("Consultation with children"), "Consultation"),
    "consultation-question": (_("Question of a consultation"), "Question"),
    "consultation-code": (_("Code of a consultation"), "SessionCode"),
    "consultation-answer": (_("Anonymous answer"), "VoiceAnswer"),
    "consultation-text": (_("Free text of a consultation"), "FreeText"),
    "consultation-response": (_("What was done about a consultation"), "VoiceResponse"),
    "summer-list": (_("Summer list of a school"), "SummerList"),
    "summer-child": (_("Child of a summer list"), "SummerChild"),
    "practice": (_("Model of work"), "Practice"),
    "practice-state": (_("State of a model of work"), "PracticeState"),
    "practice-cost": (_("Cost of a model of work"), "PracticeCost"),
    "practice-figure": (_("Number of a model of work"), "PracticeFigure"),
    "practice-replication": (_("Unit that took a model of work over"), "Replication"),
    "practice-commendation": (_("Praise for a model of work"), "Commendation"),
    "practice-file": (_("File of a model of work"), "PracticeFile"),
    "post": (_("Post of the network"), "Post"),
    "post-place": (_("Unit of a post"), "PostPlace"),
    "post-holding": (_("Who fills a post"), "Holding"),
    "post-training": (_("Training of who fills a post"), "Training"),
    "core-group": (_("Core group of children"), "CoreGroup"),
    "core-group-count": (_("Children of a core group"), "CoreGroupCount"),
}


class ActivitiesConfig(AppConfig):
    name = "mangnon.activities"
    label = "activities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        opened = [holders_of(right) for right in ("activity.view", "summer.view", "network.view")]

        def is_open(request: HttpRequest) -> bool:
            return any(is_open(request) for is_open in opened)

        OPEN_TO["/activities/"] = is_open
        TABS["/activities/"] = import_module("mangnon.activities.tabs").TABS
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        holds_uploads(self.get_model("Proof"), "upload")
        self._make_inspections_ready()
        beside = import_module("mangnon.activities.beside")
        shown_beside_tasks("activities", beside.activities_of)
        waiting = import_module("mangnon.activities.waiting")
        waits_for("activities", waiting.activities_waiting_for, _("Activities"), "activities")
        summer = _("Summer lists")
        waits_for("summer", waiting.summer_lists_waiting_for, summer, "activity-summer")
        self._make_voice_ready()
        self._make_network_ready()
        register_importer("mangnon.activities.importing.importer.AttendanceImporter")

    def _make_inspections_ready(self) -> None:
        holders = {"FindingPhoto": "upload", "InspectionPlan": "files"}
        holders |= {"Recommendation": "files", "RecommendationStep": "files"}
        for model, field in holders.items():
            holds_uploads(self.get_model(model), field)
        waiting = import_module("mangnon.activities.inspections.waiting")
        waits_for("inspections", waiting.inspections_waiting_for, _("Inspections"), "inspections")
        _pass_on("mangnon.activities.inspections.passing")
        planned, waits = Q(state="planned"), Q(answered_on=None)
        UnitField("activities.Inspection", _("Planned inspections"), planned).register(
            "planned_inspections"
        )
        UnitField(
            "activities.Recommendation", _("Recommendations without a reply"), waits
        ).register("recommendations")

    def _make_network_ready(self) -> None:
        holds_uploads(self.get_model("PracticeFile"), "upload")
        guard_fields("activities.Holding", full_name="network.names")
        moving = import_module("mangnon.activities.network.moving")
        moves_with_units(
            "posts", _("Posts of the network"), table=moving.POST, preview=moving.preview,
            move=moving.move, undo=moving.undo,
        )  # fmt: skip
        groups = UnitField("activities.CoreGroup", _("Core groups of children"), Q(until=None))
        groups.register("core_groups")

    def _make_voice_ready(self) -> None:
        waiting = import_module("mangnon.activities.voice.waiting")
        waits_for("voice", waiting.texts_waiting_for, _("Children’s voice"), "voices")
        _pass_on("mangnon.activities.voice.passing")
        not_over = Q(state__in=("draft", "open"))
        UnitField(
            "activities.Consultation", _("Consultations that are not over"), not_over
        ).register("consultations")


def _pass_on(module: str) -> None:
    """Register what the module says passes to the successor of an organisation."""
    for kind, records in import_module(module).PASSING.items():
        passes_with_organisations(kind, records.passes_on)
