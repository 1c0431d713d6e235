"""Households, relations, residence, numbers and the defects that every real register has."""

import itertools
import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from mangnon.demo.families import SHORTEST_GAP
from mangnon.demo.slips import in_tcvn3, in_vni, without_marks
from tests.demo.conftest import CHILDREN, TODAY

FAR_OFF = date(9999, 12, 31)


@pytest.fixture(scope="module")
def living(found, second_records):
    dead = {row["child_id"] for row in found["children_death"]}
    return [c for c in found["children_child"] if c["id"] not in dead | second_records.keys()]


@pytest.fixture(scope="module")
def households(found):
    """The children of each household, eldest first."""
    members = defaultdict(list)
    for row in found["children_residencespell"]:
        if row["household_id"]:
            members[row["household_id"]].append(row["child"])
    return {key: sorted(m, key=lambda c: c["birth_date"]) for key, m in members.items()}


class TestHouseholds:
    def test_every_living_child_whose_record_is_its_only_one_has_one(self, households, living):
        at_home = Counter(child["id"] for members in households.values() for child in members)
        assert at_home == Counter(child["id"] for child in living)

    def test_siblings_are_twins_or_born_far_enough_apart(self, households):
        gaps = [
            (younger["birth_date"] - elder["birth_date"]).days
            for members in households.values()
            for elder, younger in itertools.pairwise(members)
        ]
        assert all(gap == 0 or gap >= SHORTEST_GAP for gap in gaps)
        assert 0.005 < sum(gap == 0 for gap in gaps) / len(gaps) < 0.06

    def test_many_have_siblings_and_no_family_is_beyond_belief(self, households):
        sizes = Counter(len(members) for members in households.values())
        assert sizes[2] > 0.2 * sizes.total()
        assert max(sizes) <= 7

    def test_siblings_share_commune_poverty_and_most_of_them_their_family_name(self, households):
        same = Counter()
        for members in households.values():
            assert len({child["unit"] for child in members}) == 1
            assert len({child["poverty"] for child in members}) == 1
            if len(members) > 1 and members[0]["ethnicity"] == "01":
                same[len({child["full_name"].split()[0] for child in members}) == 1] += 1
        assert same[True] > 0.9 * same.total()

    def test_a_code_is_once_in_a_commune_and_the_hamlet_is_of_its_kind(self, found):
        rows = found["children_household"]
        assert len({(row["unit"], row["code"]) for row in rows}) == len(rows)
        assert {row["hamlet"].rsplit(" ", 1)[0] for row in rows} == {"Khu phố", "Thôn", "Ấp", "Sóc"}


class TestResidence:
    def test_spells_follow_each_other_from_birth_without_gap_or_overlap(self, found):
        spells = defaultdict(list)
        for row in found["children_residencespell"]:
            spells[row["child_id"]].append(row)
        for child in found["children_child"]:
            mine = sorted(spells[child["id"]], key=lambda row: row["began_on"])
            assert mine[0]["began_on"] == child["birth_date"]
            for one, following in itertools.pairwise(mine):
                assert one["ended_on"] == following["began_on"]
            assert mine[-1]["ended_on"] is None
            assert mine[-1]["unit"] == child["unit"]

    def test_some_moved_to_another_commune_and_their_facts_stayed(self, found):
        left = {r["child_id"]: r for r in found["children_residencespell"] if r["ended_on"]}
        assert 0.02 < len(left) / len(found["children_child"]) < 0.08
        assert all(row["unit"] != row["child"]["unit"] for row in left.values())
        seen = 0
        for row in found["children_measurement"]:
            if row["child_id"] in left and row["measured_on"] < left[row["child_id"]]["ended_on"]:
                seen += 1
                assert row["unit"] == left[row["child_id"]]["unit"]
        assert seen


class TestGuardians:
    def test_most_children_have_a_mother_and_a_father_and_some_lack_one(self, found, living):
        relations = defaultdict(set)
        for row in found["children_guardianship"]:
            if row["ended_on"] is None:
                relations[row["child_id"]].add(row["relation"])
        shares = {
            relation: sum(relation in relations[child["id"]] for child in living) / len(living)
            for relation in ("mother", "father", "guardian", "alternative_carer")
        }
        assert 0.95 < shares["mother"] < 0.98
        assert 0.89 < shares["father"] < 0.94
        assert 0.005 < shares["guardian"] < 0.015
        assert 0 < shares["alternative_carer"] < 0.005

    def test_a_parent_is_16_to_50_years_older_and_siblings_share_it(self, found, households):
        persons = {row["id"]: row for row in found["children_guardian"]}
        parents = defaultdict(dict)
        for row in found["children_guardianship"]:
            if row["relation"] in {"mother", "father"}:
                assert row["began_on"] == row["child"]["birth_date"]
                parents[row["child_id"]][row["relation"]] = row["guardian_id"]
                born = persons[row["guardian_id"]]["birth_year"]
                assert born is None or 16 <= row["child"]["birth_date"].year - born <= 50
        for members in households.values():
            assert len({parents[child["id"]].get("mother") for child in members}) == 1

    def test_who_lost_both_parents_is_cared_for_since(self, found):
        alone = {
            row["child_id"]: row["began_on"]
            for row in found["children_circumstancespell"]
            if row["group"] in {"a", "b"} and row["ended_on"] is None
        }
        assert alone
        cared = defaultdict(list)
        for row in found["children_guardianship"]:
            if row["child_id"] in alone:
                cared[row["relation"]].append(row)
        assert {r["child_id"] for r in cared["alternative_carer"]} == alone.keys()
        for row in cared["mother"] + cared["father"]:
            assert row["ended_on"] == alone[row["child_id"]]

    def test_no_phone_is_one_that_a_network_gives_out(self, found):
        phones = Counter(row["phone"][:4] for row in found["children_guardian"])
        assert set(phones) == {"0100", ""}
        assert 0.15 < phones[""] / phones.total() < 0.25


class TestIdentityNumbers:
    @staticmethod
    def digits_of(child):
        """Return the three digits that the record asks for, None when its sex is not known."""
        if child["sex"] == "unknown":
            return None
        century = 2 if child["birth_date"].year >= 2000 else 0
        return f"{century + (child['sex'] == 'female')}{child['birth_date']:%y}"

    def test_some_are_missing_and_a_few_are_malformed(self, living):
        numbers = [child["identity_number"] for child in living]
        well_formed = [n for n in numbers if len(n) == 12 and n.isdigit()]
        missing = numbers.count("") / len(numbers)
        malformed = 1 - missing - len(well_formed) / len(numbers)
        assert 0.04 < missing < 0.12
        assert 0.006 < malformed < 0.016
        assert {len(n) for n in numbers} >= {0, 9, 11, 12, 14}

    def test_the_digits_agree_with_sex_and_year_but_for_the_planted_defects(self, living):
        checked = [c for c in living if len(c["identity_number"]) == 12 and self.digits_of(c)]
        checked = [c for c in checked if c["identity_number"].isdigit()]
        wrong = sum(c["identity_number"][3:6] != self.digits_of(c) for c in checked)
        assert 0.002 < wrong / len(checked) < 0.008

    def test_no_two_children_share_one_but_by_a_second_record(self, living):
        numbers = Counter(c["identity_number"] for c in living if len(c["identity_number"]) == 12)
        assert max(numbers.values()) == 1

    def test_who_is_not_registered_has_none(self, found):
        for child in found["children_child"]:
            if child["birth_registration"] != "yes":
                assert child["identity_number"] == ""


class TestSecondRecords:
    def test_three_in_two_hundred_records_repeat_another(self, second_records):
        assert len(second_records) == 0.015 * CHILDREN
        assert not second_records.keys() & set(second_records.values())

    def test_each_is_like_the_first_but_for_slips(self, found, second_records):
        children = {child["id"]: child for child in found["children_child"]}
        pairs = [(children[a], children[b]) for a, b in second_records.items()]
        share = Counter()
        for second, first in pairs:
            share["birth"] += second["birth_date"] == first["birth_date"]
            share["name"] += second["full_name"] == first["full_name"]
            share["plain name"] += fold(second["full_name"]) == fold(first["full_name"])
            share["unit"] += second["unit"] == first["unit"]
            number = second["identity_number"]
            assert number in {"", first["identity_number"]}
            assert abs(second["birth_date"] - first["birth_date"]) < timedelta(366)
        assert 0.8 < share["birth"] / len(pairs) < 1
        assert 0.35 < share["name"] / len(pairs) < 0.75
        assert share["plain name"] > share["name"]
        assert 0.8 < share["unit"] / len(pairs) < 1


def fold(name):
    return without_marks(name).lower()


class TestNamesWithDefects:
    def test_some_are_in_old_encodings_and_some_without_marks(self, found):
        names = [child["full_name"] for child in found["children_child"]]
        odd = [name for name in names if any(c in name for c in "¨©«­®¬ªµ¶¸¹÷ñøû")]
        plain = [n for n in names if n.isascii() and n.split()[0] in {"Nguyen", "Tran", "Pham"}]
        assert 0.002 < len(odd) / len(names) < 0.01
        assert plain

    @pytest.mark.parametrize(
        ("name", "tcvn3", "vni"),
        [
            ("Nguyễn Văn An", "NguyÔn V¨n An", "Nguyeãn Vaên An"),
            ("Đường Thị Hương", "§\u00adêng ThÞ H\u00ad¬ng", "Ñöôøng Thò Höông"),
            ("Phạm Quốc Ỷ", "Ph¹m Quèc û", "Phaïm Quoác YÛ"),
        ],
    )  # fmt: skip
    def test_old_encodings_look_as_they_come_out_of_spreadsheets(self, name, tcvn3, vni):
        assert (in_tcvn3(name), in_vni(name)) == (tcvn3, vni)

    def test_marks_are_lost_and_case_is_kept(self):
        assert without_marks("Điểu Thị Ngọc Ánh") == "Dieu Thi Ngoc Anh"
        assert unicodedata.is_normalized("NFC", without_marks("Hòa Đặng"))


def test_nothing_of_the_known_years_lies_after_today(found):
    for row in found["children_residencespell"] + found["children_guardianship"]:
        assert row["began_on"] <= TODAY
        assert (row["ended_on"] or date.min) <= TODAY
