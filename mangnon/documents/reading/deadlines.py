"""Dates by which somebody must report or finish, from any section."""

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace

from mangnon.documents.reading.bodies import Name, read_names, strip_request
from mangnon.documents.reading.dates import WrittenDate, find_dates
from mangnon.documents.reading.model import Deadline
from mangnon.documents.reading.passages import Passage
from mangnon.documents.reading.text import SENTENCE_END, fold
from mangnon.documents.reading.words import any_of

_HOUR = r"\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2})?\s*(?:phút)?(?:\s*,)?"
_CUE = re.compile(
    r"(?P<cue>trước|chậm nhất|muộn nhất|không (?:muộn|chậm|trễ) hơn|không quá|hạn chót"
    r"|hạn cuối|thời hạn"
    r"|hết hạn|đến hết|hết)"
    rf"(?:\s+(?:là|vào|đến|hết|trước|đến hết))*\s*:?\s*(?:{_HOUR},?\s*)?(?:ngày\s*)?$"
)
_IS_LAST = re.compile(r"\s*(?:là|:)?\s*(?:hạn chót|hạn cuối|hạn cuối cùng|thời hạn cuối)")
_SPAN = re.compile(r"từ\s+(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?\s*$")
_TERM = re.compile(
    r"(?:thời hạn|thời gian hoàn thành|hạn)[^:;.]{0,40}:\s*(?:trước\s+)?(?:ngày\s*)?$"
)
_BEFORE = re.compile(rf"trước\s+(?:{_HOUR}\s*)?(?:ngày\s*)?$")
_ON = re.compile(r"vào\s+(?:ngày\s*)?$")
_CARRIES = re.compile(r"^\s*(?:,|và|hoặc|;)*\s*(?:trước\s+)?(?:ngày\s*)?$")
_BORN = re.compile(r"(?:sinh|ban hành|ký|sinh ra|có hiệu lực)\s+(?:từ\s+)?$")
_REPORTS = re.compile(r"báo cáo|gửi|nộp|hoàn thành|tổng hợp")
_SENDS = re.compile(r"\s+(?:gửi|nộp|báo cáo)\s")
_HALF = re.compile(r"(?<!\d)(?<!ngày )(?:0?6|sáu)\s+tháng|bán niên|nửa năm|giữa năm")
_YEARLY = re.compile(
    r"(?:hằng|hàng|mỗi|cả)\s+năm|định kỳ\s+(?:0?1|một)\s+năm"
    r"|(?:báo cáo|kết quả|tổng kết|định kỳ)\s+năm\b(?!\s*\d)"
    r"|(?:^|[,;(]\s*)(?:01\s+)?năm\b(?!\s*\d)|và\s+năm\b(?!\s*\d)"
)
# What a sentence may say of the time or its ground before it names who must report.
_SAID_FIRST = re.compile(
    r"(?:(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?:tháng|quý|năm),?\s+"
    r"|(?:căn cứ|định kỳ|trước|chậm nhất|muộn nhất|vào|(?:0?6|sáu)\s+tháng)(?!\w)"
    r"[^,;:.]{0,60}(?:,\s*(?:hằng|hàng|mỗi|cả)?\s*năm)?,\s+)+"
)
_FOR_REPORT = re.compile(
    r"\s*\(?(?:đối với|cho|với)\s+(?:kỳ\s+)?(?:báo cáo\s+)?(?:định kỳ\s+)?"
    r"(?:(?:0?6|sáu)\s+tháng|(?:cả\s+|hằng\s+|hàng\s+)?năm\b)"
)
_VIA = re.compile(r"(?:thông\s+)?qua\s+(?=\S)")
_TO = re.compile(
    r"(?:^|[\s(])(?:gửi\s+về|gửi\s+đến|gửi\s+cho|gửi|về|đến|tới|báo cáo)\s+"
    rf"(?=(?:các\s+)?{any_of('bodies', 'heads')})"
)
_FOR = re.compile(rf"(?:^|\s)cho\s+(?=(?:các\s+)?{any_of('bodies', 'heads')})")
Addressed = tuple[str | None, tuple[str, ...]]
_NOBODY: Addressed = (None, ())
_CLAUSE_END = re.compile(r";\s+(?![^()]*\))")


def find_deadlines(
    passages: Iterable[tuple[Passage, tuple[str, ...]]], *, year: int | None
) -> list[Deadline]:
    """Return the deadlines; each passage comes with the bodies its block speaks to."""
    return [d for passage, bodies in passages for d in _deadlines(passage, bodies, year)]


def _deadlines(passage: Passage, bodies: tuple[str, ...], year: int | None) -> Iterator[Deadline]:
    """Yield the deadlines sentence by sentence: each may have its own reporters and recipients."""
    said = _NOBODY
    first = _subject(passage.text)
    for start, end in _parts(SENTENCE_END, passage.text):
        sentence = passage.cut(start, end)
        own = _subject(sentence.text)
        said = yield from _in_sentence(
            sentence, own or first or bodies, _NOBODY if own else said, year
        )


def _in_sentence(
    sentence: Passage, subject: tuple[str, ...], said: Addressed, year: int | None
) -> Generator[Deadline, None, Addressed]:
    """Yield the deadlines of a sentence, and return through whom and to whom it reports."""
    bound = _bound_dates(sentence.folded, year)
    clauses = _clauses(sentence.text)
    others = [_subject(sentence.text[start:end]) for start, end in clauses[1:]]
    if not any(said) and not any(others):
        said = _addressed(sentence.text, sentence.folded)
    for start, end in clauses:
        dates = [(date, inclusive) for date, inclusive in bound if start <= date.start < end]
        if not dates:
            continue
        text, folded = sentence.text[start:end], sentence.folded[start:end]
        own = _addressed(text, folded)
        said = own if any(own) else said
        via, recipients = said
        named = _subject(text) or _who_reports(text, folded) or subject
        kinds = _recurring(folded, [_within(date, start) for date, _ in dates])
        for (date, inclusive), recurring in zip(dates, kinds, strict=True):
            yield Deadline(
                on=date.value,
                inclusive=inclusive,
                recurring=recurring,
                reporters=tuple(n for n in named if n not in recipients) or named,
                recipients=recipients,
                via=via,
                text=sentence.text,
                line=sentence.line,
            )
    return said


def _bound_dates(folded: str, year: int | None) -> list[tuple[WrittenDate, bool]]:
    """Return the dates that limit something, each with whether the day itself is allowed."""
    bound: list[tuple[WrittenDate, bool]] = []
    for date in find_dates(folded, default_year=year):
        before = folded[: date.start]
        cue = _CUE.search(before)
        if cue and not _BORN.search(before[: cue.start()]):
            is_before = _BEFORE.search(before) is not None
            if not _SPAN.search(before[: cue.start()]):
                bound.append((date, not is_before))
        elif _TERM.search(before) or _IS_LAST.match(folded, date.end):
            bound.append((date, True))
        elif bound and _CARRIES.match(folded[bound[-1][0].end : date.start]):
            bound.append((date, bound[-1][1]))
        elif _ON.search(before) and _REPORTS.search(before):
            bound.append((date, True))
    return bound


def _parts(joint: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    ends = [m.end() for m in joint.finditer(text)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))


def _clauses(text: str) -> list[tuple[int, int]]:
    """Part a sentence at each ";", save one that only joins two bodies."""
    clauses: list[tuple[int, int]] = []
    for start, end in _parts(_CLAUSE_END, text):
        names = read_names(text[clauses[-1][0] : start]) if clauses else []
        if names and text[clauses[-1][0] + names[-1].end : start].strip() == ";":
            start = clauses.pop()[0]
        clauses.append((start, end))
    return clauses


def _within(date: WrittenDate, start: int) -> WrittenDate:
    return replace(date, start=date.start - start, end=date.end - start)


def _recurring(folded: str, dates: list[WrittenDate]) -> list[str | None]:
    """Return how often each date of a sentence comes back, from the words nearest to it."""
    words = [(m.start(), "half-yearly") for m in _HALF.finditer(folded)]
    words += [(m.start(), "yearly") for m in _YEARLY.finditer(folded)]
    words.sort()
    ends = [*(date.start for date in dates[1:]), len(folded)]
    named = [
        _FOR_REPORT.match(folded, date.end, end) for date, end in zip(dates, ends, strict=True)
    ]
    if not words and not any(named):
        return [None] * len(dates)
    kinds = [kind for _, kind in words]
    places = [sum(at < date.start for at, _ in words) for date in dates]
    usual = [kinds[max(place - 1, 0)] if kinds else None for place in places]
    if len(kinds) == len(dates):
        usual = [*kinds]
    elif len(dates) == 2 and set(kinds) == {"yearly"}:
        usual = ["half-yearly"] * 2
    return [
        ("half-yearly" if _HALF.search(name[0]) else "yearly") if name else kind
        for name, kind in zip(named, usual, strict=True)
    ]


def _addressed(text: str, folded: str) -> Addressed:
    """Return through whom and to whom a report goes."""
    via, via_span = None, (0, 0)
    for found in _VIA.finditer(folded):
        if names := read_names(text, found.end()):
            via, via_span = names[0].text, (found.start(), names[-1].end)
            break
    for opening in (_TO, _FOR):
        for found in opening.finditer(folded):
            if via_span[0] <= found.end() < via_span[1]:
                continue
            if names := read_names(text, found.end()):
                return via, tuple(name.text for name in names)
    return via, ()


def _subject(sentence: str) -> tuple[str, ...]:
    """Return the bodies a sentence opens with, or names first after its topic's colon."""
    for part in (sentence, sentence.partition(":")[2].strip()):
        opening = _SAID_FIRST.match(fold(part))
        text, _ = strip_request(part[opening.end() :] if opening else part)
        names: list[Name] = read_names(text)
        if names:
            return tuple(name.text for name in names)
    return ()


def _who_reports(text: str, folded: str) -> tuple[str, ...]:
    """Return the bodies named within a clause right before what they do: "..., các xã gửi"."""
    for comma in re.finditer(r",\s+", text):
        names = read_names(text, comma.end())
        if names and _SENDS.match(folded, names[-1].end):
            return tuple(name.text for name in names)
    return ()
