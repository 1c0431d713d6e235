"""Figures whose words are only part of a measure: "THCS 0,5%", "dưới 5 tuổi: 20‰"."""

import re

from mangnon.documents.reading.text import fold, squeeze
from mangnon.documents.reading.words import any_of, pattern

_GROUP_LEAD = r"(?:(?:ở|đối với|tại|của|thuộc|trong|và|riêng|còn)\s+)*"
_GROUP = (
    r"(?:(?:các\s+)?(?:cấp|bậc|khu vực|vùng|khối|học sinh)\s+)*"
    rf"{any_of('comparators', 'groups')}"
)
_ONLY_GROUP = re.compile(rf"\s*{_GROUP_LEAD}(?P<group>{_GROUP})\s*")
_GROUP_END = re.compile(rf"[\s,]+{_GROUP_LEAD}{_GROUP}\s*$")
_AGES = r"(?:(?:từ|đủ|dưới|trên)\s+){0,3}\d{1,2}(?:\s*(?:-|đến|tới)\s*(?:dưới\s+)?\d{1,2})?\s+tuổi"
_ONLY_AGES = re.compile(rf"\s*(?:(?:ở|đối với)\s+)?(?:trẻ(?:\s+em)?\s+)?(?P<ages>{_AGES})\s*")
_AGES_FIND = re.compile(_AGES)
_CHILD = re.compile(r"trẻ(?:\s+em|\s+sơ sinh|\s+từ|\s+dưới|$)")
_LAST_CHILD = re.compile(r"^(?:tỷ suất|tỷ lệ|số).*\s(?P<child>trẻ\s+(?:sơ sinh|em|dưới|từ)[^,;]*)$")
_KINDS = {"thể", "cấp", "bậc", "khối", "lớp", "nhóm"}
_OWN = re.compile(r"(?<!\w)(?:tỷ lệ|tỷ suất|tỷ số|số|được|bị|có|đạt|biết|tham gia|không|mỗi)(?!\w)")


def split_head(text: str) -> tuple[str, str]:
    """Part "Tỷ lệ trường học có: nước sạch" into the head all items share, and the item."""
    head, colon, rest = text.partition(":")
    folded = fold(head)
    shares = pattern("measures", "share_words", "rate_words", "lower").search(folded)
    if not colon or not rest.strip() or not shares or _OWN.search(fold(rest)):
        return "", text
    if re.match(r"\s*(?:vào |đến |trong )*năm\s+\d{4}", fold(rest)):
        return "", text
    return squeeze(head), rest


def is_topic(folded: str) -> bool:
    """True for "về sức khỏe" before a colon: what it is about, not what is measured."""
    shares = pattern("measures", "share_words", "rate_words", "lower").search(folded)
    return not shares and not _OWN.search(folded)


def group_of(text: str) -> str | None:
    """Return the group of children a text names when it names nothing else."""
    found = _ONLY_GROUP.fullmatch(fold(text))
    return squeeze(text[found.start("group") : found.end("group")]) if found else None


def without_group(measure: str) -> str:
    """Return "tỷ lệ bỏ học" for "tỷ lệ bỏ học ở bậc tiểu học"."""
    found = _GROUP_END.search(fold(measure))
    return measure[: found.start()] if found else measure


def completed(words: str, head: str, measure: str) -> str:
    """Return the whole measure of an item that names only what differs from `measure`."""
    ages, known = _ONLY_AGES.fullmatch(fold(words)), _AGES_FIND.search(fold(measure))
    if ages and known and not head:
        changed = words[ages.start("ages") : ages.end("ages")]
        return f"{measure[: known.start()]}{changed}{measure[known.end() :]}"
    kind = words.split(maxsplit=1)[0].lower() if words else ""
    at = fold(measure).rfind(f" {kind} ")
    if kind in _KINDS and at > 0 and not head and not _OWN.search(fold(words)):
        return f"{measure[:at]} {words}"
    child = _LAST_CHILD.search(fold(measure))
    if child and not head and _CHILD.match(fold(words)) and not _OWN.search(fold(words)):
        return f"{measure[: child.start('child')]}{words}"
    if head and not _OWN.search(fold(words)):
        return f"{head} {words}"
    return words
