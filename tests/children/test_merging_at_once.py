"""Two people at one pair of records at the same moment: one of them does it, nothing is lost."""

from datetime import date

import pytest

from mangnon.children.duplicates.judging import judge_different
from mangnon.children.duplicates.merging import (
    Decision,
    merge_children,
    moments,
    undo_merge,
)
from mangnon.children.models import Child, DuplicatePair, Measurement, Merge
from mangnon.children.record.closing import close_record
from mangnon.children.record.editing import Edit, edit_child
from mangnon.core.models import Refused
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
BORN, TODAY = date(2020, 5, 7), date(2025, 6, 20)


@pytest.fixture
def people(make_user, ward):
    return [make_user("commune_officer", ward, name) for name in ("can-bo-1", "can-bo-2")]


@pytest.fixture
def records(make_child, ward):
    made = [make_child(BORN, full_name=name) for name in ("Nguyễn Thị Lan", "Nguyen Thi Lan")]
    for child in made:
        Measurement.objects.create(
            child=child, unit=ward, measured_on=date(2021, 1, 1), weight_kg="9.5"
        )
    return made


def merging(kept, second, by, *taking):
    decision = Decision(kept.pk, second.pk, frozenset(taking), moments(kept, second))
    return lambda: merge_children(decision, by=by)


def editing(child, by, name="Nguyễn Thị Lan Anh"):
    edits = {"full_name": Edit(child.full_name, name)}
    return lambda: edit_child(child.pk, by=by, edits=edits)


def one_wins(*actions):
    """Let everybody act at once; return what the only one who was refused is told."""
    (refusal,) = [answer for answer in at_once(*actions) if isinstance(answer, Refused)]
    return str(refusal)


def all_there():
    return Child.objects.count(), Measurement.objects.count()


def test_of_two_who_merge_one_pair_either_way_one_does_it(people, records):
    first, second = records
    refusal = one_wins(merging(first, second, people[0]), merging(second, first, people[1]))
    assert "Somebody has merged" in refusal
    assert Merge.objects.count() == 1
    assert Child.objects.filter(merged_into=None).count() == 1
    assert all_there() == (2, 2)


def test_a_merge_of_what_is_being_edited_is_refused_or_the_edit_is(people, records):
    kept, second = records
    refusal = one_wins(merging(kept, second, people[0]), editing(second, people[1]))
    second.refresh_from_db()
    if second.merged_into is None:
        assert "was changed meanwhile" in refusal
        assert second.full_name == "Nguyễn Thị Lan Anh"
    else:
        assert "counts as another child" in refusal
        assert second.full_name == "Nguyen Thi Lan"
    assert all_there() == (2, 2)


def test_an_undo_and_an_edit_of_what_the_merge_set_do_not_overwrite_each_other(people, records):
    kept, second = records
    merge = merging(kept, second, people[0], "full_name")()
    kept.refresh_from_db()
    assert kept.full_name == "Nguyen Thi Lan"
    refusal = one_wins(lambda: undo_merge(merge.pk, by=people[0]), editing(kept, people[1]))
    kept.refresh_from_db()
    merge.refresh_from_db()
    if merge.undone_at is None:
        assert "Full name" in refusal
        assert kept.full_name == "Nguyễn Thị Lan Anh"
    else:
        assert "Somebody else has changed" in refusal
        assert kept.full_name == "Nguyễn Thị Lan"
    assert all_there() == (2, 2)


def test_of_two_undos_one_does_it(people, records):
    merge = merging(*records, people[0])()
    refusal = one_wins(*(lambda by=by: undo_merge(merge.pk, by=by) for by in people))
    assert "taken back already" in refusal
    assert Child.objects.filter(merged_into=None).count() == 2


def test_an_undo_and_the_next_merge_of_the_kept_record_follow_one_another(
    people, records, make_child
):
    """Whichever is first, the other sees it: never is a record of a chain taken out of it."""
    kept, second = records
    other = make_child(BORN, full_name="Nguyễn Thị Lan")
    merge = merging(kept, second, people[0])()
    kept.refresh_from_db()
    refusal = one_wins(lambda: undo_merge(merge.pk, by=people[0]), merging(other, kept, people[1]))
    merge.refresh_from_db()
    kept.refresh_from_db()
    if merge.undone_at is None:
        assert "take that merge back first" in refusal
        assert kept.merged_into == other
    else:
        assert "was changed meanwhile" in refusal
        assert kept.merged_into is None


def test_a_pair_is_merged_or_judged_different_never_both(people, records):
    first, last = sorted(records, key=lambda child: child.pk)
    pair = DuplicatePair.objects.create(first=first, second=last, score=3.0, levels={})
    one_wins(merging(first, last, people[0]), lambda: judge_different(pair.pk, by=people[1]))
    pair.refresh_from_db()
    assert (pair.state == "same") == Merge.objects.exists()


def test_a_merge_and_a_closing_do_not_both_stand(people, records):
    kept, second = records
    one_wins(
        merging(kept, second, people[0]),
        lambda: close_record(second.pk, reason="left_country", on=TODAY, by=people[1], today=TODAY),
    )
    second.refresh_from_db()
    assert (second.closed_on is None) == (second.merged_into is not None)
