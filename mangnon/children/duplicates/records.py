"""Records of the register as the comparison of duplicates takes them."""

from __future__ import annotations

import io
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from mangnon.catalog import CATALOG
from mangnon.children.families import Guardianship
from mangnon.core.encryption.fields import mark_of
from mangnon.engine.duplicates import Linkage, load_linkage
from mangnon.engine.duplicates.vietnamese import COLUMNS


def linkage_of_children() -> Linkage:
    return load_linkage(CATALOG / "duplicates" / "children.yaml")


def records_of(children: QuerySet[Any]) -> pl.DataFrame:
    """Return a row a child for `prepare_children`; a number only as the mark of its equals."""
    mothers = Guardianship.objects.filter(
        child=OuterRef("pk"), relation=Guardianship.Relation.MOTHER
    ).order_by("-began_on")
    rows = children.order_by().values_list(
        "pk",
        "full_name",
        "birth_date",
        "birth_precision",
        "sex",
        "unit_id",
        Subquery(mothers.values("guardian__full_name")[:1]),
        mark_of("identity_number"),
    )
    return pl.read_csv(io.BytesIO(_copied(rows)), has_header=False, schema=COLUMNS)


def _copied(rows: QuerySet[Any, Any]) -> bytes:
    """Return the rows as CSV, in one COPY: a province is 300,000 of them."""
    sql, values = rows.query.sql_with_params()
    copying = f"COPY ({sql}) TO STDOUT (FORMAT csv)"
    with connection.cursor() as cursor, cursor.copy(copying, values) as copied:
        return b"".join(copied)
