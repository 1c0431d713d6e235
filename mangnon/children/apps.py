from datetime import date

from django.apps import AppConfig
from django.db.models import Count

from mangnon.core.registries import weigh_units_by


class ChildrenConfig(AppConfig):
    name = "mangnon.children"
    label = "children"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        weigh_units_by("children", self.children_by_unit)

    def children_by_unit(self) -> dict[tuple[str, date], float]:
        """Count the register's children by the unit they are kept under; empty without any."""
        counts = self.get_model("Child")._default_manager.values_list(
            "unit__code", "unit__valid_from"
        )
        return {(code, since): n for code, since, n in counts.annotate(Count("pk")).order_by()}
