"""Merging two records of one child: what moves, what stays, who may, and back again."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mangnon.children.duplicates.judging import judge_different
from mangnon.children.duplicates.merging import (
    Decision,
    merge_children,
    moments,
    undo_merge,
)
from mangnon.children.models import (
    Birth,
    Child,
    CircumstanceSpell,
    Death,
    DisabilitySpell,
    DuplicatePair,
    Guardian,
    Guardianship,
    Injury,
    Measurement,
    Merge,
    ResidenceSpell,
    Vaccination,
)
from mangnon.core.models import AuditEntry, Refused
from tests.children.extracting import rows

BORN = date(2020, 5, 7)
FACTS = (
    CircumstanceSpell, Death, Guardianship, Injury, Measurement, ResidenceSpell, Vaccination,
)  # fmt: skip


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def kept(make_child):
    return make_child(BORN, full_name="Nguyễn Thị Lan", sex="female")


@pytest.fixture
def second(make_child):
    child = make_child(BORN, full_name="Nguyen Thi Lan", sex="unknown", ethnicity="01")
    child.identity_number = "070320001234"
    child.save()
    return child


def decided(kept, second, *taking, seen=None):
    return Decision(kept.pk, second.pk, frozenset(taking), seen)


def stands(child):
    return Child.objects.get(pk=child.pk)


def weigh(child, on, unit, kg="9.5"):
    return Measurement.objects.create(child=child, unit=unit, measured_on=on, weight_kg=kg)


def test_who_may_not_merge_is_refused(kept, second, make_user, ward):
    with pytest.raises(PermissionDenied):
        merge_children(decided(kept, second), by=make_user("village_collaborator", ward))
    assert stands(second).merged_into is None


def test_both_records_must_be_in_the_scope(kept, second, keeper, township):
    Child.objects.filter(pk=second.pk).update(unit=township)
    with pytest.raises(Refused, match="đề nghị xã đó"):
        merge_children(decided(kept, second), by=keeper)


def test_facts_move_and_nothing_is_deleted(kept, second, keeper, ward):
    weigh(second, date(2021, 1, 1), ward)
    Injury.objects.create(
        child=second, unit=ward, injured_on=date(2022, 1, 1), cause="fall", is_fatal=False
    )
    merge = merge_children(decided(kept, second), by=keeper)
    assert kept.measurements.count() == kept.injuries.count() == 1
    assert stands(second).merged_into == kept
    assert merge.moves.filter(is_moved=True).count() == 2


def test_a_death_moves_with_its_key(kept, second, keeper, ward):
    Death.objects.create(child=second, unit=ward, died_on=date(2023, 1, 1))
    merge = merge_children(decided(kept, second), by=keeper)
    assert stands(kept).death.died_on == date(2023, 1, 1)
    undo_merge(merge.pk, by=keeper)
    assert stands(second).death.died_on == date(2023, 1, 1)


def test_the_answer_about_disability_follows_the_entries_that_move(kept, second, keeper):
    DisabilitySpell.objects.create(child=second, types=["sight"], began_on=BORN)
    merge = merge_children(decided(kept, second), by=keeper)
    assert stands(kept).disability == "yes"
    undo_merge(merge.pk, by=keeper)
    assert stands(kept).disability == "unknown"


def test_what_cannot_stand_twice_stays_with_the_second_record(kept, second, keeper, ward):
    """Two measurements of one day, two mothers at a time, two homes at once."""
    for child, name in ((kept, "Trần Thị Hoa"), (second, "Trần Thị Hòa")):
        weigh(child, date(2021, 1, 1), ward)
        mother = Guardian.objects.create(full_name=name, unit=ward)
        Guardianship.objects.create(child=child, guardian=mother, relation="mother", began_on=BORN)
        ResidenceSpell.objects.create(child=child, unit=ward, began_on=BORN)
    merge = merge_children(decided(kept, second), by=keeper)
    staying = merge.moves.filter(is_moved=False)
    assert sorted(staying.values_list("table", flat=True)) == [
        "children_guardianship", "children_measurement", "children_residencespell",
    ]  # fmt: skip
    assert kept.measurements.count() == second.measurements.count() == 1


def test_the_person_chooses_each_answer(kept, second, keeper):
    merge_children(decided(kept, second, "ethnicity", "identity_number"), by=keeper)
    now = stands(kept)
    assert (now.full_name, now.ethnicity) == ("Nguyễn Thị Lan", "01")
    assert now.identity_number == "070320001234"


def test_an_identity_number_is_nowhere_in_the_merge_or_the_audit(kept, second, keeper):
    merge = merge_children(decided(kept, second, "identity_number"), by=keeper)
    told = AuditEntry.objects.get(action="child.merge")
    kept_of_it = f"{merge.before} {merge.after} {told.details}"
    assert "070320001234" not in kept_of_it
    assert "Lan" not in str(told.details)


def test_a_record_is_merged_once(kept, second, keeper, make_child):
    merge_children(decided(kept, second), by=keeper)
    other = make_child(BORN, full_name="Nguyễn Thị Lan")
    for once_more in (decided(other, second), decided(second, other)):
        with pytest.raises(Refused, match="người khác gộp"):
            merge_children(once_more, by=keeper)


def test_a_change_since_the_person_looked_is_told(kept, second, keeper):
    seen = moments(kept, second)
    Child.objects.filter(pk=second.pk).update(changed_at=second.changed_at + timedelta(seconds=1))
    with pytest.raises(Refused, match="vừa được sửa"):
        merge_children(decided(kept, second, seen=seen), by=keeper)


def test_undo_puts_the_number_back(kept, second, keeper):
    kept.identity_number = "070320000001"
    kept.save()
    merge = merge_children(decided(kept, second, "identity_number", "full_name"), by=keeper)
    assert stands(kept).identity_number == "070320001234"
    undo_merge(merge.pk, by=keeper)
    now = stands(kept)
    assert (now.identity_number, now.full_name) == ("070320000001", "Nguyễn Thị Lan")
    assert stands(second).merged_into is None


def test_undo_says_which_later_edit_stands_in_the_way(kept, second, keeper):
    merge = merge_children(decided(kept, second, "ethnicity"), by=keeper)
    Child.objects.filter(pk=kept.pk).update(ethnicity="43")
    with pytest.raises(Refused, match="Dân tộc"):
        undo_merge(merge.pk, by=keeper)
    assert stands(second).merged_into == kept


def test_undo_says_that_a_moved_fact_is_gone(kept, second, keeper, ward):
    fact = weigh(second, date(2021, 1, 1), ward)
    merge = merge_children(decided(kept, second), by=keeper)
    fact.delete()
    with pytest.raises(Refused, match="Lần cân đo"):
        undo_merge(merge.pk, by=keeper)


def test_a_merge_is_undone_once_and_last_first(kept, second, keeper, make_child):
    first = merge_children(decided(kept, second), by=keeper)
    other = make_child(BORN, full_name="Nguyễn Thị Lan")
    last = merge_children(decided(other, kept), by=keeper)
    with pytest.raises(Refused, match="lần gộp sau trước"):
        undo_merge(first.pk, by=keeper)
    undo_merge(last.pk, by=keeper)
    undo_merge(first.pk, by=keeper)
    with pytest.raises(Refused, match="đã được tách"):
        undo_merge(first.pk, by=keeper)


def test_a_pair_follows_what_is_decided(kept, second, keeper):
    first, last = sorted([kept, second], key=lambda child: child.pk)
    pair = DuplicatePair.objects.create(first=first, second=last, score=3.0, levels={})
    merge = merge_children(decided(kept, second), by=keeper)
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("same", keeper)
    undo_merge(merge.pk, by=keeper)
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("open", None)
    judge_different(pair.pk, by=keeper)
    with pytest.raises(Refused, match="Đã có người"):
        judge_different(pair.pk, by=keeper)


def whole_register():
    """Return every row of the children's tables, but the moments and what tells of the merge."""
    tables = [
        model
        for model in apps.get_app_config("children").get_models()
        if model.__name__ not in {"Merge", "MergeMove"}
    ]
    rows = {model: list(model.objects.order_by("pk").values()) for model in tables}
    for child in rows[Child]:
        del child["changed_at"], child["identity_number"]
    numbers = {child.pk: child.identity_number for child in Child.objects.all()}
    return rows, numbers


def facts():
    return sum(model.objects.count() for model in FACTS)


days = st.integers(0, 1500).map(lambda since: BORN + timedelta(days=since))
spans = st.tuples(days, st.integers(1, 400))
records = st.fixed_dictionaries(
    {
        "weighed": st.sets(days, max_size=4),
        "vaccinated": st.sets(st.sampled_from(Vaccination.Antigen.values), max_size=4),
        "hurt": st.lists(days, max_size=2),
        "circumstances": st.dictionaries(st.sampled_from("abck"), spans, max_size=3),
        "home": spans,
        "has_mother": st.booleans(),
        "died": st.booleans(),
    }
)


def fill(child, told, ward):
    for day in told["weighed"]:
        weigh(child, day, ward)
    for antigen in told["vaccinated"]:
        Vaccination.objects.create(child=child, antigen=antigen, given_on=BORN)
    for day in told["hurt"]:
        Injury.objects.create(child=child, unit=ward, injured_on=day, cause="fall", is_fatal=False)
    for group, (began, length) in told["circumstances"].items():
        CircumstanceSpell.objects.create(
            child=child, group=group, began_on=began, ended_on=began + timedelta(days=length)
        )
    began, length = told["home"]
    ResidenceSpell.objects.create(
        child=child, unit=ward, began_on=began, ended_on=began + timedelta(days=length)
    )
    if told["has_mother"]:
        mother = Guardian.objects.create(full_name="Trần Thị Hoa", unit=ward)
        Guardianship.objects.create(child=child, guardian=mother, relation="mother", began_on=BORN)
    if told["died"]:
        Death.objects.create(child=child, unit=ward, died_on=date(2025, 1, 1))


@given(first=records, other=records, taking=st.sets(st.sampled_from(["full_name", "sex", "birth"])))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_merge_keeps_every_fact_and_undo_is_the_identity(
    first, other, taking, make_child, make_user, ward, keeper
):
    kept = make_child(BORN, full_name="Nguyễn Thị Lan", sex="female")
    second = make_child(BORN - timedelta(days=1), full_name="Nguyen Thi Lan")
    fill(kept, first, ward)
    fill(second, other, ward)
    before, count = whole_register(), facts()
    merge = merge_children(decided(kept, second, *taking), by=keeper)
    assert facts() == count
    staying = merge.moves.filter(is_moved=False).count()
    of_second = sum(model.objects.filter(child=second).count() for model in FACTS)
    assert of_second == staying
    undo_merge(merge.pk, by=keeper)
    assert whole_register() == before
    assert not Merge.objects.standing().filter(kept=kept).exists()


def test_a_merged_record_is_not_counted_twice(kept, second, keeper, ward):
    for child in (kept, second):
        Birth.objects.create(child=child, unit=ward, born_on=BORN)
        Injury.objects.create(
            child=child, unit=ward, injured_on=date(2024, 5, 1), cause="fall", is_fatal=True
        )
    tables = ("children", "births", "injuries")
    assert [len(rows(name)) for name in tables] == [2, 2, 2]
    merge_children(decided(kept, second), by=keeper)
    assert [len(rows(name)) for name in tables] == [1, 1, 1]
