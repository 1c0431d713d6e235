"""A child's growth on its page: points, curves, the table beside them, and who reads it."""

from decimal import Decimal

import pytest

from mangnon.children.growth.charts import CHARTS, charts_of, spec_of
from mangnon.children.growth.history import history_of
from mangnon.children.growth.scoring import rescore
from mangnon.core.models import AuditEntry
from tests.children.growth.conftest import BORN


def chart(slug):
    return next(chart for chart in CHARTS if chart.slug == slug)


def rows_of(spec, name):
    return next(rows for rows in spec["datasets"].values() if rows and name in rows[0])


def drawn(child, keeper, slug):
    return spec_of(chart(slug), child, history_of(child, keeper))


def test_a_measurement_is_scored_as_who_does(boy, measure):
    # A boy of 400 days: the figures of tests/engine_growth/test_files.py, worked by hand.
    row = measure(boy, 400, 9.6, 75.7)
    assert [row.waz, row.haz, row.whz, row.baz] == [
        Decimal(x) for x in ("-0.29", "-0.57", "-0.06", "0.07")
    ]
    assert row.implausible == ""


def test_an_implausible_score_is_not_kept_but_named(boy, measure):
    row = measure(boy, 400, 96, 75.7)
    row.refresh_from_db()
    assert (row.waz, row.whz, row.baz, row.haz) == (None, None, None, Decimal("-0.57"))
    assert row.implausible == "waz whz baz"


def test_another_sex_or_birth_date_scores_all_measurements_again(boy, measure):
    row = measure(boy, 400, 9.6, 75.7)
    boy.sex = "female"
    boy.save()
    rescore(boy)
    row.refresh_from_db()
    assert row.waz == Decimal("0.34")
    boy.birth_precision = "year"
    rescore(boy)
    row.refresh_from_db()
    assert (row.waz, row.haz, row.baz) == (None, None, None)
    assert row.whz is not None


def test_points_stand_at_their_age_in_months_and_the_curves_run_to_the_end(boy, measure, keeper):
    measure(boy, 100, 6.0, 60)
    measure(boy, 400, 9.6, 75.7)
    spec = drawn(boy, keeper, "weight")
    assert [(row["x"], row["y"]) for row in rows_of(spec, "when")] == [(3.3, 6.0), (13.1, 9.6)]
    curves = rows_of(spec, "sd")
    assert {row["sd"] for row in curves} == {-3, -2, 0, 2, 3}
    assert max(row["x"] for row in curves) == 24
    median = {row["x"]: row["y"] for row in curves if row["sd"] == 0}
    assert (median[0], median[12]) == (3.35, 9.65)  # WHO: 3.3464 kg at birth, 9.6465 at day 365


@pytest.mark.parametrize(("days", "last"), [(700, 24), (800, 60), (2000, 120), (4000, 228)])
def test_the_axis_ends_with_the_age_group(boy, measure, keeper, days, last):
    measure(boy, days, 20, 110)
    spec = drawn(boy, keeper, "height")
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0.0, float(last)]


def test_figures_are_written_in_vietnamese(boy, measure, keeper):
    measure(boy, 400, 9.6, 75.7)
    (point,) = rows_of(drawn(boy, keeper, "weight"), "when")
    assert point["when"] == "04/02/2025 (13 tháng)"
    assert (point["shown"], point["score"]) == ("9,6 kg", "−0,29")


def test_a_flagged_point_stands_apart_within_the_picture(boy, measure, keeper):
    measure(boy, 400, 9.6, 75.7)
    measure(boy, 430, 96, 76)
    spec = drawn(boy, keeper, "weight")
    sound, flagged = rows_of(spec, "when")
    assert (sound["flagged"], flagged["flagged"]) == (False, True)
    assert flagged["shown"] == "96,0 kg"
    assert flagged["y"] == spec["layer"][0]["encoding"]["y"]["scale"]["domain"][1]
    assert flagged["y"] < 20


def test_weight_for_length_and_for_height_are_not_mixed(boy, measure, keeper):
    measure(boy, 700, 12, 86)
    measure(boy, 800, 13, 90)
    points = rows_of(drawn(boy, keeper, "weight-for-height"), "when")
    assert [row["x"] for row in points] == [90.0]


def test_a_standing_infant_is_drawn_as_if_lying(boy, measure, keeper):
    measure(boy, 400, 9.6, 75.0, is_standing=True)
    (point,) = rows_of(drawn(boy, keeper, "height"), "when")
    assert point["y"] == pytest.approx(75.7)


def test_without_the_sex_there_are_points_but_no_curves(make_child, measure, keeper):
    child = make_child(BORN)
    measure(child, 400, 9.6, 75.7)
    spec = drawn(child, keeper, "weight")
    assert not any(rows and "sd" in rows[0] for rows in spec["datasets"].values())
    assert len(rows_of(spec, "when")) == 1


def test_a_birth_known_to_the_year_leaves_weight_for_height(make_child, measure, keeper):
    child = make_child(BORN, sex="male", birth_precision="year")
    measure(child, 400, 9.6, 75.7, is_standing=False)
    assert [c.slug for c in charts_of(child, history_of(child, keeper))] == ["weight-for-height"]


def test_a_weight_alone_makes_one_chart(boy, measure, keeper):
    measure(boy, 400, 9.6)
    assert [c.slug for c in charts_of(boy, history_of(boy, keeper))] == ["weight"]


def test_the_page_tells_everything_without_a_script(boy, measure, keeper, client):
    measure(boy, 400, 9.6, 75.7, is_standing=False)
    measure(boy, 430, 96, 76)
    client.force_login(keeper)
    page = client.get(f"/children/{boy.pk}/").content.decode()
    for words in ("04/02/2025", "13 tháng", "9,6", "75,7", "−0,29", "nằm", "bất thường"):
        assert words in page
    assert page.count("data-chart-url") == 4


def test_a_child_never_measured_is_said_to_be_so(boy, keeper, client):
    client.force_login(keeper)
    page = client.get(f"/children/{boy.pk}/").content.decode()
    assert "chưa được cân đo" in page
    assert "data-chart-url" not in page


def test_the_charts_of_a_page_are_one_reading(boy, measure, keeper, client):
    measure(boy, 400, 9.6, 75.7)
    client.force_login(keeper)
    page = client.get(f"/children/{boy.pk}/").content.decode()
    addresses = [
        part.partition('"')[0].replace("&amp;", "&") for part in page.split('data-chart-url="')[1:]
    ]
    for address in addresses:
        assert client.get(address).json()["usermeta"]["locale"]["number"]["decimal"] == ","
    assert AuditEntry.objects.filter(action="child.read").count() == 1


@pytest.mark.parametrize("seal", ["", "x", "1.2:abc:def"])
def test_a_chart_without_the_page_s_seal_is_a_reading_of_its_own(
    boy, measure, keeper, client, seal
):
    measure(boy, 400, 9.6, 75.7)
    client.force_login(keeper)
    assert client.get(f"/children/{boy.pk}/growth.json?seal={seal}").status_code == 200
    assert AuditEntry.objects.filter(action="child.read").count() == 1


def test_the_seal_of_one_child_does_not_open_another_unseen(boy, make_child, keeper, client):
    other = make_child(BORN, sex="male", full_name="Thị Mai")
    client.force_login(keeper)
    context = client.get(f"/children/{boy.pk}/").context
    client.get(f"/children/{other.pk}/growth.json", {"seal": context["growth"].seal})
    assert AuditEntry.objects.filter(action="child.read", record_id=str(other.pk)).count() == 1


def test_a_chart_that_there_is_not_and_a_child_of_elsewhere(boy, township, keeper, client):
    client.force_login(keeper)
    assert client.get(f"/children/{boy.pk}/growth.json?index=head").status_code == 404
    boy.unit = township
    boy.save()
    assert client.get(f"/children/{boy.pk}/growth.json").status_code == 404
