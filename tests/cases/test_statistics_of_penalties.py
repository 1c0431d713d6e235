"""Penalties in figures: of the province always told, of a commune where they are many."""

import datetime

import pytest

from mangnon.cases.models import Penalty
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.statistics.penalties import Issued, penalties_of
from mangnon.core.models import Unit
from mangnon.dashboards.case_statistics import figures_now
from tests.cases.conftest import DAY, at

BELOW = 10
CODES = ("25216", "25217", "25270")
MILLION = 1_000_000


@pytest.fixture
def issue(operator, new_report, worker):
    """Issue so many fines of an amount, and warnings, on a case of a commune."""

    def _issue(unit, fines=0, amount=MILLION, warnings=0, on=DAY, **more):
        case = receive(new_report(unit=unit), by=operator, now=at(0.1)).case
        for number in range(fines + warnings):
            is_fine = number < fines
            Penalty.objects.create(
                case=case, kind="fine" if is_fine else "warning", issuer=str(case.number),
                number=str(number), issued_on=on, amount=amount if is_fine else None,
                entered_at=at(1), entered_by=worker, **more,
            )  # fmt: skip

    return _issue


@pytest.fixture
def communes(province):
    return [Unit.objects.get(code=code) for code in CODES]


def told(communes, year=DAY.year):
    """Return what is told of the province, and of each commune in turn."""
    found = penalties_of(year, DAY, BELOW)
    return found.whole, [found.communes.get((one.code, one.valid_from)) for one in communes]


def test_many_are_told_with_the_sum_of_their_fines(communes, issue):
    issue(communes[0], fines=10, warnings=2)
    issue(communes[1], fines=20, amount=2 * MILLION)
    whole, (first, second, none) = told(communes)
    assert whole == Issued(32, 50 * MILLION)
    assert (first, second, none) == (Issued(12, 10 * MILLION), Issued(20, 40 * MILLION), None)


def test_few_are_hidden_with_another_that_would_give_them_away(communes, issue):
    issue(communes[0], fines=3, amount=5 * MILLION)
    issue(communes[1], fines=12)
    issue(communes[2], fines=40)
    whole, lines = told(communes)
    assert whole == Issued(55, 67 * MILLION)
    assert lines[0] is None
    assert lines.count(None) == 2


def test_a_single_fine_among_many_warnings_is_hidden(communes, issue):
    issue(communes[0], fines=1, amount=7 * MILLION, warnings=20)
    issue(communes[1], fines=30)
    issue(communes[2], fines=30)
    _whole, lines = told(communes)
    assert lines[0] is None
    assert lines.count(None) == 2


def test_neither_withdrawn_ones_nor_those_of_another_year_count(communes, issue, worker):
    issue(communes[0], fines=11)
    issue(communes[0], fines=2, withdrawn_at=at(2), withdrawn_by=worker)
    issue(communes[0], fines=4, on=datetime.date(2024, 12, 31))
    assert told(communes)[0] == Issued(11, 11 * MILLION)
    assert told(communes, 2024)[0] == Issued(4, 4 * MILLION)


def test_without_units_of_the_day_communes_are_told_as_they_were(communes, issue):
    issue(communes[0], fines=11)
    Unit.objects.update(valid_to=DAY)
    found = penalties_of(DAY.year, DAY, BELOW)
    assert list(found.communes.values()) == [Issued(11, 11 * MILLION)]


def test_the_page_tells_the_province_its_sum_and_a_chair_their_own_commune_alone(
    communes, issue, make_user, province, client
):
    issue(communes[0], fines=3, amount=5 * MILLION)
    issue(communes[1], fines=12)
    client.force_login(make_user("leader", province))
    page = client.get("/cases/statistics/").content.decode()
    assert "27.000.000" in page
    assert "15.000.000" not in page  # the three fines of the small one
    chair = make_user("commune_chair", communes[0])
    found = figures_now(2025, by=chair, now=at(1))
    assert found.penalties is None
    assert [(line.more, line.count) for line in found.penalty_communes] == [(None, None)]
