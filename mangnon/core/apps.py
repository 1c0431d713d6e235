from datetime import date

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.reforms.unit_field import UnitField
from mangnon.core.registries import PassesOn, name_records, passes_with_organisations


class CoreConfig(AppConfig):
    name = "mangnon.core"
    label = "core"
    verbose_name = _("Units, organisations, people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        UnitField("core.User", _("People")).register("people")
        name_records("reform", _("Reform of units"), self.get_model("ReformBatch"))
        name_records("handover", _("Hand-over"), self.get_model("Handover"))
        name_records("unit", _("Unit"), self.get_model("Unit"), unit_named)
        name_records("person", _("Person"), self.get_model("User"), person_named)
        name_records("organisation", _("Organisation"), self.get_model("Organisation"))
        name_records("audit", _("Audit entry"), self.get_model("AuditEntry"))
        name_records("change", _("Line of the change feed"), self.get_model("Change"))
        name_records("passing", _("Handover"), self.get_model("OrganisationHandover"))
        from mangnon.core.organisations import staff  # noqa: PLC0415 - models are not there before

        passes_with_organisations(
            "core.user",
            PassesOn(_("Account"), staff.held_by, staff.words, staff.move),
        )


def unit_named(number: str) -> Q:
    """Find a unit by its code, or by code@first day, since codes are reused."""
    code, _at, since = number.partition("@")
    return Q(code=code, valid_from=date.fromisoformat(since)) if since else Q(code=code)


def person_named(number: str) -> Q:
    return Q(username=number)
