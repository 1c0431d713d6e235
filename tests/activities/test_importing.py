"""A sign-in list from a file: of one activity, checked, written, taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.activities.importing.receiving import receive_file
from mangnon.activities.models import Headcount, Participant
from mangnon.core.models import Refused
from mangnon.intake import services as intake
from mangnon.intake.models import Batch

HEADINGS = "STT,Họ tên,Sinh ngày,Giới tính,Đối tượng,Dân tộc,Trường"
ROWS = (
    "1,Điểu Thị Hoa,05/03/2015,Nữ,,DTTS,Tiểu học Thác Mơ",
    "2,Lê Văn Ba,2012,Nam,,Kinh,THCS Thác Mơ",
    "3,Trần Thị Cô,,Nữ,Cán bộ,Kinh,UBND phường",
)


@pytest.fixture
def receive(tmp_path, keeper):
    def bring(activity, *rows, by=keeper):
        file = tmp_path / "danh-sach.csv"
        file.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
        return receive_file(activity.pk, file, file.name, by=by)

    return bring


def counts(batch):
    return [batch.counts[name] for name in ("new", "changed", "same", "rejected")]


def test_a_list_becomes_lines_and_counts_and_is_taken_back(enter, receive, keeper):
    activity = enter()
    batch = intake.apply(receive(activity, *ROWS), by=keeper)
    assert counts(batch) == [3, 0, 0, 0]
    headcount = Headcount.objects.get()
    assert (headcount.children, headcount.adults) == (2, 1)
    assert headcount.parts["age"] == {"under_7": 0, "7_10": 0, "11_15": 1, "unknown": 1} | {
        "7_10": 1, "11_15": 0,
    }  # fmt: skip
    again = intake.apply(receive(activity, ROWS[0]), by=keeper)
    assert counts(again) == [0, 0, 1, 0]
    intake.undo(batch, by=keeper)
    assert not Participant.objects.exists()
    assert not Headcount.objects.exists()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1,Lê Ba,,Nam,,,", "trẻ em hay người lớn"),
        ("1,Lê Ba,05/03/2026,Nam,,,", "sau ngày"),
        (f"1,{'Lê ' * 70},05/03/2015,Nam,,,", "200"),
    ],
)
def test_a_row_that_cannot_be_is_rejected_with_the_reason(row, words, enter, receive, keeper):
    batch = receive(enter(), row)
    found = intake.check(batch, by=keeper)
    assert counts(Batch.objects.get()) == [0, 0, 0, 1]
    assert words in found.problems[0].text


def test_a_person_on_two_rows_comes_once(enter, receive, keeper):
    batch = receive(enter(), ROWS[0], ROWS[0].replace("1,", "4,", 1))
    found = intake.check(batch, by=keeper)
    assert [problem.row for problem in found.problems] == [3]


def test_a_list_without_its_activity_is_not_taken(tmp_path, keeper, ward):
    file = tmp_path / "danh-sach.csv"
    file.write_text("\n".join([HEADINGS, *ROWS]), encoding="utf-8")
    batch = intake.receive(file, "attendance", by=keeper, unit=ward)
    with pytest.raises(Refused, match="trang của chính hoạt động"):
        intake.check(batch, by=keeper)


def test_a_file_with_names_is_seen_by_nobody_but_who_brought_it(
    enter, receive, keeper, focal_point, make_user, ward
):
    activity = enter()
    receive(activity, *ROWS)
    assert Batch.objects.visible_to(keeper).count() == 1
    colleague = make_user("commune_officer", ward, "dong-nghiep")
    for other in (focal_point, colleague):
        assert not Batch.objects.visible_to(other).exists()
    with pytest.raises(Refused, match="cơ quan hoặc xã khác"):
        receive(activity, *ROWS, by=focal_point)
    with pytest.raises(PermissionDenied):
        receive(activity, *ROWS, by=make_user("leader", ward))
