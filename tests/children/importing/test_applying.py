"""A sheet becomes children: what is new is made, what differs is changed, the rest stays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mangnon.children.models import (
    Child,
    CircumstanceSpell,
    Guardian,
    Guardianship,
    Household,
    ImportedRow,
    Measurement,
    PovertySpell,
    ResidenceSpell,
    Schooling,
)
from mangnon.core.models import AuditEntry, Change
from mangnon.intake import services
from mangnon.intake.services import importer_of
from mangnon.intake.writing.template import template
from mangnon.places.models import School
from tests.children.importing.conftest import AN, TODAY, counts

pytestmark = pytest.mark.django_db
BORN = date(2020, 5, 17)
FULL = AN | {
    "Dân tộc": "S'tiêng", "Số định danh cá nhân": "070220001234", "Số giấy khai sinh": "12/2020",
    "Ngày đăng ký khai sinh": "01/06/2020", "Số thẻ BHYT": "TE1707012345678",
    "Hạn thẻ BHYT": "31/12/2025", "Thôn": "Khu phố 3", "Mã hộ": "0012",
    "Họ tên mẹ": "Thị Brơi", "Năm sinh mẹ": "1995", "SĐT mẹ": "0912 345 678",
    "Họ tên cha": "Điểu Lên", "Hộ nghèo": "Cận nghèo", "Khuyết tật": "Có",
    "Hoàn cảnh đặc biệt": "d, n", "Lớp": "Chồi", "Cân nặng": "15,2", "Chiều cao": "104,5",
    "Ngày đo": "10/05/2025", "Gần sông suối ao hồ": "Không",
}  # fmt: skip


def test_a_new_child_is_kept_with_all_that_the_row_says(bring, ward):
    assert counts(bring(FULL)) == (1, 0, 0, 0)
    child = Child.objects.get()
    assert (child.full_name, child.birth_date, child.sex) == ("Nguyễn Văn An", BORN, "male")
    assert (child.search_text, child.unit) == ("nguyen van an", ward)
    assert child.identity_number == "070220001234"
    assert child.birth_certificate_number == "12/2020"
    assert child.insurance_number == "TE1707012345678"
    assert (child.birth_registration, child.birth_registered_on) == ("yes", date(2020, 6, 1))
    assert (child.health_insurance, child.insured_until) == ("yes", date(2025, 12, 31))
    assert (child.ethnicity, child.poverty, child.disability) == ("22", "near_poor", "yes")
    assert child.lives_near_water == "no"
    spell = ResidenceSpell.objects.get()
    assert (spell.child, spell.unit, spell.hamlet, spell.began_on) == (
        child,
        ward,
        "Khu phố 3",
        BORN,
    )
    assert spell.household == Household.objects.get(unit=ward, code="0012")
    mother = Guardianship.objects.get(relation="mother")
    assert (mother.guardian.full_name, mother.guardian.birth_year) == ("Thị Brơi", 1995)
    assert (mother.guardian.phone, mother.began_on) == ("0912345678", BORN)
    assert Guardianship.objects.get(relation="father").guardian.full_name == "Điểu Lên"
    assert list(CircumstanceSpell.objects.order_by("group").values_list("group", "began_on")) == [
        ("d", TODAY), ("n", TODAY),
    ]  # fmt: skip
    schooling = Schooling.objects.get()
    assert (schooling.level, schooling.school_year, schooling.grade) == ("preschool", 2025, None)
    measured = Measurement.objects.get()
    assert (measured.weight_kg, measured.height_cm) == (Decimal("15.20"), Decimal("104.5"))
    assert measured.waz is not None


def test_the_same_file_again_changes_nothing(bring, snapshot_of_register):
    bring(FULL, {**AN, "Họ và tên": "Nguyễn Thị Bình", "Họ tên mẹ": "Thị Brơi"})
    before = snapshot_of_register()
    again = bring(FULL, {**AN, "Họ và tên": "Nguyễn Thị Bình", "Họ tên mẹ": "Thị Brơi"})
    assert counts(again) == (0, 0, 2, 0)
    assert snapshot_of_register() == before
    assert not ImportedRow.objects.filter(batch=again).exists()


def test_a_changed_cell_changes_and_an_empty_one_erases_nothing(bring):
    bring(FULL)
    earlier = Child.objects.get().changed_at
    assert counts(bring(AN | {"Dân tộc": "Kinh", "Số thẻ BHYT": ""})) == (0, 1, 0, 0)
    child = Child.objects.get()
    assert (child.ethnicity, child.insurance_number) == ("01", "TE1707012345678")
    assert child.changed_at > earlier


def test_not_known_says_nothing_against_what_is_known(bring):
    bring(AN | {"Hộ nghèo": "Hộ nghèo"})
    assert counts(bring(AN | {"Hộ nghèo": "Không rõ"})) == (0, 0, 1, 0)


def test_a_year_that_agrees_does_not_make_an_exact_birth_date_worse(an, bring):
    row = AN | {"Ngày sinh": "2020", "Mã hồ sơ": str(an.pk)}
    assert counts(bring(row)) == (0, 0, 1, 0)


def test_a_birth_of_which_only_the_year_is_known_is_kept_as_such(bring):
    bring(AN | {"Ngày sinh": "2020"})
    child = Child.objects.get()
    assert (child.birth_date, child.birth_precision) == (date(2020, 12, 31), "year")


def test_another_hamlet_ends_the_residence_and_begins_one(bring, ward):
    bring(AN | {"Thôn": "Thôn 1", "Mã hộ": "7"})
    assert counts(bring(AN | {"Thôn": "THÔN 1"})) == (0, 0, 1, 0)
    assert counts(bring(AN | {"Thôn": "Thôn 2"})) == (0, 1, 0, 0)
    spells = ResidenceSpell.objects.order_by("began_on")
    assert list(spells.values_list("hamlet", "household__code", "began_on", "ended_on")) == [
        ("Thôn 1", "7", BORN, TODAY), ("Thôn 2", "7", TODAY, None),
    ]  # fmt: skip


def test_a_hamlet_that_was_not_known_is_filled_in(an, bring):
    assert counts(bring(AN | {"Thôn": "Thôn 1"})) == (0, 1, 0, 0)
    assert ResidenceSpell.objects.get().hamlet == "Thôn 1"


class TestFamilies:
    def test_children_of_one_mother_in_a_household_share_her(self, bring):
        mother = {"Họ tên mẹ": "Thị Brơi", "Mã hộ": "12"}
        bring(AN | mother, AN | mother | {"Họ và tên": "Nguyễn Thị Bình", "Giới tính": "Nữ"})
        assert Guardian.objects.get().guardianships.count() == 2

    def test_women_of_one_name_are_two_when_nothing_says_otherwise(self, bring):
        mother = {"Họ tên mẹ": "Thị Brơi"}
        bring(AN | mother, AN | mother | {"Họ và tên": "Nguyễn Thị Bình", "Giới tính": "Nữ"})
        assert Guardian.objects.count() == 2

    def test_a_mother_in_the_register_is_found_by_name_and_year(self, bring):
        mother = {"Họ tên mẹ": "Thị Brơi", "Năm sinh mẹ": "1995"}
        bring(AN | mother)
        bring(AN | mother | {"Họ và tên": "Nguyễn Thị Bình", "Giới tính": "Nữ"})
        assert Guardian.objects.get().guardianships.count() == 2

    def test_what_was_not_known_of_the_mother_is_filled_in(self, bring):
        bring(AN | {"Họ tên mẹ": "Thị Brơi"})
        bring(AN | {"Họ tên mẹ": "Thị Brơi", "Năm sinh mẹ": "1995", "SĐT": "0912345678"})
        mother = Guardian.objects.get()
        assert (mother.birth_year, mother.phone) == (1995, "0912345678")

    def test_another_father_begins_today(self, bring):
        number = {"Số định danh": "070220001234"}
        bring(AN | number | {"Họ tên cha": "Điểu Lên"})
        assert counts(bring(AN | number | {"Họ tên cha": "Nguyễn Văn Ba"})) == (0, 1, 0, 0)
        fathers = Guardianship.objects.order_by("began_on")
        assert list(fathers.values_list("guardian__full_name", "began_on", "ended_on")) == [
            ("Điểu Lên", BORN, TODAY), ("Nguyễn Văn Ba", TODAY, None),
        ]  # fmt: skip


class TestFacts:
    def test_another_poverty_class_counts_from_today(self, bring, settings):
        bring(AN | {"Hộ nghèo": "Nghèo"})
        settings.TODAY = TODAY + timedelta(30)
        assert counts(bring(AN | {"Hộ nghèo": "Cận nghèo"})) == (0, 1, 0, 0)
        spells = PovertySpell.objects.order_by("began_on")
        assert list(spells.values_list("poverty", "began_on", "ended_on")) == [
            ("poor", TODAY, TODAY + timedelta(30)), ("near_poor", TODAY + timedelta(30), None),
        ]  # fmt: skip
        assert Child.objects.get().poverty == "near_poor"

    def test_a_school_of_the_commune_is_found_by_its_name(self, bring, ward):
        school = School.objects.create(unit=ward, name="Tiểu học Lê Lợi", level="primary")
        old = AN | {"Ngày sinh": "17/05/2016", "Trường": "tiểu học lê lợi", "Lớp": "3A2"}
        bring(old)
        schooling = Schooling.objects.get()
        assert (schooling.school, schooling.level, schooling.grade) == (school, "primary", 3)

    def test_a_measurement_of_the_same_day_is_corrected(self, bring):
        measured = {"Ngày đo": "10/05/2025", "Cân nặng": "15,2"}
        bring(AN | measured)
        assert counts(bring(AN | measured | {"Cân nặng": "15,4", "Chiều cao": "104"})) == (
            0,
            1,
            0,
            0,
        )
        found = Measurement.objects.get()
        assert (found.weight_kg, found.height_cm) == (Decimal("15.40"), Decimal("104.0"))
        assert found.haz is not None

    def test_a_group_that_is_not_named_any_more_does_not_end(self, bring):
        bring(AN | {"Hoàn cảnh": "mồ côi cả cha và mẹ"})
        bring(AN | {"Hoàn cảnh": "đ"})
        assert sorted(CircumstanceSpell.objects.values_list("group", "ended_on")) == [
            ("a", None), ("đ", None),
        ]  # fmt: skip


def test_an_import_is_one_entry_and_a_line_of_the_feed_for_each_commune(bring, ward):
    batch = bring(FULL)
    entry = AuditEntry.objects.get(action="children.import")
    assert entry.record_id == str(batch.pk)
    assert {rows["table"]: rows["count"] for rows in entry.details["rows"]} == {
        "children_importedrow": 1, "children_child": 1,
    }  # fmt: skip
    assert list(Change.objects.filter(table="children_child").values_list("record_id", "unit")) == [
        ("", ward.pk)
    ]


def test_the_template_that_goes_out_filled_comes_back_the_same(bring, look, keeper, ward, tmp_path):
    bring(FULL, AN | {"Họ và tên": "Lê Thị Hoa", "Ngày sinh": "2019", "Giới tính": "Nữ"})
    file = tmp_path / "mau.xlsx"
    file.write_bytes(template(importer_of("child", keeper), ward, keeper))
    batch = services.receive(file, "child", by=keeper, unit=ward)
    checked = services.check(batch, by=keeper)
    assert checked.rows["verdict"].to_list() == ["same", "same"]
    assert checked.changes.is_empty()


class TestPeopleOfOneName:
    LAN = {"Họ tên mẹ": "Nguyễn Thị Lan", "Năm sinh mẹ": "1990"}
    HOA = AN | {"Họ và tên": "Lê Thị Hoa", "Giới tính": "Nữ"}

    def test_who_is_met_again_is_completed_at_once(self, bring):
        bring(AN | {"Họ tên mẹ": "Nguyễn Thị Lan", "SĐT mẹ": "0912345678"})
        sheet = (AN, self.HOA | self.LAN | {"SĐT mẹ": "0912345678"})
        assert counts(bring(*sheet)) == (1, 0, 1, 0)
        mother = Guardian.objects.get()
        assert (mother.birth_year, mother.phone) == (1990, "0912345678")
        assert counts(bring(*sheet)) == (0, 0, 2, 0)

    def test_a_phone_that_is_not_known_makes_another_person(self, bring):
        bring(AN | self.LAN)
        sheet = self.HOA | self.LAN | {"SĐT mẹ": "0912345678"}
        bring(sheet)
        assert Guardian.objects.count() == 2
        assert counts(bring(sheet)) == (0, 0, 1, 0)

    def test_a_name_with_other_accents_is_another_person(self, bring):
        bring(AN | self.LAN | {"Họ tên mẹ": "Nguyễn Thị Lân"})
        bring(self.HOA | self.LAN)
        names = Guardian.objects.values_list("full_name", flat=True)
        assert sorted(names) == ["Nguyễn Thị Lan", "Nguyễn Thị Lân"]
