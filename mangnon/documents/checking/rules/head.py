"""Rules of the heading block: nation and motto, issuer, number and symbol, place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mangnon.documents.checking.anatomy.head import Head
from mangnon.documents.checking.anatomy.lines import is_upper
from mangnon.documents.checking.anatomy.parts import Parts
from mangnon.documents.checking.departure import Departure, departure, measure, quoted
from mangnon.documents.checking.rules.facets import facets, rule_under
from mangnon.documents.checking.word.flow import Flow, Paragraph
from mangnon.documents.checking.word.strokes import Stroke
from mangnon.documents.decree import decree, words
from mangnon.documents.reading.text import fold

_NUMBER = re.compile(r"Số: ?(?P<number>[\d\s….]*)/(?P<symbol>\S+)")
_SIGN = r"[0-9A-ZĐÀ-Ỹ.…&]"
_SYMBOL = re.compile(rf"{_SIGN}+(-{_SIGN}+)*")
_DATE = re.compile(
    r"(?P<place>[^,]+), ngày(?P<day>[\s\d….]*)tháng(?P<month>[\s\d….]*)năm(?P<year>[\s\d….]*)"
)
_DIGITS = re.compile(r"\d+")
_SINGLE = 1.16  # Word's own 1,15 passes for single


def nation(flow: Flow, parts: Parts) -> Iterator[Departure]:
    head, rules = parts.head, decree()
    if head.nation is None:
        yield departure("nation.missing", "Quốc hiệu, đầu trang 1", "không có Quốc hiệu")
        return
    if fold(head.nation.text) != fold(rules.nation):
        yield departure("nation.text", head.nation, f"viết {quoted(head.nation.text)}")
    yield from facets("nation", head.nation)
    if not head.nation_is_right:
        yield departure("nation.side", head.nation, "không ở bên phải")


def motto(flow: Flow, parts: Parts) -> Iterator[Departure]:
    head, rules = parts.head, decree()
    if head.motto is None:
        yield departure("motto.missing", "Tiêu ngữ, đầu trang 1", "không có Tiêu ngữ")
        return
    if head.motto.text != rules.motto and not is_upper(head.motto.text):
        yield departure("motto.text", head.motto, f"viết {quoted(head.motto.text)}")
    yield from facets("motto", head.motto)
    if head.nation and head.nation.number > head.motto.number:
        yield departure("motto.order", head.motto, "đứng trên Quốc hiệu")
    for paragraph in (head.nation, head.motto):
        if paragraph and (lines := lines_of(paragraph)) > _SINGLE:
            yield departure("motto.spacing", paragraph, f"giãn dòng {measure(lines)} lines")
            break
    strokes = head.right_strokes or _longest(head)
    for rule, found in rule_under("motto", strokes, [head.motto], (1.0, 1.0)):
        yield departure(rule, head.motto, found)


def lines_of(paragraph: Paragraph) -> float:
    """Return the space between lines, in lines of the paragraph's own letters."""
    line, rule = paragraph.points("line"), paragraph.properties.get("line_rule", "auto")
    if not line:
        return 1.0
    if rule == "auto":
        return line / 12
    size = max((run.size for run in paragraph.seen), default=14.0)
    share = line / (1.15 * size)
    return max(share, 1.0) if rule == "atLeast" else share


def issuer(flow: Flow, parts: Parts) -> Iterator[Departure]:
    head = parts.head
    if not head.issuer:
        yield departure("issuer.missing", "Tên cơ quan ban hành, đầu trang 1", "không có tên")
        return
    for code, names in (("parent", head.parent), ("issuer", head.issuer)):
        for name in names:
            yield from facets(code, name)
    for name in (*head.parent, *head.issuer):
        if (lines := lines_of(name)) > _SINGLE:
            yield departure("issuer.spacing", name, f"giãn dòng {measure(lines)} lines")
            break
    strokes = head.left_strokes or _shortest(head)
    for rule, found in rule_under("issuer", strokes, head.issuer, decree().share.allowed):
        yield departure(rule, head.issuer[-1], found)


def _longest(head: Head) -> list[Stroke]:
    return sorted(head.loose_strokes, key=lambda stroke: -stroke.length)[:1]


def _shortest(head: Head) -> list[Stroke]:
    return sorted(head.loose_strokes, key=lambda stroke: stroke.length)[:1]


def number(flow: Flow, parts: Parts) -> Iterator[Departure]:
    found = parts.head.number
    if found is None:
        yield departure("number.missing", "Số, ký hiệu, đầu trang 1", "không có số, ký hiệu")
        return
    yield from facets("number", found)
    text = found.text
    if not text.startswith("Số:"):
        yield departure("number.word", found, f"viết {quoted(text)}")
        text = re.sub(r"^[Ss][ốỐ]\s*[:.]?\s*", "Số: ", text)
    match = _NUMBER.fullmatch(text)
    if match is None or (
        match["number"] != match["number"].rstrip(" ") and _DIGITS.search(match["number"])
    ):
        yield departure("number.form", found, f"viết {quoted(found.text)}")
        match = _NUMBER.fullmatch(re.sub(r"\s*([/-])\s*", r"\1", text))
    if match is None:
        return
    digits = match["number"].strip()
    if digits.isdecimal() and digits != f"{int(digits):02d}":
        yield departure("number.zero", found, f"số {quoted(digits)}")
    yield from _symbol(parts, found, match["symbol"])


def _symbol(parts: Parts, found: Paragraph, symbol: str) -> Iterator[Departure]:
    kinds = decree().kinds
    groups = symbol.split("-")
    plain = [group for group in groups if group not in kinds.values()]
    if not all(map(_SYMBOL.fullmatch, plain)):
        is_case = all(_SYMBOL.fullmatch(group.upper()) for group in plain)
        yield departure(
            "number.symbol" if is_case else "number.form", found, f"ký hiệu {quoted(symbol)}"
        )
    first, name = groups[0], parts.kind_name
    if name and first.upper() != kinds[name].upper():
        told = f"ký hiệu {quoted(symbol)} của {parts.kind.text if parts.kind else ''}"
        yield departure("number.kind", found, told)
    elif not name and parts.kind is None and parts.head.letter_subject and _names_kind(groups):
        yield departure("number.kind", found, f"ký hiệu {quoted(symbol)} của công văn")


def _names_kind(groups: list[str]) -> bool:
    return len(groups) > 1 and groups[0] in decree().kinds.values()


def place_and_date(flow: Flow, parts: Parts) -> Iterator[Departure]:
    found = parts.head.place
    if found is None:
        if parts.kind_name not in decree().undated:
            where = "Địa danh, ngày tháng năm, đầu trang 1"
            yield departure("place.missing", where, "không có địa danh, ngày, tháng, năm")
        return
    yield from facets("place", found)
    yield from _row(parts.head, found)
    match = _DATE.fullmatch(found.text)
    if match is None:
        yield departure("place.form", found, f"viết {quoted(found.text)}")
        return
    yield from _day(found, match["day"].strip(), match["month"].strip(), match["year"].strip())
    if not _is_capital(match["place"]):
        yield departure("place.capitals", found, f"viết {quoted(match['place'])}")


def _row(head: Head, found: Paragraph) -> Iterator[Departure]:
    """In a table the number and the date share a row; line by line they share a line."""
    if head.number is None or not head.is_parted:
        return
    rows = (head.rows.get(head.number.number), head.rows.get(found.number))
    if rows[0] != rows[1]:
        yield departure("place.row", found, "khác dòng với số, ký hiệu")


def _day(found: Paragraph, day: str, month: str, year: str) -> Iterator[Departure]:
    if day.isdecimal() and day != f"{int(day):02d}":
        yield departure("place.zero", found, f"ngày {quoted(day)}")
    if month.isdecimal():
        asked = f"{int(month):02d}" if int(month) < 3 else str(int(month))
        if month != asked:
            yield departure("place.zero", found, f"tháng {quoted(month)}")
    if day.isdecimal() and month.isdecimal() and year.isdecimal():
        try:
            date(int(year[:4]), int(month[:4]), int(day[:4]))
        except ValueError:
            yield departure("place.date", found, f"ngày {day}/{month}/{year} không có thật")
    if year.isdecimal() and len(year) != 4:
        yield departure("place.form", found, f"năm {quoted(year)}")


def _is_capital(name: str) -> bool:
    """Say whether each word of the name itself begins with a capital, not its "thành phố"."""
    if is_upper(name):
        return False
    rest = fold(name)
    first = name.lstrip()[:1]
    for area in sorted(words()["areas"], key=len, reverse=True):
        if rest.startswith(f"{area} "):
            name = name.strip()[len(area) :]
            break
    ok = all(word[:1].isupper() or not word[:1].isalpha() for word in name.split())
    return ok and (first.isupper() or not first.isalpha())


def letter_subject(flow: Flow, parts: Parts) -> Iterator[Departure]:
    """Check "V/v …" of a letter, which no other kind of document has."""
    head, rules = parts.head, decree()
    lines = head.letter_subject
    if not lines:
        return
    if parts.kind is not None:
        yield departure("letter_subject.extra", lines[0], f"có {quoted(lines[0].text)}")
        return
    for line in lines:
        yield from facets("letter_subject", line)
    if not lines[0].text.startswith("V/v"):
        yield departure("letter_subject.form", lines[0], f"viết {quoted(lines[0].text)}")
    if head.number and not lines[0].is_line:
        gap = head.number.points("after") + lines[0].points("before")
        if abs(gap - rules.subject_gap) > 0.6:
            yield departure("letter_subject.gap", lines[0], f"cách {measure(gap)}pt")
