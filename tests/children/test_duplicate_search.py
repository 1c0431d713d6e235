"""The search for second records: what it proposes, to whom, and what never comes back."""

import csv
import stat
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mangnon.children.duplicates.searching import search_duplicates
from mangnon.children.models import DuplicatePair
from mangnon.config import cli
from mangnon.config.commands.children_duplicates import duplicates
from mangnon.core.models import AuditEntry
from mangnon.core.units.loading import local_administrator

BORN = date(2020, 5, 7)


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def pair(make_child):
    """Two records of one child, in the order of their keys, and a child who is another."""
    make_child(date(2012, 2, 3), full_name="Lê Văn Bình", sex="male")
    records = [
        make_child(BORN, full_name=name, sex="female")
        for name in ("Nguyễn Thị Lan", "Nguyen Thi Lan")
    ]
    for child in records:
        child.identity_number = "070320001234"
        child.save()
    return sorted(records, key=lambda child: child.pk)


def ids(pairs):
    return pairs.select("id_a", "id_b").rows()


def test_who_may_not_merge_may_not_search(make_user, ward, pair):
    for role in ("village_collaborator", "leader"):
        with pytest.raises(PermissionDenied):
            search_duplicates(by=make_user(role, ward))
    assert not DuplicatePair.objects.exists()


def test_a_second_record_is_proposed_with_its_reasons(keeper, pair):
    (found,) = search_duplicates(by=keeper).to_dicts()
    assert (found["id_a"], found["id_b"]) == tuple(str(child.pk) for child in pair)
    assert 0.9 < found["score"] <= 1
    assert "cùng họ tên khi bỏ dấu" in found["reasons"]
    waiting = DuplicatePair.objects.visible_to(keeper).waiting().get()
    assert [waiting.first, waiting.second] == pair


def test_a_second_search_stores_nothing_twice(keeper, pair):
    assert ids(search_duplicates(by=keeper)) == ids(search_duplicates(by=keeper))
    assert DuplicatePair.objects.count() == 1


def test_a_pair_that_was_judged_different_never_comes_back(keeper, pair):
    search_duplicates(by=keeper)
    DuplicatePair.objects.update(
        state="different", decided_by=keeper, decided_at=timezone.now(), score=1.5
    )
    assert search_duplicates(by=keeper).is_empty()
    assert DuplicatePair.objects.get().score == 1.5


def test_a_record_outside_the_scope_is_not_compared(keeper, pair, township):
    pair[1].unit = township
    pair[1].save()
    assert search_duplicates(by=keeper).is_empty()


def test_both_communes_know_of_a_pair_and_one_who_serves_both_sees_it_whole(
    keeper, pair, township, make_user
):
    search_duplicates(by=keeper)
    pair[1].unit = township
    pair[1].save()
    there = make_user("commune_officer", township)
    for person, own in ((keeper, pair[0]), (there, pair[1])):
        assert DuplicatePair.objects.visible_to(person).get().halves_for(person) == [own]
    assert (
        DuplicatePair.objects.visible_to(local_administrator())
        .get()
        .is_whole_for(local_administrator())
    )


def test_a_merged_record_is_not_compared(keeper, pair):
    pair[1].merged_into = pair[0]
    pair[1].save()
    assert search_duplicates(by=keeper).is_empty()


def test_the_command_writes_a_file_for_its_owner_alone(keeper, pair, tmp_path, capsys):
    file = tmp_path / "pairs.csv"
    file.write_text("older and longer than what is written now" * 20)
    file.chmod(0o644)
    options = cli.build_parser().parse_args(
        ["children", "duplicates", "--out", str(file), "--user", keeper.username, "--json"]
    )
    assert duplicates(options) == 0
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    assert [list(row) for row in rows] == [["id_a", "id_b", "score", "reasons"]]
    assert rows[0]["id_a"] == str(pair[0].pk)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert '"pairs": 1' in capsys.readouterr().out


def test_the_list_is_recorded_as_an_export_without_names(keeper, pair):
    search_duplicates(by=keeper, is_taken=True)
    told = AuditEntry.objects.get(action="child.export_duplicates")
    assert (told.actor, told.details) == (keeper, {"count": 1})
