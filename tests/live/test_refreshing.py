"""Counting goes on where it broke off, and one bad unit keeps none of the others from it."""

import shutil
from datetime import timedelta

import pytest
from django.db import connection

from mangnon.catalog import CATALOG
from mangnon.children.models import Child
from mangnon.core.feed import tell
from mangnon.core.models import Unit
from mangnon.indicators.live import counting, reading, refreshing
from mangnon.indicators.live.reading import live_figures
from mangnon.indicators.live.refreshing import count_some, note_changes, one_at_a_time, refresh
from mangnon.indicators.models import LiveCount, LivePosition, LiveUnit
from tests import small_province
from tests.live.conftest import TODAY, counted, require_as_frozen

pytestmark = pytest.mark.django_db(transaction=True)


def born_elsewhere(commune):
    """Change a child behind the services' back, and say so in the feed."""
    child = Child.objects.filter(unit=commune, closed_on=None).order_by("pk").first()
    Child.objects.filter(pk=child.pk).update(ethnicity="22" if child.ethnicity != "22" else "02")
    tell("children_child", [commune.pk])


def test_what_was_noted_and_not_counted_is_counted_by_the_next(filled, admin, communes):
    born_elsewhere(communes[0])
    with one_at_a_time():
        assert note_changes()  # and here the process is killed
    assert live_figures(communes[0], by=admin).is_waiting
    assert counted() == [communes[0].code]
    require_as_frozen(admin)


def test_counts_that_could_not_be_stored_are_made_again(filled, admin, communes, monkeypatch):
    born_elsewhere(communes[0])

    def full_disk(*arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(refreshing, "_store", full_disk)
        with pytest.raises(OSError, match="No space"):
            refresh()
    assert counted() == [communes[0].code]
    require_as_frozen(admin)


def test_only_the_unit_that_changed_is_written_again(filled, communes):
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, max(xmin::text) FROM indicators_livecount GROUP BY 1")
        before = dict(cursor.fetchall())
        born_elsewhere(communes[0])
        refresh()
        cursor.execute("SELECT unit_id, max(xmin::text) FROM indicators_livecount GROUP BY 1")
        after = dict(cursor.fetchall())
    assert {unit for unit in after if after[unit] != before[unit]} == {communes[0].pk}


def test_a_changed_commune_does_not_wait_for_a_whole_province(filled, communes, monkeypatch):
    monkeypatch.setattr(refreshing, "UNITS_AT_ONCE", 1)
    LiveUnit.objects.update(basis="")
    born_elsewhere(communes[2])
    with one_at_a_time():
        note_changes()
        assert count_some() == [communes[2]]


@pytest.fixture
def small(transactional_db, home, province, officer, monkeypatch, tmp_path):
    """A province of three communes whose catalogue knows of two sexes alone."""
    small_province.fill(province, officer)
    shutil.copytree(CATALOG, tmp_path / "catalog")
    sexes = tmp_path / "catalog" / "lists" / "sex.yaml"
    lines = sexes.read_text(encoding="utf-8").splitlines(keepends=True)
    sexes.write_text("".join(line for line in lines if "unknown" not in line), encoding="utf-8")
    for module in (counting, reading):
        monkeypatch.setattr(module, "catalog_in_force", lambda: tmp_path / "catalog")
    refresh()
    return province


def test_a_commune_that_cannot_be_counted_says_why_and_the_others_are_counted(small, leader):
    bad, good = (Unit.objects.get(code=code) for code in ("25216", "25217"))
    Child.objects.filter(unit=bad).update(sex="unknown")
    tell("children_child", [bad.pk, good.pk])
    assert counted() == [bad.code, good.code]
    (problem,) = live_figures(small, by=leader).problems
    assert problem.startswith(f"{bad}: ")
    assert "sex" in problem
    assert LiveUnit.objects.get(unit=good).problem == ""
    assert not LiveCount.objects.filter(unit=bad).exists()
    assert counted() == []
    Child.objects.filter(unit=bad).update(sex="male")
    tell("children_child", [bad.pk])
    assert counted() == [bad.code]
    assert live_figures(small, by=leader).problems == ()


def test_on_another_day_everything_is_counted_again(filled, admin, settings):
    settings.TODAY = TODAY + timedelta(days=1)
    assert live_figures(filled, by=admin).is_waiting
    assert len(counted()) == Unit.objects.count()
    told = live_figures(filled, by=admin)
    assert (told.as_of, told.is_waiting) == (settings.TODAY, False)


def test_a_backup_that_is_restored_to_another_server_is_counted_anew(filled):
    LivePosition.objects.update(cluster="another", moment="900000000:900000000:")
    assert len(counted()) == Unit.objects.count()
    assert counted() == []


def test_lines_that_tell_of_all_below_a_unit_or_of_no_unit(filled, communes):
    district = Unit.objects.get(code="688", valid_to="2025-07-01")
    tell("core_unit", [district.pk])
    below = district.subtree().values_list("code", flat=True)
    assert counted() == sorted(below)
    tell("places_schoolassessment", [None])
    assert len(counted()) == Unit.objects.count()


def test_lines_of_what_is_in_no_figure_and_of_units_that_are_gone_count_nothing(filled, communes):
    tell("core_user", [communes[0].pk])
    tell("snapshots_snapshot", [communes[0].pk])
    tell("children_child", [987654])
    assert counted() == []
