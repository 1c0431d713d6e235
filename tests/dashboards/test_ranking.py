"""Units by figure on the page and in its chart: few cases stand apart, chance is named."""

import re

import pytest

from mangnon.core.models import Unit
from mangnon.indicators.models import Result


@pytest.fixture
def communes(run, make_unit):
    """Four communes more with figures of 4b, where lower is better."""
    made = {}
    for code, name, value, low, high, flags in (
        ("25300", "Ấm", 5.0, 1.0, 20.0, ["small_numbers"]),
        ("25301", "Bình", 10.0, 8.0, 12.5, []),
        ("25302", "Cao", 12.0, 10.0, 15.0, []),
        ("25303", "Dốc", 21.0, 18.0, 24.0, []),
    ):
        made[name] = make_unit(code, name, "commune", "Xã", "688")
        Result.objects.create(
            run=run, leaf="4b", unit=made[name], dimension="total", member="total", value=value,
            low=low, high=high, numerator=1, denominator=10, attainment="met",
            basis="provisional", flags=flags,
        )  # fmt: skip
    Result.objects.filter(run=run, leaf="4b", unit__code__in=["25216", "25217", "25270"]).delete()
    return made


def rows(client, sort):
    page = client.get(f"/indicators/4b/?sort={sort}").content.decode()
    section = page.split('id="commune"')[1].split("</section>")[0]
    found = re.findall(r"<tr>(.*?)</tr>", section.split("<tbody>")[1], re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def names(found):
    return [row.split()[1] for row in found]


def test_a_unit_of_few_cases_stands_below_whichever_way_the_order_runs(
    client, communes, plan, leader
):
    client.force_login(leader)
    assert names(rows(client, "value")) == ["Bình", "Cao", "Dốc", "Ấm"]
    assert names(rows(client, "-value")) == ["Dốc", "Cao", "Bình", "Ấm"]
    assert names(rows(client, "name")) == ["Ấm", "Bình", "Cao", "Dốc"]
    assert "số quá ít để so sánh" in rows(client, "value")[-1]


def test_units_that_chance_may_part_from_the_best_or_the_target_say_so(
    client, communes, plan, leader
):
    client.force_login(leader)
    best, near, far, few = rows(client, "value")
    assert "≈" not in best
    assert "≈ tốt nhất" in near  # 10 to 15 meets 8 to 12,5
    assert ("≈ mục tiêu" in far, "≈ tốt nhất" in far) == (True, False)  # 18 to 24 holds 20
    assert "≈" not in few


def test_the_chart_has_the_same_order_and_names_the_few(client, communes, plan, leader):
    client.force_login(leader)
    spec = client.get("/indicators/4b/chart.json?level=commune&sort=value").json()
    bars = next(found for found in spec["datasets"].values() if "name" in found[0])
    assert [bar["name"] for bar in bars] == ["Xã Bình", "Xã Cao", "Xã Dốc", "Xã Ấm (số quá ít)"]
    assert bars[-1]["note"] == "số quá ít để so sánh"


def test_one_commune_of_one_is_too_few_though_it_is_counted_whole(client, run, plan, leader):
    client.force_login(leader)
    page = client.get("/indicators/1/?sort=value").content.decode()
    assert (
        page.split('id="commune"')[1].count("số quá ít để so sánh") == 4
    )  # three and the sentence
    assert Unit.objects.filter(level="commune").count() == 3
