"""What a check says of each row, before anything is written."""

import pytest

from mangnon.children.models import Child, DisabilitySpell
from mangnon.core.models import UnitChange
from tests.children.importing.conftest import AN, TODAY, counts, said, unit, verdicts

pytestmark = pytest.mark.django_db
BINH = AN | {"Họ và tên": "Nguyễn Thị Bình", "Giới tính": "Nữ"}
NUMBER = {"Số định danh": "070220001234"}


def test_a_check_writes_nothing(look):
    assert verdicts(look(AN)) == ["new"]
    assert not Child.objects.exists()


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"Họ và tên": ""}, "full_name", "trống"),
        ({"Họ và tên": "123"}, "full_name", "không phải họ tên"),
        ({"Ngày sinh": "32/13/2020"}, "birth_date", "ngày có thật"),
        ({"Ngày sinh": "02/06/2025"}, "birth_date", "tương lai"),
        ({"Ngày sinh": "01/01/1985"}, "birth_date", "quá xa"),
        ({"Giới tính": "Xyz"}, "sex", "Xyz"),
        ({"Số định danh": "12345"}, "identity_number", "12 chữ số"),
        ({"Xã": "Thác Mờ Xa Lạ"}, "commune", "Không có xã"),
        ({"Xã": "Phường Thác Mo"}, "commune", "địa bàn"),
        ({"Hoàn cảnh đặc biệt": "xyz"}, "circumstances", "xyz"),
        ({"Cân nặng": "9"}, "measured_on", "ngày cân đo"),
        ({"Cân nặng": "900", "Ngày đo": "01/05/2025"}, "weight_kg", "900"),
        ({"Ngày đăng ký khai sinh": "01/01/2020"}, "birth_registered_on", "trước khi sinh"),
        ({"Mã hồ sơ": "7"}, "id", "Không có hồ sơ này"),
    ],
)
def test_a_wrong_cell_is_named_and_keeps_its_row_out(look, cells, column, words):
    if words == "địa bàn":
        cells = {"Xã": "Long Thủy"}
    checked = look(AN | cells, BINH)
    assert verdicts(checked) == ["rejected", "new"]
    ((found, sentence),) = said(checked)
    assert (found, words in sentence) == (column, True), sentence


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Ngày sinh": "31/05/2009"}, "birth_date"),
        (NUMBER | {"Giới tính": "Nữ"}, "identity_number"),
        ({"Số định danh": "070219001234"}, "identity_number"),
        ({"Trường": "Mầm non Hoa Sen"}, "school"),
    ],
)
def test_what_is_only_unlikely_warns_and_is_taken(look, cells, column):
    checked = look(AN | cells)
    assert verdicts(checked) == ["new"]
    assert [found for found, _text in said(checked, warnings=True)] == [column]


def test_a_row_that_repeats_another_is_left_out(look):
    checked = look(AN, BINH, AN)
    assert verdicts(checked) == ["new", "new", "rejected"]
    assert said(checked) == [("", "Dòng 2 đã nói về trẻ này.")]


class TestMatching:
    def test_by_our_identifier_also_under_another_name(self, an, look):
        row = BINH | {"Mã hồ sơ": str(an.pk)}
        assert verdicts(look(row)) == ["changed"]

    def test_by_the_number_when_name_or_birth_date_agrees(self, bring, look):
        bring(AN | NUMBER)
        assert verdicts(look(AN | NUMBER | {"Họ và tên": "Nguyễn Văn Anh"})) == ["changed"]
        checked = look(BINH | NUMBER | {"Ngày sinh": "01/02/2021"})
        assert verdicts(checked) == ["new"]
        assert checked.rows["is_possible_duplicate"].to_list() == [True]

    def test_by_name_birth_date_sex_and_commune_without_marks(self, an, look):
        assert verdicts(look(AN | {"Họ và tên": "NGUYEN VAN AN"})) == ["same"]

    @pytest.mark.parametrize(
        "cells",
        [
            {"Giới tính": "Nữ"},
            {"Họ tên mẹ": "Thị Khác"},
            {"Số định danh": "070220009999"},
        ],
    )
    def test_a_contradiction_makes_another_child(self, bring, look, cells):
        bring(AN | NUMBER | {"Họ tên mẹ": "Thị Brơi"})
        checked = look(AN | cells)
        assert verdicts(checked) == ["new"]
        assert checked.rows["is_possible_duplicate"].to_list() == [True]

    def test_twins_whose_names_differ_by_a_mark_are_two(self, an, bring):
        twin = AN | {"Họ và tên": "Nguyễn Văn Ân"}
        assert counts(bring(AN, twin)) == (1, 0, 1, 0)
        assert counts(bring(twin, AN)) == (0, 0, 2, 0)

    def test_whoever_only_looks_alike_is_entered_and_pointed_out(self, an, bring):
        batch = bring(AN | {"Ngày sinh": "18/05/2020"})
        assert counts(batch) == (1, 0, 0, 0)
        assert batch.counts["possible_duplicates"] == 1

    def test_a_closed_record_is_not_written(self, an, look):
        Child.objects.update(closed_on=TODAY, closed_reason="died")
        assert verdicts(look(AN | {"Dân tộc": "Kinh"})) == ["rejected"]


class TestCommunes:
    """The officer of the whole district's communes may fill each of them."""

    @pytest.fixture
    def console(self, make_user, province):
        return make_user("console", province)

    @pytest.fixture
    def place(self, bring, console, province):
        def place(**cells):
            batch = bring(AN | cells, by=console, unit=province)
            assert batch.counts["new"] == 1, batch.counts
            return Child.objects.get().unit

        return place

    @pytest.mark.parametrize("text", ["25270", "Lộc Ninh", "thị trấn lộc ninh", "TT. Loc Ninh"])
    def test_a_commune_is_known_by_code_or_name(self, place, text):
        assert place(**{"Xã": text}) == unit("25270")

    def test_a_sheet_says_above_the_table_whose_it_is(self, bring, console, province):
        bring(AN, by=console, unit=province, titles=["UBND PHƯỜNG LONG THỦY", "Sổ trẻ em"])
        assert Child.objects.get().unit == unit("25217")

    def test_without_any_commune_the_row_is_left_out(self, look, console, province):
        checked = look(AN, by=console, unit=province)
        assert verdicts(checked) == ["rejected"]

    def test_near_names_are_offered(self, look, console, province):
        checked = look(AN | {"Xã": "Thác Mơi"}, by=console, unit=province)
        assert "Phường Thác Mơ (25216)" in said(checked)[0][1]

    def test_of_communes_of_one_name_the_district_says_which(self, place, make_unit):
        other = make_unit("25300", "Lộc Ninh", "commune", "Xã", "688")
        assert place(**{"Xã": "Lộc Ninh", "Huyện": "TX Phước Long"}) == other

    def test_communes_of_one_name_without_a_district_are_refused(
        self, look, console, province, make_unit
    ):
        make_unit("25300", "Lộc Ninh", "commune", "Xã", "688")
        checked = look(AN | {"Xã": "Lộc Ninh"}, by=console, unit=province)
        assert "Có nhiều xã" in said(checked)[0][1]


class TestReforms:
    """On 01/07/2025 Thác Mơ and Long Thủy become the ward of Phước Long."""

    @pytest.fixture
    def after(self, settings, make_unit, ward):
        settings.TODAY = settings.TODAY.replace(month=9)
        on = ward.valid_to
        make_unit("75", "Đồng Nai", "province", "Tỉnh", valid_from=on, valid_to=None)
        made = make_unit(
            "25217", "Phước Long", "commune", "Phường", "75", valid_from=on, valid_to=None
        )
        for code in ("25216", "25217"):
            UnitChange.objects.create(
                on=on, from_code=code, to_code="25217", kind="merge", share=1, legal_basis="NQ"
            )
        return made

    @pytest.fixture
    def new_keeper(self, make_user, after):
        return make_user("commune_officer", after, "can-bo-moi")

    def test_an_old_commune_is_what_it_was_made_into(self, bring, new_keeper, after):
        bring(AN | {"Xã": "Thác Mơ"}, by=new_keeper, unit=after)
        assert Child.objects.get().unit == after

    def test_a_child_kept_under_the_old_commune_is_found(self, an, look, new_keeper, after):
        assert verdicts(look(AN, by=new_keeper, unit=after)) == ["same"]

    def test_a_commune_that_was_divided_asks_which(self, look, make_user, after, make_unit):
        console = make_user("console", unit("75"))
        UnitChange.objects.filter(from_code="25216").update(share="0.5", share_basis="area")
        make_unit(
            "25299", "Khác", "commune", "Xã", "75", valid_from=after.valid_from, valid_to=None
        )
        UnitChange.objects.create(
            on=after.valid_from, from_code="25216", to_code="25299", kind="split", share="0.5",
            share_basis="area", legal_basis="NQ",
        )  # fmt: skip
        checked = look(AN | {"Xã": "Thác Mơ"}, by=console, unit=unit("75"))
        assert verdicts(checked) == ["rejected"]
        assert "Phường Phước Long (25217), Xã Khác (25299)" in said(checked)[0][1]


def test_what_changes_of_a_known_child_is_told_in_the_words_of_the_sheet(bring, look):
    before = AN | {
        "Dân tộc": "Kinh", "Thôn": "Khu phố 3", "Mã hộ": "0012", "Họ tên mẹ": "Thị Brơi",
        "Năm sinh mẹ": "1995", "SĐT mẹ": "0912345678", "Số thẻ BHYT": "TE1707012345678",
        "Cân nặng": "15,2", "Ngày đo": "10/05/2025", "Lớp": "Chồi", "Hạn thẻ BHYT": "31/12/2025",
    }  # fmt: skip
    bring(before)
    after = before | {
        "Dân tộc": "S'tiêng", "Thôn": "Khu phố 5", "Mã hộ": "0013", "Năm sinh mẹ": "1996",
        "SĐT mẹ": "0987654321", "Họ tên cha": "Điểu Lên", "Số thẻ BHYT": "TE1707099999999",
        "Cân nặng": "15,3", "Lớp": "Lá 2", "Hoàn cảnh đặc biệt": "d, n", "Hộ nghèo": "Hộ nghèo",
        "Hạn thẻ BHYT": "31/12/2026",
    }  # fmt: skip
    checked = look(after)
    assert verdicts(checked) == ["changed"]
    told = {name: (was, now) for _row, name, was, now in checked.changes.iter_rows()}
    assert told == {
        "ethnicity": ("Kinh", "S'tiêng"),
        "insurance_number": ("(không hiển thị)", "TE1707099999999"),
        "insured_until": ("31/12/2025", "31/12/2026"),
        "hamlet": ("Khu phố 3", "Khu phố 5"),
        "household": ("0012", "0013"),
        "mother_birth_year": ("1995", "1996"),
        "mother_phone": ("(không hiển thị)", "0987654321"),
        "father_name": (None, "Điểu Lên"),
        "poverty": ("Không rõ", "Hộ nghèo"),
        "circumstances": ("", "d, n"),
        "weight_kg": ("15,2", "15,3"),
    }


def test_nothing_is_told_of_new_children_and_of_the_same(bring, look):
    assert look(AN).changes.is_empty()
    bring(AN)
    assert look(AN).changes.is_empty()


def test_a_corrected_name_and_birth_date_are_told(bring, look):
    bring(AN | {"Số định danh cá nhân": "070220001234", "Ngày sinh": "2020"})
    checked = look(AN | {"Số định danh cá nhân": "070220001234", "Họ và tên": "Nguyễn Văn Ân"})
    told = {name: (was, now) for _row, name, was, now in checked.changes.iter_rows()}
    assert told == {
        "full_name": ("Nguyễn Văn An", "Nguyễn Văn Ân"),
        "birth_date": ("2020", "17/05/2020"),
    }


def test_dated_entries_of_disability_stand_against_the_sheet(bring, look):
    bring(AN | {"Khuyết tật": "Có"})
    child = Child.objects.get()
    DisabilitySpell.objects.create(child=child, began_on=child.birth_date, types=["sight"])
    checked = look(AN | {"Khuyết tật": "Không"})
    assert verdicts(checked) == ["same"]
    assert said(checked, warnings=True) == [
        (
            "disability",
            "Các mục khuyết tật của trẻ nói khác; câu trả lời của bảng không được lấy.",
        )
    ]
