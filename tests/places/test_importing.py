"""Places from a sheet: compared, written, written once, taken back."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mangnon.core.models import AuditEntry, Refused
from mangnon.intake import services as intake
from mangnon.intake.keeping import drop_what_is_over
from mangnon.places.importing.importer import PlaceImporter
from mangnon.places.models import ImportedPlace, Place, School, SchoolAssessment
from mangnon.places.services import change_place
from tests.places.conftest import TODAY

HEADINGS = "Loại cơ sở,Tên cơ sở,Cấp học,Xã,Điện thoại,Dịch vụ,Mở cửa từ ngày"
ROWS = (
    "Trạm y tế,Trạm Y tế Thác Mơ,,Thác Mơ,02713861234,Tiêm chủng; Dạy nghề,",
    "Trường học,Trường Mầm non Hoa Sen,Mầm non,25216,,,05/09/2010",
    "Điểm vui chơi,Sân chơi khu phố 2,,Phường Thác Mơ,,Đọc sách,",
)


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.TODAY, settings.INTAKE = TODAY, tmp_path / "intake"


@pytest.fixture
def receive(tmp_path, ward, commune_officer):
    def bring(*rows, by=commune_officer, headings=HEADINGS):
        file = tmp_path / "co-so.csv"
        file.write_text("\n".join([headings, *rows]), encoding="utf-8")
        return intake.receive(file, "place", by=by, unit=ward)

    return bring


@pytest.fixture
def bring(receive, commune_officer):
    def done(*rows):
        return intake.apply(receive(*rows), by=commune_officer)

    return done


def counts(batch):
    return [batch.counts[name] for name in ("new", "changed", "same", "rejected")]


def test_whoever_may_not_edit_places_brings_none(receive, make_user, ward):
    with pytest.raises(PermissionDenied):
        receive(*ROWS, by=make_user("leader", ward))


def test_rows_become_places_and_a_school_gets_its_level(bring, ward):
    assert counts(bring(*ROWS)) == [3, 0, 0, 0]
    station = Place.objects.get(kind="health_station")
    assert (station.unit, station.phone) == (ward, "02713861234")
    assert station.services == ["immunisation", "vocational"]
    school = School.objects.get()
    assert (school.level, school.opened_on) == ("preschool", datetime.date(2010, 9, 5))
    assert AuditEntry.objects.filter(action="place.add").count() == 3


def test_the_same_file_changes_nothing_and_an_empty_cell_says_nothing(bring):
    bring(*ROWS)
    before = list(Place.objects.order_by("pk").values())
    assert counts(bring(*ROWS)) == [0, 0, 3, 0]
    assert counts(bring("Trạm y tế,trạm y tế thác mơ,,25216,,,")) == [0, 1, 0, 0]
    assert list(Place.objects.order_by("pk").values("pk", "phone")) == [
        {"pk": row["id"], "phone": row["phone"]} for row in before
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Trường học,Trường Tiểu học A,,25216,,,", "cấp học"),
        ("Trạm y tế,Trạm B,,Long Thủy,,,", "phụ trách"),
        ("Trạm y tế,Trạm C,,25216,,Bay lượn,", "Bay lượn"),
        (f"Trạm y tế,{'D' * 201},,25216,,,", "200"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_others_are_taken(
    row, words, receive, commune_officer
):
    batch = receive(row, ROWS[0])
    problems = [p.text for p in intake.check(batch, by=commune_officer).problems]
    assert len(problems) == 1
    assert words in problems[0]
    assert counts(intake.apply(batch, by=commune_officer)) == [1, 0, 0, 1]
    assert Place.objects.get().name == "Trạm Y tế Thác Mơ"


def test_one_place_stands_in_one_row(receive, commune_officer):
    batch = receive(ROWS[2], ROWS[2].replace("khu phố", "Khu Phố"))
    problems = intake.check(batch, by=commune_officer).problems
    assert [(p.row, "Dòng 2" in p.text) for p in problems] == [(3, True)]


def test_a_change_is_shown_before_it_is_made(bring, receive, commune_officer):
    bring(ROWS[0])
    batch = receive(ROWS[0].replace("02713861234", "0999"))
    changes = intake.check(batch, by=commune_officer).changes
    assert changes.select("column", "before", "after").rows() == [("phone", "02713861234", "0999")]
    assert Place.objects.get().phone == "02713861234"


def test_undo_takes_back_what_was_made_and_what_was_changed(bring, commune_officer):
    first = bring(ROWS[0])
    second = bring(ROWS[0].replace("02713861234", "0999"), ROWS[1])
    intake.undo(second, by=commune_officer)
    assert Place.objects.get().phone == "02713861234"
    assert not School.objects.exists()
    with pytest.raises(Refused, match="Trạm Y tế"):
        intake.undo(first, by=commune_officer)


def test_thirty_days_later_nothing_is_kept_to_undo_the_batch_and_the_places_stay(bring):
    bring(*ROWS)
    drop_what_is_over(timezone.now() + datetime.timedelta(days=31))
    assert not ImportedPlace.objects.exists()
    assert Place.objects.count() == 3


def test_undo_says_on_what_later_work_stands(bring, commune_officer):
    batch = bring(*ROWS)
    place = Place.objects.get(kind="play_point")
    change_place(place, "Sân chơi mới", {}, seen_at=place.changed_at, by=commune_officer)
    with pytest.raises(Refused, match="Sân chơi mới"):
        intake.undo(batch, by=commune_officer)
    assert Place.objects.count() == 3


def test_undo_leaves_a_school_of_which_something_is_known(bring, commune_officer):
    batch = bring(ROWS[1])
    SchoolAssessment.objects.create(school=School.objects.get(), year=2025, assessed_on=TODAY)
    with pytest.raises(Refused, match="Hoa Sen"):
        intake.undo(batch, by=commune_officer)
    assert ImportedPlace.objects.exists()


def test_the_template_is_filled_with_what_the_register_holds(bring, ward, commune_officer):
    bring(*ROWS)
    rows = list(PlaceImporter().prefilled(ward, commune_officer))
    assert [row["name"] for row in rows] == [
        "Sân chơi khu phố 2", "Trạm Y tế Thác Mơ", "Trường Mầm non Hoa Sen",
    ]  # fmt: skip
    assert rows[1]["services"] == "Tiêm chủng; Dạy nghề"
    assert (rows[2]["level"], rows[2]["commune"]) == ("preschool", "25216")
