"""Work that falls to an organisation after its end is offered to who took its place."""

import datetime

import pytest

from mangnon.core.models import OrganisationHandover
from mangnon.core.organisations.changing import apply_change, undo_change
from mangnon.core.organisations.events import Choices, Event, preview
from mangnon.core.organisations.handing_over import accept, refuse
from mangnon.core.organisations.late_offers import offer_what_ended_bodies_hold

MARCH, JULY = datetime.date(2025, 3, 1), datetime.date(2025, 7, 1)
TODAY = datetime.date(2025, 10, 31)


@pytest.fixture
def bodies(make_organisation, province):
    return [make_organisation(name, province) for name in ("Sở Lao động", "Sở Nội vụ", "Sở Y tế")]


@pytest.fixture
def give(make_user, province):
    """Place a person at an organisation: the simplest thing that passes on."""

    def place(organisation, name="can-bo"):
        person = make_user("agency_focal_point", province, name)
        person.organisation = organisation
        person.save()
        return person

    return place


def change(kind, on, old, *new):
    return Event(kind, on, "NQ 1", (old,), tuple(new))


def test_it_is_offered_along_the_line_to_who_exists_today(bodies, give, officer):
    first, second, third = bodies
    apply_change(change("merge", MARCH, first, second), by=officer)
    last = apply_change(change("merge", JULY, second, third), by=officer)
    person = give(first)
    offer_what_ended_bodies_hold(bodies, by=officer, today=TODAY)
    offered = OrganisationHandover.objects.get()
    assert (offered.from_organisation, offered.to_organisation) == (first, third)
    accept([offered], by=officer, today=TODAY)
    person.refresh_from_db()
    assert person.organisation == third
    undo_change(last, by=officer)
    person.refresh_from_db()
    assert person.organisation == first


def test_nothing_is_offered_for_who_goes_on_or_whose_change_was_undone(bodies, give, officer):
    first, second, _third = bodies
    give(first)
    offer_what_ended_bodies_hold([first], by=officer, today=TODAY)
    merged = apply_change(change("merge", JULY, first, second), by=officer)
    undo_change(merged, by=officer)
    offer_what_ended_bodies_hold([first], by=officer, today=TODAY)
    assert not OrganisationHandover.objects.open().exists()


def test_what_was_offered_or_refused_before_is_not_offered_anew(bodies, give, officer):
    first, second, _third = bodies
    give(first)
    apply_change(change("merge", MARCH, first, second), by=officer)
    refuse(OrganisationHandover.objects.all(), by=officer, reason="Không thuộc chức năng")
    give(first, "can-bo-2")
    for _twice in range(2):
        offer_what_ended_bodies_hold([first], by=officer, today=TODAY)
    assert [h.state for h in OrganisationHandover.objects.all()] == ["refused", "offered"]


def test_of_several_successors_a_person_chooses(bodies, give, officer):
    first, second, third = bodies
    split = change("split", MARCH, first, second, third)
    assert preview(split).records == ()
    apply_change(split, by=officer, choices=Choices())
    give(first)
    offer_what_ended_bodies_hold([first], by=officer, today=TODAY)
    assert not OrganisationHandover.objects.exists()
