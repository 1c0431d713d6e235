"""Until it is known which breakdowns are hidden, a page says so and makes no reader wait."""

import pytest

from mangnon.core.models import Unit
from mangnon.engine.suppression import RULE
from mangnon.indicators.explain import explain_figure
from mangnon.indicators.released import hidden_in
from tests.small_reform import MERGED

PREPARING = "Đang chuẩn bị số liệu theo nhóm"
BY_SEX = "/explorer/?leaf=14&by=sex"


@pytest.fixture
def unprepared(run):
    """Put what the job kept aside, as if it had not run yet."""
    hidden_in(run)
    (kept,) = (run.snapshot.folder / "results").glob(f"*-{run.pk}.hidden-{RULE}.parquet")
    aside = kept.rename(kept.with_suffix(".aside"))
    yield
    aside.rename(kept)


def test_the_totals_are_there_with_the_computation(run, unprepared, client, leader):
    client.force_login(leader)
    page = client.get("/indicators/14/").text
    assert "1.139 trên 1.775" in page
    assert "không nêu (số nhỏ)" in page  # the districts
    assert (PREPARING in page, "Nữ" in page) == (True, False)
    assert explain_figure(run, leaf="14", unit_code=None, by=leader)["area_gap"] is None


def test_the_explorer_shows_totals_and_says_that_it_prepares(run, unprepared, client, leader):
    client.force_login(leader)
    page = client.get(BY_SEX).text
    assert PREPARING in page
    assert "1.775" in page
    assert client.get("/explorer/figures.json?leaf=14&by=sex").json()["dimensions"] == []


def test_who_sees_the_children_waits_for_nothing(run, unprepared, client, make_user):
    unit = Unit.objects.get(code="25216", valid_to=MERGED)
    client.force_login(make_user("commune_officer", unit))
    page = client.get("/indicators/14/").text
    assert (PREPARING in page, "Nữ" in page) == (False, True)


def test_after_the_job_the_breakdowns_are_there(run, client, leader):
    hidden_in(run)
    client.force_login(leader)
    for address in ("/indicators/14/", BY_SEX):
        page = client.get(address).text
        assert (PREPARING in page, "Nữ" in page) == (False, True)
