"""Boundaries of units from GeoJSON: whole or not at all, and drawn instead of squares."""

import datetime
import json

import pytest
import shapely
from django.core.exceptions import PermissionDenied
from shapely.geometry import MultiPoint, Polygon, box, mapping

from mangnon.core.models import AuditEntry, Refused, Unit, UnitBoundary
from mangnon.core.units.boundary_loading import load_boundaries

CODES = ["25216", "25217", "25270"]
HULL = box(106.5, 11.3, 107.3, 12.2)


def cells():
    """Return three areas that share their sides and fill the hull."""
    points = MultiPoint([(106.7, 11.5), (106.9, 11.9), (107.1, 11.6)])
    made = shapely.voronoi_polygons(points, extend_to=HULL, ordered=True)
    return [cell.intersection(HULL) for cell in made.geoms]


def feature(code, geometry, **about):
    return {
        "type": "Feature",
        "properties": {"code": code, **about},
        "geometry": geometry if isinstance(geometry, dict) else mapping(geometry),
    }


@pytest.fixture
def console(make_user, province):
    return make_user("console", province)


@pytest.fixture
def load(tmp_path, console):
    def load(features, by=console):
        file = tmp_path / "ranh-gioi.geojson"
        content = {"type": "FeatureCollection", "features": features}
        file.write_text(content if isinstance(features, str) else json.dumps(content))
        return load_boundaries(file, by=by)

    return load


def whole():
    return [feature(code, cell) for code, cell in zip(CODES, cells(), strict=True)]


def test_boundaries_are_kept_and_audited(load):
    assert load(whole()) == 3
    kept = {b.unit.code: shapely.geometry.shape(b.geometry) for b in UnitBoundary.objects.all()}
    for code, cell in zip(CODES, cells(), strict=True):
        assert kept[code].symmetric_difference(cell).area < 0.001
    assert AuditEntry.objects.get(action="units.boundaries").details["boundaries"] == 3


def test_rings_run_as_vega_fills_them(load):
    load(whole())
    for boundary in UnitBoundary.objects.all():
        for outer, *_holes in boundary.geometry["coordinates"]:
            assert not shapely.geometry.LinearRing(outer).is_ccw


def test_loading_again_replaces(load):
    load(whole())
    assert load(whole()[:1]) == 3


def test_who_may_not_load_units_loads_nothing(load, officer):
    with pytest.raises(PermissionDenied):
        load(whole(), by=officer)


BOW = Polygon([(106.6, 11.4), (106.9, 11.8), (106.9, 11.4), (106.6, 11.8)])
WRONG = {
    "unknown unit": ([feature("99999", HULL)], "không có đơn vị “99999”"),
    "no code": ([{"type": "Feature", "properties": {}, "geometry": mapping(HULL)}], "“code”"),
    "crosses itself": ([feature("25270", BOW)], "không hợp lệ"),
    "metres": ([feature("25270", box(500_000, 1_200_000, 600_000, 1_300_000))], "kinh độ"),
    "turned": ([feature("25270", box(11.3, 106.5, 12.2, 107.3))], "kinh độ"),
    "twice": ([feature("25270", HULL), feature("25270", HULL)], "có hai lần"),
    "a point": ([feature("25270", {"type": "Point", "coordinates": [107, 11]})], "Polygon"),
    "no geometry": ([feature("25270", {"type": "Polygon"})], "không đọc được hình"),
    "another day": ([feature("25270", HULL, valid_from="2001-01-01")], "không có đơn vị"),
    "no day": ([feature("25270", HULL, valid_from="01/07/2025")], "không phải ngày"),
    "nothing": ([], "FeatureCollection"),
}


@pytest.mark.parametrize(("features", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_whole(load, features, said):
    with pytest.raises(Refused, match=said):
        load([*whole()[:2], *features] if features else features)
    assert not UnitBoundary.objects.exists()


def test_what_is_no_geojson_is_refused(tmp_path, console):
    file = tmp_path / "ranh-gioi.geojson"
    for content in ("không", "[]", '{"type": "FeatureCollection"}', "\0"):
        file.write_text(content)
        with pytest.raises(Refused, match=r"ranh-gioi\.geojson"):
            load_boundaries(file, by=console)


def test_a_boundary_belongs_to_the_unit_of_its_days(load, make_unit):
    later = datetime.date(2025, 7, 1)
    make_unit("75", "Đồng Nai", "province", "Tỉnh", valid_from=later, valid_to=None)
    make_unit("25270", "Lộc Ninh", "commune", "Xã", "75", valid_from=later, valid_to=None)
    load([feature("25270", HULL), feature("25270", HULL, valid_from="1997-01-01")])
    kept = set(UnitBoundary.objects.values_list("unit__valid_from", flat=True))
    assert kept == {later, datetime.date(1997, 1, 1)}
    assert Unit.objects.filter(code="25270").count() == 2
