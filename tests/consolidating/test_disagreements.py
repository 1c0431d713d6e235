"""A figure that a body told and the registers do not confirm: both values, and why."""

import pytest

from mangnon.core.models import Refused
from mangnon.indicators.models import Result
from mangnon.reports.consolidating.disagreements import disagreements_of, explain
from mangnon.ui import formats
from mangnon.ui.context import now

from .conftest import figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
WORDS = {"results": "Tốt."}


@pytest.fixture
def told(owe, accept, schools, province, run):
    """The agency's 4b of the province agrees as printed, 1 is corrected; the district's 4b differs.

    The registers' figure 1 of the wards is too small to be shown.
    """
    Result.objects.filter(run=run, leaf="1", unit__code__in=["25216", "25217"]).update(
        numerator=None, denominator=None, value=None, attainment=None, flags=["suppressed"]
    )
    accept(
        owe(province, schools), WORDS,
        [
            figure("4b", "70", 18.04),
            figure("1", "70", 200 / 3, corrected=70.0, because="Thêm một xã.", by="Lê An"),
            figure("9", "70", None),
        ],
    )  # fmt: skip
    accept(owe("25216"), WORDS, [figure("1", "25216", 50.0), figure("99", "25216", 1.0)])
    return accept(owe("688"), WORDS, [figure("4b", "688", 20.0), figure("1", "688", 100.0)])


def shown(report, by):
    return [(d.body, d.leaf, d.told_shown, d.computed_shown) for d in disagreements_of(report, by)]


def test_only_what_a_reader_would_see_differ_is_a_disagreement(told, begun, officer):
    assert shown(begun(), officer) == [
        ("Sở Giáo dục và Đào tạo", "1", "70,0%", "66,7%"),
        ("Thị xã Phước Long", "4b", "20,0%", "15,0%"),
    ]


def test_a_figure_that_the_registers_do_not_have_differs(told, begun, officer, run):
    Result.objects.filter(run=run, leaf="4b", unit__code="688").delete()
    assert shown(begun(), officer)[-1][2:] == ("20,0%", "chưa có số liệu")


def test_a_correction_of_a_hidden_figure_is_listed_without_giving_it_away(
    told, begun, officer, owe, accept
):
    low = figure("1", "25217", 100.0, corrected=50.0, because="Sai sót.", by="Lê An")
    accept(owe("25217"), WORDS, [low])
    found = {d.body: d for d in disagreements_of(begun(), officer)}
    assert found["Phường Long Thủy"].computed_shown == formats.HIDDEN
    assert "Phường Thác Mơ" not in found


def test_an_explanation_holds_for_these_two_values_only(own, told, begun, officer, run):
    report = begun()
    one = disagreements_of(report, officer)[-1]
    explain(own.pk, one.source.pk, "4b", "Chưa cập nhật.", by=officer, now=now())
    assert disagreements_of(report, officer)[-1].is_explained
    Result.objects.filter(run=run, leaf="4b", unit__code="688").update(value=16.0)
    again = disagreements_of(report, officer)[-1]
    assert (again.is_explained, again.explanation.text) == (False, "Chưa cập nhật.")


def test_what_does_not_differ_is_not_explained(own, told, begun, officer):
    begun()
    version = told.versions.get()
    with pytest.raises(Refused, match="does not differ"):
        explain(own.pk, version.pk, "1", "Không rõ.", by=officer, now=now())


def test_all_are_found_in_a_few_statements(told, begun, officer, django_assert_max_num_queries):
    report = begun()
    with django_assert_max_num_queries(12):
        disagreements_of(report, officer)
