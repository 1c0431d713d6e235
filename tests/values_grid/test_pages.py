"""The pages of the grid, with and without scripts, and the workbook."""

import io
import json
from decimal import Decimal
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.values.models import EntryCell, EntryChange, EntryColumn
from tests.values_grid.conftest import YEAR, enter, explain

GRID = "/values/2025/year/"


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def test_the_first_page_lists_the_periods(as_clerk):
    page = as_clerk.get("/values/").content.decode()
    assert "/values/2025/year/" in page
    assert "/values/2023/half/" in page


def test_the_grid_shows_the_agency_s_columns_with_the_year_before(
    as_clerk, clerk, province, commune, django_assert_max_num_queries
):
    enter(clerk, YEAR, (province, "10", "3,9"), year=2024)
    enter(clerk, YEAR, (commune, "10", "4,1"))
    with django_assert_max_num_queries(25):
        page = as_clerk.get(GRID).content.decode()
    assert "<b>4,1</b>" in page
    assert 'data-v="1"' in page
    assert page.count('data-i="10"') == 6
    assert page.count("data-i=") == 6


def test_a_year_that_nobody_reports_is_not_there(as_clerk):
    assert as_clerk.get("/values/1989/year/").status_code == 404
    assert as_clerk.get("/values/2025/quarter/").status_code == 404


def test_the_script_saves_cells_and_is_told_what_became_of_each(as_clerk, province, clerk):
    def post(body):
        return as_clerk.post(f"{GRID}cells/", body, content_type="application/json")

    cell = {"unit": province.pk, "item": "10", "text": "4,1", "seen": 0, "key": str(uuid4())}
    (told,) = post(json.dumps({"cells": [cell], "how": "pasted"})).json()["cells"]
    assert (told["outcome"], told["text"], told["version"]) == ("saved", "4,1", 1)
    assert EntryChange.objects.get().how == "pasted"
    cell |= {"text": "5", "key": str(uuid4())}
    (told,) = post(json.dumps({"cells": [cell]})).json()["cells"]
    assert told["outcome"] == "conflict"
    for wrong in ("", "[]", "{", '{"cells": [{}]}', '{"cells": 5}', "[" * 100_000):
        assert post(wrong).status_code == 422


def test_history_is_shown_within_the_agency_s_leaves_alone(as_clerk, clerk, officer, province):
    enter(clerk, YEAR, (province, "10", "4,1"))
    enter(officer, YEAR, (province, "1", "50"))
    mine, other = EntryCell.objects.order_by("-leaf")
    assert (mine.item, other.item) == ("10", "1")
    assert "4,1" in as_clerk.get(f"/values/cells/{mine.pk}/").content.decode()
    assert as_clerk.get(f"/values/cells/{other.pk}/").status_code == 404


def test_a_unit_s_form_works_without_scripts(as_clerk, clerk, province, elsewhere):
    address = f"{GRID}units/{province.pk}/"
    form = {"text-10": "4,1", "was-10": "", "seen-10": "0", "key-10": str(uuid4())}
    assert as_clerk.post(address, form).status_code == 302
    again = as_clerk.post(address, form | {"text-10": "5", "key-10": str(uuid4())})
    assert again.status_code == 422
    assert "4,1" in again.content.decode()
    assert as_clerk.post(address, form | {"text-10": "12.5"}).status_code == 422
    assert EntryCell.objects.get().version == 1
    assert as_clerk.get(f"{GRID}units/{elsewhere.pk}/").status_code == 404


def test_the_origin_of_all_columns_is_said_at_once(as_clerk, clerk):
    address = f"{GRID}columns/"
    assert as_clerk.post(address, {"source-10": "Khảo sát"}).status_code == 422
    form = {"source-all": "Khảo sát", "method-all": "Hỏi hộ", "basis-all": "final"}
    assert as_clerk.post(address, form).status_code == 302
    assert EntryColumn.objects.get().source == "Khảo sát"
    assert "Khảo sát" in as_clerk.get(address).content.decode()


def test_a_sheet_is_sent_from_its_page(as_clerk, clerk, province):
    explain(clerk, YEAR, "10")
    assert as_clerk.post(f"{GRID}send/").status_code == 422
    enter(clerk, YEAR, (province, "10", "4,1"))
    assert as_clerk.post(f"{GRID}send/").status_code == 302
    assert str(clerk) in as_clerk.get(GRID).content.decode()


class TestWorkbook:
    @pytest.fixture
    def fill(self, as_clerk):
        """Take the workbook out, change it, and bring it in."""

        def bring(change, name="sổ.xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(as_clerk.get(f"{GRID}sheet.xlsx").content))
            change(book.worksheets[0])
            kept = io.BytesIO()
            book.save(kept)
            file = SimpleUploadedFile(name, kept.getvalue())
            return as_clerk.post(f"{GRID}files/", {"file": file})

        return bring

    def test_figures_come_in_after_a_look(self, as_clerk, fill, clerk, province):
        enter(clerk, YEAR, (province, "10", "3,9"))

        def change(sheet):
            assert (sheet["A5"].value, sheet["C5"].value) == ("70", 3.9)
            sheet["C5"], sheet["C6"], sheet["C7"], sheet["C8"] = 4.1, "x", "abc", 400

        page = fill(change)
        text = page.content.decode()
        assert page.status_code == 200
        assert "C7" in text
        assert EntryCell.objects.get().version == 1
        form = {"cells": page.context["cells"], "name": "sổ.xlsx"}
        assert as_clerk.post(f"{GRID}files/", form).status_code == 302
        states = EntryCell.objects.values_list("state", flat=True)
        assert sorted(states) == ["not_applicable", "value"]
        assert EntryCell.objects.get(unit=province).value == Decimal("4.1")
        assert EntryChange.objects.filter(how="workbook", source="sổ.xlsx").count() == 2

    def test_a_cell_that_changed_meanwhile_is_asked_about(self, as_clerk, fill, clerk, province):
        def change(sheet):
            sheet["C5"] = 5
            enter(clerk, YEAR, (province, "10", "4,1"))

        page = fill(change)
        assert page.context["cells"] == ""
        (compared,) = page.context["compared"]
        assert compared.answer.outcome == "conflict"
        chosen = page.content.decode().partition('<option value="{')[2].partition('">')[0]
        choice = ("{" + chosen).replace("&quot;", '"')
        form = {"cells": "", "choice-1": choice}
        wrong = as_clerk.post(f"{GRID}files/", form | {"choice-2": "{"})
        assert wrong.status_code == 422
        assert as_clerk.post(f"{GRID}files/", form).status_code == 302
        assert EntryCell.objects.get().version == 2

    @pytest.mark.parametrize("place", ["C4", "B6", "A5"])
    def test_a_workbook_whose_heads_were_overwritten_is_refused_with_where(self, fill, place):
        page = fill(lambda sheet: sheet.__setitem__(place, "khác"))
        assert page.status_code == 422
        assert place in page.content.decode()

    def test_a_sum_that_was_overwritten_is_refused(self, client, fill, officer, province):
        client.force_login(officer)

        def change(sheet):
            (total,) = [c for c in sheet[11] if c.data_type == "f"][:1]
            total.value = 7

        page = fill(change)
        assert page.status_code == 422
        assert "SUM" in page.content.decode()

    def test_another_file_is_refused(self, as_clerk):
        for content in (b"", b"xin chao", b"PK\x03\x04"):
            file = SimpleUploadedFile("a.xlsx", content)
            assert as_clerk.post(f"{GRID}files/", {"file": file}).status_code == 422
        assert as_clerk.post(f"{GRID}files/").status_code == 422

    def test_a_workbook_of_another_period_is_refused(self, as_clerk):
        content = as_clerk.get(f"{GRID}sheet.xlsx").content
        file = SimpleUploadedFile("a.xlsx", content)
        assert as_clerk.post("/values/2025/half/files/", {"file": file}).status_code == 422
