"""What quality checks find in a small province, and how a warning is let stand."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.models import Child, DuplicatePair
from mangnon.core.models import AuditEntry, Refused, Unit
from mangnon.indicators.models import Explanation, Finding
from mangnon.indicators.quality.explaining import explain_finding, take_back
from mangnon.indicators.quality.rows import findings_as_rows
from mangnon.indicators.services import compute_run
from mangnon.plans.models import Plan
from mangnon.snapshots.services import take_snapshot
from mangnon.values.models import ReportedValue
from tests.in_force import as_if_written_so

REASON = "Xã vừa rà soát toàn bộ sổ trong tháng 9, số liệu đã đối chiếu."


@pytest.fixture
def warning(run, province):
    return a_finding(run, province)


def a_finding(run, unit, **fields):
    about = {
        "check_name": "jump", "severity": "warning", "leaf": "14", "value": 60.0,
        "figure": "60.0 3 5", "says": "Tăng.", "advice": "Xem.",
        "begins_on": datetime.date(2025, 1, 1),
    }  # fmt: skip
    return Finding.objects.create(run=run, unit=unit, **about | fields)


def found(run, name):
    findings = Finding.objects.filter(run=run, check_name=name)
    return {(f.unit.code, f.leaf): f for f in findings.select_related("unit")}


def test_the_province_lacks_the_figures_that_nobody_reported(run):
    missing = found(run, "complete")["70", ""].says
    assert "còn thiếu: " in missing
    assert " 10" not in missing.rpartition(":")[2]  # 10 was reported


def test_open_duplicate_pairs_are_a_share_of_the_register(snapshot, officer, settings):
    settings.TODAY = datetime.date(2025, 10, 31)
    commune = Unit.objects.get(code="25216")
    children = list(Child.objects.filter(unit=commune).order_by("pk"))
    for number in range(8):  # ten are the fewest that the check judges by; two are 16 already
        child = Child(full_name=f"Điểu {number}", birth_date="2018-01-01", unit=commune)
        child.set_name_key()
        child.save()
    first, second = sorted(children[:2], key=lambda child: child.pk)
    DuplicatePair.objects.create(first=first, second=second, score=3.0, levels={})
    later = compute_run(take_snapshot(settings.TODAY, by=officer), by=officer)
    says = found(later, "duplicate_pairs")["25216", ""].says
    assert says.startswith("2 trong 12 hồ sơ (16,7%)")
    assert ("25217", "") not in found(later, "duplicate_pairs")


def test_a_figure_that_came_after_the_due_day_is_late(snapshot, run, officer, province, settings):
    plan = Plan.objects.get()
    with as_if_written_so():
        plan.deadlines.create(on=datetime.date(2025, 10, 15), text="Báo cáo", state="confirmed")
    ReportedValue.objects.create(
        leaf="2", unit=province, year=2025, value=70, state="value", basis="provisional",
        source="Báo cáo", method="Tổng hợp", entered_by=officer,
        entered_at=datetime.datetime(2025, 10, 10, 9, tzinfo=datetime.UTC),
    )  # fmt: skip
    later = compute_run(take_snapshot(settings.TODAY, by=officer), by=officer)
    says = found(later, "on_time")["70", ""].says
    # Before 15/10 means by 14/10; 10 came on 20/10, 2 on 10/10, the others have not come.
    late = says.rpartition("chỉ tiêu ")[2].removesuffix(".").split(", ")
    assert says.startswith("Chậm nhất 17 ngày sau hạn 14/10/2025")
    assert "10" in late
    assert "2" not in late


def test_findings_are_seen_within_the_scope_only(warning, leader, stranger):
    assert warning in Finding.objects.visible_to(leader)
    assert not Finding.objects.visible_to(stranger).exists()


def test_who_may_not_explain_explains_nothing(warning, leader, stranger):
    with pytest.raises(PermissionDenied):
        explain_finding(warning.pk, by=leader, reason=REASON)
    with pytest.raises(Finding.DoesNotExist):
        explain_finding(warning.pk, by=stranger, reason=REASON)
    assert not Explanation.objects.exists()


@pytest.mark.parametrize("reason", ["", "ok", "      đã  xem      ", "x" * 1001])
def test_a_warning_is_passed_only_with_a_sentence(warning, officer, reason):
    with pytest.raises(Refused):
        explain_finding(warning.pk, by=officer, reason=reason)
    assert not Explanation.objects.exists()


def test_an_error_cannot_be_passed(run, province, officer):
    error = a_finding(run, province, severity="error", check_name="same_births")
    with pytest.raises(Refused, match=r"(?i)lỗi|error"):
        explain_finding(error.pk, by=officer, reason=REASON)


def test_an_explanation_says_who_why_and_when_and_is_audited(warning, officer):
    made = explain_finding(warning.pk, by=officer, reason=f"  {REASON}\n")
    assert (made.reason, made.explained_by) == (REASON, officer)
    entry = AuditEntry.objects.get(action="finding.explain")
    assert (entry.actor, entry.details["check"], entry.details["leaf"]) == (officer, "jump", "14")
    rows = [row for row in findings_as_rows(warning.run, by=officer) if row["check"] == "jump"]
    assert rows[0]["explained"]["reason"] == REASON


def test_what_is_taken_back_stands_again_and_stays_on_record(warning, officer):
    made = explain_finding(warning.pk, by=officer, reason=REASON)
    take_back(made.pk, by=officer)
    assert _is_explained(warning) is False
    assert AuditEntry.objects.filter(action="finding.take_back").exists()
    with pytest.raises(Refused, match=r"already|rồi"):
        take_back(made.pk, by=officer)
    explain_finding(warning.pk, by=officer, reason=REASON)
    assert Explanation.objects.count() == 2


def test_an_explanation_holds_for_the_next_run_while_the_figure_is_the_same(
    warning, officer, snapshot, province
):
    explain_finding(warning.pk, by=officer, reason=REASON)
    later = compute_run(snapshot, by=officer)
    same = a_finding(later, province)
    changed = a_finding(later, province, check_name="outlier")
    other_figure = a_finding(later, province, leaf="16", figure="61.0 3 5")
    next_year = a_finding(later, province, leaf="5", begins_on=datetime.date(2026, 1, 1))
    explained = [_is_explained(f) for f in (same, changed, other_figure, next_year)]
    assert explained == [True, False, False, False]


def test_who_explains_second_learns_who_was_first(warning, officer, make_user, province):
    explain_finding(warning.pk, by=officer, reason=REASON)
    second = make_user("focal_office", province, "second")
    with pytest.raises(Refused, match=officer.full_name):
        explain_finding(warning.pk, by=second, reason=REASON)


def _is_explained(finding):
    marked = Finding.objects.with_explanations().get(pk=finding.pk)
    return marked.explanation_id is not None
