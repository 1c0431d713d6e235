"""Target tables: STT, chỉ tiêu, đơn vị tính, kế hoạch năm, cơ quan chủ trì."""

import re
from dataclasses import dataclass, replace

from mangnon.documents.reading.bodies import find_names
from mangnon.documents.reading.leads import read_roles
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.targets import RawTarget, read_targets
from mangnon.documents.reading.text import fold, squeeze

COLUMNS = {
    "number": re.compile(r"(?:stt|tt|số tt|số thứ tự|số|mã số)\.?$"),
    "lead": re.compile(
        r"(?:cơ quan|đơn vị|ngành|sở, ngành|sở, ban, ngành)?\s*"
        r"(?:chủ trì|phụ trách|thực hiện|chịu trách nhiệm|đầu mối)"
    ),
    "partner": re.compile(r"(?:cơ quan|đơn vị|ngành)?\s*(?:phối hợp|tham gia)"),
    "unit": re.compile(r"(?:đơn vị|đơn vị tính|đvt|đv tính|đơn vị đo)$"),
    "measure": re.compile(
        r"(?:tên |nội dung |các |nhóm |danh mục )*(?:chỉ tiêu|mục tiêu|nội dung|chỉ số)"
    ),
    "value": re.compile(
        r"(?:kế hoạch|chỉ tiêu|mục tiêu|kh|phấn đấu|giá trị|mức|chỉ tiêu giao|năm|đến năm)\b"
    ),
    "past": re.compile(r"(?:thực hiện|kết quả|ước|hiện trạng|th|đạt được)\b.*"),
}
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ONLY_YEAR = re.compile(r"[^\d]{0,20}(?:19|20)\d{2}[^\d]{0,5}")
_UNITS = (
    ("per_100000", re.compile(r"100[.\s]?000|100\s*(?:nghìn|ngàn)")),
    ("per_1000", re.compile(r"‰|1[.\s]?000|phần (?:nghìn|ngàn)|nghìn|ngàn")),
    ("percent", re.compile(r"%|phần trăm|tỷ lệ")),
)
_BARE = re.compile(r"[\d.,\s<>≤≥=%‰/\-–]+")


@dataclass(frozen=True)
class TargetRow:
    number: str
    text: str
    line: int
    targets: list[RawTarget]
    leads: list[str]
    partners: list[str]


def is_target_table(table: tuple[SourceLine, ...]) -> bool:
    return _header(table) is not None


def read_target_rows(table: tuple[SourceLine, ...], plan_year: int | None) -> list[TargetRow]:
    """Return the rows of a target table; any other table gives none."""
    header = _header(table)
    if header is None:
        return []
    columns, at = header
    rows = []
    for line in table[at:]:
        row = _row(line, columns, plan_year)
        if row is not None:
            rows.append(row)
    return rows


_Columns = dict[str, list[tuple[int, int | None]]]


def _header(table: tuple[SourceLine, ...]) -> tuple[_Columns, int] | None:
    """Return what each column holds, with its year; the header may take two rows."""
    for height in (2, 1) if _goes_on_with_years(table) else (1, 2):
        if len(table) <= height:
            continue
        stacked = zip(*(_padded(line, table) for line in table[:height]), strict=True)
        titles = [squeeze(" ".join(dict.fromkeys(part for part in c if part))) for c in stacked]
        columns: _Columns = {}
        for index, title in enumerate(titles):
            if kind := _column_kind(fold(title)):
                years = _YEAR.findall(title)
                columns.setdefault(kind, []).append((index, int(years[-1]) if years else None))
        if "measure" in columns and "value" in columns:
            return columns, height
    return None


def _goes_on_with_years(table: tuple[SourceLine, ...]) -> bool:
    """True when the second row only parts the first one's columns by years."""
    cells = [fold(squeeze(cell)) for cell in table[1].cells or ()] if len(table) > 1 else []
    figures = [cell for cell in cells if re.search(r"\d", cell)]
    return bool(figures) and all(_ONLY_YEAR.fullmatch(cell) for cell in figures)


def _padded(line: SourceLine, table: tuple[SourceLine, ...]) -> list[str]:
    width = max(len(row.cells or ()) for row in table)
    cells = [squeeze(cell) for cell in line.cells or ()]
    return cells + [""] * (width - len(cells))


def _column_kind(title: str) -> str | None:
    title = re.sub(r"\s*\([^)]*\)", "", title).strip()
    if not title:
        return None
    if COLUMNS["past"].match(title) and not COLUMNS["lead"].fullmatch(title):
        return None if re.search(r"\d{4}|trước", title) else "lead"
    for kind in ("number", "unit", "lead", "partner"):
        if COLUMNS[kind].match(title):
            return kind
    has_year = _YEAR.search(title) is not None
    if COLUMNS["value"].match(title) and (has_year or not COLUMNS["measure"].match(title)):
        return "value"
    if COLUMNS["measure"].match(title):
        return "measure"
    return "value" if has_year and re.fullmatch(r"(?:năm\s+)?\d{4}", title) else None


def _row(line: SourceLine, columns: _Columns, plan_year: int | None) -> TargetRow | None:
    cells = [squeeze(cell) for cell in line.cells or ()]

    def cell(kind: str) -> str:
        places = columns.get(kind, [])
        return cells[places[0][0]] if places and places[0][0] < len(cells) else ""

    measure = re.sub(r"^(?:[-–+•]|\w\))\s*", "", cell("measure")).strip(" .;:")
    values = [(cells[i], year) for i, year in columns["value"] if i < len(cells) and cells[i]]
    if not measure or not any(re.search(r"\d", value) for value, _ in values):
        return None
    targets = [
        target
        for value, year in values
        for target in _targets(measure, cell("unit"), value, year, plan_year)
    ]
    number = re.sub(r"[^\d.]", "", cell("number")).strip(".")
    leads = [name.text for name in find_names(cell("lead"))]
    partners = [name.text for name in find_names(cell("partner"))]
    if cell("lead") and ":" in cell("lead"):
        leads, partners = read_roles(cell("lead"))
    text = squeeze(f"{measure}: {'; '.join(v for v, _ in values)} {cell('unit')}")
    return TargetRow(number, text, line.line, targets, leads, partners)


def _targets(
    measure: str, unit: str, value: str, year: int | None, plan_year: int | None
) -> list[RawTarget]:
    """Read one cell as the sentence "MEASURE VALUE UNIT"."""
    known = next((name for name, wanted in _UNITS if wanted.search(fold(unit))), None)
    sign = {"percent": "%", "per_1000": "‰", "per_100000": "/100.000"}.get(known or "", "")
    is_bare = _BARE.fullmatch(value) and not re.search(r"[%‰/]", value)
    written = re.sub(r"(?<=\d)\s*$", sign, value, count=1) if is_bare and sign else value
    found = read_targets(f"{measure}: {written}", plan_year=plan_year)
    if known is None and unit and is_bare:
        found = [replace(target, unit="count") for target in found]
    return [replace(t, measure=measure, year=t.year or year) for t in found]
