"""The words round a figure: measure, population, year and base year."""

import re
from dataclasses import dataclass

from mangnon.documents.reading.numbers import NUMBER
from mangnon.documents.reading.targets.fragments import (
    HAS_VERB,
    VERB,
    completed,
    group_of,
    is_rate,
    split_head,
)
from mangnon.documents.reading.text import fold, squeeze
from mangnon.documents.reading.words import any_of

_AREA = r"(?P<area>nông thôn|thành thị|đô thị)"
_AREA_LEAD = (
    r"(?:(?:đối với|ở|tại|thuộc|cho|của|trong)\s+)?(?:(?:các\s+)?(?:khu vực|vùng|địa bàn)\s+)?"
)
_AREA_END = re.compile(rf"[,(:]?\s*{_AREA_LEAD}{_AREA}\s*[,):]?\s*$")
_AREA_MARKED_END = re.compile(
    rf"[,(:]?\s*(?:(?:đối với|ở|tại|thuộc)\s+(?:(?:khu vực|vùng|địa bàn)\s+)?"
    rf"|(?:khu vực|vùng|địa bàn)\s+){_AREA}\s*[,):]?\s*$"
)
_AREA_START = re.compile(rf"\s*[(]?\s*{_AREA_LEAD}{_AREA}\s*[)]?")
_FOR = re.compile(
    r"\s*(?:\(?\s*(?:đối với|ở|tại|cho)\s+|\(\s*(?=(?:khu vực|vùng|địa bàn|cấp|bậc|thể)\s))"
    r"(?P<who>[^,;()]+)\)?"
)
_ASIDE = re.compile(r"\((?!\s*(?:vào |đến |hết |cuối )*năm\s+\d{4}\s*\))([^()]*)\)")
_NAMES = {"nông thôn": "rural", "thành thị": "urban", "đô thị": "urban"}
_YEAR = (
    r"(?P<lead>(?:(?:vào|đến|trong|tới|cho|tính|hết|cuối|từ|của)\s+)*)"
    r"năm\s+(?P<year>\d{4})(?!\d)(?!\s*-\s*\d{4})"
)
_YEAR_FIND = re.compile(rf"[,(:]?\s*{_YEAR}\s*[),:]?")
_BASE = re.compile(
    r"[,(]?\s*(?:so\s+với|so)\s+(?:cùng\s+kỳ\s+)?(?:mức\s+|kết\s+quả\s+)?(?:của\s+)?(?:cuối\s+)?(?:năm\s+(?P<year>\d{4})|năm\s+trước|năm\s+ngoái)[^,;]*"
)
_A_YEAR = re.compile(r"\s*(?:/\s*năm|mỗi\s+năm|một\s+năm|hằng\s+năm|hàng\s+năm)\b")
_LEAD_IN = re.compile(
    r"[\s,:.\-–]*(?:(?:theo|căn cứ|thực hiện|triển khai)\s+"
    rf"{any_of('references', 'kinds')}[^,]*(?=,)"
    rf"|{any_of('comparators', 'lead_in')}|năm\s+\d{{4}}"
    r"|giai đoạn\s+\d{4}\s*[-–]\s*\d{4}|(?:tháng|quý)\s+(?:\d{1,2}|[ivx]+)(?:[/.-]\d{4})?)"
    r"(?=[\s,:]|$)"
)
_LATE_VERB = re.compile(rf"[,:]\s+(?={any_of('comparators', 'measure_start')})")
_PART = re.compile(r"(?:^|,)\s*(?:trong đó|riêng)\s*,?\s*:?\s*")
_KEPT_UNTIL = re.compile(
    r",?\s*(?:và\s+)?(?:tiếp tục\s+)?(?:duy trì|giữ vững|ổn định)\s+(?:\S+\s+){0,3}?"
    r"(?:đến|tới)\s+(?:hết\s+)?năm\s+\d{4}"
)
_TRAIL = re.compile(r"[\s,:;(\-–]+$|^[\s,:;)\-–]+|(?:^|\s)(?:và|từ|tỷ lệ là|với tỷ lệ)$")
_TRAIL_CHANGE = re.compile(
    rf"(?:\s+(?:hằng|hàng|mỗi|từng)\s+năm)?(?:\s+(?:giảm|tăng|hạ)(?:\s+dần)?)?(?:\s+từ\s+(?:mức\s+)?{NUMBER}\s*\S*)?\s*$"
)
_OUT_OF = re.compile(
    r"^\s*(?:/|(?:trong|trên)(?:\s+tổng)?(?:\s+số)?\s)\s*\d{1,4}(?=\s+[^\W\d])", re.IGNORECASE
)
_OR_MORE = re.compile(r"^(?P<of>\s*(?:[^\W\d_]+\s+){0,3}?)trở\s+(?:lên|xuống)\s*", re.IGNORECASE)
# Where a change starts: "từ 15 em (năm 2025)".
_START = re.compile(
    rf"từ\s+(?:mức\s+)?{NUMBER}(?:\s*[%‰]|\s+\w+)?\s*[(,]?\s*(?:của |trong |vào )?năm\s+\d{{4}}\)?"
)
_VERB_FIRST = re.compile(rf"\s*(?P<verb>{VERB})\s")
_ONLY_FOR = re.compile(
    rf"[\s,]*(?:riêng\s+)?đối với\s+(?P<who>(?:(?!{HAS_VERB.pattern}|[,;:]).)+?)[\s,]*"
)
_ASIDE_START = re.compile(rf",\s+{any_of('comparators', 'aside_start')}")
_CHILDREN = re.compile(r"(?:trẻ|học sinh|bà mẹ|phụ nữ)\b")
_NOT_NOUN = re.compile(
    r"\s*(?:vào|đến|so với|đối với|trở lên|trở xuống|/|năm|mỗi|hằng|hàng|trong|tại|ở)\b"
)


@dataclass(frozen=True)
class Scope:
    """What the words on one side of a figure say."""

    measure: str = ""
    population: str | None = None
    year: int | None = None
    base_year: int | None = None
    noun: str = ""
    is_part: bool = False
    is_due: bool = False
    head: str = ""
    verb: str = ""


def is_measure(text: str) -> bool:
    """True when enough is left to name what is measured."""
    return len(text.split()) >= 2 or (len(text) > 3 and text.isalpha())


def before_figure(text: str) -> Scope:
    """Read the words before a figure and its comparing words."""
    base_year, text = _take_base(_without(_START, text))
    year, is_due, text = _take_year(text)
    parts = list(_PART.finditer(fold(text)))
    is_part = bool(parts)
    if parts:
        whole, text = text[: parts[-1].start()], text[parts[-1].end() :]
        if is_rate(whole):
            is_part, text = False, f"{whole.rstrip(' ,:')}: {text}"
    population, text = _take_area_end(text)
    head, text = split_head(text)
    head = _strip_lead_in(head)
    who = _ONLY_FOR.fullmatch(fold(text))
    if population is None and who:
        named = squeeze(text[who.start("who") : who.end("who")])
        return Scope("", named, year, base_year, "", False, is_due, head)
    if population is None and (group := group_of(trim_measure(text))):
        return Scope("", group, year, base_year, "", False, is_due, head)
    measure = trim_measure(text)
    measure = measure if is_measure(measure) else ""
    is_part = is_part and measure != ""
    return Scope(measure, population, year, base_year, "", is_part, is_due, head)


def _without(dropped: re.Pattern[str], text: str) -> str:
    found = dropped.search(fold(text))
    return f"{text[: found.start()]} {text[found.end() :]}" if found else text


def part_of(whole: str, part: str) -> tuple[str, str | None]:
    """Return the measure and population of a row that may only part the one above it."""
    lead = _PART.match(fold(part))
    part = squeeze(part[lead.end() :] if lead else part)
    area = _AREA_START.fullmatch(fold(part))
    if area or (group := group_of(part)):
        return whole, _NAMES[area["area"]] if area else group
    if HAS_VERB.search(fold(part)) or (is_rate(part) and _CHILDREN.match(fold(part))):
        return part, None
    words = part[:1].lower() + part[1:]
    changed = completed(words, "", whole)
    return (f"{whole} {words}" if changed == words else changed), None


def after_figure(text: str, *, is_tail: bool) -> Scope:
    """Read the words after a figure; a tail holds no measure, only who and when."""
    text = _OR_MORE.sub(r"\g<of>", _OUT_OF.sub("", text))
    text = _ASIDE.sub(lambda found: "" if re.search(r"\d", found[1]) else found[0], text)
    text = _without(_KEPT_UNTIL, text)
    base_year, text = _take_base(text)
    year, is_due, text = _take_year(text)
    text = _A_YEAR.sub("", text)
    folded = fold(text)
    area = _AREA_START.match(folded)
    if area:
        return Scope("", _NAMES[area["area"]], year, base_year, is_due=is_due)
    who = _FOR.match(folded)
    if who:
        population = squeeze(text[who.start("who") : who.end("who")]).strip(" .")
        return Scope("", population, year, base_year, is_due=is_due)
    if aside := _ASIDE_START.search(folded):
        text = text[: aside.start()]
    words = re.split(r"[;(]", text)[0] if is_tail else text
    noun = "" if _NOT_NOUN.match(fold(words)) else squeeze(words).strip(" .,)")
    noun = _TRAIL.sub("", noun) if " " in noun else ("" if noun == "và" else noun)
    if is_tail:
        return Scope("", None, year, base_year, noun, is_due=is_due)
    verb = _VERB_FIRST.match(fold(text))
    measure = trim_measure(text[verb.end() :] if verb else text)
    measure = measure if is_measure(measure) else ""
    said = verb["verb"] if verb else ""
    return Scope(measure, None, year, base_year, noun, is_due=is_due, verb=said)


def trim_measure(text: str) -> str:
    """Return the measure alone: no verbs that lead up to it, no punctuation round it."""
    text = _after_colon(squeeze(text))
    late = list(_LATE_VERB.finditer(fold(text)))
    if late and is_measure(_strip_lead_in(text[late[-1].end() :])):
        text = text[late[-1].end() :]
    return _TRAIL_CHANGE.sub("", _strip_lead_in(text))


def _strip_lead_in(text: str) -> str:
    previous = None
    while previous != text:
        previous = text
        found = _LEAD_IN.match(fold(text))
        if found and found.end():
            text = text[found.end() :]
        text = _TRAIL.sub("", text).strip(" .,:;")
    return text


def _after_colon(text: str) -> str:
    head, colon, rest = text.rpartition(":")
    if colon and is_measure(_strip_lead_in(rest)):
        return rest
    return head if colon and not rest.strip() else text.replace(":", " ") if colon else text


def _take_base(text: str) -> tuple[int | None, str]:
    found = _BASE.search(fold(text))
    if not found:
        return None, text
    year = int(found["year"]) if found["year"] else None
    return year, text[: found.start()] + text[found.end() :]


def _take_year(text: str) -> tuple[int | None, bool, str]:
    """Return the last year named, whether it is a year to come ("đến năm"), and the rest."""
    year, is_due = None, False
    while found := _YEAR_FIND.search(fold(text)):
        year = int(found["year"])
        is_due = re.search(r"vào|đến|tới|cho", found["lead"]) is not None
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return year, is_due, text


def _take_area_end(text: str) -> tuple[str | None, str]:
    """Take "ở khu vực nông thôn" off the end; a bare "nông thôn" only where it stands alone."""
    folded = fold(text)
    found = _AREA_MARKED_END.search(folded)
    if not found:
        found = _AREA_END.search(folded)
        if (
            found
            and trim_measure(text[: found.start()])
            and not re.match(r"\s*[,(:]", found.group())
        ):
            return None, text
    if not found:
        return None, text
    return _NAMES[found["area"]], text[: found.start()]
