from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mangnon.administration.parts import parts_for
from mangnon.core.registries import waits_for
from mangnon.ui.context import OPEN_TO


class AdministrationConfig(AppConfig):
    name = "mangnon.administration"
    label = "administration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/administration/"] = has_parts
        waiting = import_module("mangnon.administration.waiting")
        for kind, answer, label, page in (
            ("unit_handovers", waiting.unit_handovers_waiting_for, _("Hand-overs of units"), ""),
            (
                "organisation_handovers", waiting.organisation_handovers_waiting_for,
                _("Hand-overs of organisations"), "organisations",
            ),
            (
                "reforms", waiting.reforms_waiting_for, _("Reforms of units"),
                "administration-reforms",
            ),
            ("accounts", waiting.accounts_waiting_for, _("Accounts"), "people"),
            ("mails", waiting.failed_mails_waiting_for, _("E-mails sent"), "digest-log"),
        ):  # fmt: skip
            waits_for(kind, answer, label, page)


def has_parts(request: HttpRequest) -> bool:
    """Say whether the person may enter any part of it."""
    person = getattr(request, "user", None)  # a refusal may come before the person is known
    return person is not None and bool(parts_for(person))
