"""The board: by stage, what burns first; filters, further pages, and whose cases it shows."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.cases.board import IN_A_COLUMN, Filters, board
from mangnon.cases.models import Case, NextLimit
from mangnon.cases.receiving.receiving import receive
from tests.cases import answers
from tests.cases.conftest import at


def numbers(columns):
    return {column.stage.code: [line.case.pk for line in column.lines] for column in columns}


@pytest.fixture
def make_case(operator, new_report):
    def make(hours, **changes):
        said = {"what": f"Chuyện {hours}"}
        new = new_report(received_at=at(hours), answers=said, **changes)
        return receive(new, by=operator, now=at(hours + 0.1)).case

    return make


def test_what_burns_first_stands_on_top_of_its_stage(make_case, take, worker):
    later, sooner, taken = make_case(2), make_case(1), make_case(0)
    take(taken, "acknowledge", worker, 0.5)
    columns = board(worker, at(2.5))
    assert numbers(columns) == {"received": [sooner.pk, later.pk], "acknowledged": [taken.pk]}
    lines = columns[0].lines
    assert [line.is_late for line in lines] == [True, False]
    assert [line.due_at for line in lines] == [at(2), at(3)]


def test_filters_narrow_together(make_case, take, worker):
    calm, danger = make_case(0), make_case(0.2, is_danger=True)
    take(danger, "acknowledge", worker, 0.5)
    assert numbers(board(worker, at(0.6), Filters(mine=True))) == {"acknowledged": [danger.pk]}
    assert numbers(board(worker, at(0.6), Filters(emergency=True, mine=True))) != {}
    assert board(worker, at(0.6), Filters(late=True)) == []
    assert numbers(board(worker, at(1.5), Filters(late=True))) == {"received": [calm.pk]}
    assert len(board(worker, at(0.6), Filters(commune=True))) == 2


def test_who_serves_no_unit_sees_an_empty_board(case, worker, client):
    worker.unit = None
    worker.save()
    assert board(worker, at(1), Filters(commune=True)) == []
    client.force_login(worker)
    assert client.get("/cases/?commune=1").status_code == 200


def test_a_column_goes_on_where_it_ended(make_case, worker):
    cases = [make_case(hours) for hours in range(IN_A_COLUMN + 3)]
    (first,) = board(worker, at(40))
    assert (len(first.lines), first.count) == (IN_A_COLUMN, IN_A_COLUMN + 3)
    (rest,) = board(worker, at(40), None, first.after)
    assert [line.case.pk for line in rest.lines] == [case.pk for case in cases[IN_A_COLUMN:]]
    assert rest.after is None


def test_a_board_asks_as_many_statements_however_many_cases_stand_on_it(
    client, make_case, take, worker
):
    client.force_login(worker)
    for_most = []
    for hours in (0, 0.1, 0.2, 0.3):
        take(make_case(hours), "acknowledge", worker, 0.5)
        make_case(hours + 0.05)
        with CaptureQueriesContext(connection) as asked:
            client.get("/cases/")
        for_most.append(len(asked))
    assert for_most[1:] == for_most[:1] * 3


def test_a_name_is_no_part_of_the_page_itself(client, make_case, take, worker):
    worker.full_name = "Lê <b>Thị</b> & An"
    worker.save()
    take(make_case(0), "acknowledge", worker, 0.5)
    client.force_login(worker)
    page = client.get("/cases/?mine=1").content.decode()
    assert " · Lê &lt;b&gt;Thị&lt;/b&gt; &amp; An</div>" in page


def test_who_only_received_a_report_has_no_board_but_a_list(case, client, operator, worker):
    assert board(operator, at(1)) == []
    client.force_login(operator)
    assert client.get("/cases/").url == "/cases/reports/"
    page = client.get("/cases/reports/").content.decode()
    assert "Đã chuyển đến xã, xã chưa nhận" in page
    assert "roi điện" not in page
    assert "Điểu Thị Bé" not in page


def test_the_boards_page_goes_on_by_its_own_links(client, make_case, worker, settings):
    for hours in range(IN_A_COLUMN + 1):
        make_case(hours / 10)
    settings.TODAY = datetime.date(2025, 6, 11)
    client.force_login(worker)
    page = client.get("/cases/?late=1")
    ((_column, _lines, rest),) = page.context["columns"]
    assert "late=1" in rest
    further = client.get(f"/cases/{rest}")
    assert [len(column.lines) for column, _lines, _rest in further.context["columns"]] == [1]
    assert client.get("/cases/?after=nonsense").status_code == 200


def test_the_next_limit_follows_every_change_of_a_clock(case, take, agree, worker, chair):
    assert NextLimit.objects.get().code == "acknowledge"
    take(case, "acknowledge", worker, 0.5)
    assert NextLimit.objects.get().code == "emergency"
    take(case, "check", worker, 1, {**answers.CHECK, "is_true": "no"})
    assert NextLimit.objects.get().code == "feedback"  # the hotline waits for what came of it
    take(case, "feed_back", worker, 2, {"told": "Đã báo Tổng đài 111"})
    assert not NextLimit.objects.exists()
    assert Case.objects.get().closed_at is None
