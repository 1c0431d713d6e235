"""What is entered through the real services is counted live, in the units it concerns alone."""

import csv
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db.models import Count, F, Q

from mangnon.children.duplicates.merging import Decision, merge_children, undo_merge
from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.services import add_fact, remove_fact
from mangnon.children.models import Child, Injury, Measurement, ResidenceSpell
from mangnon.children.moves.answering import accept_move
from mangnon.children.moves.beginning import offer_move
from mangnon.children.record.closing import close_record, reopen_record
from mangnon.children.record.editing import Edit, edit_child
from mangnon.children.record.registering import NewChild, register_child
from mangnon.indicators.live.reading import live_figures
from mangnon.intake import services
from mangnon.places.models import Place
from mangnon.places.services import close_place
from mangnon.values.models import ReportedValue
from tests.live.conftest import TODAY, counted, require_as_frozen

WEEK_AGO = TODAY - timedelta(days=7)


def living_in(unit, **fields):
    """Return open records of children who were measured and live in the unit since birth."""
    return list(
        Child.objects.filter(
            unit=unit, closed_on=None, merged_into=None, birth_date__gt=date(2020, 11, 1),
            birth_date__lt=date(2024, 1, 1), **fields,
        )
        .annotate(elsewhere=Count("measurements", filter=~Q(measurements__unit=F("unit"))))
        .filter(elsewhere=0)
        .order_by("pk")
    )  # fmt: skip


def edit(child, by, **answers):
    now = {name: getattr(child, name) for name in answers}
    edits = {name: Edit(now[name], wanted) for name, wanted in answers.items()}
    return edit_child(child.pk, by=by, edits=edits)


def move(child, to, by):
    offered = offer_move(child.pk, to_unit=to, moved_on=WEEK_AGO, by=by, today=TODAY)
    accept_move(offered.pk, by=by, today=TODAY)


def kind(name):
    return fact_catalog().kinds[name]


def test_what_was_loaded_is_counted_as_a_snapshot_counts_it(filled, admin):
    assert counted() == []
    require_as_frozen(admin)


def test_an_edit_is_counted_in_its_commune_alone(filled, admin, communes):
    child = living_in(communes[0])[0]
    edit(child, admin, birth_registration="no", birth_registered_on=None)
    assert counted() == [communes[0].code]
    require_as_frozen(admin)


def test_a_child_who_moved_is_counted_where_it_left_where_it_came_and_where_it_was_measured(
    filled, admin, communes
):
    here, there, _other = communes
    child = living_in(here)[0]
    add_fact(
        child.pk, kind("measurement"), by=admin, today=TODAY,
        values={"began_on": WEEK_AGO - timedelta(days=9), "weight_kg": 12, "height_cm": 90},
    )  # fmt: skip
    assert counted() == [here.code]
    move(child, there, admin)
    assert counted() == [here.code, there.code]
    require_as_frozen(admin)
    edit(Child.objects.get(pk=child.pk), admin, ethnicity="22")
    assert counted() == [here.code, there.code]
    require_as_frozen(admin)


def test_a_fact_that_is_removed_is_counted_no_more_where_it_was_reported(filled, admin, communes):
    here, there, _other = communes
    child = living_in(here)[0]
    hurt = {
        "began_on": WEEK_AGO - timedelta(days=9),
        "cause": "fall",
        "place": "home",
        "is_fatal": "no",
    }
    row = add_fact(child.pk, kind("injury"), by=admin, today=TODAY, values=hurt)
    move(child, there, admin)
    counted()
    ResidenceSpell.objects.filter(child=child, unit=here).delete()  # all else that names it here
    Measurement.objects.filter(child=child).delete()
    remove_fact(child.pk, kind("injury"), row.pk, by=admin, reason="Ghi nhầm")
    assert here.code in counted()
    assert not Injury.objects.filter(pk=row.pk).exists()
    require_as_frozen(admin)


def test_a_death_and_its_taking_back(filled, admin, communes):
    child = living_in(communes[0])[0]
    close_record(child.pk, reason="died", on=WEEK_AGO, by=admin, today=TODAY, cause="illness")
    assert communes[0].code in counted()
    require_as_frozen(admin)
    reopen_record(child.pk, by=admin)
    assert communes[0].code in counted()
    require_as_frozen(admin)


def test_a_merge_over_two_communes_and_its_undoing(filled, admin, communes):
    kept, second = living_in(communes[0])[0], living_in(communes[1])[0]
    merge = merge_children(Decision(kept.pk, second.pk), by=admin)
    assert set(counted()) >= {communes[0].code, communes[1].code}
    require_as_frozen(admin)
    undo_merge(merge.pk, by=admin)
    assert set(counted()) >= {communes[0].code, communes[1].code}
    require_as_frozen(admin)


def test_a_sheet_of_many_children_is_counted_once_and_taken_back_once(
    filled, admin, communes, tmp_path
):
    known = living_in(communes[0])[0]
    file = tmp_path / "so.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        lines = csv.writer(target)
        lines.writerow(["Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc"])
        lines.writerows([f"Nguyễn Văn {name}", "17/05/2022", "Nam", "Kinh"] for name in "ABCDEFGH")
        born = known.birth_date
        lines.writerow([known.full_name, f"{born:%d/%m/%Y}", known.get_sex_display(), "Mông"])
    batch = services.receive(file, "child", by=admin, unit=communes[0])
    batch = services.apply(batch, by=admin)
    assert batch.counts["new"] == len("ABCDEFGH")
    assert communes[0].code in counted()
    require_as_frozen(admin)
    services.undo(batch, by=admin)
    assert communes[0].code in counted()
    require_as_frozen(admin)


def test_a_new_child_and_a_school_that_closes(filled, admin, communes):
    answers = {"full_name": "Thị Nở", "birth_date": date(2024, 5, 5), "sex": "female"}
    register_child(NewChild(uuid4(), answers, communes[2]), by=admin, today=TODAY)
    school = Place.objects.filter(unit=communes[0], school__isnull=False, closed_on=None).first()
    close_place(school, on=WEEK_AGO, reason="Nhập trường", seen_at=school.changed_at, by=admin)
    assert counted() == sorted([communes[0].code, communes[2].code])
    require_as_frozen(admin)


def test_what_an_agency_reports_is_read_as_it_stands(filled, admin):
    ReportedValue.objects.filter(leaf="23", unit=filled, year=2025).update(value=50.5)
    assert live_figures(filled, by=admin, leaf="23").figures["23"].value == 50.5
    assert counted() == []


def test_who_signs_in_or_freezes_figures_has_nothing_counted(filled, admin, make_user):
    make_user("leader", filled)
    require_as_frozen(admin)
    assert counted() == []


@pytest.mark.parametrize("times", [30])
def test_a_burst_of_edits_is_counted_once(filled, admin, communes, times):
    child = living_in(communes[0])[0]
    for number in range(times):
        edit(child, admin, ethnicity=("02", "22")[number % 2])
        child.refresh_from_db()
    assert counted() == [communes[0].code]
