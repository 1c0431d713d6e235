"""Households, residence and carers: what the database refuses, and where a child then counts."""

from datetime import date, timedelta

import pytest

from mangnon.children.models import Guardian, Guardianship, Household, ResidenceSpell
from tests.children.extracting import rows
from tests.children.refusing import refuse

BORN = date(2020, 5, 17)
MOVED = date(2023, 8, 1)


@pytest.fixture
def child(make_child):
    return make_child(BORN)


@pytest.fixture
def mother(ward):
    return Guardian.objects.create(full_name="Thị Brơi", unit=ward)


def live(child, unit, **fields):
    return ResidenceSpell.objects.create(
        **{"child": child, "unit": unit, "began_on": BORN} | fields
    )


def test_nobody_may_see_families_in_this_version(child, ward, mother, officer, leader):
    Household.objects.create(unit=ward, code="00001")
    live(child, ward)
    Guardianship.objects.create(child=child, guardian=mother, relation="mother", began_on=BORN)
    for user in (officer, leader):
        for model in (Household, Guardian, Guardianship, ResidenceSpell):
            assert not model.objects.visible_to(user).exists()


class TestHouseholds:
    def test_a_code_is_once_in_a_commune(self, ward, village):
        Household.objects.create(unit=ward, code="00001")
        Household.objects.create(unit=village, code="00001")
        with refuse("household_code_once_in_a_unit"):
            Household.objects.create(unit=ward, code="00001")

    def test_none_is_without_a_code(self, ward):
        with refuse("household_has_a_code"):
            Household.objects.create(unit=ward, code="")


class TestResidence:
    def test_a_child_lives_in_one_place_at_a_time(self, child, ward, village):
        live(child, ward, ended_on=MOVED)
        live(child, village, began_on=MOVED)
        with refuse("residence_one_at_a_time"):
            live(child, ward, began_on=MOVED + timedelta(30), ended_on=MOVED + timedelta(60))

    def test_a_spell_ends_after_it_begins(self, child, ward):
        with refuse("residence_ends_after_it_begins"):
            live(child, ward, ended_on=BORN)

    def test_a_snapshot_counts_the_child_where_it_lived_on_the_day(self, make_child, ward, village):
        child = make_child(BORN, unit=village)
        live(child, ward, ended_on=MOVED)
        live(child, village, began_on=MOVED)

        def counted_in(day):
            return [row["unit_code"] for row in rows("children", as_of=day)]

        assert counted_in(BORN) == [ward.code]
        assert counted_in(MOVED - timedelta(1)) == [ward.code]
        assert counted_in(MOVED) == [village.code]

    def test_where_no_spell_is_known_the_childs_own_commune_counts(self, child, ward):
        assert [row["unit_code"] for row in rows("children")] == [ward.code]


class TestGuardianships:
    def relate(self, child, guardian, **fields):
        return Guardianship.objects.create(
            **{"child": child, "guardian": guardian, "relation": "mother", "began_on": BORN}
            | fields
        )

    def test_a_child_has_one_mother_at_a_time(self, child, mother, ward):
        other = Guardian.objects.create(full_name="Thị Mai", unit=ward)
        first = self.relate(child, mother)
        with refuse("one_mother_and_one_father_at_a_time"):
            self.relate(child, other)
        first.ended_on = MOVED
        first.save()
        self.relate(child, other, began_on=MOVED)

    def test_guardians_may_be_several(self, child, mother, ward):
        other = Guardian.objects.create(full_name="Điểu Lên", unit=ward)
        self.relate(child, mother, relation="guardian")
        self.relate(child, other, relation="guardian")
        assert child.guardianships.count() == 2

    def test_one_relation_is_written_once(self, child, mother):
        self.relate(child, mother, relation="guardian")
        with refuse("guardianship_once"):
            self.relate(child, mother, relation="guardian")

    @pytest.mark.parametrize(
        ("fields", "constraint"),
        [
            ({"relation": "aunt"}, "guardianship_relation"),
            ({"ended_on": BORN}, "guardianship_ends_after_it_begins"),
        ],
    )
    def test_a_relation_that_cannot_be_is_refused(self, child, mother, fields, constraint):
        with refuse(constraint):
            self.relate(child, mother, **fields)

    @pytest.mark.parametrize(
        ("fields", "constraint"),
        [
            ({"full_name": ""}, "guardian_has_a_name"),
            ({"birth_year": 1899}, "guardian_birth_year"),
        ],
    )
    def test_a_guardian_that_cannot_be_is_refused(self, ward, fields, constraint):
        with refuse(constraint):
            Guardian.objects.create(**{"full_name": "Thị Brơi", "unit": ward} | fields)


class TestBirthRegistration:
    def test_its_day_is_never_before_the_birth_nor_without_a_registration(self, make_child):
        for answer, day in (("yes", BORN - timedelta(1)), ("no", BORN), ("unknown", BORN)):
            with refuse("child_registered_after_birth"):
                make_child(BORN, birth_registration=answer, birth_registered_on=day)

    def test_before_its_day_the_birth_was_not_registered(self, make_child):
        make_child(BORN, birth_registration="yes", birth_registered_on=MOVED)

        def known_on(day):
            return [row["birth_registration"] for row in rows("children", as_of=day)]

        assert known_on(MOVED - timedelta(1)) == ["no"]
        assert known_on(MOVED) == ["yes"]

    def test_a_registration_whose_day_is_not_known_counts_always(self, make_child):
        make_child(BORN, birth_registration="yes")
        assert [row["birth_registration"] for row in rows("children", as_of=BORN)] == ["yes"]


def test_records_say_what_they_are(child, ward, mother):
    household = Household.objects.create(unit=ward, code="00001")
    relation = Guardianship.objects.create(
        child=child, guardian=mother, relation="mother", began_on=BORN
    )
    assert [str(household), str(mother)] == ["00001", "Thị Brơi"]
    assert str(relation) == f"{child.pk} mother 2020-05-17"
    assert str(live(child, ward)) == f"{child.pk} {ward.pk} 2020-05-17"
