"""The tables that an import writes, in the order in which their rows may be deleted."""

from __future__ import annotations

from django.apps import apps
from django.db import models

OF_CHILD = (
    "children_measurement", "children_schooling", "children_circumstancespell",
    "children_guardianship", "children_povertyspell", "children_residencespell",
)  # fmt: skip
# What several children share: an import lists those that it made, also for new children.
OF_SEVERAL = ("children_guardian", "children_household")
TABLES = (*OF_CHILD, *OF_SEVERAL, "children_child")


def model_of(table: str) -> type[models.Model]:
    for model in apps.get_app_config("children").get_models():
        if model._meta.db_table == table:
            return model
    raise LookupError(table)
