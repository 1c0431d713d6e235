"""The front of a plan: issuer, number, place and date, title, preamble."""

import datetime as dt
import re
from dataclasses import dataclass

from mangnon.documents.reading.dates import make_date
from mangnon.documents.reading.kinds import bare_heading
from mangnon.documents.reading.markers import read_marker
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.text import fold, is_capitals, squeeze
from mangnon.documents.reading.words import any_of, pattern, phrases

_MOTTO = re.compile(
    r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa(?:\s+việt\s+nam)?|(?:^|\s{3,})việt\s+nam\s*$|độc\s+lập\s*-\s*tự\s+do\s*-\s*hạnh\s+phúc|[_=*~]{3,}|-{3,}|─+"
)
_BLANK = r"[\s.…_]*"
_DATED = re.compile(
    rf"(?P<place>[^\W\d_][^\d,;:]*?)\s*,\s*ngày(?P<day>\s*\d{{1,2}}|{_BLANK})\s*tháng(?P<month>\s*\d{{1,2}}|{_BLANK})\s*năm\s*(?P<year>\d{{2,6}}|{_BLANK})"
)
_DATED_IN_FIGURES = re.compile(
    r"(?P<place>[^\W\d_][^\d,;:]*?)\s*,\s*ngày\s+(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})"
    r"\s?[/.-]\s?(?P<year>\d{4,6})(?!\d)"
)
_NUMBER = re.compile(
    r"(?<!\w)[Ss][ốỐ]\s*:?\s*(?P<n>\d+[A-Za-z]?)?[\s.…_]*(?P<symbol>(?:/\s?|-)[A-ZĐ][\w./-]*)?"
)
_NUMBER_LINE = re.compile(r"số\s*:?\s*[\d.…_ ]*(?:/\s?\w|-\w+/)")
_COLUMN_SIGN = re.compile(r"\s+\|\s*|\|\s*$")
_SEPARATOR = re.compile(r"[\W_]*")
_KIND_LINE = re.compile(
    rf"\s*(?P<kind>{any_of('sections', 'plan_kinds', 'other_kinds')})\s*(?P<rest>.*)"
)
_KINDS = any_of("references", "kinds")
_PREAMBLE = re.compile(
    rf"(?:căn cứ|(?:triển khai thực hiện|triển khai|thực hiện) (?:các )?{_KINDS}"
    r"|(?:triển khai thực hiện|thực hiện) (?:chỉ đạo|ý kiến|hướng dẫn|sự chỉ đạo)"
    r"|theo (?:đề nghị|tờ trình)|nhằm|để |trên cơ sở|xét đề nghị|ngày \d|trong (?:năm|những)"
    r"|năm \d{4},|(?:được|sau|qua) \w+ |tiếp tục (?:thực hiện|triển khai) (?:các )?"
    rf"{_KINDS}"
    r"|(?:ubnd|ủy ban nhân dân|sở|ban chỉ đạo|hội đồng)\s.*(?:ban hành|xây dựng))"
)
_ISSUES = re.compile(
    rf"(?P<who>{any_of('bodies', 'heads')}[^,;.:]{{0,70}}?)\s+"
    r"(?:ban hành|xây dựng)\s+(?:và ban hành\s+)?kế hoạch"
)
_LEVELS = re.compile(
    r"(?:ubnd|ủy ban nhân dân)\s+(?:tỉnh|thành phố|huyện|thị xã|xã|phường|thị trấn|đặc khu)"
)
_YEAR = re.compile(r"(?P<far>(?:đến|hướng|tầm nhìn|tới)\s+)?năm(?:\s+học)?\s+(?P<year>\d{4})(?!\d)")
_PERIOD = re.compile(r"giai đoạn\s+(\d{4})")
_TITLE_END = re.compile(r"(?:19|20)\d{2}\W*$")
_PLACE_KIND = re.compile(r"Thành phố|Thị xã|Thị trấn|Đặc khu")
_ATTACHED = re.compile(r"\(\s*(?:ban hành\s+)?kèm theo\b")
_MAX_TITLE_LINES = 8


@dataclass(frozen=True)
class Heading:
    """What stands before the first section; `date_line` is where place and date are written."""

    kind: str | None
    title: str | None
    number: str | None
    place: str | None
    issued_on: dt.date | None
    is_date_impossible: bool
    year: int | None
    issuer: str | None
    preamble: Passage
    line: int
    date_line: int
    number_line: int


def split_heading(lines: list[SourceLine]) -> tuple[list[SourceLine], list[SourceLine]]:
    """Part the lines before the first section from the rest."""
    seen_kind = is_titled = False
    for index, line in enumerate(lines):
        text = squeeze(line.text)
        if is_titled and line.cells is None and bare_heading(text, is_bold=line.is_bold):
            return lines[:index], lines[index:]
        is_plain = not line.is_bold and not is_capitals(text)
        is_titled = seen_kind and (
            is_titled or (text != "" and is_plain) or _TITLE_END.search(text) is not None
        )
        seen_kind = seen_kind or title_kind(text) is not None
        found = read_marker(text)
        if not found or line.cells is not None:
            continue
        marker, offset = found
        is_first = marker.number in {"I", "1", "A", "01"} or marker.kind in {"part", "chapter"}
        has_text = len(text) > offset or marker.kind in {"part", "chapter"}
        if is_first and seen_kind and has_text and not marker.is_bullet:
            return lines[:index], lines[index:]
    return lines, []


def expand(lines: list[SourceLine]) -> list[SourceLine]:
    """Lay the cells of a table out as lines, one column after the other."""
    flat: list[SourceLine] = []
    for line in lines:
        texts = line.text.split("\n") if line.cells is None else "\n".join(line.cells).split("\n")
        texts = [part for text in texts for part in _COLUMN_SIGN.split(text)]
        flat += [SourceLine(line.line, text, is_whole=True) for text in texts]
    return flat


def read_heading(lines: list[SourceLine]) -> Heading:
    """Read the front lines; what is not there is None."""
    lines = expand(lines)
    title_at, kind = _find_title(lines)
    front = lines[:title_at] if kind else lines
    title, rest = _title(lines[title_at:]) if kind else (None, [])
    preamble = Passage.join([(line.line, line.text) for line in rest])
    top = Passage.join([(line.line, line.text) for line in front])
    dated = _dated(_without_motto(top.text)) or _dated(_without_motto(_all(lines)))
    issued_on, impossible = _issued(dated)
    numbered = _NUMBER.search(top.text) or _number_below(lines[title_at:])
    number = f"{numbered['n']}{numbered['symbol'] or ''}" if numbered and numbered["n"] else None
    number = number.replace("/ ", "/").rstrip(".") if number else None
    place = _place(dated["place"]) if dated else None
    return Heading(
        kind=kind,
        title=title,
        number=number,
        place=place,
        issued_on=issued_on,
        is_date_impossible=impossible,
        year=_year(title, dated),
        issuer=_issuer(front, preamble, place),
        preamble=preamble,
        line=lines[title_at].line if lines and kind else 1,
        date_line=_line_of(lines, re.compile(r"ngày.*tháng|,\s*ngày"), title_at),
        number_line=_line_of(lines, re.compile(r"^\s*số\s*:|\bsố\s*:"), title_at),
    )


def _dated(text: str) -> re.Match[str] | None:
    return _DATED.search(text) or _DATED_IN_FIGURES.search(text)


def _number_below(lines: list[SourceLine]) -> re.Match[str] | None:
    """Find the number on a line of its own below the title, where some plans put it."""
    below = [squeeze(line.text) for line in lines[1:4]]
    return next((_NUMBER.match(text) for text in below if _NUMBER_LINE.match(fold(text))), None)


def _all(lines: list[SourceLine]) -> str:
    return squeeze(" ".join(line.text for line in lines))


def _line_of(lines: list[SourceLine], wanted: re.Pattern[str], title_at: int) -> int:
    for line in lines[: title_at + 1]:
        if wanted.search(fold(line.text)):
            return line.line
    return lines[title_at].line if lines else 1


def _without_motto(text: str) -> str:
    folded = fold(text)
    for found in reversed(list(_MOTTO.finditer(folded))):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return squeeze(text)


def title_kind(text: str) -> str | None:
    found = _KIND_LINE.fullmatch(fold(text))
    if not found:
        return None
    kind = text.strip()[: len(found["kind"])]
    return found["kind"] if is_capitals(kind) else None


def _find_title(lines: list[SourceLine]) -> tuple[int, str | None]:
    """Return where the title stands; a plan attached to a decision is found behind it."""
    kinds = [(i, kind) for i, line in enumerate(lines) if (kind := title_kind(squeeze(line.text)))]
    for index, kind in kinds:
        if kind in phrases("sections", "plan_kinds"):
            return index, kind
    return kinds[0] if kinds else (0, None)


def _title(lines: list[SourceLine]) -> tuple[str | None, list[SourceLine]]:
    """Return the subject below "KẾ HOẠCH", and the lines after it."""
    heading = squeeze(lines[0].text)
    found = _KIND_LINE.fullmatch(fold(heading))
    first = heading[found.start("rest") :] if found else ""
    parts = [first] if first else []
    for at, line in enumerate(lines[1:], start=1):
        text = squeeze(line.text)
        if _SEPARATOR.fullmatch(text):
            if text and parts:
                return squeeze(" ".join(parts)), lines[at + 1 :]
            continue
        is_over = parts and _PREAMBLE.match(fold(text)) and text[:1].isupper()
        if is_over and not (is_capitals(text) and is_capitals(parts[-1])):
            return squeeze(" ".join(parts)), lines[at:]
        if _NUMBER_LINE.match(fold(text)) or _dated(text):
            continue
        if _ATTACHED.match(fold(text)):
            return squeeze(" ".join(parts)), lines[at:]
        if len(parts) >= _MAX_TITLE_LINES:
            return squeeze(" ".join(parts)), lines[at:]
        parts.append(text)
    return squeeze(" ".join(parts)) or None, []


def _issued(dated: re.Match[str] | None) -> tuple[dt.date | None, bool]:
    """Return the date, and whether one is written that no calendar has."""
    if not dated:
        return None, False
    day, month, year = (dated[key].strip(" .…_") for key in ("day", "month", "year"))
    if not (day and month and year):
        return None, False
    date = make_date(int(year), int(month), int(day))
    return date, date is None


def _place(text: str) -> str | None:
    """Return the capital words that end right before ", ngày", with the kind of place if named."""
    words = text.split()
    kept: list[str] = []
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        is_symbol = "/" in word or "-" in word or word.endswith((":", ";"))
        is_caps = len(word) > 1 and word.isupper()
        is_other_case = bool(kept) and is_caps and not kept[0].isupper()
        is_kind = _PLACE_KIND.fullmatch(" ".join(words[at - 1 : at + 1])) is not None
        if not (word[:1].isupper() or is_kind) or is_symbol or (is_other_case and word != "TP."):
            break
        kept.insert(0, word)
    return " ".join(kept) or None


def _year(title: str | None, dated: re.Match[str] | None) -> int | None:
    named = [(m["far"], int(m["year"])) for m in _YEAR.finditer(fold(title or ""))]
    years = [year for far, year in named if not far] or [year for _, year in named]
    if years:
        return years[-1]
    written = dated["year"].strip(" .…_") if dated else ""
    if len(written) == 4:
        return int(written)
    period = _PERIOD.search(fold(title or ""))
    return int(period[1]) if period else None


def _issuer(front: list[SourceLine], preamble: Passage, place: str | None) -> str | None:
    """Return the body named at the top, else the one that "ban hành Kế hoạch"."""
    named = _named_at_top(front)
    if named:
        return named
    found = list(_ISSUES.finditer(preamble.folded))
    if not found:
        return None
    who = preamble.text[found[-1].start("who") : found[-1].end("who")]
    return f"{who} {place}" if place and _LEVELS.fullmatch(fold(who)) else who


def _named_at_top(front: list[SourceLine]) -> str | None:
    names: list[str] = []
    for line in front:
        text = _without_motto(line.text)
        text = _NUMBER.split(_DATED_IN_FIGURES.sub("", _DATED.sub("", text)))[0].strip()
        if stamp := pattern("sections", "stamps").search(fold(text)):
            text = f"{text[: stamp.start()]} {text[stamp.end() :]}".strip()
        if not text or not is_capitals(text):
            continue
        if pattern("bodies", "heads").match(fold(text)):
            names.append(text)
        elif names:
            names[-1] = f"{names[-1]} {text}"
    return squeeze(names[-1]) if names else None
