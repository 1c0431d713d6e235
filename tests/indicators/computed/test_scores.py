"""The scoreboard as values, and why a figure is what it is."""

import json

import pytest

from mangnon.core.models import Refused
from mangnon.indicators.explain import explain_figure
from mangnon.indicators.frozen import frozen_targets, last_years_value
from mangnon.indicators.scores import scores
from mangnon.plans.models import Target
from mangnon.values.models import ReportedValue
from tests.in_force import as_if_written_so


def test_a_stranger_sees_no_figure(run, stranger):
    assert scores(run, by=stranger) == []


def test_each_leaf_stands_beside_its_target_and_its_lead(run, officer):
    rows = {row["leaf"]: row for row in scores(run, by=officer)}
    assert len(rows) == 34
    births = rows["14"]
    assert (births["relation"], births["target"], births["unit"]) == (">=", 99, "percent")
    assert (births["numerator"], births["denominator"], births["needs"]) == (3, 5, 5)
    assert births["lead"] == "Sở Tư pháp"
    assert rows["1"]["target"] == 76.9
    assert rows["1"]["needs"] == 3
    assert rows["10"]["needs"] is None
    assert rows["2"]["target"] is None


def test_leaves_come_in_the_plans_order(run, officer):
    leaves = [row["leaf"] for row in scores(run, by=officer)]
    assert leaves[:5] == ["1", "2", "3a", "3b", "3c"]
    assert leaves[-1] == "24"


def test_a_target_that_changes_later_does_not_change_what_was_frozen(run, officer):
    with as_if_written_so():
        Target.objects.filter(leaf="14").update(value=50)
    rows = {row["leaf"]: row for row in scores(run, by=officer)}
    assert rows["14"]["target"] == 99
    assert str(frozen_targets(run.snapshot)["14"].value) == "99"


def test_last_years_value_is_none_when_nobody_stated_one(run, province):
    assert last_years_value(run.snapshot, "14", "70", province.valid_from) is None
    assert not ReportedValue.objects.filter(year=2024).exists()


def test_an_unknown_leaf_or_unit_is_refused(run, officer):
    with pytest.raises(Refused, match="99x"):
        explain_figure(run, leaf="99x", unit_code="70", by=officer)
    with pytest.raises(Refused, match="00000"):
        explain_figure(run, leaf="14", unit_code="00000", by=officer)


def test_a_stranger_is_refused_an_explanation(run, stranger):
    with pytest.raises(Refused):
        explain_figure(run, leaf="14", unit_code="70", by=stranger)


def test_a_figure_is_explained_in_words_by_leaf_or_by_code(run, officer):
    explained = explain_figure(run, leaf="14", unit_code="70", by=officer)
    by_code = explain_figure(run, leaf=explained["code"], unit_code="70", by=officer)
    assert explained == by_code
    assert (explained["numerator"], explained["denominator"]) == (3, 5)
    for words in ("3", "5", "60,0", "99"):
        assert words in explained["text"]


def test_an_explanation_has_the_years_the_forecast_and_each_month(run, officer):
    explained = explain_figure(run, leaf="14", unit_code="70", by=officer)
    assert [year["year"] for year in explained["years"]] == [2021, 2022, 2023, 2024, 2025]
    assert explained["years"][-1]["value"] == explained["value"]
    assert explained["forecast"] == {"reason": "small_numbers"}
    assert explained["tried"] is None
    # 99% of 5 children needs 5, 3 are registered: 2 in 2 months
    need = {"ask": "more", "months": 2, "total": 2, "each": 1, "on": None}
    assert explained["monthly"] == need
    assert "cần thêm 1 trẻ em mỗi tháng trong 2 tháng còn lại." in explained["text"]
    json.dumps(explained)
