from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.registries import holds_uploads, name_records, waits_for
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
}


class ActivitiesConfig(AppConfig):
    name = "mangnon.activities"
    label = "activities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        opened = [holders_of(right) for right in ("activity.view", "summer.view")]

        def is_open(request: HttpRequest) -> bool:
            return any(is_open(request) for is_open in opened)

        OPEN_TO["/activities/"] = is_open
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        holds_uploads(self.get_model("Proof"), "upload")
        waiting = import_module("mangnon.activities.waiting")
        waits_for("activities", waiting.activities_waiting_for, _("Activities"), "activities")
        summer = _("Summer lists")
        waits_for("summer", waiting.summer_lists_waiting_for, summer, "activity-summer")
        register_importer("mangnon.activities.importing.importer.AttendanceImporter")
