"""Target tables: STT, chỉ tiêu, đơn vị tính, kế hoạch năm, cơ quan chủ trì."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mangnon.documents.reading.bodies import find_names
from mangnon.documents.reading.columns import Columns, target_columns
from mangnon.documents.reading.leads import read_roles
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.targets import RawTarget, read_targets
from mangnon.documents.reading.targets.fragments import is_rate
from mangnon.documents.reading.targets.scopes import part_of
from mangnon.documents.reading.targets.values import find_figures
from mangnon.documents.reading.text import fold, squeeze

_UNITS = (
    ("per_100000", re.compile(r"100[.\s]?000|100\s*(?:nghìn|ngàn)")),
    ("per_1000", re.compile(r"‰|1[.\s]?000|phần (?:nghìn|ngàn)|nghìn|ngàn")),
    ("percent", re.compile(r"%|phần trăm|tỷ lệ")),
)
_BARE = re.compile(r"[\d.,\s<>≤≥=%‰/\-–]+")
_BULLET = re.compile(r"^(?:[-–+•*]|\w\)|[a-zđ]\.)\s*")
_COUNTER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Ea-e])\s*\)?(?:\s*=.*)?")
_ROMAN = re.compile(r"[IVX]+|[A-E]")


@dataclass
class TableIndicator:
    """An indicator of a table: one numbered row with the rows that part it."""

    number: str
    text: str
    line: int
    targets: list[RawTarget] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    line: int
    number: str
    measure: str
    written: str
    is_part: bool
    values: list[tuple[str, int | None]]
    unit: str
    leads: list[str]
    partners: list[str]

    @property
    def has_value(self) -> bool:
        return any(re.search(r"\d", value) for value, _ in self.values)

    @property
    def text(self) -> str:
        if not self.has_value:
            return self.written
        return squeeze(f"{self.measure}: {'; '.join(v for v, _ in self.values)} {self.unit}")


def is_target_table(table: tuple[SourceLine, ...]) -> bool:
    return target_columns(table) is not None


def read_target_rows(
    table: tuple[SourceLine, ...], plan_year: int | None
) -> Iterator[TableIndicator]:
    """Yield the indicators of a target table; any other table gives none."""
    columns = target_columns(table, plan_year)
    if columns is None:
        return
    has_numbers = any(columns.cell(_cells(line), "number") for line in table[columns.height :])
    parent: tuple[TableIndicator, _Row] | None = None
    for row in _rows(table, columns):
        if _ROMAN.fullmatch(row.number) and not row.has_value:
            yield from _finished(parent)
            parent = None
        elif parent and has_numbers and _is_part(row, parent[1]):
            _add(*parent, row, plan_year, columns.guessed)
        elif row.has_value or row.number:
            above = parent[1] if parent and row.number.startswith(f"{parent[1].number}.") else None
            yield from _finished(None if above and not above.has_value else parent)
            row = _below(above, row) if above else row
            own = TableIndicator(_number(row.number), row.text, row.line)
            _add(own, row, row, plan_year, columns.guessed)
            parent = (own, row)
    yield from _finished(parent)


def _is_part(row: _Row, above: _Row) -> bool:
    """True for a row without a number of its own, and for 2.1 below a rate numbered 2."""
    is_below = row.number.startswith(f"{above.number}.") and is_rate(above.measure)
    return row.is_part or row.number == above.number or is_below


def _finished(parent: tuple[TableIndicator, _Row] | None) -> list[TableIndicator]:
    """Return the indicator that is over; a row that only names a group is none."""
    is_kept = parent is not None and (parent[0].targets or parent[1].unit or parent[1].leads)
    return [parent[0]] if parent and is_kept else []


def _below(above: _Row, row: _Row) -> _Row:
    """Return row 3.1 with what it leaves to the group 3: the unit and the bodies."""
    return replace(
        row,
        unit=row.unit or above.unit,
        leads=row.leads or above.leads,
        partners=row.partners or above.partners,
    )


def _add(
    own: TableIndicator, parent: _Row, row: _Row, plan_year: int | None, guessed: bool
) -> None:
    """Add a row's targets and bodies to its indicator."""
    measure, population = (
        part_of(parent.measure, row.measure) if row is not parent else (row.measure, None)
    )
    if not row.values:
        own.targets += read_targets(row.measure, plan_year=plan_year)
    for value, year in row.values:
        for target in _targets(measure, row.unit or parent.unit, value, plan_year):
            own.targets.append(
                replace(
                    target,
                    year=target.year or year,
                    population=target.population or population,
                    unsure=target.unsure or guessed,
                )
            )
    own.leads += [lead for lead in row.leads if lead not in own.leads]
    own.partners += [p for p in row.partners if p not in own.partners]
    if row is not parent and row.text not in own.text:
        own.text = f"{own.text}; {row.text}"


def _cells(line: SourceLine) -> list[str]:
    return [squeeze(cell) for cell in line.cells or ()]


def _rows(table: tuple[SourceLine, ...], columns: Columns) -> Iterator[_Row]:
    """Yield the rows below the header, without headers said again and rows that count columns."""
    for line in table[columns.height :]:
        cells = _cells(line)
        filled = [cell for cell in cells if cell]
        is_counter = len(filled) > 1 and all(_COUNTER.fullmatch(cell) for cell in filled)
        is_header = [fold(c) for c in cells] == [fold(t) for t in columns.titles[: len(cells)]]
        written = columns.cell(cells, "measure")
        if not written or is_counter or is_header:
            continue
        number = columns.cell(cells, "number").strip(" .)(")
        leads = [name.text for name in find_names(columns.cell(cells, "lead"))]
        partners = [name.text for name in find_names(columns.cell(cells, "partner"))]
        if ":" in columns.cell(cells, "lead"):
            leads, partners = read_roles(columns.cell(cells, "lead"))
        values = [
            (cells[at], columns.years[at]) for at in columns.places["value"] if at < len(cells)
        ]
        yield _Row(
            line.line,
            number,
            _BULLET.sub("", written).strip(" .;:"),
            _BULLET.sub("", written),
            not re.search(r"\d", number) and not _ROMAN.fullmatch(number),
            [(value, year) for value, year in values if value and value != written],
            columns.cell(cells, "unit"),
            leads,
            partners,
        )


def _number(written: str) -> str:
    return re.sub(r"[^\d.]", "", written).strip(".")


def _targets(measure: str, unit: str, value: str, plan_year: int | None) -> list[RawTarget]:
    """Read one cell as the sentence "MEASURE VALUE UNIT"."""
    known = next((name for name, wanted in _UNITS if wanted.search(fold(unit))), None)
    sign = {"percent": "%", "per_1000": "‰", "per_100000": "/100.000"}.get(known or "", "")
    is_bare = _BARE.fullmatch(value) and not re.search(r"[%‰/]", value)
    figures = find_figures(fold(value))
    if sign and figures and not any(figure.unit for figure in figures):
        value = f"{value[: figures[0].end]}{sign}{value[figures[0].end :]}"
    found = read_targets(f"{measure}: {value}", plan_year=plan_year)
    if known is None and unit and is_bare:
        found = [replace(target, unit="count") for target in found]
    return [replace(target, measure=measure) for target in found]
