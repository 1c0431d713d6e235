"""Documents a plan cites: kind, number, date, issuer and subject."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mangnon.documents.reading.dates import find_dates
from mangnon.documents.reading.model import LegalBasis
from mangnon.documents.reading.passages import Passage
from mangnon.documents.reading.text import fold
from mangnon.documents.reading.words import any_of, load, phrases

_NUMBER = (
    r"\d+[A-Za-z]?(?:\s?/\s?\d{4})?\s?[-/ ]\s?(?:[A-ZĐ][A-Za-zĐđƯưÂâÔô]*\d*)"
    r"(?:\s?[-/&.]\s?[A-ZĐ][\wĐđƯư]*)*"
)
_NUMBERED = re.compile(rf"(?P<so>[Ss]ố:?\s*)?(?<![\w/])(?P<number>{_NUMBER})")
_KINDS = any_of("references", "kinds")
# "Kế hoạch 2024 | Kết quả 2024" heads a table; "số 12 NQ/TW" is a number with its dash left out.
_ONLY_SPACED = re.compile(r"\d+[A-Za-z]?\s[A-ZĐ]")
_BARE = re.compile(r"số\s+(?P<number>\d+)(?=\s+(?:ngày|của|năm)\b)")
_DATE_GAP = re.compile(r"[\s,(]*(?:ban hành\s+)?(?:ngày\s*)?")
_OF = re.compile(r"[\s,)]*(?:của|do|giữa)\s+")
_SHARED_OF = re.compile(r"\scủa\s+([^,;:.()]{3,60}?)\s*:?\s*(?:số\s*:?\s*)?$")
_NEXT_NUMBER = re.compile(r"[\s,]*(?:và\s+)?(?:số\s*:?\s*)?$")
_DATED_NUMBER = re.compile(
    r"\s*(?:ngày\s+\d[\d/ .-]*|ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d{4})?"
    r"\s*\(\s*(?:luật\s+)?(?:số\s*)?"
)
_ASKED_BY = re.compile(r"(?:của|đề nghị của)\s+([^,;]{3,80}?)\s+tại\s*$")
_SYMBOL_HEAD = re.compile(r"([A-ZĐ][A-Za-zĐđ]*)")
_PREAMBLE_END = re.compile(
    r"[;]|,?\s+(?:chủ tịch\s+)?(?:ubnd|ủy ban nhân dân|sở|ban chỉ đạo)[^;,]{0,60}?\s"
    r"(?:xây dựng|ban hành)\s+(?:và\s+)?|\.\s*$"
)
_BODY_END = re.compile(r"[;)]|\.(?:\s|$)|,\s*\.\.")


@dataclass(frozen=True)
class _Found:
    kind: str
    number: str | None
    start: int
    end: int
    name_end: int | None = None
    limit: int | None = None


_LIST_GAP = re.compile(r"[\s,]*(?:và\s+)?(?:số\s+)?")


def find_references(passages: list[Passage], cited_in: str) -> list[LegalBasis]:
    """Return every document cited in these passages, once, at its first mention."""
    kept: dict[tuple[str, str], LegalBasis] = {}
    for passage in passages:
        for basis in _with_shared_issuer(passage, cited_in):
            key = (fold(basis.kind), _key(basis))
            kept.setdefault(key, basis)
    numbered = {fold(basis.title or "") for basis in kept.values() if basis.number}
    return [b for b in kept.values() if b.number or fold(b.title or "") not in numbered]


def _with_shared_issuer(passage: Passage, cited_in: str) -> list[LegalBasis]:
    """Documents listed together ("số A ngày .., số B ngày .. của C") have the last one's issuer."""
    found = list(_in_order(passage))
    bases = [_basis(passage, f, cited_in) for f in found]
    for at in range(len(found) - 2, -1, -1):
        end, _ = _date_after(passage, found[at].end)
        gap = passage.folded[end : found[at + 1].start]
        if bases[at].issuer is None and found[at].number and _LIST_GAP.fullmatch(gap):
            bases[at] = replace(bases[at], issuer=bases[at + 1].issuer)
    return _with_issuer_said_first(passage, found, bases)


def _with_issuer_said_first(
    passage: Passage, found: list[_Found], bases: list[LegalBasis]
) -> list[LegalBasis]:
    """Read "các Nghị định của Chính phủ: số A quy định .., số B quy định .."."""
    issuer, kind, told = None, "", []
    for this, basis in zip(found, bases, strict=True):
        said = _SHARED_OF.search(passage.text, max(0, this.start - 80), this.start)
        if said and basis.issuer is None and this.number:
            issuer, kind = said[1], basis.kind
        elif this.number and (basis.kind != kind or basis.issuer):
            issuer = None
        told.append(replace(basis, issuer=issuer) if issuer and this.number else basis)
    return told


def is_same_number(number: str | None, other: str | None) -> bool:
    """True for "0098/KH-UBND" and "98/KH-UBND": a plan is no basis of its own."""
    plain = [re.sub(r"[\W_]+", "", fold(n or "")).lstrip("0") for n in (number, other)]
    return plain[0] == plain[1] != ""


def _key(basis: LegalBasis) -> str:
    return re.sub(r"[\W_]+", "", fold(basis.number or basis.title or ""))


def _in_order(passage: Passage) -> Iterator[_Found]:
    found = [*_numbered(passage), *_bare(passage)]
    for named in _named(passage):
        if any(f.start <= named.start < f.end for f in found):
            continue
        own = next((f for f in found if _is_own_number(passage, named, f)), None)
        if own is not None:
            found.remove(own)
            named = replace(named, number=own.number, end=own.end, name_end=named.end)
        found.append(named)
    ordered = sorted(found, key=lambda f: f.start)
    for at, this in enumerate(ordered):
        after = ordered[at + 1].start if at + 1 < len(ordered) else len(passage.text)
        numbered = [f.start for f in ordered[at + 1 : at + 4] if f.number]
        yield replace(this, end=min(this.end, after), limit=numbered[0] if numbered else None)


def _is_own_number(passage: Passage, named: _Found, numbered: _Found) -> bool:
    """True for "Luật Trẻ em số 102/2016/QH13": one document, named and numbered."""
    between = passage.folded[named.end : numbered.start]
    is_next = re.fullmatch(r"\s*(?:số\s*:?\s*)?", between) or _DATED_NUMBER.fullmatch(between)
    return numbered.start >= named.end and is_next is not None


def _numbered(passage: Passage) -> Iterator[_Found]:
    for match in _NUMBERED.finditer(passage.text):
        symbol = re.sub(
            r"^[\d\W]*(?:/\s?\d{4})?",
            "",
            re.sub(r"^\d+[A-Za-z]?(?:\s?/\s?\d{4})?", "", match["number"]),
        )
        head = _SYMBOL_HEAD.match(symbol)
        known = load("references")["symbols"].get(re.sub(r"\d+$", "", head[1]) if head else "")
        if known is None and _ONLY_SPACED.match(match["number"]):
            continue
        kind, start = _kind_before(passage, match.start())
        if kind is None:
            kind = known
            start = match.start()
            if kind is None or not (
                match["so"] or "/" in match["number"] or "-" in match["number"]
            ):
                continue
        yield _Found(kind, " ".join(match["number"].split()), start, match.end())


def _bare(passage: Passage) -> Iterator[_Found]:
    for match in _BARE.finditer(passage.folded):
        kind, start = _kind_before(passage, match.start())
        if kind is not None:
            yield _Found(kind, match["number"], start, match.end())


_KIND_BEFORE = re.compile(rf"({_KINDS})\s*(?:số\s*:?\s*)?$")


def _kind_before(passage: Passage, end: int) -> tuple[str | None, int]:
    """Return the kind word that stands right before a number, as written."""
    found = _KIND_BEFORE.search(passage.folded, max(0, end - 40), end)
    if not found:
        return None, end
    kind = passage.text[found.start(1) : found.end(1)]
    if not kind[:1].isupper() and "số" not in found.group():
        return None, end
    return kind[:1].upper() + kind[1:], found.start(1)


def _named(passage: Passage) -> Iterator[_Found]:
    """Laws and conventions cited by name: known names first, else the capitals that follow."""
    for match in re.finditer(any_of("references", "named_kinds"), passage.folded):
        if not passage.text[match.start()].isupper():
            continue
        known = next(
            (
                p
                for p in phrases("references", "named")
                if passage.folded.startswith(p, match.start())
            ),
            None,
        )
        end = match.start() + len(known) if known else _capital_run(passage.text, match.end())
        if end > match.end() or match.group() == "hiến pháp":
            kind = passage.text[match.start() : match.end()]
            yield _Found(kind[:1].upper() + kind[1:], None, match.start(), end)


def _capital_run(text: str, at: int) -> int:
    """Return where a name in running text ends: a capital word, then words up to a stop."""
    if not re.match(r"\s+[A-ZĐÀ-Ỹ]", text[at:]):
        return at
    stop = re.search(
        r"[.;:()“”]|,(?!\s*chống)|\s(?:số|năm|ngày|và các|và Luật"
        r"|theo|do|của|được|quy định|để|trong|tại)\b",
        text[at:],
    )
    return at + stop.start() if stop else len(text)


def _basis(passage: Passage, found: _Found, cited_in: str) -> LegalBasis:
    at, date = _date_after(passage, found.end)
    name_end = found.name_end or (None if found.number else found.end)
    name = passage.text[found.start : name_end].strip() if name_end else None
    if date is None and found.name_end:
        _, date = _date_after(passage, found.name_end)
    at, issuer = _issuer_after(passage, at)
    if date is None:
        at, date = _date_after(passage, at)
    if issuer is None:
        asked = _ASKED_BY.search(passage.text, max(0, found.start - 100), found.start)
        issuer = asked[1] if asked else None
    title = name or _subject(passage.cut(0, found.limit) if found.limit else passage, at, cited_in)
    line = passage.line_at(found.start)
    return LegalBasis(found.kind, found.number, date, issuer, title, cited_in, line)


def _date_after(passage: Passage, at: int) -> tuple[int, dt.date | None]:
    gap = _DATE_GAP.match(passage.folded, at)
    reach = gap.end() if gap else at
    for date in find_dates(passage.folded[at : at + 60]):
        if at + date.start <= reach + 1:
            return at + date.end, date.value
    return at, None


def _issuer_after(passage: Passage, at: int) -> tuple[int, str | None]:
    opening = _OF.match(passage.text, at)
    if not opening:
        return at, None
    start = opening.end()
    stop = re.search(
        rf"[,;.:()“”]|\s+và\s+(?={_KINDS}\b)"
        rf"|\s(?!khóa\s+[ivx]+\b)(?={any_of('references', 'issuer_end')})",
        passage.folded[start : start + 120],
    )
    end = start + stop.start() if stop else min(len(passage.text), start + 120)
    return end, passage.text[start:end].strip() or None


def _subject(passage: Passage, at: int, cited_in: str) -> str | None:
    """Return what the cited document is about, when the plan says so."""
    opening = re.compile(rf"[\s,]*({any_of('references', 'subject')})").match(passage.folded, at)
    if not opening:
        return None
    word = opening[1]
    start = opening.end() if word in {"về việc", "về", "v/v"} else opening.start(1)
    quote = re.match(r"\s*[“\"]([^”\"]+)[”\"]", passage.text[start:])
    if quote:
        return quote[1].strip()
    ends = _PREAMBLE_END if cited_in == "preamble" else _BODY_END
    stop = ends.search(passage.folded, start)
    end = stop.start() if stop else len(passage.text)
    return _NEXT_NUMBER.sub("", passage.text[start:end]).strip(" ,.") or None
