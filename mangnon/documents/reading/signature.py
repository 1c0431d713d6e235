"""The foot of a plan: who signed, in what capacity, and who receives it."""

import re
from dataclasses import dataclass

from mangnon.documents.reading.heading import expand
from mangnon.documents.reading.markers import BULLETS
from mangnon.documents.reading.model import Signer
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import fold, squeeze

_RECEIVED = re.compile(r"nơi\s+nhận\s*(?:[:.]|$|(?=\s{2}|-))")
_ANNEX = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục)(?!\w)")
_TITLES = (
    r"PHÓ CHỦ TỊCH(?: THƯỜNG TRỰC)?|CHỦ TỊCH|PHÓ GIÁM ĐỐC|GIÁM ĐỐC|PHÓ TRƯỞNG BAN|TRƯỞNG BAN"
    r"|PHÓ BÍ THƯ|BÍ THƯ"
    r"|CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG PHÒNG|PHÓ TRƯỞNG PHÒNG"
    r"|HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG"
)
_LEVEL = r"(?: (?:TỈNH|HUYỆN|XÃ|PHƯỜNG|THỊ TRẤN|THÀNH PHỐ|THỊ XÃ))?"
_UNION = r"(?:(?: (?:TỈNH|THÀNH|HUYỆN|THỊ|XÃ|PHƯỜNG))? ĐOÀN| (?:TỈNH|THÀNH|HUYỆN|ĐẢNG) ỦY)?"
_SIGNS_AS = (
    rf"(?:(?:KT|TM|TL|TUQ|Q)\.?\s*(?:{_TITLES}|(?:ỦY|UỶ) BAN NHÂN DÂN{_LEVEL}"
    rf"|UBND{_LEVEL}|BAN CHỈ ĐẠO|BAN (?:THƯỜNG VỤ|CHẤP HÀNH){_UNION})"
    rf"|(?:{_TITLES})(?: SỞ(?: [A-ZÀ-ỸĐ]+,?)+)?)(?!\w)"
)
_CAPACITY = re.compile(_SIGNS_AS.replace(" ", r"\s+"))
_FOR = re.compile(r"(?:KT|TM|TL|TUQ|Q)\b")
_WORD = r"[A-ZÀ-ỸĐ](?:['’][A-ZÀ-ỸĐ]?)?[a-zà-ỹđ]*"
_NAME = re.compile(rf"(?<![\w,;-])(?P<name>{_WORD}(?:\s+{_WORD}){{1,4}})\s*$")
_CAPITAL_NAME = re.compile(r"^\s*[A-ZÀ-ỸĐ]+(?:\s+[A-ZÀ-ỸĐ]+){1,4}\s*$")
_NOTE = re.compile(r"\((?:đã ký|Đã ký|ký)[^)]*\)|\[.*?\]|[_.…]{4,}")
_ITEM = re.compile(rf"^\s*[{re.escape(BULLETS)}]\s*")


@dataclass(frozen=True)
class Signature:
    signer: Signer
    recipients: tuple[str, ...]


def split_signature(
    lines: list[SourceLine],
) -> tuple[list[SourceLine], list[SourceLine], list[SourceLine]]:
    """Part the body, the foot (from "Nơi nhận" or the signer's title on), and any annex."""
    start = _start(lines)
    if start is None:
        return lines, [], []
    for index in range(start + 1, len(lines)):
        if lines[index].cells is None and _ANNEX.match(lines[index].text):
            return lines[:start], lines[start:index], lines[index:]
    return lines[:start], lines[start:], []


def _start(lines: list[SourceLine]) -> int | None:
    for index, line in enumerate(lines):
        if any(_RECEIVED.match(fold(part.text).strip()) for part in expand([line])):
            return _first_title(lines, index)
    for index, line in enumerate(lines):
        if _CAPACITY.fullmatch(squeeze(line.text)):
            return index
    return None


def _first_title(lines: list[SourceLine], received: int) -> int:
    """The signer's title and name may stand above "Nơi nhận"."""
    start = received
    for index in range(received - 1, max(received - 14, -1), -1):
        text = squeeze(lines[index].text)
        if _CAPACITY.fullmatch(text):
            start = index
        elif text and not _NAME.fullmatch(text) and not _NOTE.fullmatch(text):
            break
    return start


def read_signature(lines: list[SourceLine]) -> Signature:
    """Read the foot; the two columns of a .txt are told apart by what they say."""
    capacity: list[str] = []
    left: list[str] = []
    name = None
    for line in expand(lines):
        text = _NOTE.sub("", line.text)
        capacity += [squeeze(found) for found in _CAPACITY.findall(text)]
        text = _CAPACITY.sub("  ", text)
        if capacity and (found := _name_in(text)):
            name, text = found
        left.append(squeeze(text))
    # "KT. CHỦ TỊCH" stands above "PHÓ CHỦ TỊCH", however the lines of a page were taken apart.
    capacity.sort(key=lambda title: not _FOR.match(title))
    return Signature(Signer(name, " ".join(capacity) or None), _recipients(left))


def _name_in(text: str) -> tuple[str, str] | None:
    """Return a personal name that ends the line, and the text before it."""
    stripped = text.strip()
    if _CAPITAL_NAME.fullmatch(stripped) and len(stripped.split()) > 1:
        return squeeze(stripped), ""
    found = _NAME.search(text)
    if not found:
        return None
    name = found["name"]
    columns = re.split(r"\s{4,}", name)
    if text[: found.start()].strip() and len(columns) > 1 and " " in columns[-1]:
        return squeeze(columns[-1]), text[: found.end("name") - len(columns[-1])].rstrip()
    before = text[: found.start()].rstrip()
    gap = len(text[: found.start()]) - len(before)
    if before and gap < 3 and not before.endswith((".", ";")):
        return None
    return squeeze(name), before


def _recipients(left: list[str]) -> tuple[str, ...]:
    items: list[str] = []
    started = False
    for text in left:
        found = _RECEIVED.match(fold(text))
        if found:
            started, text = True, text[found.end() :].strip()
        if not started or not text:
            continue
        if _ITEM.match(text) or not items or items[-1].endswith((";", ".")):
            items.append(_ITEM.sub("", text))
        else:
            items[-1] = f"{items[-1]} {text}"
    return tuple(item.strip(" ;.") for item in items if item.strip(" ;."))
