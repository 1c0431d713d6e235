"""What rests on documents: links, proposals of a plan, what needs a look, what a report names."""

import uuid
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused
from mangnon.core.registries import WAITS
from mangnon.plans.bases.entering import withdraw_document
from mangnon.plans.bases.link import BasisLink
from mangnon.plans.bases.linking import keep_link, link, move_to_successor, unlink
from mangnon.plans.bases.looking import links_to_look_at, to_look_at
from mangnon.plans.bases.proposing import accept, accept_known, as_read, proposals_of
from mangnon.plans.bases.shown import bases_of_leaf, bases_of_targets, bases_of_task
from mangnon.plans.models import Target
from mangnon.plans.work.giving import Asked, give
from mangnon.plans.work.reporting import Report, report
from mangnon.reports.bases import bases_of
from tests.at_once import at_once
from tests.bases.conftest import NOW, TODAY, day, values


@pytest.fixture
def task(officer, province):
    return give(Asked("Tập huấn", province, due_on=day(2025, 6, 30)), by=officer, now=NOW)


@pytest.fixture
def of_ward(ward, ward_officer):
    return give(Asked("Rà soát", ward, due_on=day(2025, 6, 30)), by=ward_officer, now=NOW)


def linked(thing, document, by, **more):
    return link(thing, document, by=by, now=NOW, **more)


def test_a_link_is_made_once(officer, old, task, approved, province):
    target = Target.objects.get(leaf="4b")
    for thing in (task, approved, target, province):
        assert linked(thing, old, officer) == linked(thing, old, officer)
    assert BasisLink.objects.count() == 4
    assert [one.thing for one in BasisLink.objects.order_by("pk")] == [
        task, approved, target, province,
    ]  # fmt: skip


def test_nobody_links_what_is_not_theirs(
    leader, ward_officer, health_clerk, old, task, approved, of_ward, stranger
):
    with pytest.raises(PermissionDenied):
        linked(task, old, leader)
    for thing, by in ((task, ward_officer), (approved, health_clerk), (of_ward, stranger)):
        with pytest.raises(Refused, match="Only whose work it is"):
            linked(thing, old, by)
    linked(of_ward, old, ward_officer)


def test_a_task_does_not_rest_on_what_has_ended(officer, old, new, task, approved, replace):
    replace(old, new)
    with pytest.raises(Refused, match="choose Nghị quyết 30/2025/NQ-HĐND, which replaced it"):
        linked(task, old, officer)
    linked(approved, old, officer)  # a plan rests on what was in force when it was made


def test_a_document_of_another_province_cannot_be_linked(enter, stranger, officer, task):
    with pytest.raises(Refused, match="no such document"):
        linked(task, enter("1/QĐ-UBND", by=stranger), officer)


def test_what_a_plan_cites_is_proposed_and_taken_without_typing(approved, officer):
    (proposal,) = proposals_of(approved, officer)
    assert proposal.known is None
    read = as_read(proposal.citation)
    assert read == {
        "kind": "resolution", "number": "26/2021/NQ-HĐND", "issued_on": day(2021, 12, 7),
        "issuer": "HĐND tỉnh", "title": "",
    }  # fmt: skip
    told = {"by": officer, "now": NOW, "key": uuid.uuid4(), "files": []}
    document = accept(proposal.citation.pk, read | {"title": "Đề án", "valid_from": None}, **told)
    proposal.citation.refresh_from_db()
    assert proposal.citation.document == document
    assert approved.basis_links.get().document == document
    assert proposals_of(approved, officer) == []
    again = {**told, "key": document.pk}
    assert accept(proposal.citation.pk, values(title="Đề án"), **again) == document


def test_a_citation_finds_its_document_in_the_register(approved, officer, old, leader, stranger):
    (proposal,) = proposals_of(approved, officer)
    assert proposal.known == old
    with pytest.raises(PermissionDenied):
        accept_known(proposal.citation.pk, old.pk, by=leader, now=NOW)
    with pytest.raises(Refused, match="of your unit"):
        accept_known(proposal.citation.pk, old.pk, by=stranger, now=NOW)
    accept_known(proposal.citation.pk, old.pk, by=officer, now=NOW)
    accept_known(proposal.citation.pk, old.pk, by=officer, now=NOW)
    assert approved.basis_links.count() == 1


def test_a_citation_is_said_to_be_one_document(approved, officer, old, new):
    citation = approved.legal_bases.get()
    accept_known(citation.pk, old.pk, by=officer, now=NOW)
    with pytest.raises(Refused, match="said already"):
        accept_known(citation.pk, new.pk, by=officer, now=NOW)


def to_look(user):
    return list(links_to_look_at(user, TODAY))


def test_what_rests_on_a_replaced_document_needs_a_look(
    officer, old, new, task, approved, replace, leader, health_clerk
):
    links = [linked(approved, old, officer), linked(task, old, officer)]
    assert to_look(officer) == []
    replace(old, new)
    assert to_look(officer) == links == to_look(leader)
    assert to_look(health_clerk) == []  # the task is nobody's of theirs
    (first, _second) = to_look_at(links, TODAY)
    assert first.successor == new
    assert [one.new for one in first.changes] == [new]
    waiting = list(WAITS["bases"](officer, TODAY))
    assert len(waiting) == 2
    assert waiting[0].url == "/plans/bases/look/"
    assert list(WAITS["bases"](leader, TODAY)) == []


def test_a_replacement_in_a_part_needs_a_look_too(officer, old, new, task, replace):
    made = linked(task, old, officer)
    replace(old, new, "part", part="Điều 5")
    assert to_look(officer) == [made]
    with pytest.raises(Refused, match="wholly replaced"):
        move_to_successor(made.pk, by=officer, now=NOW)
    with pytest.raises(Refused, match="Say why"):
        keep_link(made.pk, " ", by=officer, now=NOW)
    keep_link(made.pk, "Điều 5 không liên quan", by=officer, now=NOW)
    assert to_look(officer) == []


def test_a_replacement_to_come_needs_no_look_yet(officer, old, new, task, replace):
    linked(task, old, officer)
    replace(old, new, from_on=day(2025, 7, 1))
    assert to_look(officer) == []
    assert len(links_to_look_at(officer, day(2025, 7, 1))) == 1


def test_what_ended_by_itself_needs_a_look_from_that_day(officer, enter, task):
    made = linked(task, enter("9/QĐ-UBND", valid_to=day(2025, 7, 1)), officer)
    assert to_look(officer) == []
    after = day(2025, 7, 1)
    assert list(links_to_look_at(officer, after)) == [made]
    assert next(to_look_at([made], after)).has_ended
    keep_link(made.pk, "đợi văn bản mới", by=officer, now=NOW.replace(month=7))
    assert list(links_to_look_at(officer, after)) == []


def test_a_closed_task_needs_no_look(officer, old, new, task, replace):
    linked(task, old, officer)
    replace(old, new)
    report(task, Report("done", "Xong"), by=officer, now=NOW)
    assert to_look(officer) == []


def test_a_link_moves_to_the_successor_and_stays_one(officer, old, new, task, replace):
    made = linked(task, old, officer)
    replace(old, new)
    moved = move_to_successor(made.pk, by=officer, now=NOW)
    assert (moved.pk, moved.document) == (made.pk, new)
    assert to_look(officer) == []
    assert bases_of_task(task, officer, TODAY)[0].link.document == new
    unlink(moved.pk, by=officer)
    with pytest.raises(Refused, match="no such link"):
        unlink(moved.pk, by=officer)


@pytest.mark.django_db(transaction=True)
def test_two_links_that_move_onto_one_document_at_once_become_one(
    officer, old, new, enter, task, replace
):
    older = enter(number="25/2021/NQ-HĐND")
    made = [linked(task, one, officer) for one in (old, older)]
    for one in (old, older):
        replace(one, new)
    first, second = at_once(
        *(partial(move_to_successor, one.pk, by=officer, now=NOW) for one in made)
    )
    assert first == second == BasisLink.objects.get()
    assert first.document == new


@pytest.mark.django_db(transaction=True)
def test_a_document_linked_and_withdrawn_at_once_does_not_end_as_both(officer, old, task):
    linking, withdrawing = at_once(
        lambda: linked(task, old, officer),
        lambda: withdraw_document(old.pk, by=officer, now=NOW),
    )
    assert sorted(isinstance(one, Refused) for one in (linking, withdrawing)) == [False, True]
    old.refresh_from_db()
    assert BasisLink.objects.exists() == (old.withdrawn_at is None)


def test_a_link_that_moves_onto_another_becomes_it(officer, old, new, task, replace):
    made = linked(task, old, officer)
    other = linked(task, new, officer)
    replace(old, new)
    assert move_to_successor(made.pk, by=officer, now=NOW) == other
    assert list(BasisLink.objects.all()) == [other]


def test_targets_show_what_they_rest_on(officer, old, approved, ward_officer):
    target = Target.objects.get(leaf="4b")
    linked(target, old, officer)
    (found,) = bases_of_targets(approved, officer, TODAY)[target.pk]
    assert found.link.document == old
    assert [one.link.document for one in bases_of_leaf("4b", 2025, officer, TODAY)] == [old]
    assert bases_of_leaf("4a", 2025, officer, TODAY) == []


def names(plan, by, on=TODAY):
    return [(one.kind, one.number) for one in bases_of(plan, by, on)]


def test_a_report_names_what_the_plan_cites_then_the_register(approved, officer, old, enter):
    assert names(approved, officer) == [("Nghị quyết", "26/2021/NQ-HĐND")]
    accept_known(approved.legal_bases.get().pk, old.pk, by=officer, now=NOW)
    later = enter("5/QĐ-UBND", kind="decision", issued_on=day(2025, 2, 1))
    linked(approved, later, officer)
    linked(approved, enter("6/BC", kind="notice"), officer, is_printed=False)
    (first, second) = bases_of(approved, officer, TODAY)
    assert first.title == "Thông qua Đề án công tác trẻ em"
    assert (second.kind, second.number) == ("Quyết định", "5/QĐ-UBND")


def test_a_report_says_what_replaced_a_basis(approved, officer, old, new, replace):
    accept_known(approved.legal_bases.get().pk, old.pk, by=officer, now=NOW)
    replace(old, new)
    (named,) = bases_of(approved, officer, TODAY)
    assert (named.ended_on, named.replaced_by.number) == (day(2025, 6, 1), "30/2025/NQ-HĐND")
    (before,) = bases_of(approved, officer, day(2025, 5, 31))
    assert before.ended_on is None
    move_to_successor(approved.basis_links.get().pk, by=officer, now=NOW)
    assert names(approved, officer) == [("Nghị quyết", "30/2025/NQ-HĐND")]
