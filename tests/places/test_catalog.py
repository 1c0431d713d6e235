"""The catalogue of places holds together."""

from mangnon.places.catalog import SCHOOL, kinds, kinds_that, services, traits


def test_every_kind_names_traits_that_there_are():
    for kind in kinds().values():
        assert set(kind.traits) <= traits().keys(), kind.code
    assert traits().keys() == {code for kind in kinds().values() for code in kind.traits}


def test_a_trait_is_a_number_a_yes_or_no_or_a_text():
    assert {trait.kind for trait in traits().values()} == {"whole", "yes_no", "text"}


def test_the_kinds_that_code_asks_for_are_there():
    assert SCHOOL in kinds()
    assert kinds_that("serves_units") == ["health_station"]
    assert kinds_that("cares_for_residents") == ["care_facility"]
    assert services()["immunisation"] == "Tiêm chủng"
