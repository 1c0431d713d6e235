"""Destroying what is told in a record and in all that hangs on it.

What sealed texts there are is not listed here: every sealed field of every table that hangs on a
case is emptied, so that a new table cannot be forgotten. Plain columns that name or link somebody
are in PLAIN.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from mangnon.cases.care.need import CareNeed
from mangnon.cases.case import Case
from mangnon.core.encryption.fields import EncryptedTextField

DEEPEST = 3  # tables between a sealed text and its case

# By table, what its plain columns become.
PLAIN: dict[str, dict[str, Any]] = {
    "cases.Report": {"reference": ""},
    "cases.CasePerson": {"child": None, "birth_date": None},
    "cases.CareNeed": {"child": None, "birth_date": None},
}


def destroy(record: Case | CareNeed) -> None:
    """Empty the sealed texts and plain links of all that hangs on a case or a child in need."""
    for model, path, columns in _to_destroy(type(record)):
        model._base_manager.filter(**{path: record.pk}).update(**columns)


def _to_destroy(
    target: type[models.Model],
) -> Iterator[tuple[type[models.Model], str, dict[str, Any]]]:
    """Yield each table of cases, the way from it to the target, and what its columns become."""
    for model in apps.get_app_config("cases").get_models():
        sealed = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, EncryptedTextField)
        ]
        columns = dict.fromkeys(sealed) | PLAIN.get(model._meta.label, {})
        path = way_to(target, model)
        if columns and path is not None:
            yield model, path, columns


def way_to_case(model: type[models.Model]) -> str | None:
    return way_to(Case, model)


def way_to(
    target: type[models.Model], model: type[models.Model], depth: int = DEEPEST
) -> str | None:
    """Return the way from a table to its case, as "case" or "referral__case"; None: there is none.

    The shortest way is taken: what hangs on a step hangs on the step's case.
    """
    if model is target:
        return "pk"
    links = [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]
    direct = [link.name for link in links if link.related_model is target]
    if direct or depth == 0:
        return direct[0] if direct else None
    further = [
        f"{link.name}__{rest}"
        for link in links
        if link.related_model._meta.app_label == "cases"
        for rest in [way_to(target, link.related_model, depth - 1)]
        if rest is not None
    ]
    return min(further, key=len, default=None)
