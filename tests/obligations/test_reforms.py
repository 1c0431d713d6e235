"""What units owe passes to their successors, is answered together, and comes back."""

import datetime

import pytest

from mangnon.core.models import Handover, Refused, Unit
from mangnon.core.reforms.handing import accept_handover
from mangnon.core.reforms.undoing import undo_reform
from mangnon.core.units.loading import load_units
from mangnon.plans.linking import link_organisations
from mangnon.plans.models import Deadline, Plan
from mangnon.reports.models import Obligation, Submission
from mangnon.reports.obligations.asking import Asked, ask
from mangnon.reports.obligations.bodies import Body
from mangnon.reports.obligations.heirs import heirs_of
from mangnon.reports.obligations.proposing import propose
from tests.in_force import put_in_force
from tests.obligations.conftest import DISTRICTS, NOW, TODAY, begin, day, holders, send
from tests.reforms.conftest import DAY, change, new_unit, tables

# The district level ends; 25216 and 25217, of one district, merge; 25270 takes in 25288.
ABOLISH = [
    change("merge", "70", "75"),
    change("abolish_level", "688", "75"),
    change("abolish_level", "692", "75"),
    change("merge", "25216", "25217"),
    change("merge", "25217", "25217"),
    change("merge", "25270", "25270"),
    change("merge", "25288", "25289"),
]
NEW = [
    new_unit("75", "Đồng Nai", "", "province", "Tỉnh"),
    new_unit("25217", "Phước Long", kind="Phường"),
    new_unit("25270", "Lộc Ninh"),
    new_unit("25289", "Lộc Hưng"),
]


@pytest.fixture
def reform(draft, apply):
    return lambda: apply(draft(ABOLISH, NEW))


def names_of(code):
    return Obligation.objects.standing().get(unit__code=code, unit__valid_from=DAY).in_place_of


def test_what_districts_owed_passes_to_the_communes_they_had_and_back(
    deadlines, make_all, reform, officer
):
    make_all(deadlines[0])
    before = tables()
    batch = reform()
    assert holders() == ["Phường Phước Long", "Sở Lao động", "Xã Lộc Hưng", "Xã Lộc Ninh"]
    assert names_of("25217") == ["Huyện Phước Long"]
    assert names_of("25270") == names_of("25289") == ["Huyện Lộc Ninh"]
    agency = Obligation.objects.get(organisation__name="Sở Lao động")
    assert (str(agency.unit), agency.in_place_of) == ("Tỉnh Đồng Nai", [])
    officer.refresh_from_db()
    assert not propose(deadlines[0], by=officer, today=day(10, 7)).missing
    undo_reform(batch.pk, by=officer)
    assert tables() == before


def test_what_two_communes_owed_is_answered_by_one_report(
    deadlines, make_all, reform, officer, unit, make_user
):
    make_all(deadlines[2])
    asked = Obligation.objects.get(unit=unit("25217"))
    report = begin(asked, officer)
    keeper = make_user("commune_officer", unit("25217"))
    before = tables()
    batch = reform()
    merged = Obligation.objects.standing().get(unit__code="25217", unit__valid_from=DAY)
    assert merged == asked  # the one whose report was begun is left
    assert sorted(merged.in_place_of) == ["Xã Long Thủy", "Xã Thác Mơ"]
    assert [one.joined_into for one in Obligation.objects.exclude(joined_into=None)] == [merged]
    report.refresh_from_db()
    assert report.unit == merged.unit
    assert holders() == ["Phường Phước Long", "Xã Lộc Hưng", "Xã Lộc Ninh"]
    handover = Handover.objects.filter(mover="obligations", to_unit=merged.unit).first()
    keeper.refresh_from_db()
    accept_handover(handover.pk, by=keeper)
    officer.refresh_from_db()
    undo_reform(batch.pk, by=officer)
    assert tables() == before


def test_a_report_that_came_stays_where_it_is(deadlines, make_all, reform, officer, unit):
    make_all(deadlines[2])
    sent = Obligation.objects.get(unit=unit("25216"))
    send(sent, officer, day(2, 6))
    old = sent.unit
    reform()
    sent.refresh_from_db()
    assert (sent.unit, sent.joined_into) == (old, None)
    assert names_of("25217") == ["Xã Long Thủy"]


@pytest.mark.parametrize("state", ["draft", "sent"])
def test_a_reform_on_whose_reports_somebody_worked_is_not_undone(
    deadlines, make_all, reform, officer, state
):
    make_all(deadlines[0])
    batch = reform()
    moved = Obligation.objects.standing().get(unit__code="25289")
    if state == "sent":
        send(moved, officer, day(2, 7))
    else:
        begin(moved, officer)
    officer.refresh_from_db()
    with pytest.raises(Refused, match="cannot be undone"):
        undo_reform(batch.pk, by=officer)
    assert Submission.objects.get().obligation == moved


def test_the_same_that_no_plan_asks_for_is_joined_too(officer, unit, reform):
    bodies = [Body(unit("25216")), Body(unit("25217")), Body(unit("25270"))]
    told = Asked("Báo cáo đuối nước", "ad_hoc", day(1, 1), day(30, 4), day(15, 7), bodies)
    ask(Obligation().pk, told, by=officer, now=NOW)
    reform()
    assert holders() == ["Phường Phước Long", "Xã Lộc Ninh"]


def test_a_unit_that_lasts_is_its_own_heir(unit, province):
    kept = unit("25216")
    assert heirs_of([kept], TODAY, day(1, 12)) == {kept: [kept]}


@pytest.mark.django_db
def test_the_reports_of_eleven_districts_are_owed_by_forty_communes(shared, make_user, settings):
    """The story of the plan: named in February, ended in July, due in November."""
    load_units(shared / "data" / "units.csv", shared / "data" / "unit_changes.csv", by=None)
    old = Unit.objects.get(code="70")
    officer = make_user("focal_office", Unit.objects.get(code="75", valid_from=DAY))
    plan = Plan.objects.create(
        unit=old, year=2025, issued_on=day(3, 2), file_name="a.docx", sha256="0" * 64,
        stored_as="a", created_by=officer,
    )  # fmt: skip
    Deadline.objects.create(
        plan=plan, state="confirmed", position=0, on=day(10), reporters=[DISTRICTS],
        text="Trước ngày 10/11/2025.",
    )  # fmt: skip
    link_organisations(plan)
    put_in_force(plan, officer, NOW)
    deadline = Deadline.objects.get()
    october = datetime.date(2025, 10, 1)
    proposal = propose(deadline, by=officer, today=october)
    assert len(proposal.owing) == 40
    assert {one.body.unit.level for one in proposal.owing} == {"commune"}
    origins = {name for one in proposal.owing for name in one.in_place_of}
    assert len(origins) == 11
    assert sum(len(one.in_place_of) > 1 for one in proposal.owing) == 4  # across old districts
