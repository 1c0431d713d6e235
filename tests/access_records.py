"""One record of each kind for the access table, and the address of each of its lines."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mangnon.activities.models import Activity, SummerList
from mangnon.cases.models import (
    CareNeed,
    Case,
    CasePerson,
    HandOver,
    InterviewBooking,
    OnlineHarm,
    Penalty,
    Referral,
    Step,
    Takedown,
    UrgentAccess,
)
from mangnon.catalog import CATALOG
from mangnon.children.duplicates.records import linkage_of_children
from mangnon.children.models import (
    Child,
    ChildMove,
    DuplicatePair,
    Export,
    Fact,
    Guardian,
    Guardianship,
    Merge,
    Stay,
)
from mangnon.core.models import Handover, Organisation, OrganisationHandover, Unit, User
from mangnon.core.organisations.changing import apply_change
from mangnon.core.organisations.editing import Naming, store_name
from mangnon.core.organisations.events import Event
from mangnon.core.reforms.drafts import create_draft
from mangnon.documents import read_plan
from mangnon.indicators.models import Explanation, Finding, Run
from mangnon.indicators.quality.explaining import explain_finding
from mangnon.indicators.services import compute_run
from mangnon.places.models import Place
from mangnon.plans.models import Assignment, Indicator, IndicatorLead, Plan
from mangnon.plans.services import approve_plan, confirm_all, import_plan, settle_all_warnings
from mangnon.plans.work.giving import Asked, give
from mangnon.plans.work.reporting import Report as TaskReport
from mangnon.plans.work.reporting import report
from mangnon.reports.models import Report
from mangnon.reports.services import build_report
from mangnon.snapshots.services import take_snapshot
from mangnon.ui.context import now
from tests.access_activities import new_activity, new_summer_list
from tests.access_carrying_out import carrying_out_records
from tests.access_cases import (
    fill_case,
    new_breach,
    new_carer,
    new_consent,
    new_limit,
    new_need,
    new_notice,
)
from tests.access_imports import imported_batch

# How two records agreed, when nothing was told of either.
LEVELS = dict.fromkeys(linkage_of_children().comparisons, "unknown")


@dataclass(frozen=True)
class Records:
    """One record of each kind, all of the province that officer and leader serve."""

    plan: Plan
    draft: Plan
    report: Report
    handover: Handover
    offer: OrganisationHandover
    child: Child
    place: Place
    stay: Stay
    export: Export
    pair: DuplicatePair
    merge: Merge
    explanation: Explanation
    case: Case
    dossier: Step
    urgent: UrgentAccess
    referral: Referral
    need: CareNeed
    task: Assignment
    activity: Activity
    summer_list: SummerList

    @cached_property
    def made(self) -> dict[str, object]:
        """What addresses ask for beside the records themselves."""
        return {
            "<uuid:carer_id>": new_carer(self.need).pk,
            "<uuid:consent_id>": new_consent(self.case).pk,
            "<uuid:breach_id>": new_breach(self.plan.created_by).pk,
            "<int:limit_id>": new_limit(self.case).pk,
            "<int:notice_id>": new_notice(self.case).pk,
            "<uuid:batch_id>": imported_batch().pk,
            "<slug:record_id>": _fact_of(self.child).pk,
        }

    def address(self, route: str) -> str:
        pattern, _hash, name = route.partition("#")
        plan = self.draft if name == "draft" else self.plan
        indicator, following = Indicator.objects.filter(plan=plan)[:2]
        values = {
            **self.made,
            "<uuid:child_id>": lambda: self.child.pk,
            "<uuid:case_id>": lambda: self.dossier.case_id if "decide" in pattern else self.case.pk,
            "<uuid:need_id>": lambda: self.need.pk,
            "<uuid:activity_id>": lambda: self.activity.pk,
            "<uuid:participant_id>": lambda: _first(self.activity.participants),
            "<uuid:list_id>": lambda: self.summer_list.pk,
            "<str:secret>": lambda: "no-such-address",
            "<slug:act>": lambda: "propose",
            "<uuid:access_id>": lambda: self.urgent.pk,
            "<uuid:second_id>": lambda: self.dossier.case_id,
            "<uuid:harm_id>": lambda: _first(self.case.online_harms),
            "<uuid:takedown_id>": lambda: _first(Takedown.objects.filter(harm__case=self.case)),
            "<uuid:referral_id>": lambda: self.referral.pk,
            "<uuid:penalty_id>": lambda: _first(self.case.penalties),
            "<uuid:booking_id>": lambda: _first(self.case.interviews),
            "<uuid:step_id>": lambda: (
                self.dossier.pk if "decide" in pattern else self.case.steps.values_list("pk")[0][0]
            ),
            "<slug:form_code>": lambda: _form_of(pattern),
            "<uuid:record_id>": lambda: self.need.pk,
            "<uuid:report_id>": lambda: _first(self.case.reports),
            "<uuid:person_id>": lambda: _first(self.case.people),
            "<uuid:offender_id>": lambda: _first(self.case.offenders),
            "<uuid:evidence_id>": lambda: _first(self.case.evidence),
            "<uuid:hand_over_id>": lambda: _first(HandOver.objects),
            "<slug:step_code>": lambda: "acknowledge",
            "<uuid:place_id>": lambda: self.place.pk,
            "<uuid:task_id>": lambda: self.task.pk,
            "<uuid:upload_id>": lambda: self.task.notes.get().evidence.get().pk,
            "<int:stay_id>": lambda: self.stay.pk,
            "<uuid:export_id>": lambda: self.export.pk,
            "<uuid:move_id>": lambda: _first(self.child.moves),
            "<int:relation_id>": lambda: _first(self.child.guardianships),
            "<int:pair_id>": lambda: self.pair.pk,
            "<uuid:merge_id>": lambda: self.merge.pk,
            "<slug:kind_slug>": lambda: "support",
            "<int:plan_id>": lambda: plan.pk,
            "<slug:provider_id>": lambda: "oidc",
            "<str:token>": lambda: "no-such-link",
            "<int:pk>": lambda: 1,
            "<int:session_id>": lambda: 1,
            "<int:finding_id>": lambda: _first(Finding.objects),
            "<int:explanation_id>": lambda: self.explanation.pk,
            "<int:report_id>": lambda: self.report.pk,
            "<int:handover_id>": lambda: self.handover.pk,
            "<int:reform_id>": lambda: self.handover.batch_id,
            "<int:unit_id>": lambda: self.handover.to_unit_id,
            "<int:offer_id>": lambda: self.offer.pk,
            "<int:change_id>": lambda: self.offer.change_id,
            "<int:organisation_id>": lambda: (
                self.offer.to_organisation_id
                if "handovers" in pattern
                else self.offer.from_organisation_id
            ),
            "<int:body_id>": lambda: _first(plan.bodies),
            "<int:person_id>": lambda: self.plan.created_by_id,
            "<int:warning_id>": lambda: _first(plan.warnings),
            "<slug:leaf>": lambda: "1" if name == "communes" else "14",
            "<slug:form>": lambda: "xlsx",
            "<slug:kind>": lambda: "no-such-kind",
            "<slug:slug>": lambda: "target" if "/add/" in pattern else "indicator",
            **carrying_out_records(plan, pattern),
            "<int:item_id>": lambda: indicator.pk,
            "<int:parent_id>": lambda: indicator.pk,
            "<int:next_id>": lambda: following.pk,
        }
        path = pattern
        for part, value in values.items():
            if part in path:
                path = path.replace(part, str(value() if callable(value) else value))
        return f"/{path}" + ("?level=commune" if "chart" in pattern else "")


def _first(records):
    return records.values_list("pk", flat=True).first()


def make_records(officer, province, settings, tmp_path) -> Records:
    settings.TODAY = datetime.date(2025, 10, 31)
    settings.HOME = tmp_path
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    source = CATALOG / "demo" / "plan.docx"
    plan = import_plan(read_plan(source), by=officer, unit=province, source=source)
    settle_all_warnings(plan, by=officer)
    confirm_all(plan, by=officer)
    plan = approve_plan(plan, by=officer)
    snapshot = take_snapshot(settings.TODAY, by=officer)
    run = compute_run(snapshot, by=officer)
    report = build_report(year=2025, kind="consolidated", run=run, by=officer).report
    other = _another_document(tmp_path)
    draft = import_plan(read_plan(other), by=officer, unit=province, source=other)
    handover, offer = _handover(officer), _offer(plan)
    child, place, case = _child(officer), _place(), _case(officer)
    _proceedings(case, place, officer)
    stay = Stay.objects.create(child=child, place=place, began_on=datetime.date(2025, 1, 1))
    export, referral = _export(officer), _referral(case, officer)
    return Records(
        plan, draft, report, handover, offer, child, place, stay, export, _pair(officer),
        _merge(officer), _explanation(run, officer), case, _dossier(officer), _urgent(officer),
        referral, new_need(officer), _task(officer), new_activity(officer),
        new_summer_list(officer, referral.organisation),
    )  # fmt: skip


def _task(officer) -> Assignment:
    """A task of the province that its office does itself, with a report and its proof."""
    asked = Asked("Tổng hợp báo cáo", officer.unit)
    task = give(asked, by=officer, now=now())
    proof = SimpleUploadedFile("báo cáo.txt", "Đã tổng hợp".encode())
    report(task, TaskReport(text="Đã gửi", files=[proof]), by=officer, now=now())
    return task


def _explanation(run: Run, officer) -> Explanation:
    """Explain one of two warnings about the province's figures; the other still stands."""
    for leaf in ("14", "16"):
        finding = Finding.objects.create(
            run=run, unit=officer.unit, check_name="jump", severity="warning", leaf=leaf,
            figure="1", says="Tăng.", advice="Xem.", begins_on=datetime.date(2025, 1, 1),
        )  # fmt: skip
    reason = "Xã đã rà soát lại toàn bộ sổ trong tháng 9."
    return explain_finding(finding.pk, by=officer, reason=reason)


def _pair(officer) -> DuplicatePair:
    first, second = sorted((_child(officer), _child(officer)), key=lambda child: child.pk)
    return DuplicatePair.objects.create(first=first, second=second, score=3.0, levels=LEVELS)


def _merge(officer) -> Merge:
    """Merge two children without any facts, as an officer of the commune does."""
    kept, second = _child(officer), _child(officer)
    Child.objects.filter(pk=second.pk).update(merged_into=kept)
    return Merge.objects.create(
        kept=kept, second=second, before={}, after={}, made_by=officer, made_at=timezone.now()
    )


def _child(officer) -> Child:
    child = Child(birth_date=datetime.date(2019, 3, 8), unit=Unit.objects.get(code="25216"))
    child.set_name("Thị H'Lan")
    child.save()
    mother = Guardian.objects.create(full_name="Thị Bưi", unit=child.unit)
    Guardianship.objects.create(
        child=child, guardian=mother, relation="mother", began_on=child.birth_date
    )
    ChildMove.objects.create(
        child=child, from_unit=child.unit, to_unit=Unit.objects.get(code="25270"), kind="offer",
        moved_on=datetime.date(2025, 6, 1), begun_by=officer, begun_at=timezone.now(),
    )  # fmt: skip
    return child


def _case(officer) -> Case:
    """Open a case of the commune that nobody there has taken."""
    moment = now()
    case = Case.objects.create(
        number=f"2025-{Case.objects.count():06d}", unit=Unit.objects.get(code="25216"),
        process_from=datetime.date(2017, 7, 1), stage="received", received_at=moment,
        entered_at=moment,
    )  # fmt: skip
    _step(case, officer, "receive")
    harm = OnlineHarm.objects.create(
        case=case, platform="zalo", address="nhóm X", seen_at=moment, entered_at=moment, by=officer
    )
    Takedown.objects.create(
        harm=harm, to="platform", asked_at=moment, entered_at=moment, by=officer
    )
    fill_case(case, officer)
    return case


def _dossier(officer) -> Step:
    """Put a step of a case that somebody else has taken before the chair."""
    case = _case(officer)
    case.stage = "acknowledged"
    case.manager = User.objects.create(
        username="somebody-else", full_name="Somebody else", role="commune_officer", unit=case.unit
    )
    case.save()
    return _step(case, officer, "emergency", state="waits", needs="case.decide")


def _urgent(officer) -> UrgentAccess:
    moment = now()
    return UrgentAccess.objects.create(
        case=_case(officer), user=officer, reason="Cháu bị nhốt trong nhà", since=moment,
        until=moment + datetime.timedelta(days=1),
        review_due_at=moment + datetime.timedelta(days=7),
    )  # fmt: skip


def _form_of(pattern: str) -> str:
    if "care/" not in pattern:
        return "report"
    return "care-need" if "record_id" in pattern else "care-needs-list"


def _step(case: Case, officer, code: str, **about) -> Step:
    return Step.objects.create(
        case=case, code=code, from_stage=case.stage, happened_at=case.received_at,
        entered_at=case.entered_at, by=officer, **{"state": "done", **about},
    )  # fmt: skip


def _proceedings(case: Case, place: Place, officer) -> None:
    """Enter a penalty on the case, and book a room for it."""
    Penalty.objects.create(
        case=case, kind="fine", number="12/QĐ-XPHC", issuer="UBND phường", amount=3_000_000,
        issued_on=datetime.date(2025, 10, 1), entered_at=case.entered_at, entered_by=officer,
    )  # fmt: skip
    begins = case.entered_at + datetime.timedelta(days=1)
    InterviewBooking.objects.create(
        case=case, place=place, begins_at=begins, ends_at=begins + datetime.timedelta(hours=1),
        booked_at=case.entered_at, booked_by=officer,
    )  # fmt: skip


def _referral(case: Case, officer) -> Referral:
    """Refer a child of the case to an organisation of its own."""
    day = case.entered_at.date()
    return Referral.objects.create(
        case=case, about=CasePerson.objects.create(case=case, role="child"),
        organisation=Organisation.objects.create(name="Trung tâm Công tác xã hội"),
        service="psychology", purpose="Tham vấn", fields=["need"],
        shared='{"need": "Tham vấn"}', sharing_from=datetime.date(2017, 7, 1), basis="duty",
        sent_at=case.entered_at, sent_by=officer, remind_on=day, expires_on=day,
    )  # fmt: skip


def _place() -> Place:
    place = Place(kind="health_station", unit=Unit.objects.get(code="25216"))
    place.set_name("Trạm Y tế Thác Mơ")
    place.save()
    return place


def _export(officer: User) -> Export:
    return Export.objects.create(
        asked_by=officer, unit=officer.unit, as_of=datetime.date(2025, 10, 31), form="csv",
        columns=["full_name"], purpose="visit", basis="children_law", reason="Thăm nhà",
    )  # fmt: skip


def _offer(plan: Plan) -> OrganisationHandover:
    """Offer a lead of the plan to the successor of a body that merged into it."""
    old, new = (Organisation.objects.create(name=name, unit=plan.unit) for name in ("Sở A", "Sở B"))
    for body in (old, new):
        store_name(body, Naming(body.name))
    IndicatorLead.objects.filter(pk=IndicatorLead.objects.of(plan)[0].pk).update(organisation=old)
    merge = Event("merge", datetime.date(2025, 6, 1), "NQ 1", (old,), (new,))
    apply_change(merge, by=plan.created_by)
    return OrganisationHandover.objects.get()


def _handover(officer) -> Handover:
    """Offer the people of one commune to another, by a reform that is only a draft."""
    batch = create_draft(
        number="NQ 1", issued_on=datetime.date(2025, 6, 1), on=datetime.date(2025, 6, 30),
        by=officer,
    )  # fmt: skip
    source, heir = Unit.objects.filter(code__in=["25216", "25217"]).order_by("code")
    return Handover.objects.create(
        batch=batch, mover="people", from_unit=source, to_unit=heir, count=1, is_moved=True
    )


def _another_document(folder: Path) -> Path:
    text = (CATALOG / "demo" / "plan.txt").read_text(encoding="utf-8")
    file = folder / "draft.txt"
    file.write_text(text.replace("80%", "81%"), encoding="utf-8")
    return file


def _fact_of(child: Child) -> Fact:
    day = datetime.date(2025, 1, 1)
    about = {"unit": child.unit, "began_on": day, "answers": {"form": "care"}}
    return Fact.objects.get_or_create(child=child, kind="support", defaults=about)[0]
