from importlib import import_module

from django.apps import AppConfig
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.reforms.unit_field import UnitField
from mangnon.core.registries import guard_fields, holds_uploads, moves_with_units, name_records
from mangnon.intake.registered import register_importer
from mangnon.ui.context import OPEN_TO

KINDS = {
    "activity": (_("Activity"), "Activity"),
    "activity-headcount": (_("Participants of an activity"), "Headcount"),
    "activity-participant": (_("Line of a sign-in list"), "Participant"),
    "activity-sheet": (_("Sign-in list of an activity"), "SignInSheet"),
    "activity-leaf-count": (_("Children that activities reached"), "LeafCount"),
    "activity-proof": (_("Proof of an activity"), "Proof"),
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
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        holds_uploads(self.get_model("Proof"), "upload")
        holds_uploads(self.get_model("PracticeFile"), "upload")
        guard_fields("activities.Holding", full_name="network.names")
        moving = import_module("mangnon.activities.network.moving")
        moves_with_units(
            "posts", _("Posts of the network"), table=moving.POST, preview=moving.preview,
            move=moving.move, undo=moving.undo,
        )  # fmt: skip
        groups = UnitField("activities.CoreGroup", _("Core groups of children"), Q(until=None))
        groups.register("core_groups")
        register_importer("mangnon.activities.importing.importer.AttendanceImporter")
