"""What an organisation leaves passes to its successor once that takes it, and can be undone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import (
    AuditEntry,
    OrganisationHandover,
    OrganisationName,
    OrganisationPower,
    Refused,
    User,
)
from mangnon.core.organisations.changing import apply_change, undo_change
from mangnon.core.organisations.events import Choices, Event, preview
from mangnon.core.organisations.handing_over import accept, offer_again, refuse, words_of
from mangnon.core.organisations.naming import who_answers_for

ON = date(2025, 3, 1)
BEFORE = date(2025, 2, 28)


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def merge(old, new, on=ON):
    return Event("merge", on, "NQ 1/NQ-HĐND", (old,), (new,))


def merged(labour, home_affairs, officer):
    change = apply_change(merge(labour, home_affairs), by=officer)
    return change, OrganisationHandover.objects.get()


def test_only_who_may_edit_organisations_of_the_unit_changes_them(
    labour, home_affairs, leader, stranger
):
    with pytest.raises(PermissionDenied):
        apply_change(merge(labour, home_affairs), by=leader)
    with pytest.raises(Refused):
        apply_change(merge(labour, home_affairs), by=stranger)
    assert labour.name_on(ON) is not None


@pytest.mark.parametrize(
    ("kind", "predecessors", "successors", "powers"),
    [
        ("merge", [], ["home"], []),
        ("merge", ["labour"], [], []),
        ("merge", ["labour"], ["home", "health"], []),
        ("merge", ["labour"], ["labour"], []),
        ("powers", ["labour"], ["labour"], ["child_affairs"]),
        ("powers", ["labour"], ["health"], []),
        ("powers", ["health"], ["labour"], ["budget"]),
        ("dissolve", ["labour"], ["home"], []),
    ],
)
def test_an_event_that_does_not_fit_is_refused(
    kind, predecessors, successors, powers, labour, health, home_affairs
):
    known = {"labour": labour, "health": health, "home": home_affairs}
    old, new = ([known[name] for name in names] for names in (predecessors, successors))
    with pytest.raises(Refused):
        preview(Event(kind, ON, "NQ", tuple(old), tuple(new), tuple(powers)))


def test_a_predecessor_must_exist_before_the_day_and_a_successor_on_it(
    make_organisation, province, labour
):
    later = make_organisation("Sở Mới", province, valid_from=date(2025, 7, 1))
    with pytest.raises(Refused):
        preview(merge(labour, later))
    with pytest.raises(Refused):
        preview(merge(later, labour))


def test_a_merge_closes_the_name_moves_the_powers_and_offers_what_is_open(
    labour, home_affairs, officer, province, clerk
):
    change, handover = merged(labour, home_affairs, officer)
    labour.refresh_from_db()
    assert (labour.name_on(BEFORE).name, labour.name_on(ON)) == ("Sở Lao động", None)
    assert who_answers_for("child_affairs", unit=province, day=BEFORE) == labour
    assert who_answers_for("child_affairs", unit=province, day=ON) == home_affairs
    assert (handover.state, handover.from_organisation) == ("offered", labour)
    assert words_of([handover])[handover.pk].words == "can-bo"
    clerk.refresh_from_db()
    assert clerk.organisation == labour  # until it is accepted
    assert AuditEntry.objects.filter(action="organisation.change").count() == 1
    assert change.successions.get().successor == home_affairs


def test_powers_alone_move_and_the_organisation_goes_on(labour, health, officer, province, clerk):
    event = Event("powers", ON, "ND 42/2025/NĐ-CP", (labour,), (health,), ("child_affairs",))
    ((whose, shown),) = [(p.whose, p.what) for p in preview(event).records]
    assert whose == labour
    apply_change(event, by=officer, choices=Choices(kept=frozenset({shown.key})))
    assert labour.name_on(ON) is not None
    assert who_answers_for("child_affairs", unit=province, day=ON) == health
    assert not OrganisationHandover.objects.exists()


def test_the_successor_takes_over_and_only_from_the_day_on(
    labour, home_affairs, officer, clerk, receiver
):
    _change, handover = merged(labour, home_affairs, officer)
    with pytest.raises(Refused):
        accept([handover], by=receiver, today=BEFORE)
    assert accept([handover], by=receiver, today=ON) == 1
    clerk.refresh_from_db()
    handover.refresh_from_db()
    assert (clerk.organisation, handover.state) == (home_affairs, "accepted")
    assert handover.decided_by == receiver
    with pytest.raises(Refused):
        accept([handover], by=receiver, today=ON)


def test_nobody_answers_for_another_organisation_but_the_focal_office(
    labour, home_affairs, officer, clerk, leader, stranger, make_user, province
):
    _change, handover = merged(labour, home_affairs, officer)
    with pytest.raises(PermissionDenied):
        accept([handover], by=leader, today=ON)
    nobody = make_user("agency_focal_point", province, "khong-co-quan")
    for person in (clerk, nobody, stranger):
        with pytest.raises(Refused):
            accept([handover], by=person, today=ON)
    assert accept([handover], by=officer, today=ON) == 1


def test_a_refusal_says_why_and_the_record_stays_until_another_takes_it(
    labour, home_affairs, health, officer, clerk, receiver
):
    _change, handover = merged(labour, home_affairs, officer)
    with pytest.raises(Refused):
        refuse([handover], by=receiver, reason="  ")
    refuse([handover], by=receiver, reason="Không thuộc chức năng")
    handover.refresh_from_db()
    clerk.refresh_from_db()
    assert (handover.state, handover.reason) == ("refused", "Không thuộc chức năng")
    assert clerk.organisation == labour
    with pytest.raises(PermissionDenied):
        offer_again(handover, to=health, by=receiver)
    with pytest.raises(Refused):
        offer_again(handover, to=labour, by=officer)
    again = offer_again(handover, to=health, by=officer)
    with pytest.raises(Refused):
        offer_again(handover, to=health, by=officer)
    accept([again], by=officer, today=ON)
    clerk.refresh_from_db()
    assert clerk.organisation == health


def test_a_split_leaves_nothing_undecided(labour, home_affairs, health, officer, clerk):
    event = Event("split", ON, "NQ", (labour,), (home_affairs, health))
    shown = preview(event)
    assert [p.receiver for p in shown.records] == [None]
    key = shown.records[0].what.key
    with pytest.raises(Refused):
        apply_change(event, by=officer, choices=Choices(receivers={key: health}))
    with pytest.raises(Refused):
        apply_change(event, by=officer, choices=Choices(powers={"child_affairs": health}))
    assert labour.name_on(ON) is not None
    chosen = Choices(receivers={key: home_affairs}, powers={"child_affairs": health})
    apply_change(event, by=officer, choices=chosen)
    assert OrganisationHandover.objects.get().to_organisation == home_affairs


def test_an_end_without_a_successor_is_refused_while_anything_is_open(labour, officer, clerk):
    event = Event("dissolve", ON, "NQ", (labour,))
    with pytest.raises(Refused):
        apply_change(event, by=officer)
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    apply_change(event, by=officer)
    assert OrganisationName.objects.get().valid_to == ON


def rows():
    names = OrganisationName.objects.order_by("pk").values()
    powers = OrganisationPower.objects.order_by("pk").values()
    people = User.objects.order_by("pk").values("pk", "organisation")
    return [list(found) for found in (names, powers, people)]


@pytest.mark.parametrize("is_taken", [True, False])
def test_undoing_restores_names_powers_and_holders_exactly(
    is_taken, labour, home_affairs, officer, clerk, receiver, leader
):
    before = rows()
    change, handover = merged(labour, home_affairs, officer)
    if is_taken:
        accept([handover], by=receiver, today=ON)
    with pytest.raises(PermissionDenied):
        undo_change(change, by=leader)
    undo_change(change, by=officer)
    assert rows() == before
    handover.refresh_from_db()
    assert handover.state == "withdrawn"
    with pytest.raises(Refused):
        undo_change(change, by=officer)


def test_changes_are_undone_last_first(labour, home_affairs, health, officer):
    first = apply_change(merge(labour, home_affairs), by=officer)
    second = apply_change(merge(home_affairs, health, date(2025, 7, 1)), by=officer)
    with pytest.raises(Refused):
        undo_change(first, by=officer)
    undo_change(second, by=officer)
    undo_change(first, by=officer)
