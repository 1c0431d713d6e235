from datetime import date

import pytest

from mangnon.core.models import Unit
from mangnon.places.models import CommuneAssessment, Place, School, SchoolAssessment
from tests.children import extracting
from tests.children.extracting import rows
from tests.children.refusing import refuse


@pytest.fixture
def ward(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def village(province, make_unit):
    return make_unit("25222", "Bù Gia Mập", "commune", "Xã", "688")


def school(unit, name="Trường Tiểu học Thác Mơ", **fields):
    return School.objects.create(**{"unit": unit, "name": name, "level": "primary"} | fields)


def assess(unit, year=2025, **fields):
    return CommuneAssessment.objects.create(
        **{"unit": unit, "year": year, "assessed_on": date(year, 6, 15)} | fields
    )


def ask(one, year=2025, **fields):
    return SchoolAssessment.objects.create(
        **{"school": one, "year": year, "assessed_on": date(year, 5, 15)} | fields
    )


def test_places_are_seen_by_those_of_their_unit_only(ward, officer, leader, stranger):
    ask(school(ward))
    assess(ward)
    for model in (Place, School, SchoolAssessment, CommuneAssessment):
        assert not model.objects.visible_to(stranger).exists()
        for user in (officer, leader):
            assert model.objects.visible_to(user).count() == 1


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"name": ""}, "place_has_a_name"),
        ({"closed_on": date(2025, 1, 1)}, "place_closed_for_a_reason"),
        ({"closed_reason": "Sáp nhập"}, "place_closed_for_a_reason"),
        (
            {
                "opened_on": date(2025, 1, 1),
                "closed_on": date(2025, 1, 1),
                "closed_reason": "Sáp nhập",
            },
            "place_closes_after_it_opens",
        ),
        ({"level": "university"}, "school_level"),
    ],
)
def test_a_school_that_cannot_be_is_refused(ward, fields, constraint):
    with refuse(constraint):
        school(ward, **fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"is_child_friendly": "y"}, "commune_assessment_answers"),
        ({"has_play_point": ""}, "commune_assessment_answers"),
        ({"year": 1899, "assessed_on": date(1990, 1, 1)}, "commune_assessment_year"),
    ],
)
def test_an_assessment_that_cannot_be_is_refused(ward, fields, constraint):
    with refuse(constraint):
        assess(ward, **fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"has_sanitation": ""}, "school_assessment_answers"),
        ({"has_counselling": "true"}, "school_assessment_answers"),
        ({"has_adapted_facilities": "có"}, "school_assessment_answers"),
        ({"year": 1899, "assessed_on": date(1990, 1, 1)}, "school_assessment_year"),
    ],
)
def test_what_a_school_cannot_answer_is_refused(ward, fields, constraint):
    one = school(ward)
    with refuse(constraint):
        ask(one, **fields)


def test_a_school_is_asked_once_a_year(ward):
    one = school(ward)
    ask(one)
    with refuse("school_assessed_once_a_year"):
        ask(one)


def test_a_commune_is_assessed_once_a_year(ward):
    assess(ward)
    with refuse("commune_assessed_once_a_year"):
        assess(ward)


def test_records_say_what_they_are(ward):
    assert str(assess(ward, 2025)) == "Phường Thác Mơ 2025"
    assert str(school(ward)) == "Trường Tiểu học Thác Mơ"
    assert str(ask(School.objects.get(), 2025)) == "Trường Tiểu học Thác Mơ 2025"


class TestExtract:
    def test_a_school_is_extracted_with_its_answers(self, ward):
        one = school(ward)
        ask(one, has_sanitation="yes", has_counselling="no")
        columns, found = extracting.run("schools")
        assert found == [
            {
                "unit_code": "25216",
                "unit_valid_from": date(1997, 1, 1),
                "school_key": str(one.pk),
                "level": "primary",
                "area": "urban",
                "has_sanitation": "yes",
                "has_counselling": "no",
                "has_adapted_facilities": "unknown",
            }
        ]
        assert columns["unit_valid_from"] == "date"
        assert {t for c, t in columns.items() if c != "unit_valid_from"} == {"text"}

    def test_what_a_school_was_last_found_to_have_on_the_day_counts(self, ward):
        one = school(ward)
        ask(one, 2024, has_sanitation="no")
        ask(one, 2025, has_sanitation="yes")

        def found_on(day):
            return [row["has_sanitation"] for row in rows("schools", as_of=day)]

        assert found_on(date(2025, 5, 15)) == ["yes"]
        assert found_on(date(2025, 5, 14)) == ["no"]
        assert found_on(date(2024, 5, 14)) == ["unknown"]

    def test_every_commune_of_the_day_is_there_assessed_or_not(self, ward, village):
        assess(village, is_child_friendly="yes", has_play_point="no")
        found = {row["unit_code"]: row for row in rows("communes")}
        assert list(found) == ["25216", "25217", "25222", "25270"]
        assert found["25222"] == {
            "unit_code": "25222",
            "unit_valid_from": date(1997, 1, 1),
            "area": "rural",
            "is_child_friendly": "yes",
            "has_play_point": "no",
        }
        assert found["25270"]["area"] == "urban"
        assert found["25216"]["is_child_friendly"] == "unknown"
        assert found["25216"]["has_play_point"] == "unknown"

    def test_the_columns_of_communes_are_plain(self, province):
        columns, _ = extracting.run("communes")
        assert columns == {
            "unit_code": "text",
            "unit_valid_from": "date",
            "area": "text",
            "is_child_friendly": "text",
            "has_play_point": "text",
        }

    def test_the_latest_play_point_known_on_the_day_counts(self, ward):
        assess(ward, 2024, has_play_point="no")
        assess(ward, 2025, has_play_point="yes")
        now = {r["unit_code"]: r["has_play_point"] for r in rows("communes")}
        before = {
            r["unit_code"]: r["has_play_point"] for r in rows("communes", as_of=date(2025, 6, 14))
        }
        assert (now["25216"], before["25216"]) == ("yes", "no")

    def test_recognition_is_of_the_year_while_a_play_point_stays(self, ward):
        assess(ward, 2024, is_child_friendly="yes", has_play_point="yes")
        assess(ward, 2025, is_child_friendly="yes", has_play_point="no")

        def found_on(day):
            row = next(r for r in rows("communes", as_of=day) if r["unit_code"] == "25216")
            return row["is_child_friendly"], row["has_play_point"]

        assert found_on(date(2024, 12, 31)) == ("yes", "yes")
        assert found_on(date(2025, 1, 1)) == ("unknown", "yes")
        assert found_on(date(2025, 6, 14)) == ("unknown", "yes")
        assert found_on(date(2025, 6, 15)) == ("yes", "no")

    def test_last_years_assessment_signed_this_year_is_last_years(self, ward):
        assess(ward, 2024, assessed_on=date(2025, 2, 1), is_child_friendly="yes")
        row = next(r for r in rows("communes") if r["unit_code"] == "25216")
        assert row["is_child_friendly"] == "unknown"

    def test_a_commune_of_another_time_is_not_among_them(self, ward, make_unit):
        make_unit("75", "Đồng Nai", "province", "Tỉnh", valid_from=date(2025, 7, 1), valid_to=None)
        make_unit(
            "25216", "Khác", "commune", "Phường", "75",
            valid_from=date(2025, 7, 1), valid_to=None,
        )  # fmt: skip
        assert len([r for r in rows("communes") if r["unit_code"] == "25216"]) == 1
        later = rows("communes", units_on=date(2025, 7, 1))
        assert [(r["unit_code"], r["unit_valid_from"]) for r in later] == [
            ("25216", date(2025, 7, 1))
        ]

    def test_a_school_that_is_closed_or_not_yet_open_is_left_out(self, ward):
        school(ward, opened_on=date(2025, 9, 1), closed_on=date(2025, 11, 1), closed_reason="Hết")
        days = (date(2025, 8, 31), date(2025, 9, 1), date(2025, 10, 31), date(2025, 11, 1))
        assert [len(rows("schools", as_of=day)) for day in days] == [0, 1, 1, 0]
