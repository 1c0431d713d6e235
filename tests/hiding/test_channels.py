"""No channel tells a small count to somebody who may not see the children behind it."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused, Unit
from mangnon.indicators.explain import explain_figure
from mangnon.indicators.gaps.telling import told_gap
from mangnon.indicators.quality.rows import findings_as_rows
from mangnon.indicators.released import hidden_in
from mangnon.indicators.services import results_as_rows
from tests.hiding.conftest import BESIDE, SMALL
from tests.hiding.marks import hidden_marks, tells, text_of
from tests.small_reform import MERGED

WITHOUT_CHILDREN = (
    "focal_office", "agency_focal_point", "external_supervisor", "leader", "auditor", "analyst",
)  # fmt: skip
DAY = f"&units_on={MERGED}"
OF_A_UNIT = (
    "/indicators/14/?unit={unit}", "/indicators/14/?unit={unit}&sort=value",
    "/indicators/14/?unit={unit}&what_if=1", "/indicators/14/live/?unit={unit}",
    "/indicators/14/years.json?unit={unit}", "/indicators/14/behind/?unit={unit}",
    "/indicators/14/behind/print/?unit={unit}", "/explorer/?leaf=14&unit={unit}",
    "/indicators/4b/?unit={unit}",
)  # fmt: skip
OF_ALL = (
    "/", "/indicators/14/chart.json?level=district",
    "/indicators/14/chart.json?level=commune&sort=value", "/data/", "/data/quality/?state=all",
    "/explorer/?leaf=14&by=sex&span=communes",
    "/explorer/?leaf=14&by=sex&also_by=ethnic_group&span=communes",
    "/explorer/?leaf=14&time=years&span=communes", "/explorer/chart.json?leaf=14&span=communes",
    "/explorer/map.json?leaf=14&span=communes", "/explorer/figures.csv?leaf=14&span=communes",
    "/explorer/figures.xlsx?leaf=14&by=sex&span=communes",
    "/explorer/figures.json?leaf=14&by=sex&span=communes",
)  # fmt: skip
EACH = ("/", "/indicators/14/?unit=" + SMALL, "/explorer/figures.csv?leaf=14&span=communes")


def on_the_day(address):
    return address + (DAY if "?" in address else DAY.replace("&", "?"))


def told_at_the_console(run, by, unit):
    """Yield what the commands print to a person."""
    for dimension in (None, "sex", "area_class", "area_gap", "coverage"):
        yield results_as_rows(run, by=by, unit=None, dimension=dimension)
    yield findings_as_rows(run, by=by)
    for day in (None, MERGED):
        for leaf, ask in (("14", explain_figure), ("4b", explain_figure), ("14", told_gap)):
            try:
                yield ask(run, leaf=leaf, unit_code=unit, by=by, units_on=day)
            except (Refused, PermissionDenied) as refusal:
                yield str(refusal)


def test_the_counts_of_the_small_commune_and_of_one_beside_it_are_hidden(run):
    hidden = {unit for leaf, unit, _day, of, _m in hidden_in(run) if (leaf, of) == ("14", "total")}
    assert SMALL in hidden
    assert len(hidden) > 1
    assert {"3 trên 227", "1.321586", "3 trên 205"} <= hidden_marks()


@pytest.mark.parametrize("address", OF_A_UNIT + OF_ALL)
def test_no_page_and_no_file_tells_a_hidden_count(client, run, leader, address):
    marks = hidden_marks()
    client.force_login(leader)
    for unit in ("70", SMALL, BESIDE) if "{unit}" in address else ("",):
        told = text_of(client.get(address.format(unit=unit)))
        assert (unit, tells(told, marks)) == (unit, set())


@pytest.mark.parametrize("address", OF_A_UNIT + OF_ALL)
def test_nor_does_one_on_the_units_of_another_day(client, run, leader, address):
    marks = hidden_marks()
    client.force_login(leader)
    for unit in ("75", SMALL, BESIDE) if "{unit}" in address else ("",):
        told = text_of(client.get(on_the_day(address.format(unit=unit))))
        assert (unit, tells(told, marks)) == (unit, set())


@pytest.mark.parametrize("role", WITHOUT_CHILDREN)
def test_nobody_who_may_not_see_the_children_is_told(client, run, province, make_user, role):
    marks, by = hidden_marks(), make_user(role, province)
    client.force_login(by)
    for address in EACH:
        assert (address, tells(text_of(client.get(address)), marks)) == (address, set())
    for told in told_at_the_console(run, by, SMALL):
        assert not tells(json.dumps(told, ensure_ascii=False), marks)


def test_who_leads_the_small_commune_alone_is_not_told_either(client, run, make_user):
    marks = hidden_marks()
    client.force_login(make_user("leader", Unit.objects.get(code=SMALL, valid_to=MERGED)))
    for address in (*OF_A_UNIT, *OF_ALL):
        assert not tells(text_of(client.get(address.format(unit=SMALL))), marks), address
    assert "không nêu (số nhỏ)" in client.get("/").text


def test_the_provinces_own_totals_are_told_to_everybody(client, run, leader):
    client.force_login(leader)
    assert "1.139 trên 1.775" in client.get("/indicators/14/").text
    assert "1.139 trên 1.775" in client.get(f"/indicators/14/?units_on={MERGED}").text


def test_who_keeps_the_register_of_the_small_commune_sees_its_counts(client, run, make_user):
    unit = Unit.objects.get(code=SMALL, valid_to=MERGED)
    client.force_login(make_user("commune_officer", unit))
    page = client.get("/indicators/14/").text
    assert "3 trên 227" in page
    assert "Tăng từ 3 trên 227 trẻ." in page
    assert "227" in client.get("/explorer/figures.csv?leaf=14").content.decode()
