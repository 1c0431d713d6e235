"""Vaccinations, and the doses that are due by the schedule of `catalog/vaccines/`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from mangnon.catalog import CATALOG
from mangnon.children.facts.seeing import ChildFactQuerySet
from mangnon.children.register import Child, ChildQuerySet
from mangnon.engine.vaccines import (
    DueDose,
    Schedule,
    Window,
    born_under,
    due_doses,
    load_schedules,
    windows,
)
from mangnon.places.place import Place

LAST_AGE_DAYS = 5 * 366  # no dose of the schedule is asked for later


class VaccinationQuerySet(ChildFactQuerySet):
    subject_field = "child"


class Vaccination(models.Model):
    """One dose against one disease, by its number in the course.

    The dose that completes a course carries the number that the schedule asks for: whoever only
    knows that a course is complete enters that dose alone.
    """

    class Antigen(models.TextChoices):
        TUBERCULOSIS = "tuberculosis", _("Tuberculosis")
        HEPATITIS_B = "hepatitis_b", _("Hepatitis B")
        DIPHTHERIA = "diphtheria", _("Diphtheria")
        PERTUSSIS = "pertussis", _("Whooping cough")
        TETANUS = "tetanus", _("Tetanus")
        POLIO = "polio", _("Poliomyelitis")
        HIB = "hib", _("Haemophilus influenzae type b")
        MEASLES = "measles", _("Measles")
        RUBELLA = "rubella", _("Rubella")
        JAPANESE_ENCEPHALITIS = "japanese_encephalitis", _("Japanese encephalitis")
        ROTAVIRUS = "rotavirus", _("Rotavirus")

    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="vaccinations", db_index=False
    )
    antigen = models.CharField(max_length=24, choices=Antigen)
    dose = models.PositiveSmallIntegerField(default=1)
    given_on = models.DateField()
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = VaccinationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "antigen", "dose"], name="vaccination_once"),
            models.CheckConstraint(condition=Q(dose__gte=1, dose__lte=9), name="vaccination_dose"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.antigen} {self.dose} {self.given_on}"


def due_and_overdue(child: Child, day: date) -> list[DueDose]:
    """Return the doses that the child may get on the day, the longest due first.

    At most one of each course: the next after the last that was given. Who may see the child may
    see this; nothing is due to who has died or is gone.
    """
    children = Child.objects.filter(pk=child.pk)
    return doses_due(children, day).get(child.pk, [])


def doses_due(children: ChildQuerySet, day: date) -> dict[UUID, list[DueDose]]:
    """Return the due doses of each of the children who has any, in two queries for all of them.

    Pass the children of a unit or hamlet as they are visible to the person who asks:
    `doses_due(Child.objects.visible_to(user).filter(unit=unit), today)`. Each list is as in
    `due_and_overdue`; `any(dose.is_overdue for dose in doses)` parts the overdue from the due.
    """
    young = children.living_on(day).filter(birth_date__gt=day - timedelta(LAST_AGE_DAYS))
    born = dict(young.order_by().values_list("pk", "birth_date"))
    given: dict[UUID, list[tuple[str, int, date]]] = defaultdict(list)
    doses = Vaccination.objects.filter(child__in=young.order_by().values("pk"), given_on__lte=day)
    for pk, *dose in doses.values_list("child", "antigen", "dose", "given_on"):
        given[pk].append(tuple(dose))
    return _of_all(born.items(), given, day)


class IsDue(Func):
    """Whether a dose is due to a child on a day, asked of the database for many at once.

    It finds whom `doses_due` finds; the outer query sees to it that they live and are children.
    """

    output_field = models.BooleanField()

    def __init__(self, *expressions: Any, day: date) -> None:
        super().__init__(*expressions or (F("pk"), F("birth_date")))
        self.day = day

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_options: Any) -> Any:
        (child, of_child), (birth, of_birth) = map(compiler.compile, self.source_expressions)
        given = Vaccination._meta.db_table
        sql = f"""EXISTS (
            SELECT FROM unnest(%s::text[], %s::int[], %s::int[], %s::date[], %s::date[])
                AS due (antigen, dose, after_days, born_after, born_by)
            LEFT JOIN (
                SELECT DISTINCT ON (antigen) antigen, dose, given_on FROM {given}
                WHERE child_id = {child} AND given_on <= %s ORDER BY antigen DESC, dose DESC
            ) AS last ON last.antigen = due.antigen
            WHERE {birth} > due.born_after AND {birth} <= due.born_by
              AND coalesce(last.dose, 0) = due.dose
              AND coalesce(last.given_on + due.after_days <= %s, true)
        )"""  # noqa: S608 - our own table
        columns = [list(column) for column in zip(*map(astuple, self._windows()), strict=True)]
        return sql, [*columns, *of_child, self.day, *of_birth, *of_birth, self.day]

    def _windows(self) -> list[Window]:
        return windows(_schedules(), self.day)


@lru_cache(maxsize=1)
def _schedules() -> tuple[Schedule, ...]:
    return load_schedules(CATALOG)


def _of_all(
    born: Iterable[tuple[UUID, date]], given: dict[UUID, list[tuple[str, int, date]]], day: date
) -> dict[UUID, list[DueDose]]:
    schedules = _schedules()
    due = {
        pk: due_doses(born_under(schedules, birth), birth, given.get(pk, ()), day)
        for pk, birth in born
    }
    return {pk: doses for pk, doses in due.items() if doses}
