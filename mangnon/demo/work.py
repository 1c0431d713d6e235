"""The tasks of the demonstration's plan, each as far along as the year has gone.

People report through the same services as everywhere; which task stands where follows its place.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from mangnon.core.models import User
from mangnon.demo.accounts import OFFICER
from mangnon.plans.models import Assignment, AssignmentNote, Plan
from mangnon.plans.work.giving import Asked, give, give_tasks_of
from mangnon.plans.work.reminding import remind
from mangnon.plans.work.reporting import Report, report

Kind = AssignmentNote.Kind
# In turn: due in which month (None: when the year ends), and what was reported by and by.
TURNS: tuple[tuple[int | None, tuple[Report, ...]], ...] = (
    (3, (Report(Kind.DONE, "Đã hoàn thành, có biên bản kèm theo hồ sơ của cơ quan."),)),
    (
        6,
        (Report(text="Đã ban hành văn bản triển khai.", percent=40), Report(Kind.DONE, "Đã xong.")),
    ),
    (9, (Report(text="Đã tổ chức ở 6 trên 11 địa bàn.", percent=55),)),
    (None, (Report(text="Đang phối hợp thực hiện.", percent=60),)),
    (None, ()),
    (6, (Report(Kind.NOT_DONE, "Chưa được bố trí kinh phí; đề nghị chuyển sang năm sau."),)),
    (None, (Report(text="Đã xây dựng dự thảo.", percent=20),)),
)
WORDS = {
    "health": ("y tế", "dinh dưỡng", "tiêm chủng", "sức khỏe"),
    "education": ("giáo dục", "học sinh", "trường học", "văn hóa", "thể thao", "vui chơi"),
    "participation": ("tham gia", "diễn đàn", "tiếng nói", "hội đồng trẻ em"),
    "protection": ("bảo vệ", "xâm hại", "bạo lực", "tai nạn", "đuối nước", "lao động trẻ em"),
}


@transaction.atomic
def make_work(plan: Plan, today: date, *, by: User) -> int:
    """Give the plan's tasks and report on them; return how many there are."""
    first = _moment(date(plan.year or today.year, 1, 15))
    given = give_tasks_of(plan, by=by, now=first)
    tasks = Assignment.objects.filter(plan=plan).order_by(
        "task__agency__position", "task__position", "organisation", "pk"
    )
    for n, task in enumerate(tasks):
        due_month, reports = TURNS[n % len(TURNS)]
        _set(task, due_month)
        for months, said in enumerate(reports, start=2):
            at = min(first + timedelta(days=30 * months), _moment(today))
            report(task, Report(said.kind, said.text, said.percent), by=by, now=at)
    _of_a_commune(today)
    remind(today)
    return given


def _set(task: Assignment, due_month: int | None) -> None:
    """Give a task its field, and its day within the year."""
    title = task.title.lower()
    fitting = (code for code, words in WORDS.items() if any(word in title for word in words))
    task.field = next(fitting, "")
    if due_month is not None and task.due_on is not None:
        task.due_on = date(task.due_on.year, due_month, 28)
        task.begins_on = date(task.due_on.year, max(1, due_month - 3), 1)
    task.save(update_fields=["field", "due_on", "begins_on"])


def _of_a_commune(today: date) -> None:
    """A task that recurs, which a commune of today set for itself."""
    officer = User.objects.select_related("unit").get(username=OFFICER)
    if officer.unit is None:
        return
    asked = Asked(
        "Rà soát, cập nhật danh sách trẻ em có hoàn cảnh đặc biệt", officer.unit,
        due_on=today + timedelta(days=5), recurs=Assignment.Recurs.QUARTERLY,
        field="protection", needs_evidence=True,
    )  # fmt: skip
    give(asked, by=officer, now=_moment(today))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=timezone.get_current_timezone())
