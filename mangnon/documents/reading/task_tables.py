"""Tables of work: nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời gian hoàn thành."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mangnon.documents.reading.agencies import AgencyBlock
from mangnon.documents.reading.bodies import find_names
from mangnon.documents.reading.columns import TITLES
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
_WHO = re.compile(r"(?:cơ quan|đơn vị|phân công|người)(?!.*(?:phối hợp|tính))")


@dataclass(frozen=True)
class TaskRow:
    """One row of work; `written` is the whole row, `due` the cell that says when."""

    number: str
    text: str
    line: int
    leads: tuple[str, ...]
    named: str
    due: str
    written: str


def read_task_rows(table: tuple[SourceLine, ...]) -> list[TaskRow]:
    """Return the rows of a table of work; any other table gives none."""
    if is_target_table(table):
        return []
    titles = [fold(squeeze(cell)) for cell in table[0].cells or ()]
    columns: dict[str, int] = {}
    for at, title in enumerate(titles):
        if kind := _kind(title):
            columns.setdefault(kind, at)
    if "task" not in columns or not columns.keys() & {"lead", "time"}:
        return []
    return [row for line in table[1:] if (row := _row(line, columns))]


def _kind(title: str) -> str | None:
    if _TIME.match(title):
        return "time"
    if TITLES["number"].match(title):
        return "number"
    if TITLES["partner"].match(title):
        return "partner"
    if _TASK.match(title):
        return "task"
    is_lead = TITLES["lead"].match(title) or _WHO.match(title)
    return "lead" if is_lead else None


def _row(line: SourceLine, columns: dict[str, int]) -> TaskRow | None:
    cells = [squeeze(cell) for cell in line.cells or ()]

    def cell(kind: str) -> str:
        at = columns.get(kind)
        return cells[at] if at is not None and at < len(cells) else ""

    text = re.sub(r"^[-–+•]\s*", "", cell("task"))
    is_heading = not (cell("lead") or cell("time"))
    if not text or is_heading:
        return None
    leads = tuple(name.text for name in find_names(cell("lead")))
    number = cell("number").strip(" .")
    return TaskRow(number, text, line.line, leads, cell("lead"), cell("time"), line.text)


def assigned(root: Node, blocks: list[AgencyBlock]) -> list[AgencyBlock]:
    """Return the blocks with the tasks that tables give to each body, in order of lines."""
    known = {fold(block.name): block for block in blocks}
    for row in _rows(root):
        if not row.leads:
            continue
        name = row.leads[0] if len(row.leads) == 1 else row.named
        empty = AgencyBlock(name, row.leads, False, row.line, ())
        block = known.setdefault(fold(name), empty)
        task = Task(row.text, row.line, None)
        known[fold(name)] = replace(block, tasks=(*block.tasks, task))
    repeated = [block for block in blocks if known[fold(block.name)].line != block.line]
    return sorted([*known.values(), *repeated], key=lambda block: block.line)


def row_deadlines(row: TaskRow, *, year: int | None) -> Iterator[Deadline]:
    """Yield the dates of the cell that says when; a date alone there includes its day."""
    term = Passage.join([(row.line, f"Thời hạn: {row.due}")])
    said = Passage.join([(row.line, row.text)])
    for deadline in find_deadlines([(term, row.leads), (said, row.leads)], year=year):
        yield replace(deadline, text=row.written, line=row.line)


def _rows(root: Node) -> Iterator[TaskRow]:
    for node in root.walk():
        for table in node.tables:
            yield from read_task_rows(table)
