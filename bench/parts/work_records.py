"""Five years of the other records of a plan's work, for the lists that show them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from mangnon.activities.good_practice.practice import Practice
from mangnon.activities.inspections.catalog import checklists_on
from mangnon.activities.inspections.finding import InspectionFinding
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.recommendation import Recommendation
from mangnon.activities.network.catalog import post_kinds
from mangnon.activities.network.post import Holding, Post, PostPlace
from mangnon.activities.voice.consultation import Consultation
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.organisation import name_key
from mangnon.plans.bases.catalog import kinds
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.link import BasisLink
from mangnon.plans.difficulties.difficulty import Difficulty
from mangnon.plans.funding.catalog import sources
from mangnon.plans.funding.line import BudgetLine, Stage
from mangnon.plans.work.assignment import Assignment

PER_HOLDER = {
    "inspections": 50, "difficulties": 25, "lines of money": 100, "documents": 25,
    "recommendations": 5, "models of work": 5, "consultations": 5, "posts": 12,
}  # fmt: skip


@dataclass(frozen=True)
class Holders:
    """Who does the work: communes for themselves, and bodies of the province."""

    communes: Sequence[Unit]
    bodies: Sequence[Organisation]
    by: User
    decides: User
    day: datetime.date
    now: datetime.datetime

    def each(self, what: str) -> list[tuple[int, Unit, Organisation | None, datetime.date]]:
        """Return number, unit, body and day of each record, the days spread over five years."""
        holders = [(one, None) for one in self.communes] + [(b.unit, b) for b in self.bodies]
        return [
            (n, *holders[n % len(holders)], self.day - datetime.timedelta(days=n * 7919 % 1826))
            for n in range(PER_HOLDER[what] * len(holders))
        ]


def fill(holders: Holders) -> int:
    """Write all of them and return how many."""
    makers = (
        _inspections, _recommendations, _difficulties, _money, _documents, _practices,
        _consultations, _posts,
    )  # fmt: skip
    return sum(make(holders) for make in makers)


def _inspections(holders: Holders) -> int:
    lists = list(checklists_on(holders.day).values())
    made = []
    for n, unit, body, day in holders.each("inspections"):
        checklist = lists[n % len(lists)]
        one = Inspection(
            kind=checklist.kind, since=checklist.since, unit=unit, organisation=body,
            planned_on=day, done_on=None if n % 5 == 0 else day,
            state="planned" if n % 5 == 0 else "done", entered_by=holders.by,
        )  # fmt: skip
        one.name_place(f"Địa điểm {n // 3}")
        made.append(one)
    Inspection.objects.bulk_create(made, batch_size=2000)
    found = [
        InspectionFinding(
            inspection=one, text="Lan can thấp hơn quy định", severity=severity,
            added_by=holders.by, added_at=holders.now,
        )
        for one in made if one.state == "done" for severity in ("minor", "serious")
    ]  # fmt: skip
    InspectionFinding.objects.bulk_create(found, batch_size=2000)
    return len(made) + len(found)


def _recommendations(holders: Holders) -> int:
    made = [
        Recommendation(
            supervisor=("front", "council")[n % 2], supervisor_words="Đoàn giám sát", unit=unit,
            organisation=body, text=f"Đề nghị rà soát địa điểm {n}",
            reply_due_on=day + datetime.timedelta(days=30),
            answered_on=day if n % 4 else None, made_by=holders.by, made_at=holders.now,
        )
        for n, unit, body, day in holders.each("recommendations")
    ]  # fmt: skip
    return len(Recommendation.objects.bulk_create(made, batch_size=2000))


def _difficulties(holders: Holders) -> int:
    made = []
    for n, unit, body, day in holders.each("difficulties"):
        one = Difficulty(
            unit=unit, organisation=body, about="general", what="Chưa có cán bộ", since=day,
            proposed="Đề nghị bổ sung", state="solved" if n % 5 else "raised",
            answer_by=None if n % 5 else day + datetime.timedelta(days=15),
            raised_by=holders.by, raised_at=holders.now - datetime.timedelta(minutes=n),
            changed_at=holders.now,
        )  # fmt: skip
        one.set_title(f"Thiếu người làm công tác trẻ em, lần {n}")
        made.append(one)
    return len(Difficulty.objects.bulk_create(made, batch_size=2000))


def _money(holders: Holders) -> int:
    made = []
    for n, unit, body, day in holders.each("lines of money"):
        known = list(sources())
        is_decided = n % 20 != 0
        made.append(
            BudgetLine(
                unit=unit, organisation=body, year=day.year, stage=Stage.values[n // 200 % 4],
                source=known[n % len(known)], amount=1_000_000 + n, on=day,
                purpose="Truyền thông", document_number=f"{n}/QĐ-UBND", document_on=day,
                issuer="Ủy ban nhân dân tỉnh", state="approved" if is_decided else "waits",
                drafted_by=holders.by, drafted_at=holders.now - datetime.timedelta(minutes=n),
                changed_at=holders.now, decided_by=holders.decides if is_decided else None,
                decided_at=holders.now if is_decided else None,
            )
        )  # fmt: skip
    return len(BudgetLine.objects.bulk_create(made, batch_size=2000))


def _documents(holders: Holders) -> int:
    """Each rests a task on it, as far as there are tasks."""
    made = []
    for n, unit, body, day in holders.each("documents"):
        number = f"{n}/KH-UBND"
        made.append(
            LegalDocument(
                unit=unit, organisation=body, kind=list(kinds())[n % len(kinds())], number=number,
                number_key=name_key(number), issued_on=day, issuer="Ủy ban nhân dân",
                title=f"Kế hoạch công tác trẻ em {n}", search_key=name_key(f"{number} trẻ em"),
                valid_from=day, entered_by=holders.by, entered_at=holders.now,
                changed_at=holders.now,
            )
        )  # fmt: skip
    LegalDocument.objects.bulk_create(made, batch_size=2000)
    tasks = Assignment.objects.order_by("pk")[: len(made)]
    links = [
        BasisLink(
            document=document, unit=task.unit, task=task, linked_by=holders.by,
            linked_at=holders.now,
        )
        for document, task in zip(made, tasks, strict=False)
    ]  # fmt: skip
    BasisLink.objects.bulk_create(links, batch_size=2000)
    return len(made) + len(links)


def _practices(holders: Holders) -> int:
    made = []
    for n, unit, body, day in holders.each("models of work"):
        one = Practice(
            field="protection", unit=unit, organiser=body, state=Practice.State.values[n % 4],
            organiser_words="" if body else "Ủy ban nhân dân xã", began_on=day, children=n % 90,
            entered_by=holders.by,
        )  # fmt: skip
        one.set_name(f"Ngôi nhà an toàn {n}")
        made.append(one)
    return len(Practice.objects.bulk_create(made, batch_size=2000))


def _consultations(holders: Holders) -> int:
    made = [
        Consultation(
            title=f"Hỏi ý kiến trẻ em {n}", purpose="Góp ý cho kế hoạch", unit=unit,
            organisation=body, state=Consultation.State.values[n % 4], entered_by=holders.by,
            entered_at=holders.now - datetime.timedelta(minutes=n),
        )
        for n, unit, body, _day in holders.each("consultations")
    ]  # fmt: skip
    return len(Consultation.objects.bulk_create(made, batch_size=2000))


def _posts(holders: Holders) -> int:
    """Posts stand in communes; every sixth is vacant."""
    kinds = list(post_kinds())
    made = [
        Post(
            kind=kinds[n % len(kinds)], unit=holders.communes[n % len(holders.communes)],
            hamlet=f"Thôn {n}", from_day=day, entered_by=holders.by,
        )
        for n, _unit, _body, day in holders.each("posts")
    ]  # fmt: skip
    Post.objects.bulk_create(made, batch_size=2000)
    PostPlace.objects.bulk_create(
        [PostPlace(post=one, unit=one.unit, from_day=one.from_day) for one in made]
    )
    held = [
        Holding(post=one, full_name=f"Cán bộ {n}", from_day=one.from_day, entered_by=holders.by)
        for n, one in enumerate(made)
        if n % 6
    ]
    Holding.objects.bulk_create(held)
    return len(made) + len(held)
