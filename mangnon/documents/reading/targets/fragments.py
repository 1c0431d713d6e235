"""Figures whose words are only part of a measure: "THCS 0,5%", "dưới 5 tuổi: 20‰"."""

import re

from mangnon.documents.reading.targets.masks import RATE_BASE
from mangnon.documents.reading.text import fold, squeeze
from mangnon.documents.reading.words import any_of, pattern

VERB = r"(?:đã được|đều được|được|bị|có|biết|tham gia|không)"
_GROUP_LEAD = r"(?:(?:ở|đối với|tại|của|thuộc|trong|và|riêng|còn)\s+)*"
_GROUP = (
    r"(?:(?:các\s+)?(?:cấp|bậc|khu vực|vùng|khối|học sinh)\s+)*"
    rf"{any_of('comparators', 'groups')}"
)
_ONLY_GROUP = re.compile(rf"\s*{_GROUP_LEAD}(?P<group>{_GROUP})\s*")
_LEVEL = re.compile(rf"(?:(?:cấp|bậc|khối|học sinh)\s+)*{any_of('comparators', 'levels')}")
_LEVEL_END = re.compile(rf"[\s,]+{_GROUP_LEAD}{_LEVEL.pattern}\s*$")
_AGES = r"(?:(?:từ|đủ|dưới|trên)\s+){0,3}\d{1,2}(?:\s*(?:-|đến|tới)\s*(?:dưới\s+)?\d{1,2})?\s+tuổi"
_ONLY_AGES = re.compile(rf"\s*(?:(?:ở|đối với)\s+)?(?:trẻ(?:\s+em)?\s+)?(?P<ages>{_AGES})\s*")
_AGES_FIND = re.compile(_AGES)
_CHILD = re.compile(r"trẻ(?:\s+(?:em|sơ sinh|từ|dưới|nhà trẻ|mẫu giáo|mầm non|\d)|$)")
_LAST_CHILD = re.compile(
    r"^(?:tỷ suất|tỷ lệ|số).*?\s(?P<child>trẻ\s+(?:sơ sinh|em|dưới|từ|\d)[^,;]*?)"
    rf"(?P<predicate>\s{VERB}\s[^;]*)?$"
)
_BASE_END = re.compile(rf"\s+{RATE_BASE.pattern}\s*$")
_KIND_OF = re.compile(rf"(?:thể\s+)?{any_of('comparators', 'kinds')}")
_KINDS = {"thể", "cấp", "bậc", "khối", "lớp", "nhóm"}
HAS_VERB = re.compile(r"\b(?:được|bị|có|đạt|biết|tham gia|tỷ lệ|tỷ suất|số)\b")
_PREDICATE = re.compile(rf"(?<=\s){VERB}(?=\s)")
_OWN = re.compile(r"(?<!\w)(?:tỷ lệ|tỷ suất|tỷ số|số|được|bị|có|đạt|biết|tham gia|không|mỗi)(?!\w)")


def split_head(text: str) -> tuple[str, str]:
    """Part "Tỷ lệ trường học có: nước sạch" into the head all items share, and the item."""
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or not is_rate(head) or _OWN.search(fold(rest)):
        return "", text
    if re.match(r"\s*(?:vào |đến |trong )*năm\s+\d{4}", fold(rest)):
        return "", text
    return squeeze(head), rest


def is_rate(text: str) -> bool:
    """True for words that name a share, a rate or a harm, which items below may part."""
    return pattern("measures", "share_words", "rate_words", "lower").search(fold(text)) is not None


def is_topic(folded: str) -> bool:
    """True for "về sức khỏe" before a colon: what it is about, not what is measured."""
    says_about = re.match(r"\s*(?:\d+[.)]\s*)?về\s", folded)
    return bool(says_about) or (not is_rate(folded) and not _OWN.search(folded))


def group_of(text: str) -> str | None:
    """Return the group of children a text names when it names nothing else."""
    found = _ONLY_GROUP.fullmatch(fold(text))
    return squeeze(text[found.start("group") : found.end("group")]) if found else None


def subject_of(measure: str) -> str:
    """Return "trẻ em dưới 6 tuổi" of "trẻ em dưới 6 tuổi được khám sức khỏe"."""
    verb = _PREDICATE.search(fold(measure))
    return measure[: verb.start()].rstrip() if verb else measure


def predicate_of(measure: str) -> str:
    """Return "được khám sức khỏe" of "trẻ em dưới 6 tuổi được khám sức khỏe"."""
    verb = _PREDICATE.search(fold(measure))
    return measure[verb.start() :] if verb else ""


def is_action(words: str) -> bool:
    """True for "Cấp thẻ bảo hiểm y tế cho": what is done to those named after the figure."""
    return bool(words) and not is_rate(words) and not HAS_VERB.search(fold(words))


def with_other_group(measure: str, group: str) -> str | None:
    """Return "tỷ lệ bỏ học THCS" for "tỷ lệ bỏ học ở bậc tiểu học" and "THCS"."""
    found = _LEVEL_END.search(fold(measure))
    is_level = _LEVEL.match(fold(group)) is not None
    return f"{measure[: found.start()]} {group}" if found and is_level else None


def is_kind(text: str) -> bool:
    """True for "thể gầy còm", which takes the place of another form of the same harm."""
    return _KIND_OF.fullmatch(fold(text)) is not None


def completed(words: str, head: str, measure: str) -> str:
    """Return the whole measure of an item that names only what differs from `measure`."""
    ages, known = _ONLY_AGES.fullmatch(fold(words)), _AGES_FIND.search(fold(measure))
    if ages and known and not head:
        changed = words[ages.start("ages") : ages.end("ages")]
        return f"{measure[: known.start()]}{changed}{measure[known.end() :]}"
    kinds = list(_KIND_OF.finditer(fold(measure)))
    if kinds and not head and is_kind(words):
        return f"{measure[: kinds[-1].start()]}{words}{measure[kinds[-1].end() :]}"
    kind = words.split(maxsplit=1)[0].lower() if words else ""
    at = fold(measure).rfind(f" {kind} ")
    if kind in _KINDS and at > 0 and not head and not _OWN.search(fold(words)):
        return f"{measure[:at]} {words}"
    child = _LAST_CHILD.search(fold(measure))
    if child and not head and _CHILD.match(fold(words)) and not _OWN.search(fold(words)):
        return f"{measure[: child.start('child')]}{words}{child['predicate'] or ''}"
    if head and not _OWN.search(fold(words)):
        base = _BASE_END.search(fold(head))
        end = base.start() if base else len(head)
        return f"{_without_overlap(head[:end], words)} {words}{head[end:]}"
    return words


def _without_overlap(head: str, words: str) -> str:
    """Drop the children a head ends with where the item names its own."""
    repeated = re.search(r"\s+trẻ(?:\s+em)?$", fold(head))
    return head[: repeated.start()] if repeated and _CHILD.match(fold(words)) else head
