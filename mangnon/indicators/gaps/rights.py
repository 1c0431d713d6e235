"""What it takes to learn which rows are behind a figure: who they are, and what is true of them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.models import User
from mangnon.engine.definitions import Catalog, Definition, Table
from mangnon.engine.load import load_catalog
from mangnon.engine.predicates import parse


def rights_for(definition: Definition, frozen: Catalog) -> tuple[str, ...]:
    """Return the rights that the list behind a leaf asks for, in their order.

    The catalogue of today decides beside the snapshot's own, which may be older than a right.
    """
    found = dict.fromkeys(
        right
        for catalog in (load_catalog(CATALOG), frozen)
        for term in definition.terms.values()
        if (table := catalog.tables.get(term.table)) is not None
        for right in _rights(table, term.where)
    )
    return tuple(right for right in found if right)


def require_rights(user: User, definition: Definition, frozen: Catalog) -> None:
    """Raise PermissionDenied unless the person may learn whom the list behind a leaf holds."""
    for right in rights_for(definition, frozen):
        access.require(user, right)


def may_open(user: User, definition: Definition, frozen: Catalog) -> bool:
    return all(access.allowed(user, right) for right in rights_for(definition, frozen))


def may_count(user: User, definition: Definition, frozen: Catalog) -> bool:
    """Say whether the person may be told how many rows fall out at which condition.

    That tells of small numbers, so it takes the whole registers that the leaf counts in.
    """
    return all(access.sees_whole_units(user, right) for right in rights_for(definition, frozen))


def _rights(table: Table, where: str) -> Iterator[str]:
    yield table.right
    tree = parse(where)
    used = tree.find_all(exp.Column) if tree is not None else ()
    for column in used:
        if column.name in table.by_name:
            yield table.by_name[column.name].right
