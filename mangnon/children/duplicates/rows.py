"""All that is told of a child in other tables: moved to the record that is kept, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from mangnon.children.duplicates.merge import Merge, MergeMove
from mangnon.children.duplicates.pair import DuplicatePair
from mangnon.children.register import Child
from mangnon.core.models import Refused
from mangnon.core.registries import RECORD_KINDS

# About records, not about children.
OF_RECORDS = {Child, DuplicatePair, Merge, MergeMove}
ABOUT = "child"


def tables() -> Iterator[type[models.Model]]:
    """Yield every model whose rows are about a child, by its field `child`."""
    for relation in Child._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.field.name == ABOUT:
            model: Any = relation.related_model
            # What the database keeps by itself (the words of names) follows the record.
            if model not in OF_RECORDS and model._meta.managed:
                yield model


def move_rows(second: Child, kept: Child) -> list[MergeMove]:
    """Move every row that can stand beside those of the kept record; the others stay.

    Two mothers at a time, two measurements of one day, two homes at once cannot stand together:
    the database's own constraints say so. What stays is still the second record's.
    """
    return [
        MergeMove(
            table=model._meta.db_table,
            record_id=str(key),
            is_moved=_moved(model, key, second, kept),
        )
        for model in tables()
        for key in _rows(model)
        .filter(**{ABOUT: second})
        .order_by("pk")
        .values_list("pk", flat=True)
    ]


def take_rows_back(merge: Merge) -> None:
    """Move back what was moved; raise Refused when a row is no longer where it was put."""
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    for move in merge.moves.filter(is_moved=True).order_by("-pk"):
        model = by_table[move.table]
        key = merge.kept_id if _is_key(model) else move.record_id
        if not _moved(model, key, merge.kept, merge.second):
            raise Refused(
                _(
                    "The merge cannot be taken back: something that it moved (%(what)s) was "
                    "changed or removed since."
                )
                % {"what": label_of(move.table)}
            )


def label_of(table: str) -> str:
    """Return what the rows of a table are called."""
    labels = {kind.model._meta.db_table: str(kind.label) for kind in RECORD_KINDS.values()}
    return labels.get(table, table)


def _moved(model: type[models.Model], key: Any, source: Child, to: Child) -> bool:
    try:
        with transaction.atomic():
            rows = _rows(model).filter(pk=key, **{ABOUT: source})
            return rows.update(**{ABOUT: to}) == 1
    except IntegrityError:
        return False


def _is_key(model: type[models.Model]) -> bool:
    """Say whether a row is found by its child: a death is, for a person dies once."""
    key: models.Field[Any, Any] = model._meta.pk
    return key.name == ABOUT


def _rows(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._base_manager.all()
