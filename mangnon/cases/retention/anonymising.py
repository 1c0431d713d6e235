"""Destroying what is told in a case; its codes, times and counts stay.

What sealed texts there are is not listed here: every sealed field of every table that hangs on a
case is emptied, so that a new table cannot be forgotten. Plain columns that name or link somebody
are in PLAIN.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.people import CasePerson
from mangnon.cases.retention.schedule import due_cases
from mangnon.children.births import age_on
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Refused, User

RUNS = "retention.run"
DEEPEST = 3  # tables between a sealed text and its case

# By table, what its plain columns become.
PLAIN: dict[str, dict[str, Any]] = {
    "cases.Report": {"reference": ""},
    "cases.CasePerson": {"child": None, "birth_date": None},
    "cases.CareNeed": {"child": None, "birth_date": None},
}


def run_retention(*, by: User, day: date, now: datetime) -> list[str]:
    """Anonymise every case that is due on a day; return their numbers. Each is done by itself."""
    access.require(by, RUNS)
    return [anonymise(kept.case, by=by, day=day, now=now).number for kept in due_cases(by, day)]


@transaction.atomic
def anonymise(case: Case, *, by: User, day: date, now: datetime) -> Case:
    """Destroy the words, names and links of one case that is due; done again, nothing changes."""
    access.require(by, RUNS)
    found: Case = Case.objects.select_for_update().get(pk=case.pk)
    if found.anonymised_at is not None:
        return found
    if not due_cases(by, day, only=found.pk):
        raise Refused(_("This case is on hold, or must be kept longer."))
    _keep_ages(found)
    for model, path, columns in _to_destroy():
        model._base_manager.filter(**{path: found.pk}).update(**columns)
    Case.objects.filter(pk=found.pk).update(anonymised_at=now)
    record(by, "case.anonymise", found, unit=found.unit)
    found.refresh_from_db()
    return found


def _keep_ages(case: Case) -> None:
    """Let the age when the report came stand in the place of the birthday."""
    received = local_day(case.received_at)
    for person in case.people.filter(birth_date__isnull=False):
        age = max(0, age_on(person.birth_date, received))
        CasePerson.objects.filter(pk=person.pk).update(age=age)


def _to_destroy() -> Iterator[tuple[type[models.Model], str, dict[str, Any]]]:
    """Yield each table of cases, the way from it to its case, and what its columns become."""
    for model in apps.get_app_config("cases").get_models():
        sealed = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, EncryptedTextField)
        ]
        columns = dict.fromkeys(sealed) | PLAIN.get(model._meta.label, {})
        path = way_to_case(model)
        if columns and path is not None:
            yield model, path, columns


def way_to_case(model: type[models.Model], depth: int = DEEPEST) -> str | None:
    """Return the way from a table to its case, as "case" or "referral__case"; None: there is none.

    The shortest way is taken: what hangs on a step hangs on the step's case.
    """
    links = [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]
    direct = [link.name for link in links if link.related_model is Case]
    if direct or depth == 0:
        return direct[0] if direct else None
    further = [
        f"{link.name}__{rest}"
        for link in links
        if link.related_model._meta.app_label == "cases"
        for rest in [way_to_case(link.related_model, depth - 1)]
        if rest is not None
    ]
    return min(further, key=len, default=None)
