"""Names of agencies and bodies: where a name starts, where it ends, how a list is parted."""

import re
from dataclasses import dataclass

from mangnon.documents.reading.text import fold
from mangnon.documents.reading.words import any_of, pattern, phrases

_WORD = re.compile(r"[^\s,;:.()\[\]“”\"]+")
_JOINT = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+|\s*;\s*|\s*/\s*|\s+cùng\s+(?:với\s+)?")
_LAST_JOINT = re.compile(r"(?i:\s*,\s*(?:và)?|\s+và|\s*;|\s+cùng(?:\s+với)?)?\s*$")
_PLURAL = re.compile(
    r"các\b|(?:sở|phòng|ban|ngành),\s*(?:phòng|ban|ngành)\b"
    r"|ubnd các|ủy ban nhân dân các|cơ quan|trường|nhà trường|đơn vị|thủ trưởng|trưởng"
)
_MINISTRY = re.compile(
    r"(?:sở|bộ|phòng|ban|trung tâm|chi cục|cục|văn phòng|hội|ủy ban|quỹ|trưởng)\b"
)
_LIST_WORD = re.compile(
    r"(?:các\s+)?(?:ban|ngành|đoàn thể|đoàn|hội|quận|huyện|thị xã|thành phố|xã|phường|thị trấn"
    r"|đặc khu"
    r"|địa phương|cơ quan|đơn vị|tổ chức|thôn|ấp|bản|buôn|sóc|khu phố|khóm|khối|tổ dân phố|cấp"
    r"|khu dân cư|mầm non|tiểu học|trung học cơ sở|trung học phổ thông|trung học|báo chí"
    r"|doanh nghiệp|cá nhân)(?!\w)"
)


@dataclass(frozen=True)
class Name:
    """A name found in a text, with the offsets it covers."""

    text: str
    start: int
    end: int


def read_name(text: str, at: int = 0) -> Name | None:
    """Return the body named exactly at `at`; its name ends before a verb or punctuation."""
    folded = fold(text)
    many = _MANY.match(text, at)
    head = _HEAD.match(folded, many.end() if many else at)
    if not head or not (text[at].isupper() or _LOWER_HEAD.match(folded, at)):
        return None
    reader = _NameReader(text, folded, at, head.end())
    while reader.take():
        pass
    end = _without_trailing_joint(folded, at, reader.end)
    return Name(text[at:end].strip(), at, end)


_HEAD = re.compile(rf"(?!{any_of('bodies', 'not_heads')}){any_of('bodies', 'heads')}")
_MANY = re.compile(r"[Cc]ác\s+(?=[A-ZĐÀ-Ỹ])")
_PERIOD = re.compile(r"\d+\s*(?:tháng|năm|ngày|lần|quý|/)")
_LOWER_HEAD = re.compile(
    r"các\s|(?:giám đốc|hiệu trưởng|thủ trưởng|chủ tịch|trưởng)\s+các\s|công an|ban\s+chỉ đạo|ubnd"
)


class _NameReader:
    """Takes a name word by word; `after_capital` allows one more syllable: "Y tế"."""

    def __init__(self, text: str, folded: str, start: int, end: int) -> None:
        self.text, self.folded, self.start, self.end = text, folded, start, end
        self.head_end = end
        self.is_plural = _PLURAL.match(folded, start) is not None
        self.after_capital = False

    def take(self) -> bool:
        """Take one more word of the name; False when the name is over."""
        joint = _JOINT.match(self.folded, self.end)
        if joint and joint.end() < len(self.text):
            return self._take_after_joint(joint.end())
        gap = re.compile(r"\s+(-\s+|–\s+)?").match(self.text, self.end)
        word = _WORD.match(self.text, gap.end()) if gap else None
        if not gap or not word:
            return False
        if whole := pattern("bodies", "wholes").match(self.folded, word.start()):
            return self._take_to(whole.end())
        if _is_verb(self.folded, word.start()) and not self._names_a_field(word):
            return False
        if _PERIOD.match(self.folded, word.start()):
            return False
        if word[0][0].isupper() or (word[0].isdigit() and not gap[1]):
            return self._take_to(word.end(), after_capital=_is_titled(word[0]))
        inside = self._inside(word.start())
        if inside is not None:
            return self._take_to(inside)
        return self.after_capital and not gap[1] and self._take_to(word.end())

    def _names_a_field(self, word: re.Match[str]) -> bool:
        """True for a capital right after the head: "Ban Quản lý", "Ủy ban Kiểm tra"."""
        is_first = self.end == self.head_end and word[0][0].isupper()
        return is_first and _MINISTRY.match(self.folded, self.start) is not None

    def _take_after_joint(self, at: int) -> bool:
        """Go on after a comma or "và" only within one name or one list of kinds."""
        word = _WORD.match(self.text, at)
        listed = _LIST_WORD.match(self.folded, at)
        is_plural = self.is_plural or " các " in self.folded[self.start : self.end]
        is_next = self.folded.startswith("các ", self.start) and listed and listed[0][:4] == "các "
        if is_plural and listed and not is_next and self.text[at].islower():
            return self._take_to(listed.end())
        if not word or _HEAD.match(self.folded, at) or _is_verb(self.folded, at):
            return False
        is_ministry = _MINISTRY.match(self.folded, self.start) is not None
        is_titled = word[0][0].isupper() and is_ministry
        return is_titled and self._take_to(word.end(), after_capital=_is_titled(word[0]))

    def _inside(self, at: int) -> int | None:
        is_plural = self.is_plural or self.folded[self.start : self.end].endswith(" các")
        keys = ("inside", "inside_plural") if is_plural else ("inside",)
        found = pattern("bodies", *keys).match(self.folded, at)
        return found.end() if found else None

    def _take_to(self, end: int, *, after_capital: bool = False) -> bool:
        self.end, self.after_capital = end, after_capital
        return True


def _is_titled(word: str) -> bool:
    return len(word) == 1 or not word.isupper()


def _is_verb(folded: str, at: int) -> bool:
    return bool(pattern("bodies", "verbs").match(folded, at))


def _without_trailing_joint(folded: str, start: int, end: int) -> int:
    found = re.search(r"[\s,]+(?:và|các|của|(?<!trực )thuộc|cùng)?\s*$", folded[start:end])
    return start + found.start() if found and found.group().strip(" ,") != "" else end


def read_names(text: str, at: int = 0) -> list[Name]:
    """Return the bodies listed from `at` on: "A, B và C"; empty when none is named there."""
    names: list[Name] = []
    while name := read_name(text, at):
        names.append(name)
        joint = _JOINT.match(fold(text), name.end)
        if not joint:
            break
        at = joint.end()
    return names


def find_names(text: str) -> list[Name]:
    """Return every body named in a text that begins with a capital, in order."""
    names: list[Name] = []
    for found in _HEAD.finditer(fold(text)):
        if names and found.start() < names[-1].end:
            continue
        many = _MANY.search(text, max(0, found.start() - 4), found.start() + 1)
        if name := read_name(text, many.start() if many else found.start()):
            names.append(name)
    return names


def split_names(text: str) -> list[str]:
    """Return the bodies of a text that holds nothing but names, each to its last word."""
    starts = [name.start for name in read_names(text)]
    if not starts:
        return []
    while rest := read_name_after(text, starts[-1]):
        starts.append(rest)
    parts = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [_LAST_JOINT.sub("", part.split("(")[0]) for part in parts]


def read_name_after(text: str, start: int) -> int | None:
    """Return where the next body of a list starts, past words that no name is known to hold."""
    name = read_name(text, start)
    for joint in _JOINT.finditer(fold(text), name.end if name else len(text)):
        if read_name(text, joint.end()):
            return joint.end()
    return None


def strip_request(text: str) -> tuple[str, bool]:
    """Return the text without "Đề nghị" or "Giao" before a name, and whether it was asked for."""
    folded = fold(text)
    asked = False
    for key in ("requests", "before"):
        opening = next((p for p in phrases("bodies", key) if folded.startswith(p + " ")), None)
        if opening:
            asked = asked or opening in phrases("bodies", "asks")
            text, folded = text[len(opening) :].lstrip(), folded[len(opening) :].lstrip()
    return text, asked
