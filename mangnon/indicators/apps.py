from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.registries import Waiting, name_records, waits_for

if TYPE_CHECKING:
    from mangnon.core.models import User


class IndicatorsConfig(AppConfig):
    name = "mangnon.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        waits_for(
            "findings", warnings_waiting_for, _("Warnings about figures"), "dashboards:quality"
        )
        name_records("figure", _("Figure"), self.get_model("Result"))
        name_records("live-figure", _("Live figure"), self.get_model("LiveCount"))
        name_records("live-unit", _("When a unit was counted live"), self.get_model("LiveUnit"))
        modules = import_module("mangnon.children.exporting.listed").MODULES
        modules["gap"] = "mangnon.indicators.gaps.listed"
        name_records("finding", _("Finding of a quality check"), self.get_model("Finding"))
        name_records("explanation", _("Explanation of a warning"), self.get_model("Explanation"))


def warnings_waiting_for(user: User, day: date) -> Iterable[Waiting]:
    """Ask what computes only when somebody asks: it costs every start of a light command."""
    found: Iterable[Waiting] = import_module(
        "mangnon.indicators.quality.waiting"
    ).warnings_waiting_for(user, day)
    return found
