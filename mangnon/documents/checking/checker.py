"""From the bytes of a .docx to the list of its departures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from lxml import etree

from mangnon.documents.checking.anatomy.parts import Parts, parts_of
from mangnon.documents.checking.departure import Departure
from mangnon.documents.checking.errors import CheckError
from mangnon.documents.checking.rules.annexes import annexes
from mangnon.documents.checking.rules.body import body
from mangnon.documents.checking.rules.closing import recipients, signatures
from mangnon.documents.checking.rules.head import (
    issuer,
    letter_subject,
    motto,
    nation,
    number,
    place_and_date,
)
from mangnon.documents.checking.rules.headings import headings
from mangnon.documents.checking.rules.page import letters, page, page_numbers
from mangnon.documents.checking.rules.title import addressees, bases, title
from mangnon.documents.checking.word.flow import Flow
from mangnon.documents.checking.word.package import MAX_BYTES, open_docx
from mangnon.documents.unlike import broken_docx

Rule = Callable[[Flow, Parts], Iterable[Departure]]

RULES: tuple[Rule, ...] = (
    page,
    page_numbers,
    letters,
    nation,
    motto,
    issuer,
    number,
    letter_subject,
    place_and_date,
    title,
    addressees,
    bases,
    body,
    headings,
    signatures,
    recipients,
    annexes,
)


def check_document(name: str, content: bytes) -> list[Departure]:
    """Return every departure from the decree, in the order of the page; CheckError for no .docx."""
    package = open_docx(name, content)
    try:
        flow = Flow.of(package)
    except (RecursionError, ValueError, etree.XMLSyntaxError) as error:
        raise CheckError(broken_docx(name)) from error
    parts = parts_of(flow)
    return [departure for rule in RULES for departure in rule(flow, parts)]


def check_file(path: Path) -> list[Departure]:
    """Check a file on disk; the size is looked at before it is read."""
    if not path.is_file():
        reason = "là một thư mục" if path.is_dir() else "không tồn tại"
        raise CheckError(f"Tệp {path} {reason}; hãy kiểm tra lại đường dẫn.")
    if path.stat().st_size > MAX_BYTES:
        raise CheckError(f"Tệp {path.name} lớn hơn {MAX_BYTES // 1024**2} MB.")
    return check_document(path.name, path.read_bytes())
