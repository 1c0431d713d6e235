"""From the description of an official document to the bytes of a .docx."""

from __future__ import annotations

import docx

from mangnon.documents.writing import frame, package, styles
from mangnon.documents.writing.blocks import Writer
from mangnon.documents.writing.model import Document, Sideways
from mangnon.documents.writing.signs import writable


def write(document: Document) -> bytes:
    """Return the .docx of the document; equal descriptions give equal bytes."""
    document, word = writable(document), docx.Document()
    styles.prepare(word)
    writer = Writer(word)
    frame.set_page(word.sections[0])
    frame.add_page_numbers(word.sections[0])
    frame.add_foot(word.sections[0], document.foot)
    frame.add_letterhead(writer, document.letterhead)
    frame.add_title(writer, document)
    if document.authority:
        writer.paragraph("Official Centered", document.authority.upper())
    frame.add_addressees(writer, document.addressed_to)
    frame.add_bases(writer, document.bases)
    if document.opening:
        writer.prose("Official Body", document.opening)
    for block in document.blocks:
        if isinstance(block, Sideways):
            _add_sideways(writer, block)
        else:
            writer.add(block)
    frame.add_closing(writer, document.closing)
    is_alone = len(document.annexes) == 1
    for number, annex in enumerate(document.annexes, start=1):
        frame.add_annex(writer, annex, None if is_alone else number, document.attached_to)
    package.set_properties(word, document)
    package.set_settings(word)
    if document.receipt:
        package.add_receipt(word, document.receipt)
    return package.to_bytes(word)


def _add_sideways(writer: Writer, sideways: Sideways) -> None:
    """Write blocks on pages that lie on their side, then go on upright."""
    frame.turn(writer, is_landscape=True)
    for block in sideways.blocks:
        writer.add(block)
    frame.turn(writer, is_landscape=False)
