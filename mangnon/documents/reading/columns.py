"""What each column of a table holds, told from its header and, failing that, its cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mangnon.documents.reading.bodies import find_names
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import fold, squeeze

TITLES = {
    "number": re.compile(r"(?:stt|tt|số tt|số thứ tự|số|mã số|chỉ tiêu số)\.?$"),
    "lead": re.compile(
        r"(?:phân công\s+)?(?:cơ quan|đơn vị|ngành|sở, ngành|sở, ban, ngành)?,?\s*(?:đơn vị\s+)?"
        r"(?:chủ trì|phụ trách|thực hiện|chịu trách nhiệm|đầu mối|được giao|được phân công"
        r"|theo dõi)"
    ),
    "partner": re.compile(
        r"(?:phân công\s+)?(?:cơ quan|đơn vị|ngành)?,?\s*(?:đơn vị\s+)?(?:phối hợp|tham gia)"
    ),
    "unit": re.compile(r"(?:đơn vị|đơn vị tính|đvt|đv tính|đơn vị đo)\.?$"),
    "measure": re.compile(
        r"(?:tên |nội dung |các |nhóm |danh mục |hệ thống )*(?:chỉ tiêu|mục tiêu|nội dung|chỉ số)"
    ),
    "value": re.compile(
        r"(?:kế hoạch|chỉ tiêu|mục tiêu|kh|ct|mt|đến hết|phấn đấu|giá trị|mức|số liệu|chỉ tiêu giao"
        r"|lộ trình|giao|năm|đến năm)\b"
    ),
    "past": re.compile(
        r"(?:(?:ước|kq|cơ sở|ban đầu|năm gốc|hiện trạng|đạt được|kết quả|số liệu nền|cùng kỳ)\b"
        r"|(?:thực hiện|th)\s*(?:năm|đến|tháng|\d|$)).*"
    ),
}
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ONLY_YEAR = re.compile(r"[^\d]{0,20}(?:19|20)\d{2}[^\d]{0,5}")
_FIGURE = re.compile(r"[^\d]{0,25}\d[\d.,]*[^\d]{0,15}")
_WORDED = re.compile(r"\d\s*(?:%|‰|/\s*1)|(?i:ít nhất|tối thiểu|không quá)\s+\d")
_FEW = 0.6


@dataclass(frozen=True)
class Columns:
    """Places of the columns by kind, the year each value column is for, and rows of header.

    `guessed` says that no title named the value column: its cells did.
    """

    places: dict[str, list[int]]
    years: dict[int, int | None]
    height: int
    guessed: bool = False
    titles: tuple[str, ...] = field(default=())

    def cell(self, cells: list[str], kind: str) -> str:
        place = next(iter(self.places.get(kind, [])), len(cells))
        return cells[place] if place < len(cells) else ""


def target_columns(table: tuple[SourceLine, ...], plan_year: int | None = None) -> Columns | None:
    """Return the columns of a target table; None for a table of anything else."""
    skipped = title_rows(table)
    found = _columns_below(table[skipped:])
    if found is None:
        return None
    return replace(_without_past(found, plan_year), height=found.height + skipped)


def _without_past(found: Columns, plan_year: int | None) -> Columns:
    """Leave out value columns of years before the plan's, where another is left."""
    values = found.places["value"]
    coming = [at for at in values if (found.years[at] or plan_year or 0) >= (plan_year or 0)]
    return replace(found, places={**found.places, "value": coming}) if coming else found


def title_rows(table: tuple[SourceLine, ...]) -> int:
    """Return how many rows above the header hold one text over the whole width."""
    is_title = [len({cell for cell in line.cells or () if squeeze(cell)}) == 1 for line in table]
    return is_title.index(False) if False in is_title else 0


def _columns_below(table: tuple[SourceLine, ...]) -> Columns | None:
    for height in (2, 1) if _goes_on_with_years(table) else (1, 2):
        if len(table) <= height:
            continue
        found = _columns(table, height)
        if "measure" in found.places and "value" in found.places:
            return found
        if guessed := _with_guessed_value(found, table):
            return guessed
        if _says_targets_in_words(found, table):
            return replace(found, places={**found.places, "value": []})
    return None


def _columns(table: tuple[SourceLine, ...], height: int) -> Columns:
    stacked = zip(*(padded(line, table) for line in table[:height]), strict=True)
    titles = [squeeze(" ".join(dict.fromkeys(part for part in c if part))) for c in stacked]
    places: dict[str, list[int]] = {}
    years: dict[int, int | None] = {}
    for index, title in enumerate(titles):
        kind = _kind(fold(title))
        if kind == "lead" and _holds_figures(table[height:], index):
            kind = None
        if kind:
            named = _YEAR.findall(title)
            places.setdefault(kind, []).append(index)
            years[index] = int(named[-1]) if named else None
    return Columns(places, years, height, titles=tuple(padded(table[0], table)))


def _with_guessed_value(found: Columns, table: tuple[SourceLine, ...]) -> Columns | None:
    """Take a second "Mục tiêu" or an untitled column full of figures for the values."""
    if "measure" not in found.places or "number" not in found.places:
        return None
    if _holds_figures(table[found.height :], found.places["measure"][0]):
        return None
    known = {at for kind, places in found.places.items() for at in places if kind != "measure"}
    known.add(found.places["measure"][0])
    width = max(len(line.cells or ()) for line in table)
    for at in range(width):
        title = fold(padded(table[0], table)[at])
        if at in known or TITLES["past"].match(title) or re.search(r"ghi chú|so sánh", title):
            continue
        if _holds_figures(table[found.height :], at):
            places = {**found.places, "measure": found.places["measure"][:1], "value": [at]}
            return Columns(places, {**found.years, at: None}, found.height, True, found.titles)
    return None


def _says_targets_in_words(found: Columns, table: tuple[SourceLine, ...]) -> bool:
    """True for "Chỉ tiêu | Cơ quan chủ trì" with rows such as "95% trẻ em được tiêm chủng"."""
    if not {"measure", "lead"} <= found.places.keys():
        return False
    at = found.places["measure"][0]
    if not re.match(r"(?:tên |các )*(?:chỉ|mục) tiêu", fold(padded(table[0], table)[at])):
        return False
    cells = [padded(line, table)[at] for line in table[found.height :]]
    return sum(bool(_WORDED.search(cell)) for cell in cells) >= _FEW * len(cells)


def _goes_on_with_years(table: tuple[SourceLine, ...]) -> bool:
    """True when the second row only parts the first one's columns by years."""
    cells = [fold(squeeze(cell)) for cell in table[1].cells or ()] if len(table) > 1 else []
    figures = [cell for cell in cells if re.search(r"\d", cell)]
    return bool(figures) and all(_ONLY_YEAR.fullmatch(cell) for cell in figures)


def padded(line: SourceLine, table: tuple[SourceLine, ...]) -> list[str]:
    """Return the row's cells, as many as the widest row has."""
    width = max(len(row.cells or ()) for row in table)
    cells = [squeeze(cell) for cell in line.cells or ()]
    return cells + [""] * (width - len(cells))


def _holds_figures(rows: Iterable[SourceLine], at: int) -> bool:
    cells = [squeeze(row.cells[at]) for row in rows if row.cells and at < len(row.cells)]
    filled = [cell for cell in cells if cell]
    figures = [c for c in filled if _FIGURE.fullmatch(c) and not find_names(c)]
    return bool(filled) and len(figures) >= _FEW * len(filled)


def _kind(title: str) -> str | None:
    title = re.sub(r"\s*\([^)]*\)", "", title).strip()
    if not title:
        return None
    for kind in ("number", "unit", "past", "lead", "partner"):
        if TITLES[kind].match(title):
            return None if kind == "past" else kind
    has_year = _YEAR.search(title) is not None
    if TITLES["value"].match(title) and (has_year or not TITLES["measure"].match(title)):
        return "value"
    if TITLES["measure"].match(title):
        return "measure"
    return "value" if has_year and re.fullmatch(r"(?:năm\s+)?\d{4}", title) else None
