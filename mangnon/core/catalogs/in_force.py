"""The catalogue that this home computes by: the one put into force last, else the software's."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from mangnon.catalog import CATALOG
from mangnon.core.models import AppliedCatalog, Refused
from mangnon.engine.catalogs.parts import parts_hash


def applied_last() -> AppliedCatalog | None:
    return AppliedCatalog.objects.order_by("applied_at", "pk").last()


def catalog_in_force() -> Path:
    """Return the folder with the definitions, tables, lists, vaccines and checks in force.

    Raises Refused when its files are no longer those that were put into force.
    """
    applied = applied_last()
    if applied is None:
        return CATALOG
    if is_touched(applied):
        raise Refused(
            _("The catalogue in force, %(folder)s, is not what was put into force; apply it again.")
            % {"folder": applied.folder}
        )
    return applied.folder


def is_touched(applied: AppliedCatalog) -> bool:
    return parts_hash(applied.folder) != applied.sha256


def is_older_than_software(applied: AppliedCatalog) -> bool:
    """Say whether the software has brought another catalogue since."""
    return applied.packaged_sha256 != parts_hash(CATALOG)
