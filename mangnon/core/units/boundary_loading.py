"""Loading boundaries of units from GeoJSON, whole or not: each feature is one unit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import shapely
from django.db import transaction
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from mangnon.core import access
from mangnon.core.audit.batch import Rows, record_batch
from mangnon.core.models import Refused, Unit, UnitBoundary, User
from mangnon.core.units.province import results_province

TOLERANCE = 0.0005  # degrees, some fifty metres: less than a dot of a map of a province
DIGITS = 5
# What shapely raises for an object that is no geometry.
UNREADABLE = (
    KeyError, TypeError, ValueError, AttributeError, IndexError, shapely.errors.ShapelyError,
)  # fmt: skip
VIET_NAM = (102.0, 8.0, 110.0, 23.5)  # longitudes and latitudes of the mainland, with some room


@transaction.atomic
def load_boundaries(file: Path, *, by: User) -> int:
    """Load a file's boundaries, or nothing at all; return how many units have one now.

    Raises Refused naming the feature and the reason. A unit's earlier boundary is replaced.
    """
    access.require(by, "units.load")
    content = file.read_bytes()
    source = hashlib.sha256(content).hexdigest()
    boundaries: dict[int, UnitBoundary] = {}
    for number, feature in enumerate(_features(file, content), start=1):
        where = _("%(file)s, feature %(number)s") % {"file": file.name, "number": number}
        unit = _unit(feature, where)
        if unit.pk in boundaries:
            _refuse(where, _("unit %(unit)s stands there twice; remove one."), unit=unit.code)
        geometry = _geometry(feature, where)
        boundaries[unit.pk] = UnitBoundary(
            unit=unit, geometry=_for_screens(geometry), source_sha256=source
        )
    UnitBoundary.objects.bulk_create(
        boundaries.values(),
        update_conflicts=True,
        unique_fields=["unit"],
        update_fields=["geometry", "source_sha256"],
    )
    record_batch(
        by,
        "units.boundaries",
        results_province(),
        rows=[Rows(UnitBoundary, {"source_sha256": source})],
        boundaries=len(boundaries),
    )
    return UnitBoundary.objects.count()


def _features(file: Path, content: bytes) -> Sequence[Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refused(_("%(file)s is no GeoJSON file.") % {"file": file.name}) from error
    features = found.get("features") if isinstance(found, dict) else None
    is_collection = isinstance(features, list) and found.get("type") == "FeatureCollection"
    if not is_collection or not features:
        raise Refused(
            _("%(file)s is no GeoJSON FeatureCollection with features.") % {"file": file.name}
        )
    return features  # type: ignore[no-any-return]


def _unit(feature: Any, where: str) -> Unit:
    """Return the unit of the property `code`: the newest, or the one from `valid_from` on."""
    about = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(about, dict) or not isinstance(about.get("code"), str | int):
        _refuse(where, _("property “code” is missing; write the unit's code there."))
    code, since = str(about["code"]), about.get("valid_from")
    known = Unit.objects.filter(code=code.replace("\0", "")).order_by("-valid_from")
    if since:
        try:
            known = known.filter(valid_from=date.fromisoformat(str(since)))
        except ValueError:
            _refuse(where, _("“%(day)s” is no date; write it as 2025-07-01."), day=since)
    unit: Unit | None = known.first()
    if unit is None:
        _refuse(where, _("there is no unit “%(code)s”; load the units first."), code=code)
    return unit


def _geometry(feature: Any, where: str) -> BaseGeometry:
    try:
        found = shape(feature["geometry"])
    except UNREADABLE:
        _refuse(where, _("the geometry cannot be read."))
    if not isinstance(found, Polygon | MultiPolygon) or found.is_empty:
        _refuse(where, _("a boundary is a Polygon or a MultiPolygon."))
    west, south, east, north = found.bounds
    left, bottom, right, top = VIET_NAM
    if not (left <= west <= east <= right and bottom <= south <= north <= top):
        _refuse(
            where,
            _("its coordinates are not in Viet Nam; GeoJSON has longitude and latitude (WGS 84)."),
        )
    if not found.is_valid:
        _refuse(
            where,
            _("the boundary is not valid (%(why)s); mend it."),
            why=shapely.is_valid_reason(found),
        )
    return found


def _for_screens(geometry: BaseGeometry) -> dict[str, Any]:
    """Return fewer points, and rings in the order that Vega fills on the right side."""
    simple = geometry.simplify(TOLERANCE, preserve_topology=True)
    simple = shapely.set_precision(simple, 10**-DIGITS)
    parts = [part for part in getattr(simple, "geoms", [simple]) if isinstance(part, Polygon)]
    return dict(mapping(MultiPolygon([orient(part, -1.0) for part in parts])))


def _refuse(where: str, sentence: str, **values: object) -> NoReturn:
    raise Refused(f"{where}: {sentence % values}")
