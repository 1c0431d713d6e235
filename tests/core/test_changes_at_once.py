"""Two people apply one change of an organisation at the same moment: one of them does it."""

import datetime

import pytest

from mangnon.core.models import OrganisationChange, OrganisationHandover, Refused
from mangnon.core.organisations.changing import apply_change
from mangnon.core.organisations.editing import store_power
from mangnon.core.organisations.events import Event
from tests.reforms.test_at_once import at_once

ON = datetime.date(2025, 3, 1)


@pytest.fixture
def bodies(make_organisation, province):
    return [make_organisation(name, province) for name in ("Sở Lao động", "Sở Nội vụ", "Sở Y tế")]


@pytest.mark.django_db(transaction=True)
def test_a_merge_that_two_people_apply_at_once_is_one_change(bodies, officer, make_user, province):
    old, new, _other = bodies
    store_power(old, "child_affairs")
    clerk = make_user("agency_focal_point", province, "can-bo")
    clerk.organisation = old
    clerk.save()
    people = officer, make_user("focal_office", province, "dau-moi-2")
    answers = at_once(
        *(lambda by=by: apply_change(Event("merge", ON, "NQ 1", (old,), (new,)), by=by)
          for by in people)
    )  # fmt: skip
    assert answers[0] == "done"
    assert "Sở Lao động" in answers[1]
    assert OrganisationChange.objects.count() == 1
    assert OrganisationHandover.objects.count() == 1
    assert list(new.powers.values_list("power", flat=True)) == ["child_affairs"]


@pytest.mark.django_db
def test_what_ended_on_a_day_does_not_end_again_into_another(bodies, officer):
    old, new, other = bodies
    apply_change(Event("merge", ON, "NQ 1", (old,), (new,)), by=officer)
    with pytest.raises(Refused):
        apply_change(Event("merge", ON, "NQ 2", (old,), (other,)), by=officer)


@pytest.mark.django_db
def test_powers_that_moved_do_not_move_again(bodies, officer):
    old, new, _other = bodies
    store_power(old, "child_affairs")
    store_power(old, "budget")
    moved = Event("powers", ON, "NQ 1", (old,), (new,), ("child_affairs",))
    apply_change(moved, by=officer)
    with pytest.raises(Refused):
        apply_change(moved, by=officer)
    apply_change(Event("powers", ON, "NQ 1", (old,), (new,), ("budget",)), by=officer)
