"""A column that the database fills with the transaction which wrote the row."""

from __future__ import annotations

from typing import Any

from django.db import models

FIXED = ("db_default", "editable")


class TransactionField(models.Field):  # type: ignore[type-arg] # Django has none
    """The number of the transaction, as PostgreSQL counts them: 64 bits, never used twice."""

    def __init__(self, **options: Any) -> None:
        written = models.Func(function="pg_current_xact_id", output_field=models.TextField())
        super().__init__(**options | {"db_default": written, "editable": False})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, arguments, options = super().deconstruct()
        return name, path, list(arguments), {k: v for k, v in options.items() if k not in FIXED}

    def db_type(self, connection: Any) -> str:
        return "xid8"
