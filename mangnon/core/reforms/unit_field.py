"""Moving records that hold their unit in one column: people, drafts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Count, Q
from django.db.models.options import Options
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused
from mangnon.core.registries import Moved, PassingGroup, moves_with_units


@dataclass(frozen=True)
class UnitField:
    """The records of a model that pass on, all of a unit together; `column` holds the unit."""

    model: str
    label: str | Promise
    which: Q = field(default_factory=Q)
    column: str = "unit_id"

    def register(self, name: str) -> None:
        moves_with_units(
            name, self.label, table=self._meta().db_table, preview=self.preview, move=self.move,
            undo=self.undo,
        )  # fmt: skip

    def preview(self, unit_ids: Collection[int]) -> Iterator[PassingGroup]:
        held = self._records().filter(**{f"{self.column}__in": unit_ids}).order_by()
        for unit_id, count in held.values_list(self.column).annotate(Count("pk")):
            yield PassingGroup(unit_id, "", count)

    def move(self, from_id: int, key: str | None, to_id: int, day: date) -> list[Moved]:
        before, after = {self.column: from_id}, {self.column: to_id}
        records = self._records().filter(**before).select_for_update().order_by("pk")
        ids = list(records.values_list("pk", flat=True))
        try:
            with transaction.atomic():
                self._manager().filter(pk__in=ids).update(**after)
        except IntegrityError as error:
            raise Refused(
                _(
                    "The successor already holds one of the records that would pass to it "
                    "(%(what)s); remove one of the two first."
                )
                % {"what": self.label}
            ) from error
        table = self._meta().db_table
        return [Moved(table, str(pk), before, after) for pk in ids]

    def undo(self, moves: Sequence[Moved]) -> None:
        back: dict[tuple[int, int], list[str]] = defaultdict(list)
        for moved in moves:
            before = moved.before or {}
            back[before[self.column], moved.after[self.column]].append(moved.record_id)
        for (from_id, to_id), ids in back.items():
            now = self._manager().filter(pk__in=ids, **{self.column: to_id})
            if now.update(**{self.column: from_id}) != len(ids):
                raise changed_since(self.label)

    def _records(self) -> models.QuerySet[Any]:
        return self._manager().filter(self.which)

    def _manager(self) -> models.Manager[Any]:
        model: type[models.Model] = apps.get_model(self.model)
        return model._default_manager

    def _meta(self) -> Options[Any]:
        model: type[models.Model] = apps.get_model(self.model)
        return model._meta


def changed_since(what: object) -> Refused:
    return Refused(
        _(
            "This reform cannot be undone: records that it moved were changed since (%(what)s). "
            "Enter a new reform instead."
        )
        % {"what": what}
    )
