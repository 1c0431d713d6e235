"""What a heading is about, told from its words; headings that carry no number."""

import re

from mangnon.documents.reading.bodies import read_names, strip_request
from mangnon.documents.reading.markers import RANKS, Marker
from mangnon.documents.reading.text import fold, is_capitals, starts_capital
from mangnon.documents.reading.words import any_of, pattern

KINDS = ("organisation", "reporting", "funding", "general_aim", "targets", "key_tasks")
MAX_HEADING_WORDS = 22
_OPENING = re.compile(rf"(?:\s*{any_of('sections', 'heading_start')}\s*)*")
_MAX_BOLD_WORDS = 12


def kind_in(heading: str, *, anywhere: bool) -> str | None:
    """Return the kind a folded heading names, the most telling first; it may stand alone."""
    if pattern("sections", "organisation_alone").fullmatch(heading.strip()):
        return "organisation"
    found: list[tuple[int, int, str]] = []
    for rank, kind in enumerate(KINDS):
        for match in pattern("sections", kind).finditer(heading):
            if anywhere or _OPENING.fullmatch(heading[: match.start()]):
                found.append((rank, match.start(), kind))
    return min(found)[2] if found else None


def looks_back(heading: str) -> bool:
    """True for a folded heading that opens a report on what has been done so far."""
    found = pattern("sections", "situation").search(heading)
    return found is not None and _OPENING.fullmatch(heading[: found.start()]) is not None


def names_only_kind(heading: str) -> bool:
    """True for "Nhiệm vụ trọng tâm"; "Hoạt động truyền thông" names a task of its own."""
    rest = pattern("sections", *KINDS, "heading_start", "heading_filler").sub(" ", heading)
    return re.search(r"\w", rest) is None


def bare_heading(text: str, *, is_bold: bool) -> Marker | None:
    """Return the marker of a section heading set off by capitals or bold letters alone."""
    is_title = is_capitals(text)
    limit = MAX_HEADING_WORDS if is_title else _MAX_BOLD_WORDS
    if not (is_title or is_bold) or len(text.split()) > limit or not starts_capital(text):
        return None
    if not is_title and text.endswith((".", ";", ",")):
        return None
    head, _, rest = text.partition(":")
    heading = fold(head).strip(" .")
    if rest.strip() or not (looks_back(heading) or kind_in(heading, anywhere=False)):
        return None
    return Marker("heading", "", RANKS["heading"])


def bare_agency(text: str) -> Marker | None:
    """Return the marker of a line that opens with bodies alone, or with bodies and a colon."""
    asked, _ = strip_request(text)
    names = read_names(asked)
    rest = asked[names[-1].end :].lstrip() if names else "."
    return Marker("agency", "", RANKS["agency"]) if rest[:1] in {"", ":"} else None
