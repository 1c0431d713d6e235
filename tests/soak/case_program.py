"""Takes a case from the call to its closing: the process that is killed, and begun again.

Its word is the name of the case. Every form has the key that it would have in the browser, so what
is sent again is the same. It says the name of each action once that is done.
"""

import io
import json
import os
import sys
from uuid import NAMESPACE_URL, UUID, uuid5

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from mangnon.cases.evidence.keeping import add_evidence  # noqa: E402
from mangnon.cases.handover.answering import accept  # noqa: E402
from mangnon.cases.handover.offering import offer  # noqa: E402
from mangnon.cases.models import Case, Step  # noqa: E402
from mangnon.cases.receiving.new_report import NewReport, ReportedChild  # noqa: E402
from mangnon.cases.receiving.receiving import receive  # noqa: E402
from mangnon.cases.steps.deciding import decide  # noqa: E402
from mangnon.cases.steps.taking import NewStep, take_step  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import AuditEntry, Unit, User  # noqa: E402
from mangnon.ui.context import now, today  # noqa: E402
from tests.cases import answers  # noqa: E402

HERE, THERE = "25217", "25270"
PROOF = b"bien ban kiem tra" * 5000


class Story:
    """One case; `of` makes the keys of its forms."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.unit, self.other = (Unit.objects.on(today()).get(code=c) for c in (HERE, THERE))
        self.worker = person("commune_officer", self.unit)
        self.chair = person("commune_chair", self.unit)
        self.there = person("commune_officer", self.other)
        self.chair_there = person("commune_chair", self.other)

    def key(self, action: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"{self.name} {action}")

    def play(self) -> None:
        new = NewReport(
            self.unit, "hotline_111", now(), {"what": f"Bị đánh: {self.name}"},
            children=[ReportedChild(name="Điểu Thị Bé", age=7)], id=self.key("receive"),
        )  # fmt: skip
        self.case = receive(new, by=self.worker, now=now()).case
        self.say("receive")
        self.step("acknowledge", self.worker)
        check = self.step("check", self.worker, answers.CHECK)
        if self.is_with(self.worker):
            name = "biên bản.pdf"
            about = Step.objects.get(pk=check)
            add_evidence(self.case.pk, about, name, io.BytesIO(PROOF), by=self.worker, now=now())
        self.say("evidence")
        self.step("assess_initially", self.worker, answers.INITIAL)
        self.decided(self.step("emergency", self.worker, answers.EMERGENCY), self.chair)
        if self.is_with(self.worker):
            offer(
                self.case.pk, self.other, "Cư trú", key=self.key("offer"), by=self.worker, now=now()
            )
        self.say("offer")
        accept(self.key("offer"), by=self.there, now=now())
        self.say("accept")
        self.step("assess", self.there, answers.SPECIFIC)
        self.step("meet", self.there, answers.MEETING)
        self.decided(self.step("plan", self.there, answers.PLAN), self.chair_there)
        self.decided(self.step("review", self.there, answers.REVIEW), self.chair_there)
        self.decided(self.step("close", self.there, answers.CLOSING), self.chair_there)
        self.step("feed_back", self.there, {"told": "Vụ việc đã kết thúc"})  # the last limit ends

    def step(self, code: str, by: User, given: dict | None = None) -> UUID:
        """Take a step, unless the case has gone to another commune since it was taken."""
        if self.is_with(by):
            new = NewStep(code, now(), given or {}, id=self.key(code))
            take_step(self.case.pk, new, by=by, now=now())
        self.say(code)
        return self.key(code)

    def decided(self, step: UUID, by: User) -> None:
        decide(self.case.pk, step, agrees=True, number="1", by=by, now=now())
        self.say("decide")

    def is_with(self, by: User) -> bool:
        """Say whether the case is in the person's commune still."""
        return Case.objects.filter(pk=self.case.pk, unit=by.unit).exists()

    def say(self, what: str) -> None:
        sys.stdout.write(f"{what}\n")
        sys.stdout.flush()

    def told(self) -> dict[str, object]:
        """Return all that must be the same however often the way was broken off."""
        case = Case.objects.get(pk=self.case.pk)
        (evidence,) = case.evidence.all()
        audited = AuditEntry.objects.filter(
            record_id__in=[str(pk) for pk in (case.pk, *case.steps.values_list("pk", flat=True))]
        )
        return {
            "stage": case.stage, "risk": case.risk, "version": case.version,
            "steps": sorted(case.steps.values_list("code", "state")),
            "clocks": sorted(case.clocks.values_list("code", flat=True)),
            "running": case.clocks.running().count(),
            "parts": sorted(case.participants.values_list("part", "user__username")),
            "people": case.people.count(),
            "reports": case.reports.count(),
            "offers": list(case.hand_overs.values_list("state", flat=True)),
            "evidence": evidence.sha256, "files": len(list(evidence.file.parent.glob("*"))),
            "audit": sorted(audited.values_list("action", flat=True)),
            "waiting": Step.objects.filter(case=case, state="waits").count(),
        }  # fmt: skip


def person(role: str, unit: Unit) -> User:
    name = f"{role}-{unit.code}"
    found = User.objects.filter(username=name).first()
    return found or User.objects.create_user(
        name, "mot-mat-khau-dai-2025", full_name=name, role=role, unit=unit
    )


if __name__ == "__main__":
    with ready():
        story = Story(sys.argv[1])
        story.play()
        sys.stdout.write(json.dumps(story.told()) + "\n")
