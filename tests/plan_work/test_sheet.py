"""Many tasks updated by one sheet: staged, checked, applied and undone as a whole."""

import openpyxl
import pytest

from mangnon.core.models import Refused
from mangnon.intake import services
from mangnon.intake.registered import importers
from mangnon.intake.staged import staged
from mangnon.intake.writing.template import template
from mangnon.plans.work.reporting import Report, report
from tests.plan_work.conftest import NOW, fresh


@pytest.fixture
def home(settings, tmp_path):
    settings.INTAKE = tmp_path / "intake"
    return tmp_path


@pytest.fixture
def sheet(home, health_clerk, province):
    """Take the sheet out as the health clerk, fill cells in, and bring it in again."""

    def _sheet(*changes):
        file = home / "tasks.xlsx"
        file.write_bytes(template(importers()["task"], province, health_clerk))
        book = openpyxl.load_workbook(file)
        page = book.worksheets[0]
        columns = {cell.value: cell.column for cell in page[1]}
        rows = {page.cell(n, columns["Nhiệm vụ"]).value: n for n in range(2, page.max_row + 1)}
        for title, cells in changes:
            for heading, value in cells.items():
                page.cell(rows[title], columns[heading], value)
        book.save(file)
        return services.receive(file, "task", by=health_clerk, unit=province)

    return _sheet


@pytest.fixture
def tasks(make_task, health, labour):
    make_task("Của sở khác", organisation=labour)
    return make_task("Một", organisation=health), make_task(
        "Hai", organisation=health, needs_evidence=True
    )


def test_a_sheet_updates_the_tasks_and_is_taken_back_whole(tasks, sheet, health_clerk):
    one, two = tasks
    batch = sheet(
        ("Một", {"Trạng thái": "Hoàn thành", "Nội dung, lý do": "Đã xong"}),
        ("Hai", {"Tỷ lệ hoàn thành (%)": 60}),
    )
    services.check(batch, by=health_clerk)
    services.apply(batch, by=health_clerk)
    assert (fresh(one).state, fresh(one).percent) == ("done", 100)
    assert (fresh(two).state, fresh(two).percent) == ("doing", 60)
    assert one.notes.get().text == "Đã xong"
    services.undo(batch, by=health_clerk)
    assert (fresh(one).state, fresh(one).percent, fresh(one).closed_on) == ("not_started", 0, None)
    assert not one.notes.exists()


def test_a_sheet_shows_the_tasks_of_its_person_alone_as_they_stand(tasks, sheet, health_clerk):
    checked = services.check(sheet(), by=health_clerk)
    assert checked.rows["verdict"].to_list() == ["same", "same"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Trạng thái": "Hoàn thành"}, "minh chứng"),
        ({"Trạng thái": "Không thực hiện được"}, "lý do"),
        ({"Tỷ lệ hoàn thành (%)": 130}, "0 đến 100"),
        ({"Mã nhiệm vụ": "abc"}, "mã này"),
    ],
)
def test_what_is_wrong_stands_beside_its_cell_and_the_rest_is_taken(
    tasks, sheet, health_clerk, cells, words
):
    batch = sheet(("Hai", cells), ("Một", {"Tỷ lệ hoàn thành (%)": 10}))
    services.check(batch, by=health_clerk)
    (problem,) = staged(batch).problems["text"]
    assert words in problem
    services.apply(batch, by=health_clerk)
    assert (fresh(tasks[0]).percent, fresh(tasks[1]).state) == (10, "not_started")


def test_nobody_updates_the_task_of_another_by_its_code(tasks, sheet, health_clerk, labour):
    other = labour.assignments.get()
    batch = sheet(("Một", {"Mã nhiệm vụ": str(other.pk), "Tỷ lệ hoàn thành (%)": 10}))
    services.apply(batch, by=health_clerk)
    assert fresh(other).percent == 0


def test_a_sheet_is_not_taken_back_over_later_reports(tasks, sheet, health_clerk):
    batch = sheet(("Một", {"Tỷ lệ hoàn thành (%)": 10}))
    services.apply(batch, by=health_clerk)
    report(tasks[0], Report(percent=20), by=health_clerk, now=NOW)
    with pytest.raises(Refused, match="Một"):
        services.undo(batch, by=health_clerk)
