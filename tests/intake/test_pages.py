"""The pages: bring a file in, look at the comparison, write it, take it back."""

import io
from datetime import timedelta

import openpyxl
import pytest

from mangnon.intake import services, tasks
from mangnon.intake.models import Batch, HeadingMapping
from mangnon.ui.context import today

HEADINGS = ("Họ và tên", "Ngày sinh", "Cân nặng")
ROWS = (HEADINGS, ("An", "1/2/2020", "9"), ("Tên xấu", "", "9"), ("Bình", "32/1/2020", "8"))


def run_the_job(batch):
    """Do what `mangnon serve`'s worker would do next."""
    tasks.work_on(str(batch.pk), batch.received_by_id)
    batch.refresh_from_db()


@pytest.fixture
def signed_in(client, importing, register):
    client.force_login(importing)
    return client


@pytest.fixture
def bring_in(signed_in, workbook, commune):
    def post(*rows, name="sheet.xlsx"):
        with workbook(*rows, name=name).open("rb") as file:
            data = {"kind": "dogs", "unit": commune.pk, "file": file}
            answer = signed_in.post("/imports/", data)
        assert answer.status_code == 302, answer.context["form"].errors
        return Batch.objects.get(pk=answer.url.split("/")[2])

    return post


@pytest.fixture
def checked(bring_in):
    batch = bring_in(*ROWS)
    run_the_job(batch)
    return batch


def test_the_form_opens_with_the_kind_of_the_page_that_leads_to_it(signed_in):
    page = signed_in.get("/imports/?kind=dogs").content.decode()
    assert '<option value="dogs" selected>' in page
    assert signed_in.get("/imports/?kind=cats").status_code == 200


def test_the_officer_of_a_commune_that_ended_still_brings_in_its_files(signed_in, commune):
    type(commune).objects.filter(pk=commune.pk).update(valid_to=today() - timedelta(days=1))
    offered = signed_in.get("/imports/").context["form"].fields["unit"].queryset
    assert [unit.pk for unit in offered] == [commune.pk]


def test_a_file_that_is_brought_in_is_checked_in_the_background(bring_in, signed_in):
    batch = bring_in(*ROWS)
    assert (batch.state, batch.work) == ("received", "check")
    page = signed_in.get(f"/imports/{batch.pk}/").content.decode()
    assert "Xem lại" in page
    run_the_job(batch)
    assert (batch.state, batch.work) == ("checked", "")


def test_while_work_goes_on_a_part_of_the_page_is_asked_for_again(bring_in, signed_in):
    batch = bring_in(*ROWS)
    part = signed_in.get(f"/imports/{batch.pk}/", headers={"HX-Request": "true"})
    assert 'id="work"' in part.content.decode()
    assert "<html" not in part.content.decode()
    run_the_job(batch)
    done = signed_in.get(f"/imports/{batch.pk}/", headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"


def test_the_comparison_shows_rejected_rows_with_why_and_new_ones(checked, signed_in):
    rejected = signed_in.get(f"/imports/{checked.pk}/").content.decode()
    assert "Tên xấu." in rejected
    assert "32/1/2020" in rejected
    new = signed_in.get(f"/imports/{checked.pk}/?show=new").content.decode()
    assert "An" in new
    assert "Tên xấu." not in new


def test_a_changed_row_shows_the_old_and_the_new_value(checked, bring_in, signed_in, register):
    register.held["An"] = 5.0
    batch = bring_in(*ROWS, name="other.xlsx")
    run_the_job(batch)
    page = signed_in.get(f"/imports/{batch.pk}/?show=changed").content.decode()
    assert "<del>5.0</del> → <ins>9.0</ins>" in page


def test_applying_and_undoing_from_the_page(checked, signed_in, register):
    signed_in.post(f"/imports/{checked.pk}/apply/")
    run_the_job(checked)
    assert (checked.state, register.held) == ("applied", {"An": 9.0})
    signed_in.post(f"/imports/{checked.pk}/undo/")
    run_the_job(checked)
    assert (checked.state, register.held) == ("undone", {})


def test_a_refusal_of_the_background_is_read_on_the_page(checked, signed_in, register):
    services.apply(checked, by=checked.received_by)
    register.held["Giữ"] = 1
    signed_in.post(f"/imports/{checked.pk}/undo/")
    run_the_job(checked)
    assert checked.state == "applied"
    assert "Giữ lại." in signed_in.get(f"/imports/{checked.pk}/").content.decode()


def test_work_that_was_done_before_its_worker_died_is_not_done_again(checked, importing):
    tasks.begin(checked, Batch.Work.APPLY, by=importing)
    services.apply(checked, by=importing)
    run_the_job(checked)
    assert (checked.state, checked.refusal) == ("applied", "")


def test_work_that_a_fault_breaks_off_leaves_the_batch_free_for_another_try(
    checked, signed_in, register, monkeypatch
):
    def fail(*_arguments):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(register, "apply", fail)
        signed_in.post(f"/imports/{checked.pk}/apply/")
        with pytest.raises(ZeroDivisionError):
            run_the_job(checked)
    checked.refresh_from_db()
    assert (checked.state, checked.work) == ("checked", "")
    assert "bị gián đoạn do lỗi" in signed_in.get(f"/imports/{checked.pk}/").content.decode()
    signed_in.post(f"/imports/{checked.pk}/apply/")
    run_the_job(checked)
    assert checked.state == "applied"


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "0", "-1", "²", "٣"])
def test_a_number_that_is_none_is_an_ordinary_page(checked, signed_in, number):
    assert signed_in.get(f"/imports/{checked.pk}/", {"page": number}).status_code == 200
    template = signed_in.get("/imports/template/dogs/", {"unit": number})
    assert template.status_code in {200, 404}


def test_a_form_without_answers_is_asked_again(checked, signed_in):
    address = f"/imports/{checked.pk}/columns/"
    assert signed_in.post(address, "{}", "application/json").status_code == 422


def test_a_nul_sign_in_a_sheet_is_left_out(bring_in, signed_in):
    """Excel writes it as _x0000_; the database keeps none."""
    rows = [("Danh\0 sách",), (*HEADINGS, "Lạ\0 lắm"), ("An\0", "1/2/2020", "9", "")]
    batch = bring_in(*rows)
    run_the_job(batch)
    assert (batch.state, batch.counts["new"]) == ("checked", 1)
    assert batch.reading["unknown"] == ["Lạ lắm"]


def test_headings_are_mapped_by_hand_and_remembered_for_the_unit(bring_in, signed_in, commune):
    batch = bring_in(("Cháu", "Ngày sinh", "Cân nặng"), ("An", "1/2/2020", "9"))
    run_the_job(batch)
    assert batch.state == "received"
    assert "“Họ và tên”" in batch.refusal
    form = signed_in.get(f"/imports/{batch.pk}/columns/").context["form"]
    assert [field.label for field in form] == ["Ngày sinh", "Cân nặng", "Cháu"]
    answers = {"heading-0": "born", "heading-1": "-", "heading-2": "name"}
    assert signed_in.post(f"/imports/{batch.pk}/columns/", answers).status_code == 302
    run_the_job(batch)
    assert (batch.state, batch.counts["new"]) == ("checked", 1)
    remembered = {"Ngày sinh": "born", "Cân nặng": "", "Cháu": "name"}
    assert HeadingMapping.objects.get(unit=commune, kind="dogs").mapping == remembered


def test_two_headings_cannot_stand_for_one_column(bring_in, signed_in):
    batch = bring_in(("Cháu", "Ngày sinh"), ("An", "1/2/2020"), ("Bình", "1/2/2020"))
    run_the_job(batch)
    answers = {"heading-0": "name", "heading-1": "name"}
    answer = signed_in.post(f"/imports/{batch.pk}/columns/", answers)
    assert answer.status_code == 422


def test_the_sheet_with_its_errors_is_downloaded(checked, signed_in):
    answer = signed_in.get(f"/imports/{checked.pk}/errors/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book["Danh sách"]
    assert [cell.value for cell in sheet[1]] == [*HEADINGS, "Lỗi cần sửa"]
    assert sheet["D2"].value is None
    assert "32/1/2020" in sheet["B4"].comment.text
    assert answer["Cache-Control"] == "no-store"


def test_a_kept_file_that_is_damaged_is_told_in_a_sentence(checked, signed_in):
    for kept in checked.folder.iterdir():
        kept.write_bytes(b"damaged")
    page = signed_in.get(f"/imports/{checked.pk}/").content.decode()
    assert "hãy nạp hoặc yêu cầu lại tệp" in page
    assert signed_in.get(f"/imports/{checked.pk}/errors/").status_code == 404


def test_another_communes_officer_sees_nothing_of_it(checked, client, make_user, province):
    other = make_user("commune_officer", type(province).objects.get(code="25217"))
    client.force_login(other)
    for part in ("", "columns/", "errors/"):
        assert client.get(f"/imports/{checked.pk}/{part}").status_code == 404
    for part in ("apply/", "undo/"):
        assert client.post(f"/imports/{checked.pk}/{part}").status_code == 404


def test_only_the_page_of_imports_takes_a_large_body(signed_in):
    large = {"CONTENT_LENGTH": str(50 * 1024**2)}
    assert signed_in.get("/children/", **large).status_code == 413
    assert signed_in.get("/imports/", **large).status_code == 200
    too_large = signed_in.get("/imports/", CONTENT_LENGTH=str(102 * 1024**2))
    assert too_large.status_code == 413
    assert "100 MB" in too_large.content.decode()
