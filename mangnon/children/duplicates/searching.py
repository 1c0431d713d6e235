"""The search for second records in a person's scope: pairs that wait for a judgement."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

import polars as pl
from django.db import connection, transaction

from mangnon.children.duplicates.pair import DuplicatePair
from mangnon.children.duplicates.records import linkage_of_children, records_of
from mangnon.children.register import Child
from mangnon.core import access
from mangnon.core.audit import record, record_read
from mangnon.core.models import Refused, User
from mangnon.engine.duplicates import find_pairs, prepare_children
from mangnon.engine.duplicates.linkage import Linkage

LOADING = """
DROP TABLE IF EXISTS found_pair;
CREATE TEMPORARY TABLE found_pair (first_id uuid, second_id uuid, score double precision,
                                   levels jsonb) ON COMMIT DROP
"""
FILLING = "COPY found_pair (first_id, second_id, score, levels) FROM STDIN"
# A pair that is known keeps what was decided of it; of one that waits the score is the newest.
STORING = """
INSERT INTO children_duplicatepair (first_id, second_id, score, levels, found_at, state)
SELECT first_id, second_id, score, levels, now(), 'open' FROM found_pair
ON CONFLICT (first_id, second_id) DO UPDATE SET score = EXCLUDED.score, levels = EXCLUDED.levels
WHERE children_duplicatepair.state = 'open'
"""


@transaction.atomic
def search_duplicates(*, by: User, is_taken: bool = False) -> pl.DataFrame:
    """Propose pairs among the records the person may merge, and return those that wait.

    Columns id_a, id_b, score from 0 to 1, reasons. A pair that was judged different is not among
    them. A pair that a later search no longer proposes goes on waiting. With `is_taken` the list
    leaves the register, and is recorded as an export.
    """
    access.require(by, "child.merge")
    if is_taken:
        access.require(by, "child.export")
    if by.unit is None:
        raise Refused("Tài khoản chưa được giao đơn vị nào, nên không có hồ sơ để so.")
    linkage = linkage_of_children()
    children = Child.objects.visible_to(by).filter(merged_into=None)
    found = find_pairs(prepare_children(records_of(children)), linkage)
    _store(found, linkage)
    record(by, "child.search_duplicates", by.unit, count=len(found))
    told = _told(found, linkage, _decided(by))
    if is_taken:
        record_read(by, "child.export_duplicates", by.unit, count=len(told))
    return told


def propose_among(children: Collection[str], *, by: User) -> None:
    """Let the pairs among these records of the person's wait for a judgement."""
    if not children:
        return
    linkage = linkage_of_children()
    counting = Child.objects.visible_to(by).filter(pk__in=children, merged_into=None)
    records = prepare_children(records_of(counting), are_all=False)
    _store(find_pairs(records, linkage), linkage)


def _store(found: pl.DataFrame, linkage: Linkage) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOADING)
        with cursor.copy(FILLING) as rows:
            for row in found.iter_rows(named=True):
                levels = {name: row[name] for name in linkage.comparisons}
                rows.write_row((row["id_a"], row["id_b"], row["score"], json.dumps(levels)))
        cursor.execute(STORING)


def _decided(by: User) -> set[tuple[UUID, UUID]]:
    judged = DuplicatePair.objects.visible_to(by).exclude(state=DuplicatePair.State.OPEN)
    return set(judged.values_list("first_id", "second_id"))


def _told(found: pl.DataFrame, linkage: Linkage, decided: set[tuple[UUID, UUID]]) -> pl.DataFrame:
    rows: Iterator[dict[str, Any]] = (
        {
            "id_a": row["id_a"],
            "id_b": row["id_b"],
            "score": row["score"],
            "reasons": "; ".join(linkage.reasons(row)),
        }
        for row in found.iter_rows(named=True)
        if (UUID(row["id_a"]), UUID(row["id_b"])) not in decided
    )
    kinds = {"id_a": pl.String, "id_b": pl.String, "score": pl.Float64, "reasons": pl.String}
    told = pl.DataFrame(list(rows), schema=kinds)
    return told.with_columns(score=likelihood(pl.col("score")).round(4))


def likelihood(score: pl.Expr) -> pl.Expr:
    """Return a score of log odds as a share from 0 to 1."""
    return 1 / (1 + (-score).exp())
