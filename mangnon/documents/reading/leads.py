"""Who leads and who helps with which indicator, from a body's own tasks or from brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mangnon.documents.reading.bodies import find_names, read_names
from mangnon.documents.reading.text import fold

_NUMBER = r"\(?\d{1,2}(?:\.\d{1,2})*(?![\d/%]|[,.]\d|\s*[%‰])\)?"
_LETTER = r"(?<!\w)[a-hđ](?!\w)"
_SEP = r"\s*(?:,\s*và|,|;|và|đến|-|–)\s*(?:các\s+)?(?:(?:chỉ|mục)\s+tiêu\s+)?(?:số\s+)?"
_LIST = re.compile(
    rf"(?:chỉ|mục)\s+tiêu\s*(?::\s*|\s)(?:từ\s+)?(?:số\s+|thứ\s+)?"
    rf"(?P<list>(?:{_NUMBER}|{_LETTER})(?:{_SEP}(?:{_NUMBER}|{_LETTER}))*)"
)
_RANGE = re.compile(
    r"(?<![\d.])(\d+)\s*(?:đến|-|–)\s*(?:(?:chỉ|mục)\s+tiêu\s+)?(?:số\s+)?(\d+)(?!\.\d)"
)
_LEADS = re.compile(
    r"chủ trì|tổ chức|triển khai|thực hiện|chịu trách nhiệm|phụ trách|đầu mối|hoàn thành|tham mưu"
)
_HELPS = re.compile(r"^\W*(?:chủ động\s+|tích cực\s+|tham gia\s+)*phối hợp|phối hợp\s+thực hiện")
_ONLY_COUNTS = re.compile(
    r"^\W*(?:tổng hợp|báo cáo|thống kê|cung cấp số liệu|thu thập|theo dõi)\b(?!.*thực hiện)"
)
_NO_WORDS = re.compile(r"\W*(?:các|những)?\s*")
_ACTS = re.compile(r"\s+(?:chủ trì|chịu trách nhiệm|phụ trách|thực hiện|phối hợp|tổ chức)")
_GROUP_OF = re.compile(
    r"(?:các |nhóm |những )*(?:chỉ|mục) tiêu\s+"
    r"(?:do|giao(?: cho)?|thuộc trách nhiệm(?: của)?|của)\s+"
)
_WITH = re.compile(r"phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s+")
_SENTENCE = re.compile(r"[;]\s|\.\s+(?=[^\W\d_])")
_BRACKET = re.compile(r"\((?P<inside>[^()]*)\)")
_LABEL = re.compile(
    r"(?:(?:cơ quan|đơn vị|ngành|đơn vị,\s*cơ quan|tổ chức)\s+)?"
    r"(?P<role>chủ trì|phối hợp|thực hiện|đầu mối|chịu trách nhiệm|phụ trách)"
    r"(?:\s+thực hiện)?\s*:\s*"
)
_ROLE_WORDS = re.compile(
    r"(?:[\s,.;]|và\b|do\b|giao\b|là\b|với\b|cùng\b|chủ trì|phối hợp|theo dõi|thực hiện|tham mưu)*"
)
_AFTER_NAME = re.compile(r"\s+(?P<role>chủ trì|phối hợp|đầu mối|phụ trách|chịu trách nhiệm)")


@dataclass(frozen=True)
class Charge:
    """The indicators a body is charged with in one sentence; `bodies` if it names others."""

    numbers: tuple[str, ...]
    is_lead: bool
    partners: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


def read_charges(text: str) -> Iterator[Charge]:
    """Yield the charges in a task: "tổ chức triển khai thực hiện các chỉ tiêu 13, 14"."""
    start = 0
    for end in [*(m.end() for m in _SENTENCE.finditer(text)), len(text)]:
        sentence, start = text[start:end], end
        folded = fold(sentence)
        for found in _LIST.finditer(folded):
            before = folded[: found.start()]
            is_told = _LEADS.search(before) or _HELPS.search(before) or _NO_WORDS.fullmatch(before)
            if _ONLY_COUNTS.match(before) or not is_told:
                continue
            named = _subject(sentence.lstrip())
            is_lead = not _HELPS.search(before) or "chủ trì" in before.split("phối hợp")[0]
            partners = _named_after(_WITH, sentence, folded, found.start()) if is_lead else ()
            yield Charge(read_numbers(found["list"]), is_lead, partners, named)


def _subject(sentence: str) -> tuple[str, ...]:
    """Return the bodies of "Công an tỉnh chủ trì thực hiện chỉ tiêu 7"."""
    names = read_names(sentence)
    acts = names and _ACTS.match(fold(sentence), names[-1].end)
    return tuple(name.text for name in names) if acts else ()


def read_numbers(listed: str) -> tuple[str, ...]:
    """Return the numbers or letters of "01, 02 và 4 đến 6": no leading zeros, ranges spelt out."""
    numbers: list[str] = []
    for found in re.finditer(rf"{_RANGE.pattern}|(\d+(?:\.\d+)*)|({_LETTER})", listed):
        if found[1]:
            low, high = int(found[1]), int(found[2])
            numbers += map(str, range(low, min(high, low + 200) + 1))
        elif found[4]:
            numbers.append(found[4])
        else:
            numbers.append(".".join(str(int(part)) for part in found[3].split(".")))
    return tuple(dict.fromkeys(numbers))


def leads_of_group(heading: str) -> list[str]:
    """Return who leads all below "Các chỉ tiêu do Sở Y tế chủ trì thực hiện"."""
    found = _GROUP_OF.match(fold(heading))
    return [name.text for name in read_names(heading, found.end())] if found else []


def _named_after(opening: re.Pattern[str], text: str, folded: str, limit: int) -> tuple[str, ...]:
    found = opening.search(folded, 0, limit)
    return tuple(name.text for name in read_names(text, found.end())) if found else ()


def take_bracketed(text: str) -> tuple[str, list[str], list[str]]:
    """Return the text of a target without its note on who leads, the leads and the partners."""
    leads: list[str] = []
    partners: list[str] = []

    def take(found: re.Match[str]) -> str:
        named = read_roles(found["inside"])
        if not any(named):
            return found.group()
        leads.extend(named[0])
        partners.extend(named[1])
        return ""

    text = _BRACKET.sub(take, text)
    text = _take_sentences(text, leads, partners)
    label = _LABEL.search(fold(text))
    if label and any(named := read_roles(text[label.start() :])):
        leads.extend(named[0])
        partners.extend(named[1])
        text = text[: label.start()].rstrip(" .;,-(")
    return " ".join(text.split()), leads, partners


def _take_sentences(text: str, leads: list[str], partners: list[str]) -> str:
    """Take the sentences that only say who leads: "Sở Y tế chủ trì, Công an tỉnh phối hợp."."""
    kept, start = "", 0
    for end in [*(m.end() for m in _SENTENCE.finditer(text)), len(text)]:
        sentence, start = text[start:end], end
        named = read_roles(sentence) if _says_only_roles(sentence) else ([], [])
        leads.extend(named[0])
        partners.extend(named[1])
        kept += "" if any(named) else sentence
    return kept


def _says_only_roles(sentence: str) -> bool:
    folded, rest, at = fold(sentence), "", 0
    for name in find_names(sentence):
        rest, at = f"{rest}{folded[at : name.start]} ", name.end
    rest += folded[at:]
    return at > 0 and "chủ trì" in rest and _ROLE_WORDS.fullmatch(rest) is not None


def read_roles(text: str) -> tuple[list[str], list[str]]:
    """Read "Sở Y tế chủ trì, Công an tỉnh phối hợp", "Chủ trì: A; phối hợp: B" or just "A"."""
    leads: list[str] = []
    partners: list[str] = []
    folded = fold(text)
    labels = list(_LABEL.finditer(folded))
    if labels:
        if named := text[: labels[0].start()].strip(" ,;."):
            leads, partners = read_roles(named)
        ends = [*(m.start() for m in labels[1:]), len(text)]
        for label, end in zip(labels, ends, strict=True):
            listed = [name.text for name in find_names(text[label.end() : end])]
            (partners if label["role"] == "phối hợp" else leads).extend(listed)
        return leads, partners
    names = find_names(text)
    if not names or folded[: names[0].start].strip(" ,;") not in {"", "do", "giao"}:
        return [], []
    pending: list[str] = []
    for name in names:
        pending.append(name.text)
        role = _AFTER_NAME.match(folded, name.end)
        if role:
            (partners if role["role"] == "phối hợp" else leads).extend(pending)
            pending = []
    (leads if not leads else partners).extend(pending)
    return leads, partners
