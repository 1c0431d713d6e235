"""What must never be false of a dated fact, and who sees that there is one."""

from datetime import date

import pytest
from django.db import connection

from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.models import (
    CircumstanceSpell,
    Death,
    DisabilitySpell,
    Fact,
    FactVersion,
    Injury,
    RestrictedFact,
    Schooling,
)
from tests.children.refusing import refuse

DAY = date(2025, 6, 2)


def fact(child, kind="swimming", **fields):
    return Fact.objects.create(
        child=child, unit=child.unit, kind=kind, **{"began_on": DAY, "answers": {}} | fields
    )


class TestWhoSees:
    def test_a_collaborator_sees_no_fact_of_a_kind_that_asks_for_more(
        self, make_child, make_user, ward
    ):
        child = make_child()
        fact(child, "child_labour")
        swims = fact(child, "swimming")
        seen = Fact.objects.visible_to(make_user("village_collaborator", ward))
        assert list(seen) == [swims]
        assert Fact.objects.visible_to(make_user("commune_officer", ward)).count() == 2

    def test_a_fact_of_a_kind_that_the_catalogue_no_longer_has_is_seen_by_nobody(
        self, make_child, make_user, ward
    ):
        fact(make_child(), "no_longer_asked")
        assert not Fact.objects.visible_to(make_user("commune_officer", ward)).exists()

    def test_who_lacks_the_right_does_not_see_that_there_are_closely_kept_facts(
        self, make_child, make_user, ward, township
    ):
        child = make_child()
        RestrictedFact.objects.create(child=child, unit=ward, content='{"kind": "hiv_exposure"}')
        for role in ("village_collaborator", "school_staff", "commune_chair", "focal_office"):
            assert not RestrictedFact.objects.visible_to(make_user(role, ward)).exists(), role
        beside = make_user("commune_officer", township)
        assert not RestrictedFact.objects.visible_to(beside).exists()
        officer = make_user("commune_officer", ward, "can-bo-xa")
        assert RestrictedFact.objects.visible_to(officer).count() == 1

    def test_an_earlier_state_is_seen_by_whoever_may_see_its_kind(
        self, make_child, make_user, ward
    ):
        officer = make_user("commune_officer", ward)
        for needs in ("child.view", "child.health"):
            FactVersion.objects.create(
                child=make_child(), kind="k", needs=needs, record_id="1", row="{}",
                change="removed", changed_by=officer,
            )  # fmt: skip
        collaborator = make_user("village_collaborator", ward)
        assert [v.needs for v in FactVersion.objects.visible_to(collaborator)] == ["child.view"]
        assert FactVersion.objects.visible_to(officer).count() == 2

    @pytest.mark.parametrize("model", [Injury, Death, Schooling, Fact])
    def test_whoever_keeps_the_child_now_sees_what_another_commune_reported(
        self, make_child, make_user, ward, township, model
    ):
        child = make_child(unit=township)
        fields = {
            Injury: {"injured_on": DAY, "is_fatal": False},
            Death: {"died_on": DAY},
            Schooling: {"school_year": 2025, "level": "preschool", "is_enrolled_at_start": True},
            Fact: {"kind": "swimming", "began_on": DAY},
        }[model]
        found = model.objects.create(child=child, unit=ward, **fields)
        assert not model.objects.visible_to(make_user("commune_officer", ward)).exists()
        keeper = make_user("commune_officer", township)
        assert list(model.objects.visible_to(keeper)) == [found]


class TestConstraints:
    def test_a_fact_ends_after_it_begins_and_its_kind_is_a_name(self, make_child):
        with refuse("fact_ends_after_it_begins"):
            fact(make_child(), ended_on=DAY)
        with refuse("fact_kind"):
            fact(make_child(), "not a name")

    def test_a_closely_kept_fact_is_never_empty(self, make_child, ward):
        with refuse("restricted_fact_has_a_content"):
            RestrictedFact.objects.create(child=make_child(), unit=ward)

    def test_its_content_is_not_in_the_database_as_text(self, make_child, ward):
        RestrictedFact.objects.create(child=make_child(), unit=ward, content="hiv_exposure")
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM children_restrictedfact")
            assert b"hiv_exposure" not in bytes(cursor.fetchone()[0])

    def test_a_child_has_several_types_of_disability_at_once_and_one_spell(self, make_child):
        child = make_child()
        spell = {"child": child, "began_on": DAY, "degree": "mild"}
        DisabilitySpell.objects.create(**spell, types=["movement", "sight"])
        with refuse("disability_once_at_a_time"):
            DisabilitySpell.objects.create(**spell, types=["other"])

    @pytest.mark.parametrize(
        ("fields", "constraint"),
        [
            ({"types": []}, "disability_types"),
            ({"types": ["movement", "grief"]}, "disability_types"),
            ({"degree": "worse"}, "disability_answers"),
            ({"certificate": "maybe"}, "disability_answers"),
            ({"certificate": "no", "certified_on": DAY}, "disability_certified_by_a_certificate"),
            ({"ended_on": DAY}, "disability_ends_after_it_begins"),
        ],
    )
    def test_a_disability_answers_by_its_lists(self, make_child, fields, constraint):
        whole = {"child": make_child(), "types": ["movement"], "began_on": DAY}
        with refuse(constraint):
            DisabilitySpell.objects.create(**whole | fields)

    @pytest.mark.parametrize("subgroup", ["b1", "a", "ab"])
    def test_a_sub_group_belongs_to_its_group(self, make_child, subgroup):
        with refuse("circumstance_subgroup_of_its_group"):
            CircumstanceSpell.objects.create(
                child=make_child(), group="a", subgroup=subgroup, began_on=DAY
            )

    def test_every_sub_group_of_the_catalogue_belongs_to_a_group(self, make_child):
        child, catalog = make_child(), fact_catalog()
        groups = catalog.lists["circumstance_group"].by_code
        assert list(groups) == CircumstanceSpell.Group.values
        for code in catalog.lists["circumstance_subgroup"].by_code:
            spell = {"child": child, "group": code[0], "began_on": DAY}
            CircumstanceSpell.objects.create(**spell, subgroup=code).delete()

    def test_only_who_has_left_school_has_a_reason_of_the_list(self, make_child):
        year = {
            "child": make_child(), "unit": make_child().unit, "school_year": 2025,
            "level": "primary", "grade": 1, "is_enrolled_at_start": True,
        }  # fmt: skip
        with refuse("schooling_left_for_a_reason"):
            Schooling.objects.create(**year, leaving_reason="poverty")
        with refuse("schooling_left_for_a_reason"):
            Schooling.objects.create(**year, dropped_out_on=DAY, leaving_reason="boredom")
        Schooling.objects.create(**year, dropped_out_on=DAY, leaving_reason="poverty")
