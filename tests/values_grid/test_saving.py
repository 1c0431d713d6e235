"""Cells are saved one by one, and nobody's figure is lost."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import translation

from mangnon.core.models import AuditEntry, Refused, Unit
from mangnon.values.grid.desk import desk_of
from mangnon.values.grid.items import items_of
from mangnon.values.grid.reading import Figure, read, written
from mangnon.values.models import EntryCell, EntryChange
from tests.at_once import at_once
from tests.values_grid.conftest import HALF, YEAR, enter, typed


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def items(db):
    return {item.key: item for item in items_of(2025)}


@pytest.mark.parametrize(
    ("text", "state", "value"),
    [
        ("12,5", "value", "12.5"), (" 12,5 % ", "value", "12.5"), ("0", "zero", "0"),
        ("0,0", "zero", "0"), ("-", "no_data", None), ("–", "no_data", None),
        ("x", "not_applicable", None), ("X", "not_applicable", None), ("", "", None),
    ],
)  # fmt: skip
def test_zero_no_data_and_not_applicable_are_told_apart(items, text, state, value):
    assert read(text, items["10"]) == Figure(state, Decimal(value) if value else None)


@pytest.mark.parametrize(
    ("item", "text", "why"),
    [
        ("10", "12.5", "not a number"), ("10", "101", "most there can be"),
        ("10", "-1", "below zero"), ("10", "1e5", "not a number"), ("10", "=1+1", "not a number"),
        ("child_marriages", "1,5", "not whole"), ("10", "1,1234567", "too many digits"),
        ("child_marriages", "9" * 30, "too many digits"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused_with_what_to_write(items, item, text, why):
    with pytest.raises(Refused, match=why):
        read(text, items[item])


def test_a_figure_is_written_as_it_is_read(items):
    for text in ("1.250", "12,5", "100", "0", "-", "x", ""):
        item = items["child_marriages" if "." in text else "10"]
        assert written(read(text, item)) == text


def test_all_leaves_can_be_entered_and_what_they_count(items):
    assert len([key for key, item in items.items() if not item.is_count]) == 35  # 9 has two sources
    assert items["9.police"].series == "police"
    assert items["children_consulted.girls"].whole == "children_consulted"
    assert items["child_marriages"].is_counted


def test_who_lacks_the_right_enters_nothing(leader):
    with pytest.raises(PermissionDenied):
        desk_of(leader, 2025)


def test_an_agency_writes_what_it_leads_the_focal_office_what_nobody_leads(
    clerk, officer, commune_officer, commune, province
):
    assert {item.leaf for item in desk_of(clerk, 2025).items} == {"10"}
    own = desk_of(officer, 2025).own
    assert "10" not in own
    assert {"1", "14", "child_marriages"} <= own
    (answer,) = enter(officer, YEAR, (province, "10", "4,1"))
    assert (answer.outcome, EntryCell.objects.count()) == ("refused", 0)
    (answer,) = enter(commune_officer, YEAR, (province, "10", "4,1"))  # not their unit
    assert answer.outcome == "refused"
    assert enter(commune_officer, YEAR, (commune, "10", "4,1"))[0].outcome == "saved"
    assert enter(clerk, YEAR, (commune, "10", "4,2", 1))[0].outcome == "saved"


def test_an_agency_without_an_organisation_enters_nothing(clerk, province):
    clerk.organisation = None
    clerk.save()
    assert desk_of(clerk, 2025).items == ()
    assert enter(clerk, YEAR, (province, "10", "4"))[0].outcome == "refused"


def test_a_change_keeps_who_when_before_and_after_and_is_audited(clerk, province):
    enter(clerk, YEAR, (province, "10", "4,1"))
    enter(clerk, YEAR, (province, "10", "-", 1))
    cell = EntryCell.objects.get()
    first, second = cell.changes.order_by("version")
    assert (first.before.state, written(first.after), first.by) == ("", "4,1", clerk)
    assert (written(second.before), written(second.after)) == ("4,1", "-")
    assert second.organisation == clerk.organisation
    assert AuditEntry.objects.filter(action="value.enter", actor=clerk).count() == 2


def test_the_history_cannot_be_changed(clerk, province):
    enter(clerk, YEAR, (province, "10", "4,1"))
    for act in (lambda: EntryChange.objects.update(typed="9"), EntryChange.objects.all().delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()


def test_what_is_sent_twice_is_one_change(clerk, province):
    one = typed(province, "10", "4,1", key=uuid4())
    for _time in range(2):
        assert enter(clerk, YEAR, one)[0].outcome == "saved"
    assert EntryChange.objects.count() == 1


def test_a_figure_that_somebody_changed_meanwhile_is_not_overwritten(
    clerk, commune_officer, commune
):
    enter(commune_officer, YEAR, (commune, "10", "4,1"))
    (answer,) = enter(clerk, YEAR, (commune, "10", "5", 0))
    assert (answer.outcome, answer.text, answer.version) == ("conflict", "4,1", 1)
    assert [text for text, _words in answer.offers] == ["4,1", "5"]
    assert str(commune_officer) in answer.says
    assert enter(clerk, YEAR, (commune, "10", "4,1", 0))[0].outcome == "saved"  # the same figure
    assert enter(clerk, YEAR, (commune, "10", "5", 1))[0].text == "5"


@pytest.mark.django_db(transaction=True)
def test_twenty_people_in_one_grid_lose_nothing(make_user, province, health, plan):
    people = []
    for number in range(20):
        person = make_user("agency_focal_point", province, f"y-te-{number}")
        person.organisation = health
        person.save()
        people.append(person)
    units = list(Unit.objects.order_by("-pk"))

    def write(number, person):
        places = units if number % 2 else units[::-1]
        return lambda: enter(person, YEAR, *((u, "10", f"4,{number + 10}") for u in places))

    told = at_once(*(write(number, person) for number, person in enumerate(people)))
    for place in range(len(units)):
        outcomes = [
            a.outcome for answers in told for a in answers if a.typed.unit_id == units[place].pk
        ]
        assert (outcomes.count("saved"), outcomes.count("conflict")) == (1, 19)
    assert EntryChange.objects.count() == len(units)


class TestWays:
    """Child marriages are counted since January, children hit by disaster in the period."""

    @pytest.fixture(autouse=True)
    def half(self, commune_officer, commune):
        enter(
            commune_officer, HALF, (commune, "child_marriages", "35"),
            (commune, "disaster_children", "35"), (commune, "23", "40"),
        )  # fmt: skip

    def test_a_sum_lower_than_the_one_before_is_asked_about(self, commune_officer, commune):
        (answer,) = enter(commune_officer, YEAR, (commune, "child_marriages", "20"))
        assert (answer.outcome, answer.text) == ("asked", "")
        assert [text for text, _words in answer.offers] == ["55", "20"]
        sure = typed(commune, "child_marriages", "20", is_sure=True)
        assert enter(commune_officer, YEAR, sure)[0].text == "20"

    def test_a_share_that_builds_up_is_asked_about_without_a_sum(self, commune_officer, commune):
        (answer,) = enter(commune_officer, YEAR, (commune, "23", "30"))
        assert (answer.outcome, len(answer.offers)) == ("asked", 1)

    def test_a_figure_of_the_period_has_nothing_to_be_lower_than(self, commune_officer, commune):
        assert enter(commune_officer, YEAR, (commune, "disaster_children", "20"))[0].text == "20"

    @pytest.mark.parametrize(
        ("item", "written_as", "text", "becomes"),
        [
            ("child_marriages", "in_period", "20", "55"),
            ("child_marriages", "cumulative", "55", "55"),
            ("disaster_children", "cumulative", "55", "20"),
            ("disaster_children", "cumulative", "35", "0"),
            ("disaster_children", "in_period", "20", "20"),
        ],
    )
    def test_a_count_written_the_other_way_is_converted(
        self, commune_officer, commune, item, written_as, text, becomes
    ):
        told = enter(commune_officer, YEAR, (commune, item, text), written_as=written_as)
        assert (told[0].outcome, told[0].text) == ("saved", becomes)
        assert EntryChange.objects.get(cell__period="year").typed == text

    @pytest.mark.parametrize(
        ("item", "written_as", "text", "why"),
        [
            ("disaster_children", "cumulative", "20", "less than the 35"),
            ("23", "in_period", "20", "not added up"),
        ],
    )
    def test_what_cannot_be_converted_is_refused(
        self, commune_officer, commune, item, written_as, text, why
    ):
        (answer,) = enter(commune_officer, YEAR, (commune, item, text), written_as=written_as)
        assert answer.outcome == "refused"
        assert why in answer.says
