"""Tables of work: nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời gian hoàn thành."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mangnon.documents.reading.agencies import AgencyBlock
from mangnon.documents.reading.bodies import find_names
from mangnon.documents.reading.columns import TITLES, title_rows
from mangnon.documents.reading.deadlines import find_deadlines
from mangnon.documents.reading.model import Deadline, Task
from mangnon.documents.reading.outline import Node
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.tables import is_target_table
from mangnon.documents.reading.text import fold, squeeze

_TASK = re.compile(
    r"(?:tên |nội dung |các |danh mục |nhóm )*(?:nhiệm vụ|công việc|hoạt động|giải pháp|nội dung)"
)
_TIME = re.compile(r"(?:thời gian|thời hạn|tiến độ|thời điểm|hạn)")
_MONEY = re.compile(r"(?:tổng |dự toán |nguồn )*(?:kinh phí|dự toán|thành tiền|số tiền)")
_WHO = re.compile(r"(?:cơ quan|đơn vị|phân công|người)(?!.*(?:phối hợp|tính))")
_REPORT = re.compile(r"(?:loại |tên |nội dung |chế độ |kỳ |các )*báo cáo$")
_REPORTER = re.compile(r"(?:đơn vị|cơ quan)\s+(?:thực hiện\s+)?(?:báo cáo|gửi)")
_RECIPIENT = re.compile(r"(?:nơi|đơn vị|cơ quan)\s+(?:nhận|tiếp nhận)")
_ITEM = re.compile(r"(?:^|\n)\s*[-–+•]\s*")


@dataclass(frozen=True)
class TaskRow:
    """One row of work, or of a report that is due; `due` is the cell that says when.

    `texts` are the items of the cell that says what; `written` is the whole row.
    """

    number: str
    texts: tuple[str, ...]
    line: int
    leads: tuple[str, ...]
    named: str
    due: str
    written: str
    recipients: tuple[str, ...] | None = None

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def read_task_rows(table: tuple[SourceLine, ...]) -> list[TaskRow]:
    """Return the rows of a table of work or of reports; any other table gives none."""
    if is_target_table(table):
        return []
    table = table[title_rows(table) :]
    titles = [fold(squeeze(cell)) for cell in table[0].cells or ()] if table else []
    columns: dict[str, int] = {}
    for at, title in enumerate(titles):
        if kind := _kind(title):
            columns.setdefault(kind, at)
    is_report = {"report", "lead", "time"} <= columns.keys()
    is_work = "task" in columns and columns.keys() & {"lead", "time"}
    if not (is_report or is_work):
        return []
    rows = [row for line in table[1:] if (row := _row(line, columns, titles))]
    if any(_MONEY.match(title) for title in titles):
        return [row for row in rows if "báo cáo" in fold(row.text)]
    return rows


def is_programme(table: tuple[SourceLine, ...]) -> bool:
    """True for a list of activities with their dates and costs: it assigns and limits nothing."""
    titles = [fold(squeeze(cell)) for cell in table[title_rows(table)].cells or ()]
    return any(map(_TIME.match, titles)) and any(map(_MONEY.match, titles))


def _kind(title: str) -> str | None:
    kinds = {
        "time": _TIME,
        "number": TITLES["number"],
        "report": _REPORT,
        "recipient": _RECIPIENT,
        "partner": TITLES["partner"],
        "lead": _REPORTER,
        "task": _TASK,
    }
    found = next((kind for kind, wanted in kinds.items() if wanted.match(title)), None)
    is_lead = TITLES["lead"].match(title) or _WHO.match(title)
    return found or ("lead" if is_lead else None)


def _row(line: SourceLine, columns: dict[str, int], titles: list[str]) -> TaskRow | None:
    cells = list(line.cells or ())

    def cell(kind: str) -> str:
        at = columns.get(kind)
        return squeeze(cells[at]) if at is not None and at < len(cells) else ""

    place = columns.get("task", columns.get("report", 0))
    said = cells[place] if place < len(cells) else ""
    texts = tuple(text for item in _ITEM.split(said) if (text := squeeze(item)))
    is_heading = not (cell("lead") or cell("time"))
    is_header = [fold(squeeze(cell)) for cell in cells] == titles
    if not texts or is_heading or is_header:
        return None
    leads = tuple(name.text for name in find_names(cell("lead")))
    recipients = tuple(name.text for name in find_names(cell("recipient")))
    return TaskRow(
        cell("number").strip(" ."),
        texts,
        line.line,
        leads,
        cell("lead"),
        cell("time"),
        line.text,
        recipients if "report" in columns and "task" not in columns else None,
    )


def assigned(root: Node, blocks: list[AgencyBlock]) -> list[AgencyBlock]:
    """Return the blocks with the tasks that tables give to each body, in order of lines."""
    known = {fold(block.name): block for block in blocks}
    for row in _rows(root):
        if not row.leads or row.recipients is not None:
            continue
        name = row.leads[0] if len(row.leads) == 1 else row.named
        empty = AgencyBlock(name, row.leads, False, row.line, ())
        block = known.setdefault(fold(name), empty)
        tasks = (Task(text, row.line, None) for text in row.texts)
        known[fold(name)] = replace(block, tasks=(*block.tasks, *tasks))
    repeated = [block for block in blocks if known[fold(block.name)].line != block.line]
    return sorted([*known.values(), *repeated], key=lambda block: block.line)


def row_deadlines(row: TaskRow, *, year: int | None) -> Iterator[Deadline]:
    """Yield the dates of the cell that says when; a date alone there includes its day."""
    if row.recipients is not None:
        term = Passage.join([(row.line, f"{row.text}, thời hạn: {row.due}")])
        for deadline in find_deadlines([(term, row.leads)], year=year):
            yield replace(
                deadline,
                text=row.written,
                reporters=row.leads,
                recipients=row.recipients,
            )
        return
    term = Passage.join([(row.line, f"Thời hạn: {row.due}")])
    said = Passage.join([(row.line, row.text)])
    for deadline in find_deadlines([(term, row.leads), (said, row.leads)], year=year):
        yield replace(deadline, text=row.written, line=row.line)


def _rows(root: Node) -> Iterator[TaskRow]:
    for node in root.walk():
        for table in node.tables:
            yield from read_task_rows(table)
